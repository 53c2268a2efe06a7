import { describe, expect, test } from "vitest";
import { type BudgetElection, budgetElection } from "../budget/budget-election.ts";
import { countBudget } from "../budget/count-budget.ts";
import { randomBudget } from "../fixtures/random-elections.ts";
import {
  plainAddOne,
  plainAddOpt,
  plainEqualShares,
  type PlainElection,
  plainExactShares,
  plainGreedy,
  plainPhragmen,
} from "./plain-budget.ts";

const PROFILES = process.env["GONGZHI_NIGHTLY"] === "1" ? 10_000 : 1_000;

function bothWays(seed: number): { readonly plain: PlainElection; readonly election: BudgetElection } {
  const { ids, costs, budget, ballots } = randomBudget(seed);
  const plain = { ids, costs: costs.map(BigInt), budget: BigInt(budget), ballots };
  const projects = ids.map((id, index) => ({ id, cost: costs[index]! }));
  const election = budgetElection({ projects, budget, ballots: ballots.map((ballot) => ballot.map((index) => ids[index]!)) });
  return { plain, election };
}

const RULES: readonly (readonly [string, (plain: PlainElection) => readonly number[]])[] = [
  ["greedy-cost", (plain) => plainGreedy(plain, false)],
  ["greedy-card", (plain) => plainGreedy(plain, true)],
  ["mes-cost", (plain) => plainEqualShares(plain, false, [plain.budget, BigInt(plain.ballots.length)])],
  ["mes-card", (plain) => plainEqualShares(plain, true, [plain.budget, BigInt(plain.ballots.length)])],
  ["mes-cost-add1", (plain) => plainAddOne(plain, false, true)],
  ["mes-cost-add1u", (plain) => plainGreedy(plain, false, plainAddOne(plain, false, true))],
  ["mes-card-add1", (plain) => plainAddOne(plain, true, true)],
  ["ees-cost", (plain) => plainExactShares(plain, [plain.budget, BigInt(plain.ballots.length)]).winners],
  ["ees-cost-addopt", (plain) => plainAddOpt(plain)],
  ["phragmen", (plain) => plainPhragmen(plain, false)],
  ["phragmen-skip", (plain) => plainPhragmen(plain, true)],
];

describe(`a plain second implementation, on ${PROFILES} random small elections`, () => {
  test.each(RULES)("%s elects the same, in the same order", (rule, plainRule) => {
    let withTies = 0;
    for (let seed = 1; seed <= PROFILES; seed += 1) {
      const { plain, election } = bothWays(seed);
      const outcome = countBudget(election, rule);
      if (outcome.ties.length > 0) withTies += 1;
      expect(outcome.winners, `seed ${seed}`).toEqual(plainRule(plain).map((index) => plain.ids[index]));
    }
    // The profiles are made to tie: if none did, the exact comparisons were never asked.
    expect(withTies).toBeGreaterThan(PROFILES / 50);
  });

  test("Add1 until an outcome costs too much, as the comparison step takes it", () => {
    for (let seed = 1; seed <= PROFILES; seed += 1) {
      const { plain, election } = bothWays(seed);
      const shares = plainAddOne(plain, false, false);
      const greedy = plainGreedy(plain, false);
      const liked = (ballot: readonly number[], winners: readonly number[]) => ballot.filter((c) => winners.includes(c)).length;
      const balance = plain.ballots.map((ballot) => Math.sign(liked(ballot, shares) - liked(ballot, greedy)));
      const kept = balance.reduce((a, b) => a + b, 0) >= 0 ? shares : greedy;
      expect(countBudget(election, "mes-cost-comparison").winners, `seed ${seed}`).toEqual(kept.map((index) => plain.ids[index]));
    }
  });
});
