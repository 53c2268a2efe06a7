import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plantedGroups, plantVotes } from "../fixtures/planted.ts";
import { createRandom } from "../random.ts";
import { adjustedRand } from "../stability/agreement.ts";
import { addVotes, type Answer, type Vote, voteTable } from "../votes/vote-table.ts";
import { mapOpinions, type OpinionMap, PRODUCTION_SETTINGS, updateMap } from "./opinion-map.ts";

const VILLAGE = { people: 90, statements: 24, groups: 3, seed: 5 };

function groupsOf({ votes, groupOf }: OpinionMap): Map<string, number> {
  return new Map(votes.participants.map((id, row) => [id, groupOf[row]!] as const).filter(([, group]) => group >= 0));
}

function inAnotherOrder(votes: readonly Vote[], seed: number): Vote[] {
  const random = createRandom(seed);
  return votes
    .map((vote) => ({ vote, at: random() }))
    .sort((left, right) => left.at - right.at)
    .map(({ vote }) => vote);
}

/** Groups differ on the even statements, on the odd ones, or on both: two directions hold up to four groups. */
function byTwoQuestions(group: number, statement: number): Answer {
  return ((statement % 2 === 0 ? group : group >> 1) & 1) === 0 ? 1 : -1;
}

describe("a map", () => {
  test("finds the groups that are there, and how many", () => {
    for (const groups of [2, 3, 4]) {
      for (const seed of [1, 2, 3]) {
        const planted = { ...VILLAGE, groups, seed, people: 40 * groups, stance: byTwoQuestions };
        const map = mapOpinions(voteTable(plantVotes(planted)));
        expect(map.groups).toHaveLength(groups);
        expect(adjustedRand(groupsOf(map), plantedGroups(planted))).toBeGreaterThan(0.8);
      }
    }
  });

  test("numbers groups from the largest, and everybody on it is in exactly one", () => {
    const map = mapOpinions(voteTable(plantVotes(VILLAGE)));
    const sizes = map.groups.map(({ id }) => [...map.groupOf].filter((group) => group === id).length);
    expect(map.groups.map(({ id }) => id)).toEqual([0, 1, 2]);
    expect(sizes).toEqual(sizes.toSorted((left, right) => right - left));
    for (const [row, group] of map.groupOf.entries()) expect(group >= 0).toBe(map.inConversation[row] === 1);
  });

  test("is the same in whatever order the votes come", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const votes = plantVotes({ ...VILLAGE, seed, stance: byTwoQuestions });
        const [one, other] = [mapOpinions(voteTable(votes)), mapOpinions(voteTable(inAnotherOrder(votes, seed)))];
        const rows = new Map(other.votes.participants.map((id, row) => [id, row]));
        for (const [row, id] of one.votes.participants.entries()) {
          expect(other.places.x[rows.get(id)!]).toBeCloseTo(one.places.x[row]!, 3);
          expect(other.places.y[rows.get(id)!]).toBeCloseTo(one.places.y[row]!, 3);
        }
        expect(adjustedRand(groupsOf(one), groupsOf(other))).toBeGreaterThan(0.95);
      }),
      { numRuns: 12 },
    );
  });

  test("leaves out who answered little, as long as there are enough others", () => {
    const votes = [...plantVotes({ ...VILLAGE, answered: 1 }), { participant: "guest", statement: "s0", vote: 1 } as const];
    const map = mapOpinions(voteTable(votes));
    expect(groupsOf(map).has("guest")).toBe(false);
    const few = mapOpinions(voteTable([...plantVotes({ ...VILLAGE, people: 9, answered: 1 }), votes.at(-1)!]));
    expect(groupsOf(few).has("guest")).toBe(true);
  });

  test("refuses to map nothing", () => {
    expect(() => mapOpinions(voteTable([]))).toThrow(/no votes/u);
  });
});

describe("a map after more votes", () => {
  test("keeps groups, their numbers and the sides of the picture", () => {
    const votes = plantVotes(VILLAGE);
    let map = mapOpinions(voteTable(votes));
    const [first, before] = [map, groupsOf(map)];
    for (const vote of plantVotes({ ...VILLAGE, seed: 99, people: 6 })) {
      map = updateMap(map, addVotes(map.votes, [{ ...vote, participant: `late ${vote.participant}` }]));
    }
    const after = groupsOf(map);
    expect([...before].filter(([id, group]) => after.get(id) !== group)).toHaveLength(0);
    expect(first.places.x[0]! * map.places.x[0]!).toBeGreaterThan(0);
    expect(after.size).toBeGreaterThan(before.size);
  });

  test("with no more votes is the same map", () => {
    const map = mapOpinions(voteTable(plantVotes(VILLAGE)));
    const again = updateMap(map, map.votes);
    expect(again.groupOf).toEqual(map.groupOf);
    for (const [row, x] of map.places.x.entries()) expect(again.places.x[row]).toBeCloseTo(x, 6);
  });

  test("nobody who was on it leaves when more statements are asked", () => {
    const early = plantVotes({ ...VILLAGE, statements: 4, answered: 1 });
    const map = mapOpinions(voteTable(early));
    const late = plantVotes({ ...VILLAGE, people: 30 });
    const after = updateMap(map, addVotes(map.votes, late));
    const anew = mapOpinions(voteTable([...early, ...late]));
    expect(groupsOf(after).size).toBe(VILLAGE.people);
    expect(groupsOf(anew).size).toBeLessThan(VILLAGE.people);
  });

  test("another number of groups is shown when it was best four times running", () => {
    const two = plantVotes({ ...VILLAGE, groups: 2, people: 60 });
    let map = mapOpinions(voteTable(two), { settings: PRODUCTION_SETTINGS });
    expect(map.smoother).toEqual({ best: 2, times: 1, shown: 2 });
    const third = plantVotes({ ...VILLAGE, groups: 1, people: 60, seed: 77, answered: 1, loyal: 0.95 });
    let votes = addVotes(
      map.votes,
      third.map((vote) => ({ ...vote, participant: `new ${vote.participant}` })),
    );
    const shown: number[] = [];
    for (let times = 0; times < 5; times += 1) {
      map = updateMap(map, votes);
      votes = addVotes(votes, []);
      shown.push(map.smoother.shown);
    }
    expect(map.smoother.best).not.toBe(2);
    expect(shown).toEqual([2, 2, 2, map.smoother.best, map.smoother.best]);
  });

  test("gathers in at most so many base clusters, however many people come", () => {
    const map = mapOpinions(voteTable(plantVotes({ ...VILLAGE, people: 150 })), { settings: PRODUCTION_SETTINGS });
    expect(map.baseClusters.length).toBeLessThanOrEqual(100);
    expect(map.baseClusters.flatMap(({ members }) => members).sort((a, b) => a - b)).toEqual([...Array(150).keys()]);
    const more = plantVotes({ ...VILLAGE, people: 30, seed: 8 }).map((vote) => ({
      ...vote,
      participant: `new ${vote.participant}`,
    }));
    const after = updateMap(map, addVotes(map.votes, more));
    expect(after.baseClusters.length).toBeLessThanOrEqual(100);
    expect(after.baseClusters.flatMap(({ members }) => members)).toHaveLength(180);
  });
});
