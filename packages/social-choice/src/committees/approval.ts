import type { BudgetElection } from "../budget/budget-election.ts";
import { rational } from "../exact/rational.ts";
import type { Filling } from "./committee.ts";

/** Approval voting as a committee rule: each seat goes to the most approved of those left. */
export function approvalCommittee(election: BudgetElection): Filling {
  return fillingOf(election, []);
}

function fillingOf(election: BudgetElection, taken: readonly number[]): Filling {
  return {
    taken,
    orderless: true,
    offers: () => {
      const left = [...election.projects.keys()].filter((candidate) => !taken.includes(candidate));
      const offers = left.map((candidate) => ({ candidate, value: rational(election.votes[candidate]!) }));
      return { by: "approvals", best: "highest", offers };
    },
    take: (candidate) => fillingOf(election, [...taken, candidate]),
  };
}
