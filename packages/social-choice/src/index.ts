export { type BudgetElection, type BudgetInput, type BudgetProject, budgetElection } from "./budget/budget-election.ts";
export {
  BUDGET_RULES,
  type BudgetCountOptions,
  type BudgetOutcome,
  type BudgetRule,
  countBudget,
} from "./budget/count-budget.ts";
export { electionFromPabulib } from "./budget/from-pabulib.ts";
export type { CountProgress } from "./budget/outcome.ts";
export type * from "./budget/rounds.ts";
export { parsePabulib } from "./pabulib/parse-pabulib.ts";
export type { PabulibBallot, PabulibFile, PabulibProject, PabulibVoter, VoteType } from "./pabulib/pabulib-file.ts";
export { writePabulib } from "./pabulib/write-pabulib.ts";
export { type RefusalCode, SocialChoiceRefusal } from "./refusal.ts";
export { BY_TEXT, type Tie, type TieRule } from "./ties/tie-rule.ts";
export { type Ballot, type Profile, profileOf } from "./ballots/profile.ts";
export { readBallots } from "./ballots/read-ballots.ts";
export {
  allCommittees,
  BALLOT_METHODS,
  type BallotCountOptions,
  type BallotMethod,
  type BallotOutcome,
  countBallots,
} from "./count-ballots.ts";
export type * from "./methods/ballot-rounds.ts";
export { majority, pairwiseMatrix } from "./methods/pairwise.ts";
export { type BudgetCase, budgetCase } from "./check/budget-case.ts";
export { type BudgetCheckOptions, checkBudgetOutcome } from "./check/check-budget.ts";
export { checkBallotOutcome } from "./check/check-ballots.ts";
export { apportion, type Apportionment, type DivisorMethod, type Party } from "./apportionment/divisor-methods.ts";
