import { PanelSearch } from "./panel-search.ts";
import type { PanelSpace } from "./panel-space.ts";

/** Seats this near to a bound are at it. */
const TIGHT = 1e-8;

/**
 * The panels that a lottery with these probabilities can consist of: where its seats, on average, are at a bound (of a row, or
 * none or all of a group), those of each of its panels are.
 */
export function faceOf(space: PanelSpace, probability: Float64Array): PanelSearch {
  const seats = space.groups.map(({ people }, group) => people * probability[group]!);
  const activity = new Float64Array(space.rowLower.length);
  for (const [group, { rows }] of space.groups.entries()) {
    for (const row of rows) activity[row] = activity[row]! + seats[group]!;
  }
  const search = new PanelSearch({
    groups: space.groups,
    rowLower: space.rowLower.map((bound, row) => (isAt(activity[row]!, space.rowUpper[row]!) ? space.rowUpper[row]! : bound)),
    rowUpper: space.rowUpper.map((bound, row) => (isAt(activity[row]!, space.rowLower[row]!) ? space.rowLower[row]! : bound)),
  });
  for (const [group, { most }] of space.groups.entries()) {
    if (isAt(seats[group]!, 0)) search.hold(group, 0);
    else if (isAt(seats[group]!, most)) search.hold(group, most);
  }
  return search;
}

function isAt(count: number, bound: number): boolean {
  return Math.abs(count - bound) <= TIGHT * (1 + bound);
}
