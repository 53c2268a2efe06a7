import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  plainCenter,
  plainComponents,
  plainCounts,
  plainMatrix,
  plainNearest,
  plainPlaces,
  plainSilhouette,
  zeroed,
} from "../fixtures/plain-map.ts";
import { plantVotes } from "../fixtures/planted.ts";
import { groupAwareConsensus } from "../meaning/consensus.ts";
import { tallyAll, tallyGroups } from "../meaning/tallies.ts";
import { type Answer, type Vote, voteTable } from "../votes/vote-table.ts";
import { findAxes } from "./axes.ts";
import { labelNearest, type Points } from "./k-means.ts";
import { mapOpinions } from "./opinion-map.ts";
import { placeParticipants } from "./places.ts";
import { silhouettes } from "./silhouette.ts";

const conversations = fc
  .record({
    people: fc.integer({ min: 3, max: 24 }),
    statements: fc.integer({ min: 2, max: 9 }),
    groups: fc.integer({ min: 1, max: 3 }),
    seed: fc.integer({ min: 0, max: 1e6 }),
    answered: fc.constantFrom(0.3, 0.7, 1),
    out: fc.constantFrom<readonly string[]>([], ["s0"], ["s1", "s3"]),
  })
  .map(({ out, ...planted }) => ({ votes: plantVotes(planted), out }))
  .filter(({ votes }) => votes.length > 0);

const numbers = fc.array(fc.record({ x: fc.integer({ min: -9, max: 9 }), y: fc.integer({ min: -9, max: 9 }) }), {
  minLength: 1,
  maxLength: 60,
});

function pointsOf(places: readonly { x: number; y: number }[], weights?: readonly number[]): Points {
  return {
    keys: Int32Array.from(places.keys()),
    x: Float64Array.from(places, ({ x }) => x),
    y: Float64Array.from(places, ({ y }) => y),
    weights: Float64Array.from(weights ?? places.map(() => 1)),
  };
}

describe("beside plain matrices", () => {
  test("centre, directions and places are the same", () => {
    let compared = 0;
    fc.assert(
      fc.property(conversations, ({ votes, out }) => {
        const table = voteTable(votes);
        const plain = zeroed(plainMatrix(votes), new Set(out));
        const moderated = Uint8Array.from(table.statements, (id) => (out.includes(id) ? 1 : 0));
        const axes = findAxes(table, { moderated, iterations: 20_000, precision: 1e-13 });
        expectNear(axes.center, plainCenter(plain));
        const { values, vectors } = plainComponents(plain);
        expect(axes.strengths[0]).toBeCloseTo(values[0]!, 6);
        // Where two directions are nearly as strong, either is right: only clear ones are compared.
        if (!isClear(values, 0) || !isClear(values, 1)) return;
        const places = placeParticipants(table, axes, moderated);
        for (const [axis, ours] of [places.x, places.y].entries()) {
          const vector = vectors[axis]!;
          const sign = Math.sign(vector.reduce((sum, loading, column) => sum + loading * axes.components[axis]![column]!, 0));
          expectNear(
            ours,
            plainPlaces(
              plain,
              plainCenter(plain),
              vector.map((loading) => sign * loading),
            ),
            5,
          );
        }
        compared += 1;
      }),
      { numRuns: 300 },
    );
    expect(compared).toBeGreaterThan(100);
  });

  test("the nearest of many centres is the nearest, whatever label came before", () => {
    fc.assert(
      fc.property(numbers, numbers, fc.integer({ min: 0, max: 100 }), (places, centers, label) => {
        const labels = new Int32Array(places.length).fill(label);
        const { keys: ids, x, y } = pointsOf(centers);
        labelNearest(pointsOf(places), { ids, x, y }, labels);
        expect([...labels]).toEqual(plainNearest(places, centers));
      }),
      { numRuns: 500 },
    );
  });

  test("silhouettes of weighted points are those of the people they stand for", () => {
    const weighted = fc.array(
      fc.record({
        x: fc.integer({ min: 0, max: 6 }),
        y: fc.integer({ min: 0, max: 6 }),
        weight: fc.integer({ min: 1, max: 3 }),
        labels: fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 2 })),
      }),
      { minLength: 1, maxLength: 25 },
    );
    fc.assert(
      fc.property(weighted, (drawn) => {
        const clusterings = [0, 1].map((which) => {
          const names = [...new Set(drawn.map(({ labels }) => labels[which]!))];
          return {
            ids: Int32Array.from(names.keys()),
            x: new Float64Array(names.length),
            y: new Float64Array(names.length),
            labels: Int32Array.from(drawn, ({ labels }) => names.indexOf(labels[which]!)),
          };
        });
        const weights = drawn.map(({ weight }) => weight);
        const people = drawn.flatMap(({ weight }, at) => Array<number>(weight).fill(at));
        const plain = clusterings.map(({ labels }) =>
          plainSilhouette(
            people.map((at) => drawn[at]!),
            people.map((at) => labels[at]!),
          ),
        );
        expectNear(silhouettes(pointsOf(drawn, weights), clusterings), plain, 9);
      }),
      { numRuns: 300 },
    );
  });

  test("tallies and group-aware consensus are counted from the matrix", () => {
    fc.assert(
      fc.property(conversations, ({ votes, out }) => {
        const table = voteTable(votes);
        const plain = plainMatrix(votes);
        const map = mapOpinions(table, { moderatedOut: out });
        const everybody = tallyAll(table);
        const counts = plainCounts(plain, [...plain.participants.keys()]);
        expect([...everybody.agrees]).toEqual(counts.map(({ agrees }) => agrees));
        expect([...everybody.disagrees]).toEqual(counts.map(({ disagrees }) => disagrees));
        expect([...everybody.answers]).toEqual(counts.map(({ answers }) => answers));
        const ids = map.groups.map(({ id }) => id);
        const groups = ids.map((id) => plainCounts(plain, rowsIn(map.groupOf, id)));
        const tallies = tallyGroups(table, map.groupOf, ids);
        expect(tallies.map(({ size }) => size)).toEqual(ids.map((id) => rowsIn(map.groupOf, id).length));
        expectNear(
          groupAwareConsensus(tallies, table.statements.length),
          plain.statements.map((_, column) =>
            groups.reduce((product, group) => (product * (group[column]!.agrees + 1)) / (group[column]!.answers + 2), 1),
          ),
          9,
        );
      }),
      { numRuns: 200 },
    );
  });
});

