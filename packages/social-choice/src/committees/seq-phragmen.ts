import type { BudgetElection } from "../budget/budget-election.ts";
import { rational } from "../exact/rational.ts";
import type { Filling, Offer } from "./committee.ts";

/** Voters with the same load are one class; loads are whole numbers over one common denominator. */
export type Loads = { readonly common: bigint; readonly values: readonly bigint[]; readonly classOf: Int32Array };

/** Sequential Phragmén (1894): each seat goes where the load, shared by its supporters, is then the lowest. */
export function seqPhragmen(election: BudgetElection): Filling {
  return phragmenFrom(election, { common: 1n, values: [0n], classOf: new Int32Array(election.weights.length) }, []);
}

/** From given loads on; negative ones are money left over, as after Equal Shares. */
export function phragmenFrom(election: BudgetElection, loads: Loads, taken: readonly number[]): Filling {
  return {
    taken,
    offers: () => {
      const inside = new Set(taken);
      const offers: Offer[] = [];
      for (const candidate of election.projects.keys()) {
        const supporters = BigInt(election.votes[candidate]!);
        if (inside.has(candidate) || supporters === 0n) continue;
        offers.push({
          candidate,
          value: rational(loads.common + loadBehind(election, loads, candidate), loads.common * supporters),
        });
      }
      if (offers.length > 0) return { by: "load", best: "lowest", offers };
      // Only candidates whom nobody approves are left: equals, all of them.
      const left = [...election.projects.keys()].filter((candidate) => !inside.has(candidate));
      return { by: "approvals", best: "highest", offers: left.map((candidate) => ({ candidate, value: rational(0n) })) };
    },
    take: (candidate) => phragmenFrom(election, loadsAfter(election, loads, candidate), [...taken, candidate]),
  };
}

/** Numerator of the sum of loads of a candidate's supporters. */
function loadBehind(election: BudgetElection, { values, classOf }: Loads, candidate: number): bigint {
  const voters = new Map<number, number>();
  for (let at = election.supporterStarts[candidate]!; at < election.supporterStarts[candidate + 1]!; at += 1) {
    const group = election.supporters[at]!;
    voters.set(classOf[group]!, (voters.get(classOf[group]!) ?? 0) + election.weights[group]!);
  }
  let sum = 0n;
  for (const [index, weight] of voters) sum += BigInt(weight) * values[index]!;
  return sum;
}

function loadsAfter(election: BudgetElection, loads: Loads, candidate: number): Loads {
  const supporters = BigInt(election.votes[candidate]!);
  if (supporters === 0n) return loads;
  const load = loads.common + loadBehind(election, loads, candidate);
  const classOf = loads.classOf.slice();
  for (let at = election.supporterStarts[candidate]!; at < election.supporterStarts[candidate + 1]!; at += 1) {
    classOf[election.supporters[at]!] = loads.values.length;
  }
  return { common: loads.common * supporters, values: [...loads.values.map((value) => value * supporters), load], classOf };
}
