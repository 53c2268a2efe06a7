import { describe, expect, test } from "vitest";
import { plantVotes } from "../fixtures/planted.ts";
import { listConversations, readConversation } from "../fixtures/real-data.ts";
import { mapOpinions } from "../map/opinion-map.ts";
import { moderatedOut, votesOf } from "../polis/conversation.ts";
import { readExport } from "../polis/read-export.ts";
import { createRandom } from "../random.ts";
import { type VoteTable, voteTable } from "../votes/vote-table.ts";
import { measureStability, type Stability } from "./measure-stability.ts";

const SEEDS = [1, 2, 3, 4, 5, 6];
const FEW = { replicates: 10 };

function judge(votes: VoteTable, out: readonly string[] = [], replicates = 10): Stability {
  return measureStability(mapOpinions(votes, { moderatedOut: out }), { replicates });
}

/** Three ways to take the meaning out of votes: all answers dealt anew, each statement's, each participant's. */
const SHUFFLES = {
  "all answers": ({ answers }: VoteTable) => [[...answers.keys()]],
  "the answers to each statement": ({ answers, columns }: VoteTable) => [
    ...Map.groupBy(answers.keys(), (at) => columns[at]!).values(),
  ],
  "the answers of each participant": ({ participants, starts }: VoteTable) =>
    participants.map((_, row) => Array.from({ length: starts[row + 1]! - starts[row]! }, (__, at) => starts[row]! + at)),
};

function shuffled(votes: VoteTable, heaps: readonly (readonly number[])[], seed: number): VoteTable {
  const random = createRandom(seed);
  const answers = votes.answers.slice();
  for (const heap of heaps) {
    const dealt = heap
      .map((at) => ({ answer: votes.answers[at]!, order: random() }))
      .sort((left, right) => left.order - right.order);
    for (const [index, at] of heap.entries()) answers[at] = dealt[index]!.answer;
  }
  return { ...votes, answers };
}

describe("planted votes", () => {
  test.each(SEEDS)("groups are found, and are firm where people keep to them (seed %i)", (seed) => {
    const two = judge(voteTable(plantVotes({ people: 60, statements: 20, groups: 2, seed })));
    expect(two).toMatchObject({ verdict: "groups", because: "beyond-chance" });
    expect(two.groups.map(({ level }) => level)).toEqual(["firm", "firm"]);
    expect(two.agreement.mean).toBeGreaterThan(0.8);
    for (const groups of [3, 4]) {
      const more = judge(voteTable(plantVotes({ people: 30 * groups, statements: 20, groups, seed })));
      expect(more).toMatchObject({ verdict: "groups", because: "beyond-chance" });
      expect(more.agreement.mean).toBeGreaterThan(0.5);
    }
  });

  test.each(SEEDS)("answers by lot make no groups (seed %i)", (seed) => {
    for (const people of [12, 60]) {
      const votes = plantVotes({ people, statements: 20, groups: 1, seed, loyal: 1 / 3 });
      expect(judge(voteTable(votes))).toMatchObject({ verdict: "no groups", because: "not-beyond-chance" });
    }
  });

  test.each(SEEDS)("one opinion, more or less, makes no groups (seed %i)", (seed) => {
    expect(judge(voteTable(plantVotes({ people: 90, statements: 20, groups: 1, seed }))).verdict).toBe("no groups");
  });

  test.each(SEEDS)("those for everything and those against everything are two groups (seed %i)", (seed) => {
    const stance = (group: number): 1 | -1 => (group === 0 ? 1 : -1);
    const stability = judge(voteTable(plantVotes({ people: 60, statements: 20, groups: 2, seed, stance })));
    expect(stability).toMatchObject({ verdict: "groups", because: "two-heaps" });
    expect(stability.heaps).toBeGreaterThan(0.85);
  });
});

const real = listConversations("polis");

describe.skipIf(real.length === 0).each(real)("the votes of %s", (name) => {
  const conversation = readExport(readConversation("polis", name));
  const [votes, out] = [votesOf(conversation), moderatedOut(conversation)];

  test("hold groups", () => {
    expect(judge(votes, out)).toMatchObject({ verdict: "groups", because: "beyond-chance" });
  });

  test.each(Object.keys(SHUFFLES) as (keyof typeof SHUFFLES)[])("hold none once %s are shuffled", (kind) => {
    for (const seed of process.env["GONGZHI_NIGHTLY"] === "1" ? [...Array(40).keys()] : [1, 2]) {
      expect(judge(shuffled(votes, SHUFFLES[kind](votes), seed), out, 1).verdict).toBe("no groups");
    }
  });
});

describe("what is measured", () => {
  const votes = voteTable(plantVotes({ people: 80, statements: 16, groups: 2, seed: 3 }));
  const map = mapOpinions(votes);

  test("is the same for the same seed, and for another about the same", () => {
    const [one, again, other] = [
      measureStability(map, { ...FEW, seed: 4 }),
      measureStability(map, { ...FEW, seed: 4 }),
      measureStability(map, { ...FEW, seed: 5 }),
    ];
    expect(again).toEqual(one);
    expect(other).not.toEqual(one);
    expect(other.agreement.mean).toBeCloseTo(one.agreement.mean, 0);
  });

  test("places are surer the more people there are", () => {
    const spreadOf = (people: number): number => {
      const crowd = voteTable(plantVotes({ people, statements: 16, groups: 3, seed: 3 }));
      const spreads = measureStability(mapOpinions(crowd), { replicates: 40 }).statements.map(({ spread }) => spread);
      return spreads.reduce((sum, spread) => sum + spread, 0) / spreads.length;
    };
    expect(spreadOf(480) / spreadOf(60)).toBeLessThan(0.6);
  });

  test("of a large conversation a part of the people is enough", () => {
    const crowd = voteTable(plantVotes({ people: 24_000, statements: 24, groups: 3, seed: 6 }));
    const stability = measureStability(mapOpinions(crowd), { replicates: 2 });
    expect(stability.verdict).toBe("groups");
    expect(stability.people).toBeLessThan(24_000);
    expect(stability.agreement.mean).toBeGreaterThan(0.9);
  });

  test("progress ends where it said it would", () => {
    const steps: (readonly [number, number])[] = [];
    measureStability(map, { ...FEW, onProgress: (done, all) => steps.push([done, all]) });
    const [done, all] = steps.at(-1)!;
    expect(done).toBe(all);
    expect(steps.every(([one], at) => at === 0 || one > steps[at - 1]![0])).toBe(true);
  });

  test.each([0, 1.5, -1, Number.NaN, 10_001])("%d replicates are refused", (replicates) => {
    expect(() => measureStability(map, { replicates })).toThrow(/whole number/u);
  });
});