describe("one participant, one statement, one opinion", () => {
  const cases: readonly (readonly [string, Vote[]])[] = [
    ["one vote", [vote("p", "s", 1)]],
    ["one statement", Array.from({ length: 30 }, (_, at) => vote(`p${at}`, "s", at % 2 === 0 ? 1 : -1))],
    ["one participant", Array.from({ length: 30 }, (_, at) => vote("p", `s${at}`, at % 2 === 0 ? 1 : -1))],
    ["one opinion", Array.from({ length: 90 }, (_, at) => vote(`p${at % 10}`, `s${at % 9}`, 1))],
    ["nobody sure", Array.from({ length: 90 }, (_, at) => vote(`p${at % 10}`, `s${at % 9}`, 0))],
  ];
  test.each(cases)("%s still makes a map of finite numbers", (_, votes) => {
    for (const out of [[], votes.map(({ statement }) => statement)]) {
      const map = mapOpinions(voteTable(votes), { moderatedOut: out });
      for (const place of [...map.places.x, ...map.places.y, ...map.axes.center]) expect(Number.isFinite(place)).toBe(true);
      for (const { silhouette } of map.groupings.values()) expect(Number.isFinite(silhouette)).toBe(true);
      expect(map.groupOf.every((group) => group >= 0)).toBe(true);
    }
  });
});

function vote(participant: string, statement: string, answer: Answer): Vote {
  return { participant, statement, vote: answer };
}

function rowsIn(groupOf: Int16Array, group: number): number[] {
  return [...groupOf.keys()].filter((row) => groupOf[row] === group);
}

function isClear(values: readonly number[], at: number): boolean {
  return values[at]! > 1e-6 && values[at]! - (values[at + 1] ?? 0) > 0.02 * values[0]!;
}

function expectNear(ours: ArrayLike<number>, plain: ArrayLike<number>, digits = 6): void {
  expect(ours).toHaveLength(plain.length);
  for (let at = 0; at < plain.length; at += 1) expect(ours[at]).toBeCloseTo(plain[at]!, digits);
}
