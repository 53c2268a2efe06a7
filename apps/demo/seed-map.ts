import { findKnownAreas, pathOfCode, putMap, readGeoJson } from "#capabilities/divisions/index.ts";
import type { ActionContext } from "#platform/capability.ts";
import { PLACES, TOWNSHIP } from "./township.ts";

/**
 * The demo town's map: a place that is nowhere, drawn from a few curves. Villages lie in two rows of three; borders are curves that
 * both neighbours share, so nothing gapes or overlaps. It goes in as GeoJSON, by the door a real town's map takes.
 */
const WEST = 112.3;
const NORTH = 30.46;
/** Degrees: about 14 km by 9 km. */
const SPAN = { x: 0.15, y: 0.082 } as const;
const COLUMNS = 3;
const ROWS = 2;
const STEPS = 24;

type Point = readonly [number, number];

/** Where the line at `u` of the width (0 … 1) stands at `v` of the height. */
function vertical(u: number, v: number): Point {
  return at(u + 0.028 * Math.sin(7 * v + 9 * u) * ends(v), v);
}

function at(u: number, v: number): Point {
  const waved = v + 0.035 * Math.sin(8 * u + 5 * v);
  return [WEST + SPAN.x * u, NORTH - SPAN.y * waved];
}

/** Inner lines swing freely and meet the outer border where they should. */
function ends(v: number): number {
  return 1 + 0.6 * Math.cos(3 * v);
}

/** The ring between two lines of the width and two of the height. */
function cell(u: readonly [number, number], v: readonly [number, number]): readonly Point[] {
  const between = ([from, to]: readonly [number, number], step: number) => from + ((to - from) * step) / STEPS;
  const along = (draw: (step: number) => Point) => Array.from({ length: STEPS + 1 }, (_, step) => draw(step));
  const across = (height: number) =>
    along((step) => {
      const [left, right] = [vertical(u[0], height), vertical(u[1], height)];
      const part = step / STEPS;
      const middle = at(between(u, step), height);
      return [left[0] + (right[0] - left[0]) * part, middle[1]];
    });
  const ring = [
    ...across(v[0]),
    ...along((step) => vertical(u[1], between(v, step))),
    ...across(v[1]).toReversed(),
    ...along((step) => vertical(u[0], between(v, step))).toReversed(),
  ].map(([x, y]): Point => [round(x), round(y)]);
  return [...ring, ring[0] ?? [0, 0]];
}

function round(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6;
}

const polygon = (ring: readonly Point[]) => ({ type: "Polygon", coordinates: [ring] });
const feature = (properties: object, geometry: object) => ({ type: "Feature", properties, geometry });

export function drawTown() {
  const path = pathOfCode(TOWNSHIP.code);
  const places = PLACES.flatMap((place, index) => {
    const column = index % COLUMNS;
    const row = Math.floor(index / COLUMNS);
    const [from, to] = [column / COLUMNS, (column + 1) / COLUMNS];
    const height = [row / ROWS, (row + 1) / ROWS] as const;
    const width = (to - from) / place.grids.length;
    return [
      feature({ code: place.code, name: place.name }, polygon(cell([from, to], height))),
      ...place.grids.map((_, grid) =>
        feature(
          { path: `${pathOfCode(place.code)}.g${grid + 1}` },
          polygon(cell([from + grid * width, from + (grid + 1) * width], height)),
        ),
      ),
    ];
  });
  const wave = (v: number, swing: number) =>
    Array.from({ length: 2 * STEPS + 1 }, (_, step) => at(step / (2 * STEPS), v + swing * Math.sin(step / 6))).map(([x, y]) => [
      round(x),
      round(y),
    ]);
  const river = [...wave(0.3, 0.03), ...wave(0.33, 0.03).toReversed()];
  return {
    type: "FeatureCollection",
    features: [
      feature({ path }, polygon(cell([0, 1], [0, 1]))),
      ...places,
      feature({ kind: "water", name: "清河" }, { type: "Polygon", coordinates: [[...river, river[0]]] }),
      feature({ kind: "road", name: "清云路" }, { type: "LineString", coordinates: wave(0.58, 0.05) }),
      feature({ kind: "place", name: "镇政府" }, { type: "Point", coordinates: at(0.2, 0.2) }),
      feature({ kind: "place", name: "清河桥" }, { type: "Point", coordinates: at(0.52, 0.32) }),
    ],
  };
}

export async function seedMap(context: ActionContext): Promise<void> {
  const { features, faults } = readGeoJson(drawTown(), await findKnownAreas(context.tx, context.tenant.rootPath));
  if (faults.length > 0) throw new Error(`the demo town's map is wrong: ${JSON.stringify(faults)}`);
  await putMap(context.tx, () => context.newId(), features);
}
