/** Degrees, WGS84: [longitude, latitude]. */
export type MapPosition = readonly number[];

export type MapShape = {
  readonly kind: "area" | "road" | "water" | "place";
  readonly path: string | null;
  readonly name: string;
  readonly lines: readonly (readonly MapPosition[])[];
};

/** A window on the earth and the size it is drawn in. Small places only: degrees are drawn straight, longitudes by the middle's cosine. */
export type MapView = {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
  readonly width: number;
  readonly height: number;
};

/** About what a phone shows, so that a name of 16 px is read there as it is meant. */
const WIDTH = 400;
const HEIGHTS = { least: 220, most: 560 } as const;
/** Room around what is shown, as a part of its size. */
const MARGIN = 0.04;
/** A place with no extent is shown with this much around it, in degrees: about 500 m. */
const LEAST_SPAN = 0.005;

/** The view that holds all of some shapes; undefined where there is nothing to show. */
export function viewOf(shapes: readonly MapShape[]): MapView | undefined {
  const all = shapes.flatMap(({ lines }) => lines.flat());
  if (all.length === 0) return undefined;
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x = 0, y = 0] of all) {
    west = Math.min(west, x);
    east = Math.max(east, x);
    south = Math.min(south, y);
    north = Math.max(north, y);
  }
  return fit((west + east) / 2, (south + north) / 2, Math.max(east - west, LEAST_SPAN), Math.max(north - south, LEAST_SPAN));
}

/** A quarter of a view's width and height, around a point: close enough to set a finger on a house. */
export function closeUp(view: MapView, [x = 0, y = 0]: MapPosition): MapView {
  const [halfWidth, halfHeight] = [(view.east - view.west) / 8, (view.north - view.south) / 8];
  return { ...view, west: x - halfWidth, east: x + halfWidth, south: y - halfHeight, north: y + halfHeight };
}

function fit(x: number, y: number, spanX: number, spanY: number): MapView {
  const stretch = Math.cos((y * Math.PI) / 180);
  const natural = (WIDTH * spanY) / (spanX * stretch);
  const height = Math.round(Math.min(HEIGHTS.most, Math.max(HEIGHTS.least, natural)));
  // Too tall or too flat a place is shown whole, with more beside it.
  const perPixel = Math.max((spanX * stretch) / WIDTH, spanY / height) * (1 + 2 * MARGIN);
  const [halfX, halfY] = [(perPixel * WIDTH) / 2 / stretch, (perPixel * height) / 2];
  return { west: x - halfX, east: x + halfX, south: y - halfY, north: y + halfY, width: WIDTH, height };
}

export function toPixel(view: MapView, [x = 0, y = 0]: MapPosition): readonly [number, number] {
  return [((x - view.west) / (view.east - view.west)) * view.width, ((view.north - y) / (view.north - view.south)) * view.height];
}

/** Six places of a degree are 11 cm: more would be noise. */
export function toPosition(view: MapView, [x, y]: readonly [number, number]): readonly [number, number] {
  const places = (value: number) => Math.round(value * 1e6) / 1e6;
  return [
    places(view.west + (x / view.width) * (view.east - view.west)),
    places(view.north - (y / view.height) * (view.north - view.south)),
  ];
}

/** As a hidden field carries it: `west,south,east,north,width,height`. */
export function writeView({ west, south, east, north, width, height }: MapView): string {
  return [west, south, east, north, width, height].join(",");
}

export function readView(text: string): MapView | undefined {
  const [west = NaN, south = NaN, east = NaN, north = NaN, width = NaN, height = NaN] = text.split(",").map(Number);
  const sound = [west, south, east, north, width, height].every(Number.isFinite) && width > 0 && height > 0;
  return sound && east > west && north > south ? { west, south, east, north, width, height } : undefined;
}
