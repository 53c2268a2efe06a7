import { faceOf } from "../leximin/face.ts";
import type { PanelSearch } from "../leximin/panel-search.ts";
import type { Composition, Lottery, PanelSpace } from "../leximin/panel-space.ts";

/** Passes over all tickets that may be exchanged, at most; two are seldom needed. */
const PASSES_MAX = 4;
/** What an exchange must gain to be made. */
const GAIN_MIN = 1e-9;
/** The heaviest panel is sought only so far that others could bring at most a tenth more. */
const SHARE = 0.9;

/**
 * As many tickets as wanted, each a panel, so that each group's seats over all tickets come as near as can be to those of the
 * lottery. Of each panel as many whole tickets are taken as its chance holds; the rest are panels chosen one by one for the
 * seats still missing (not only of the lottery's own, but of all that meet the bounds its probabilities meet), then exchanged
 * one by one while that brings the sum of squared deviations down.
 */
export function roundLottery(
  space: PanelSpace,
  lottery: Lottery,
  probability: Float64Array,
  tickets: number,
  onTicket: (count: number) => void,
): readonly Composition[] {
  const missing = Float64Array.from(space.groups, ({ people }, group) => tickets * people * probability[group]!);
  const settled: Composition[] = [];
  for (const [index, panel] of lottery.panels.entries()) {
    for (let left = Math.floor(tickets * lottery.chances[index]! + GAIN_MIN); left > 0 && settled.length < tickets; left -= 1) {
      settled.push(panel);
      take(missing, panel, 1);
    }
  }
  const search = faceOf(space, probability);
  const open: Composition[] = [];
  while (settled.length + open.length < tickets) {
    const panel = bestFor(space, search, missing) ?? lottery.panels[0]!;
    open.push(panel);
    take(missing, panel, 1);
    onTicket(settled.length + open.length);
  }
  for (let pass = 0, changed = true; changed && pass < PASSES_MAX; pass += 1) {
    changed = false;
    for (const [index, panel] of open.entries()) {
      const before = deviation(space, missing);
      take(missing, panel, -1);
      const other = bestFor(space, search, missing) ?? panel;
      take(missing, other, 1);
      if (deviation(space, missing) < before - GAIN_MIN) {
        open[index] = other;
        changed = true;
      } else {
        take(missing, other, -1);
        take(missing, panel, 1);
      }
    }
  }
  return [...settled, ...open];
}

/** The panel that brings the sum of squares down most: its first seat of a group counts exactly, further ones nearly. */
function bestFor(space: PanelSpace, search: PanelSearch, missing: Float64Array): Composition | undefined {
  const weights = Float64Array.from(space.groups, ({ people }, group) => (2 * missing[group]! - 1) / people);
  return search.heaviest(weights, (value, bound) => value >= bound - (1 - SHARE) * Math.abs(bound)).panel;
}

function take(missing: Float64Array, panel: Composition, times: number): void {
  for (let group = 0; group < missing.length; group += 1) missing[group] = missing[group]! - times * panel[group]!;
}

/** Squared deviations of people's tickets, added up. */
function deviation(space: PanelSpace, missing: Float64Array): number {
  let sum = 0;
  for (const [group, { people }] of space.groups.entries()) sum += (missing[group]! * missing[group]!) / people;
  return sum;
}
