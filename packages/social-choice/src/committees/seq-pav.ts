import type { BudgetElection } from "../budget/budget-election.ts";
import { greatestCommonDivisor } from "../exact/rational.ts";
import type { Filling, Offer } from "./committee.ts";

/**
 * Sequential proportional approval voting (Thiele 1895): each seat goes to the candidate whose supporters gain most, where a voter
 * with j in the committee gains 1 / (j + 1) from one more.
 */
export function seqPav(election: BudgetElection, seats: number): Filling {
  // Everything over the least common multiple of 1 … seats: whole numbers.
  let common = 1n;
  for (let j = 2n; j <= BigInt(seats); j += 1n) common *= j / greatestCommonDivisor(common, j);
  return fillingOf(election, common, [], new Int32Array(election.weights.length));
}

function fillingOf(election: BudgetElection, common: bigint, taken: readonly number[], represented: Int32Array): Filling {
  return {
    taken,
    orderless: true,
    offers: () => {
      const offers: Offer[] = [];
      const inside = new Set(taken);
      for (const candidate of election.projects.keys()) {
        if (!inside.has(candidate)) {
          offers.push({ candidate, value: { numerator: gainOf(election, common, represented, candidate), denominator: common } });
        }
      }
      return { by: "marginal score", best: "highest", offers };
    },
    take: (candidate) => {
      const after = represented.slice();
      for (let at = election.supporterStarts[candidate]!; at < election.supporterStarts[candidate + 1]!; at += 1) {
        const group = election.supporters[at]!;
        after[group] = after[group]! + 1;
      }
      return fillingOf(election, common, [...taken, candidate], after);
    },
  };
}

function gainOf(election: BudgetElection, common: bigint, represented: Int32Array, candidate: number): bigint {
  const voters = new Map<number, number>();
  for (let at = election.supporterStarts[candidate]!; at < election.supporterStarts[candidate + 1]!; at += 1) {
    const group = election.supporters[at]!;
    const already = represented[group]!;
    voters.set(already, (voters.get(already) ?? 0) + election.weights[group]!);
  }
  let gain = 0n;
  for (const [already, weight] of voters) gain += (BigInt(weight) * common) / BigInt(already + 1);
  return gain;
}
