import { toPixel, type MapPosition, type MapShape, type MapView } from "./map-view.ts";

export type MapDrawing = {
  readonly view: MapView;
  readonly shapes: readonly MapShape[];
  readonly title: string;
  /** The area the map is of: its own outline is drawn as a frame, its parts as areas. */
  readonly of: string;
  /** What is known of each part, by path: a figure under its name, and where it leads. */
  readonly parts?: ReadonlyMap<string, { readonly figure?: number; readonly href?: string }>;
  readonly pin?: MapPosition;
  /** As a picture of its own it carries its colours along; within a page it takes the page's. */
  readonly picture?: boolean;
};

/** Shades from few to many; the figure itself stands beside, so a shade is never all there is. */
const SHADES = 4;
const LABEL_PX = 14;

const PICTURE_STYLE = `<style>
.map-sheet{fill:#fffefb}.map-area{fill:#efece3;stroke:#857d6f;stroke-width:1.5}.map-frame{fill:none;stroke:#5b554b;stroke-width:2}
.map-road{fill:none;stroke:#c9b48a;stroke-width:3}.map-water{fill:#dbe7ef;stroke:#9db7c9}.map-place{fill:#5b554b}.map-pin{fill:#98281d;stroke:#fffefb;stroke-width:2}
text{font:${LABEL_PX}px "PingFang SC","Microsoft YaHei","Noto Sans SC",sans-serif;fill:#1f1c18;stroke:#fffefb;stroke-width:3;paint-order:stroke;text-anchor:middle}
</style>`;

/** A map as SVG markup: every word escaped, every figure rounded to the pixel. */
export function drawMap(drawing: MapDrawing): string {
  const { view, shapes, title, of } = drawing;
  const inside = shapes.filter(({ kind, path }) => kind === "area" && path !== null && path !== of);
  const frame = shapes.filter(({ kind, path }) => kind === "area" && path === of);
  const most = Math.max(1, ...[...(drawing.parts?.values() ?? [])].map(({ figure = 0 }) => figure));
  const ofKind = (kind: MapShape["kind"]) => shapes.filter((shape) => shape.kind === kind);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="map" viewBox="0 0 ${view.width} ${view.height}" width="${view.width}" height="${view.height}" role="${drawing.parts === undefined ? "img" : "group"}" aria-label="${escape(title)}">`,
    drawing.picture === true ? PICTURE_STYLE : "",
    `<rect class="map-sheet" width="${view.width}" height="${view.height}"/>`,
    ...(inside.length === 0 ? frame : []).map((shape) => `<path class="map-area" d="${outline(view, shape, true)}"/>`),
    ...inside.map((shape) => area(drawing, shape, most)),
    ...ofKind("water").map((shape) => `<path class="map-water" d="${outline(view, shape, true)}"/>`),
    ...ofKind("road").map((shape) => `<path class="map-road" d="${outline(view, shape, false)}"/>`),
    ...frame.map((shape) => `<path class="map-frame" d="${outline(view, shape, true)}"/>`),
    ...ofKind("place").map((shape) => place(view, shape)),
    ...inside.map((shape) => label(drawing, shape)),
    drawing.pin === undefined ? "" : pin(view, drawing.pin),
    "</svg>",
  ].join("");
}

function area({ view, parts }: MapDrawing, shape: MapShape, most: number): string {
  const figure = parts?.get(shape.path ?? "")?.figure ?? 0;
  const shade = figure === 0 ? 0 : Math.ceil((figure / most) * SHADES);
  return `<path class="map-area shade-${shade}" d="${outline(view, shape, true)}"/>`;
}

/** The name and figure of a part, a link where it leads somewhere. */
function label({ view, parts }: MapDrawing, shape: MapShape): string {
  const [x, y] = middleOf(view, shape);
  if (x < 0 || y < 0 || x > view.width || y > view.height) return "";
  const { figure, href } = parts?.get(shape.path ?? "") ?? {};
  const second = figure === undefined ? "" : `<tspan class="map-figure" x="${x}" dy="1.2em">${figure}</tspan>`;
  const words = `<text x="${x}" y="${y}">${escape(shape.name)}${second}</text>`;
  if (href === undefined) return words;
  return `<a href="${escape(href)}" aria-label="${escape(figure === undefined ? shape.name : `${shape.name} ${figure}`)}"><path class="map-touch" d="${outline(view, shape, true)}"/>${words}</a>`;
}

function place(view: MapView, shape: MapShape): string {
  const at = shape.lines[0]?.[0];
  if (at === undefined) return "";
  const [x, y] = rounded(view, at);
  return `<circle class="map-place" cx="${x}" cy="${y}" r="3"/><text x="${x}" y="${y - 7}">${escape(shape.name)}</text>`;
}

function pin(view: MapView, at: MapPosition): string {
  const [x, y] = rounded(view, at);
  return `<path class="map-pin" d="M${x} ${y}l-9 -19a10 10 0 1 1 18 0z"/>`;
}

/** Corners closer than a pixel to the one before are left out: a screen shows no more, and a phone's line carries less. */
function outline(view: MapView, { lines }: MapShape, closed: boolean): string {
  return lines
    .map((line) => {
      const corners = line.map((position) => rounded(view, position));
      const kept = corners.filter(
        ([x, y], index) => index === 0 || x !== corners[index - 1]?.[0] || y !== corners[index - 1]?.[1],
      );
      return kept.length < 2 ? "" : `M${kept.map((corner) => corner.join(" ")).join("L")}${closed ? "z" : ""}`;
    })
    .join("");
}

/** The middle of a shape's largest ring, by its corners' bounds. */
function middleOf(view: MapView, { lines }: MapShape): readonly [number, number] {
  const bounds = lines.map((line) => {
    const xs = line.map((position) => toPixel(view, position)[0]);
    const ys = line.map((position) => toPixel(view, position)[1]);
    return { west: Math.min(...xs), east: Math.max(...xs), north: Math.min(...ys), south: Math.max(...ys) };
  });
  const size = (one: (typeof bounds)[number]) => (one.east - one.west) * (one.south - one.north);
  const largest = bounds.reduce((best, one) => (size(one) > size(best) ? one : best));
  return [Math.round((largest.west + largest.east) / 2), Math.round((largest.north + largest.south) / 2)];
}

function rounded(view: MapView, position: MapPosition): readonly [number, number] {
  const [x, y] = toPixel(view, position);
  return [Math.round(x), Math.round(y)];
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
