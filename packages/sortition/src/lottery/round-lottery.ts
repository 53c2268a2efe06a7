import { faceOf } from "../leximin/face.ts";
import type { PanelSearch } from "../leximin/panel-search.ts";
import type { Composition, Lottery, PanelSpace } from "../leximin/panel-space.ts";

/** Passes over all tickets that may be exchanged, at most; two are seldom needed. */
const PASSES_MAX = 4;
/** What an exchange must gain to be made. */
const GAIN_MIN = 1e-9;
/** The heaviest panel is sought only so far that others could bring at most a tenth more. */
const SHARE = 0.9;
/** What a seat beyond the whole tickets next to what is due weighs beside one within: enough to be put right first. */
const BEYOND = 16;
/** Panels sought to bring the last groups within less than a ticket, at most: each takes milliseconds. */
const SEARCHES_MAX = 300;

/**
 * As many tickets as wanted, each a panel, so that each group's seats over all tickets come as near as can be to those of the
 * lottery. Of each panel as many whole tickets are taken as its chance holds; the rest are panels chosen one by one for the
 * seats still missing (not only of the lottery's own, but of all that meet the bounds its probabilities meet), then exchanged
 * one by one while that brings the loss down: the squared deviations, and many times those of groups some of whose members
 * would be a ticket or more off what they are due. If there are such in the end, any ticket may be exchanged.
 */
export function roundLottery(
  space: PanelSpace,
  lottery: Lottery,
  probability: Float64Array,
  tickets: number,
  onTicket: (count: number) => void,
): readonly Composition[] {
  const due = makeDue(space, probability, tickets);
  const settled: Composition[] = [];
  for (const [index, panel] of lottery.panels.entries()) {
    for (let left = Math.floor(tickets * lottery.chances[index]! + GAIN_MIN); left > 0 && settled.length < tickets; left -= 1) {
      settled.push(panel);
      take(due, panel, 1);
    }
  }
  const search = faceOf(space, probability);
  const open: Composition[] = [];
  while (settled.length + open.length < tickets) {
    const panel = bestFor(due, search) ?? lottery.panels[0]!;
    open.push(panel);
    take(due, panel, 1);
    onTicket(settled.length + open.length);
  }
  for (let pass = 0, changed = true; changed && pass < PASSES_MAX; pass += 1) {
    changed = false;
    for (const index of open.keys()) changed = exchange(due, search, open, index) || changed;
  }
  const all = [...settled, ...open];
  bringWithinTicket(due, search, all);
  return all;
}

/** By group what its members are due over all tickets, and how far the tickets so far are from it. */
type Due = {
  readonly people: Int32Array;
  /** Seats the group still lacks; negative for too many. */
  readonly missing: Float64Array;
  /** As many may be missing, and as few, with everyone on a whole number of tickets next below or next above what is due. */
  readonly most: Float64Array;
  readonly least: Float64Array;
};

function makeDue(space: PanelSpace, probability: Float64Array, tickets: number): Due {
  const people = Int32Array.from(space.groups, (group) => group.people);
  const each = probability.map((chance) => tickets * chance);
  return {
    people,
    missing: each.map((due, group) => people[group]! * due),
    most: each.map((due, group) => people[group]! * (due - Math.floor(due + GAIN_MIN))),
    least: each.map((due, group) => people[group]! * (due - Math.ceil(due - GAIN_MIN))),
  };
}

/** Goes on while a group is out of bounds and some ticket's exchange helps, those first that hold most of what is too much. */
function bringWithinTicket(due: Due, search: PanelSearch, tickets: Composition[]): void {
  let searches = 0;
  for (let helped = true; helped && searches < SEARCHES_MAX;) {
    helped = false;
    const beyond = due.missing.map((seats, group) => beyondOf(due, group, seats) / due.people[group]!);
    if (beyond.every((seats) => Math.abs(seats) < GAIN_MIN)) return;
    const worth = tickets.map((panel) => panel.reduce((sum, seats, group) => sum - seats * beyond[group]!, 0));
    const order = [...tickets.keys()].sort((one, other) => worth[other]! - worth[one]! || one - other);
    for (const index of order) {
      searches += 1;
      if (searches > SEARCHES_MAX) return;
      helped = exchange(due, search, tickets, index);
      if (helped) break;
    }
  }
}

/** Puts the best panel in a ticket's place, if that is a gain. */
function exchange(due: Due, search: PanelSearch, tickets: Composition[], index: number): boolean {
  const panel = tickets[index]!;
  const before = lossOf(due);
  take(due, panel, -1);
  const other = bestFor(due, search) ?? panel;
  take(due, other, 1);
  if (lossOf(due) < before - GAIN_MIN) {
    tickets[index] = other;
    return true;
  }
  take(due, other, -1);
  take(due, panel, 1);
  return false;
}

/** The panel that brings the loss down most: its first seat of a group counts exactly, further ones nearly. */
function bestFor(due: Due, search: PanelSearch): Composition | undefined {
  const weights = due.missing.map((seats, group) => lossOfGroup(due, group, seats) - lossOfGroup(due, group, seats - 1));
  return search.heaviest(weights, (value, bound) => value >= bound - (1 - SHARE) * Math.abs(bound)).panel;
}

function take({ missing }: Due, panel: Composition, times: number): void {
  for (let group = 0; group < missing.length; group += 1) missing[group] = missing[group]! - times * panel[group]!;
}

function lossOf(due: Due): number {
  let sum = 0;
  for (const [group, seats] of due.missing.entries()) sum += lossOfGroup(due, group, seats);
  return sum;
}

/** Squared deviations of people's tickets, added up, as if so many seats were missing. */
function lossOfGroup(due: Due, group: number, missing: number): number {
  const beyond = beyondOf(due, group, missing);
  return (missing * missing + BEYOND * beyond * beyond) / due.people[group]!;
}

/** Missing seats beyond the bounds: positive for too few seats, negative for too many. */
function beyondOf({ most, least }: Due, group: number, missing: number): number {
  return Math.max(0, missing - most[group]!) + Math.min(0, missing - least[group]!);
}
