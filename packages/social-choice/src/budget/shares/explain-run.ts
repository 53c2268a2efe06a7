import { type Rational, toNumber } from "../../exact/rational.ts";
import { costOf, exactInCurrency, inCurrency } from "../budget-election.ts";
import type { Contender, SharesEnd, SharesRound } from "../rounds.ts";
import { evaluate } from "./evaluate.ts";
import { exactMoneyBehind, exactPrice } from "./exact-ledger.ts";
import { ledgerOf, runEqualShares } from "./run.ts";
import { type RunState, runStateOf } from "./run-state.ts";
import type { Slate } from "./slate.ts";

/** How many of the others are named in a round. */
const NEXT_BEST_MAX = 3;

/** Runs Equal Shares once more with the exact ledger open all the way, and writes down every purchase and every loss. */
export function explainRun(slate: Slate, start: Rational, run: string): readonly (SharesRound | SharesEnd)[] {
  const state = runStateOf(slate);
  const rounds: (SharesRound | SharesEnd)[] = slate.free.map((project, index) => freeRound(slate, project, run, index + 1));
  runEqualShares(state, start, 0, (project) => {
    rounds.push(purchase(state, project, run));
  });
  rounds.push(lossesOf(state, start, run));
  return rounds;
}

function freeRound({ election }: Slate, project: number, run: string, round: number): SharesRound {
  const voters = election.votes[project]!;
  const payers = { full: 0, partial: 0, partialTotal: "0", nothing: voters };
  const { id } = election.projects[project]!;
  const nothing = { cost: 0, price: "0", approximatePrice: 0, effectiveVotes: voters, payers, nextBest: [] };
  return { kind: "shares", run, round, project: id, ...nothing };
}

function purchase(state: RunState, project: number, run: string): SharesRound {
  const { election } = state.slate;
  const exact = exactPrice(ledgerOf(state), project);
  if (exact === undefined) throw new Error("a purchase without an exact price");
  const price = toNumber(exact.price);
  const { id, cost } = election.projects[project]!;
  return {
    kind: "shares",
    run,
    round: state.winners.length + 1,
    project: id,
    cost: inCurrency(election, cost),
    price: exactInCurrency(election, exact.price),
    approximatePrice: inCurrency(election, price),
    effectiveVotes: cost / price,
    payers: {
      full: exact.fullPayers,
      partial: exact.partialPayers,
      partialTotal: exactInCurrency(election, exact.partialTotal),
      nothing: election.votes[project]! - exact.fullPayers - exact.partialPayers,
    },
    nextBest: contendersOf(state, project),
  };
}

function contendersOf(state: RunState, chosen: number): readonly Contender[] {
  const { election, utilities } = state.slate;
  const others: { readonly project: number; readonly price: number }[] = [];
  for (const project of state.active.subarray(0, state.activeCount)) {
    if (project === chosen) continue;
    const affordable = evaluate(state, project);
    if (affordable === "no") continue;
    // Where doubles cannot tell whether the money suffices, the ledger can.
    const exact = affordable === "unsure" ? exactPrice(ledgerOf(state), project) : undefined;
    if (affordable === "unsure" && exact === undefined) continue;
    others.push({ project, price: exact === undefined ? state.found[project]!.price : toNumber(exact.price) });
  }
  others.sort((a, b) => a.price / utilities[a.project]! - b.price / utilities[b.project]!);
  return others.slice(0, NEXT_BEST_MAX).map(({ project, price }) => ({
    project: election.projects[project]!.id,
    effectiveVotes: election.projects[project]!.cost / price,
    approximatePrice: inCurrency(election, price),
  }));
}

function lossesOf(state: RunState, start: Rational, run: string): SharesEnd {
  const { election } = state.slate;
  const ledger = ledgerOf(state);
  const funded = new Set(state.winners);
  const lost = election.projects.flatMap((project, index) => {
    if (funded.has(index)) return [];
    const left = exactMoneyBehind(ledger, index);
    return {
      project: project.id,
      cost: inCurrency(election, project.cost),
      votes: election.votes[index]!,
      supportersLeft: exactInCurrency(election, left),
      approximateSupportersLeft: inCurrency(election, toNumber(left)),
    };
  });
  const budgetPerVoter = exactInCurrency(election, start);
  return { kind: "shares-end", run, budgetPerVoter, spent: inCurrency(election, costOf(election, state.winners)), lost };
}
