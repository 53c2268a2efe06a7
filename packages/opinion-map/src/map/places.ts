import { answerCount, type VoteTable } from "../votes/vote-table.ts";
import type { Axes } from "./axes.ts";

/** Points of the plane: `x` and `y` of each. */
export type Places = { readonly x: Float64Array; readonly y: Float64Array };

/**
 * Each participant's place, from what that participant answered: √(m / n) · Σ (answer − mean) · component. Who answered little is
 * moved outwards by the root, so that few answers do not look like a middle opinion. As in production every statement moderated
 * out counts among the n answers of everybody.
 */
export function placeParticipants(table: VoteTable, axes: Axes, moderated: Uint8Array): Places {
  const { starts, columns, answers } = table;
  const [first, second] = axes.components;
  const x = new Float64Array(table.participants.length);
  const y = new Float64Array(table.participants.length);
  const outCount = moderated.reduce((sum, out) => sum + out, 0);
  for (let row = 0; row < x.length; row += 1) {
    let count = outCount;
    let alongFirst = 0;
    let alongSecond = 0;
    for (let at = starts[row]!; at < starts[row + 1]!; at += 1) {
      const column = columns[at]!;
      if (moderated[column] === 1) continue;
      const off = answers[at]! - axes.center[column]!;
      alongFirst += off * first[column]!;
      alongSecond += off * second[column]!;
      count += 1;
    }
    const scale = Math.sqrt(table.statements.length / Math.max(count, 1));
    x[row] = alongFirst * scale;
    y[row] = alongSecond * scale;
  }
  return { x, y };
}

/** Each statement's place: where somebody would stand who answered nothing but that one, and agreed. */
export function placeStatements({ center, components: [first, second] }: Axes): Places {
  const scale = Math.sqrt(center.length);
  return {
    x: first.map((loading, column) => (1 - center[column]!) * loading * scale),
    y: second.map((loading, column) => (1 - center[column]!) * loading * scale),
  };
}

/** Who answers this many statements (or all there are) belongs to the map. */
const ANSWERS_NEEDED = 7;
/** With fewer people than this on the map, those who answered most are taken in as well. */
const PEOPLE_WANTED = 15;

/** 1 for each participant who is on the map. Once in, always in: `before` is kept. */
export function joinConversation(table: VoteTable, before: Uint8Array = new Uint8Array(0)): Uint8Array {
  const needed = Math.min(ANSWERS_NEEDED, table.statements.length);
  const inside = new Uint8Array(table.participants.length);
  inside.set(before);
  let count = 0;
  for (let row = 0; row < inside.length; row += 1) {
    if (answerCount(table, row) >= needed) inside[row] = 1;
    count += inside[row]!;
  }
  if (count < PEOPLE_WANTED) {
    const others = [...inside.keys()].filter((row) => inside[row] === 0);
    others.sort((left, right) => answerCount(table, right) - answerCount(table, left));
    for (const row of others.slice(0, PEOPLE_WANTED - count)) inside[row] = 1;
  }
  return inside;
}
