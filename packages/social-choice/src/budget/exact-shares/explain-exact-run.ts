import { add, multiply, type Rational, rational, subtract, toNumber } from "../../exact/rational.ts";
import { costOf, exactInCurrency, inCurrency } from "../budget-election.ts";
import type { Contender, SharesEnd, SharesRound } from "../rounds.ts";
import type { Slate } from "../shares/slate.ts";
import { paidBy } from "./receipts.ts";
import { countPayers, type ExactSharesState, exactSharesStateOf, runExactShares } from "./run.ts";

const NEXT_BEST_MAX = 3;

/** Runs Exact Equal Shares once more and writes down every purchase and every loss. */
export function explainExactRun(slate: Slate, start: Rational, run: string): readonly (SharesRound | SharesEnd)[] {
  const state = exactSharesStateOf(slate);
  const { election } = slate;
  const rounds: (SharesRound | SharesEnd)[] = [];
  for (const [index, project] of slate.free.entries()) {
    rounds.push({ ...roundOf(state, project, election.votes[project]!, run), round: index + 1 });
  }
  runExactShares(state, start, (seen) => {
    if (seen !== undefined) rounds.push(roundOf(state, seen.project, seen.payers, run));
  });
  const funded = new Set(state.winners);
  const lost = election.projects.flatMap((project, index) => {
    if (funded.has(index)) return [];
    const left = moneyBehind(state, index);
    return {
      project: project.id,
      cost: inCurrency(election, project.cost),
      votes: election.votes[index]!,
      supportersLeft: exactInCurrency(election, left),
      approximateSupportersLeft: inCurrency(election, toNumber(left)),
    };
  });
  const spent = inCurrency(election, costOf(election, state.winners));
  rounds.push({ kind: "shares-end", run, budgetPerVoter: exactInCurrency(election, start), spent, lost });
  return rounds;
}

function roundOf(state: ExactSharesState, project: number, payers: number, run: string): SharesRound {
  const { election } = state.slate;
  const { id, cost } = election.projects[project]!;
  return {
    kind: "shares",
    run,
    round: state.winners.length + 1,
    project: id,
    cost: inCurrency(election, cost),
    price: exactInCurrency(election, rational(cost, payers)),
    approximatePrice: inCurrency(election, cost / payers),
    effectiveVotes: payers,
    payers: { full: payers, partial: 0, partialTotal: "0", nothing: election.votes[project]! - payers },
    nextBest: contendersOf(state, project),
  };
}

function contendersOf(state: ExactSharesState, chosen: number): readonly Contender[] {
  const { election, utilities, costs } = state.slate;
  // The count itself looks no further than it must: what it holds of the others may be of an earlier round.
  for (const project of state.active.subarray(0, state.activeCount)) countPayers(state, project);
  const merit = (project: number) => (state.payers[project]! * utilities[project]!) / costs[project]!;
  const others = [...state.active.subarray(0, state.activeCount)].filter(
    (project) => project !== chosen && state.payers[project]! > 0,
  );
  return others
    .sort((a, b) => merit(b) - merit(a))
    .slice(0, NEXT_BEST_MAX)
    .map((project) => ({
      project: election.projects[project]!.id,
      effectiveVotes: state.payers[project]!,
      approximatePrice: inCurrency(election, costs[project]! / state.payers[project]!),
    }));
}

function moneyBehind(state: ExactSharesState, project: number): Rational {
  const { supporters, supporterStarts, weights } = state.slate.election;
  let money = rational(0n);
  const voters = new Map<Rational, number>();
  for (let at = supporterStarts[project]!; at < supporterStarts[project + 1]!; at += 1) {
    const group = supporters[at]!;
    // Groups that paid for the same purchases share one sum.
    const paid = paidBy(state.receipts, group);
    voters.set(paid, (voters.get(paid) ?? 0) + weights[group]!);
  }
  for (const [paid, weight] of voters) money = add(money, multiply(rational(weight), subtract(state.start, paid)));
  return money;
}
