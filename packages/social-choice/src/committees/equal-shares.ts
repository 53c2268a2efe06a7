import type { BudgetElection } from "../budget/budget-election.ts";
import { copyLedger, exactBalance, type ExactLedger, exactPrice, openLedger, payExactly } from "../budget/shares/exact-ledger.ts";
import { slateOf } from "../budget/shares/slate.ts";
import { rational } from "../exact/rational.ts";
import type { Filling, Offer } from "./committee.ts";
import { type Loads, phragmenFrom } from "./seq-phragmen.ts";

/**
 * The Method of Equal Shares with unit costs (Peters and Skowron 2020): every voter has seats / voters; each seat costs one and goes
 * to the candidate whose supporters pay least at most. When nobody can be paid for any more, the seats left are filled by sequential
 * Phragmén, with what each voter still has as a start.
 */
export function committeeEqualShares(election: BudgetElection, seats: number): Filling {
  if (election.voters === 0) return phragmenFrom(election, noLoads(election), []);
  const slate = slateOf(election, "cost", new Int32Array(election.projects.length));
  return sharesFrom(election, openLedger(slate, rational(seats, election.voters)), []);
}

function sharesFrom(election: BudgetElection, ledger: ExactLedger, taken: readonly number[]): Filling {
  const inside = new Set(taken);
  const offers: Offer[] = [];
  for (const candidate of ledger.slate.buyable) {
    if (inside.has(candidate)) continue;
    const found = exactPrice(ledger, candidate);
    if (found !== undefined) offers.push({ candidate, value: found.price });
  }
  if (offers.length === 0) return phragmenFrom(election, loadsOfBalances(election, ledger), taken);
  return {
    taken,
    offers: () => ({ by: "price", best: "lowest", offers }),
    take: (candidate) => {
      const after = copyLedger(ledger);
      payExactly(after, candidate);
      return sharesFrom(election, after, [...taken, candidate]);
    },
  };
}

function noLoads(election: BudgetElection): Loads {
  return { common: 1n, values: [0n], classOf: new Int32Array(election.weights.length) };
}

/** What a voter has left is a load below zero. Classes of the ledger are those of the loads; who has nothing is one more. */
function loadsOfBalances(election: BudgetElection, ledger: ExactLedger): Loads {
  const values: bigint[] = [0n];
  const indexOf = new Map<number, number>();
  const classOf = new Int32Array(election.weights.length);
  for (const [group, index] of ledger.classOf.entries()) {
    if (index < 0) continue;
    let load = indexOf.get(index);
    if (load === undefined) {
      load = values.length;
      indexOf.set(index, load);
      values.push(-exactBalance(ledger, group).numerator);
    }
    classOf[group] = load;
  }
  return { common: ledger.common, values, classOf };
}
