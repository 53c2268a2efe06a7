import type { Line, Position } from "./read-geojson.ts";

type Outline = { readonly path: string; readonly lines: readonly Line[] };

/** The deepest area that holds a point: a grid before its village. A hole of an outline is not in it (even-odd rule). */
export function findAreaAt(point: Position, outlines: readonly Outline[]): string | undefined {
  return outlines
    .filter(({ lines }) => isInside(point, lines))
    .map(({ path }) => path)
    .sort((one, other) => other.split(".").length - one.split(".").length || (one < other ? -1 : 1))[0];
}

function isInside([x, y]: Position, rings: readonly Line[]): boolean {
  let inside = false;
  for (const ring of rings) {
    let previous = ring.at(-1);
    for (const corner of ring) {
      if (previous !== undefined && corner[1] > y !== previous[1] > y) {
        const cut = corner[0] + ((y - corner[1]) / (previous[1] - corner[1])) * (previous[0] - corner[0]);
        if (x < cut) inside = !inside;
      }
      previous = corner;
    }
  }
  return inside;
}
