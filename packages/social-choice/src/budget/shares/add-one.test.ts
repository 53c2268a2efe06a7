import { describe, expect, test } from "vitest";
import { isAbsent, readReal } from "../../fixtures/real-data.ts";
import { integerBelow, randomFrom } from "../../fixtures/random-elections.ts";
import { parsePabulib } from "../../pabulib/parse-pabulib.ts";
import { BY_TEXT, tieRanks } from "../../ties/tie-rule.ts";
import { type BudgetElection, budgetElection, costOf } from "../budget-election.ts";
import { electionFromPabulib } from "../from-pabulib.ts";
import { addOne, isExhaustive } from "./add-one.ts";
import { explainRun } from "./explain-run.ts";
import { runEqualShares, startOf } from "./run.ts";
import { runStateOf } from "./run-state.ts";
import { type Slate, slateOf } from "./slate.ts";

const ELECTIONS = process.env["GONGZHI_NIGHTLY"] === "1" ? 400 : 60;

function town(seed: number): BudgetElection {
  const random = randomFrom(seed);
  const count = 6 + integerBelow(random, 14);
  const projects = Array.from({ length: count }, (_, index) => ({ id: `p${index}`, cost: 50 + integerBelow(random, 20_000) }));
  const appeal = projects.map(() => random() ** 2);
  const voters = 20 + integerBelow(random, 300);
  const ballots = Array.from({ length: voters }, () => projects.filter((_, c) => random() < appeal[c]!).map(({ id }) => id));
  const all = projects.reduce((sum, { cost }) => sum + cost, 0);
  return budgetElection({ projects, budget: Math.round(all * (0.15 + 0.4 * random())), ballots });
}

function slate(election: BudgetElection, utility: "cost" | "cardinality" = "cost"): Slate {
  return slateOf(
    election,
    utility,
    tieRanks(
      BY_TEXT,
      election.projects.map((project) => project.id),
    ),
  );
}

/** Add1 with every single step run, none proven. */
function everyStep(of: Slate): { readonly winners: readonly number[]; readonly raise: number } {
  const state = runStateOf(of);
  let kept: { readonly winners: readonly number[]; readonly raise: number } | undefined;
  for (let raise = 0; ; raise += 1) {
    runEqualShares(state, startOf(of, raise), 0);
    const winners = [...state.winners];
    if (kept !== undefined && costOf(of.election, winners) > of.election.budget) return kept;
    kept = { winners, raise };
    if (winners.length === of.buyable.length || isExhaustive(of, winners)) return kept;
  }
}

describe("Add1", () => {
  test.each(["cost", "cardinality"] as const)(
    "comes to the same with steps proven as with every step run (%s utility)",
    (utility) => {
      for (let seed = 1; seed <= ELECTIONS; seed += 1) {
        const of = slate(town(seed), utility);
        const plain = everyStep(of);
        const { winners, raise } = addOne(of, true);
        expect({ winners, raise }, `seed ${seed}`).toEqual(plain);
      }
    },
  );

  test("proves whole stretches of steps, and what is proven holds", () => {
    let proven = 0;
    for (let seed = 1; seed <= ELECTIONS; seed += 1) {
      const of = slate(town(seed));
      const state = runStateOf(of);
      const other = runStateOf(of);
      for (let raise = 0; raise < 40;) {
        runEqualShares(state, startOf(of, raise), 16);
        const same = Math.max(1, Math.ceil(state.certified));
        for (let step = raise + 1; step < raise + same; step += 1) {
          runEqualShares(other, startOf(of, step), 0);
          expect(other.winners, `seed ${seed}, step ${step}`).toEqual(state.winners);
          proven += 1;
        }
        raise += same;
      }
    }
    expect(proven).toBeGreaterThan(ELECTIONS * 10);
  });
});

describe("a run in doubles", () => {
  test("buys what the exact ledger would, at its prices, within the errors it proves", () => {
    for (let seed = 1; seed <= ELECTIONS; seed += 1) {
      const of = slate(town(seed));
      const start = startOf(of, 0);
      const state = runStateOf(of);
      const prices: number[] = [];
      runEqualShares(state, start, 0, (project) => prices.push(state.prices[project]!));
      const rounds = explainRun(of, start, "test").filter((round) => round.kind === "shares");
      expect(rounds.map((round) => round.project)).toEqual(state.winners.map((winner) => of.election.projects[winner]!.id));
      for (const [index, round] of rounds.entries()) {
        expect(Math.abs(round.approximatePrice - prices[index]!)).toBeLessThanOrEqual(1e-9 * prices[index]!);
      }
    }
  });
});

const MOKOTOW = "pabulib/Poland_Warszawa_2023_Mokotow.pb";

describe.skipIf(isAbsent(MOKOTOW))("on Warszawa 2023 Mokotów", () => {
  test("the purchases proven for raised starts are those that are made", () => {
    const of = slate(electionFromPabulib(parsePabulib(readReal(MOKOTOW))));
    const [state, other] = [runStateOf(of), runStateOf(of)];
    for (let raise = 0; raise < 40; raise += 1) {
      runEqualShares(state, startOf(of, raise), 8);
      for (let step = 1; step < state.certified; step += 1) {
        runEqualShares(other, startOf(of, raise + step), 0);
        expect(other.winners).toEqual(state.winners);
      }
    }
  });
});
