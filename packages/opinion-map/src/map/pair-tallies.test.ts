import { describe, expect, test } from "vitest";
import { plantVotes } from "../fixtures/planted.ts";
import { addVotes, voteTable } from "../votes/vote-table.ts";
import { findAxes } from "./axes.ts";
import { scatterOf, tallyPairs } from "./pair-tallies.ts";

const VILLAGE = { people: 60, groups: 3, statements: 12, answered: 0.6, loyal: 0.8, seed: 5 };
const EARLY = voteTable(plantVotes(VILLAGE));
const CHANGED = plantVotes({ ...VILLAGE, people: 20, loyal: 0.5, seed: 6 });
const NEWCOMERS = plantVotes({ ...VILLAGE, people: 15, seed: 7 }).map((vote) => ({
  ...vote,
  participant: `new ${vote.participant}`,
}));
const LATER = addVotes(EARLY, [...CHANGED, ...NEWCOMERS]);

describe("the tallies of pairs of statements", () => {
  test("after votes that change answers and bring people are those of all the votes", () => {
    expect(tallyPairs(LATER, tallyPairs(EARLY)).sums).toEqual(tallyPairs(LATER).sums);
  });

  test("begin anew where statements have come", () => {
    const more = addVotes(EARLY, [{ participant: "p0", statement: "another", vote: 1 }]);
    expect(tallyPairs(more, tallyPairs(EARLY)).sums).toEqual(tallyPairs(more).sums);
  });

  test("give the scatter about the means, pair by pair", () => {
    const { statements, participants, starts, columns, answers } = LATER;
    const moderated = Uint8Array.from(statements, (_, column) => (column === 3 ? 1 : 0));
    const { center } = findAxes(LATER, { moderated });
    const scatter = scatterOf(tallyPairs(LATER), center, moderated);
    for (const first of statements.keys()) {
      for (const second of statements.keys()) {
        let sum = 0;
        for (const row of participants.keys()) {
          const own = new Map(
            Array.from({ length: starts[row + 1]! - starts[row]! }, (_, at) => [
              columns[starts[row]! + at]!,
              answers[starts[row]! + at]!,
            ]),
          );
          if (first === 3 || second === 3 || !own.has(first) || !own.has(second)) continue;
          sum += (own.get(first)! - center[first]!) * (own.get(second)! - center[second]!);
        }
        expect(scatter[first * statements.length + second]).toBeCloseTo(sum, 9);
      }
    }
  });

  test("give the same axes as the answers themselves", () => {
    const moderated = new Uint8Array(LATER.statements.length);
    const direct = findAxes(LATER, { moderated });
    const tallied = findAxes(LATER, { moderated, goesOn: { pairs: tallyPairs(EARLY) } });
    for (const axis of [0, 1] as const) {
      for (const [column, loading] of direct.components[axis].entries())
        expect(tallied.components[axis][column]).toBeCloseTo(loading, 7);
    }
  });
});
