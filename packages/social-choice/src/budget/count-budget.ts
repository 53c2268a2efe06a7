import { SocialChoiceRefusal } from "../refusal.ts";
import { BY_TEXT, describeTieRule, type Tie, type TieRule, tieRanks } from "../ties/tie-rule.ts";
import { type BudgetElection, costOf, inCurrency } from "./budget-election.ts";
import { countWithComparison } from "./comparison.ts";
import { countAddOpt, countExactShares } from "./exact-shares/exact-equal-shares.ts";
import { countGreedy } from "./greedy.ts";
import type { BudgetCount, CountOptions, CountProgress } from "./outcome.ts";
import { countPhragmen } from "./phragmen.ts";
import type { BudgetRound } from "./rounds.ts";
import { countAddOne, countEqualShares, countFilled } from "./shares/equal-shares.ts";

type Rule = { readonly says: string; readonly count: (election: BudgetElection, options: CountOptions) => BudgetCount };

const RULES = {
  "greedy-cost": {
    says: "greedy by votes (or points): each project that still fits, the most wanted first",
    count: (election, options) => countGreedy(election, { by: "tally" }, options),
  },
  "greedy-card": {
    says: "greedy by votes (or points) per cost",
    count: (election, options) => countGreedy(election, { by: "tally-per-cost" }, options),
  },
  "greedy-threshold": {
    says: "greedy by votes (or points), without projects below min_project_score_threshold",
    count: (election, options) => countGreedy(election, { by: "tally", threshold: true }, options),
  },
  "greedy-no-skip": {
    says: "greedy by votes (or points), ending at the first project that does not fit",
    count: (election, options) => countGreedy(election, { by: "tally", stopAtMisfit: true }, options),
  },
  "mes-cost": {
    says: "Method of Equal Shares, cost utility, no completion",
    count: (election, options) => countEqualShares(election, "cost", options),
  },
  "mes-card": {
    says: "Method of Equal Shares, cardinality utility, no completion",
    count: (election, options) => countEqualShares(election, "cardinality", options),
  },
  "mes-cost-add1": {
    says: "Equal Shares with cost utility, Add1 until the outcome is exhaustive or the next costs too much",
    count: (election, options) => countAddOne(election, "cost", { fill: false, stopWhenExhaustive: true }, options),
  },
  "mes-cost-add1u": {
    says: "as mes-cost-add1, then greedily by votes with what is left",
    count: (election, options) => countAddOne(election, "cost", { fill: true, stopWhenExhaustive: true }, options),
  },
  "mes-cost-fill": {
    says: "mes-cost, then greedily by votes with what is left",
    count: countFilled,
  },
  "mes-card-add1": {
    says: "as mes-cost-add1 with cardinality utility",
    count: (election, options) => countAddOne(election, "cardinality", { fill: false, stopWhenExhaustive: true }, options),
  },
  "mes-card-add1u": {
    says: "as mes-cost-add1u with cardinality utility",
    count: (election, options) => countAddOne(election, "cardinality", { fill: true, stopWhenExhaustive: true }, options),
  },
  "mes-cost-comparison": {
    says: "Equal Shares with Add1 until the next outcome costs too much, unless more voters prefer greedy-cost",
    count: countWithComparison,
  },
  "ees-cost": {
    says: "Exact Equal Shares, cost utility, no completion",
    count: (election, options) => countExactShares(election, "cost", options),
  },
  "ees-cost-addopt": {
    says: "Exact Equal Shares, cost utility, raised from change to change (add-opt)",
    count: (election, options) => countAddOpt(election, "cost", options),
  },
  phragmen: {
    says: "sequential Phragmén, ending at the first project that comes due, alone or tied, and does not fit",
    count: (election, options) => countPhragmen(election, "stop", options),
  },
  "phragmen-skip": {
    says: "sequential Phragmén, dropping projects that come due and do not fit",
    count: (election, options) => countPhragmen(election, "skip", options),
  },
} as const satisfies Readonly<Record<string, Rule>>;

export type BudgetRule = keyof typeof RULES;

/** Every rule with one line on what it does. */
export const BUDGET_RULES: readonly { readonly rule: BudgetRule; readonly says: string }[] = Object.entries(RULES).map(
  ([rule, { says }]) => ({ rule: rule as BudgetRule, says }),
);

export type BudgetCountOptions = {
  /** The order of ids as text unless said otherwise. */
  readonly tieRule?: TieRule;
  /** Whether the round-by-round account is wanted. */
  readonly explain?: boolean;
  readonly onProgress?: (progress: CountProgress) => void;
};

export type BudgetOutcome = {
  readonly rule: BudgetRule;
  /** Ids in the order in which they were funded. */
  readonly winners: readonly string[];
  /** What they cost together, in the currency. */
  readonly cost: number;
  readonly ties: readonly Tie[];
  /** How ties were broken, in a sentence. */
  readonly tieRule: string;
  readonly rounds?: readonly BudgetRound[];
};

/**
 * Counts a participatory budget. Every comparison is exact, whatever its numbers; ties are broken by `tieRule` (the order of ids as
 * text unless said otherwise) and reported.
 * @throws SocialChoiceRefusal for an unknown rule or a malformed seed.
 */
export function countBudget(
  election: BudgetElection,
  rule: string,
  { tieRule = BY_TEXT, explain = false, onProgress }: BudgetCountOptions = {},
): BudgetOutcome {
  if (!isBudgetRule(rule)) {
    const known = BUDGET_RULES.map((entry) => entry.rule).join(", ");
    throw new SocialChoiceRefusal("unknown-rule", `no budget rule «${rule}»; there are ${known}`);
  }
  const ranks = tieRanks(
    tieRule,
    election.projects.map((project) => project.id),
  );
  const { winners, ties, rounds } = RULES[rule].count(election, {
    tieRanks: ranks,
    explain,
    ...(onProgress === undefined ? {} : { onProgress }),
  });
  return {
    rule,
    winners: winners.map((winner) => election.projects[winner]!.id),
    cost: inCurrency(election, costOf(election, winners)),
    ties,
    tieRule: describeTieRule(tieRule),
    ...(rounds === undefined ? {} : { rounds }),
  };
}

function isBudgetRule(rule: string): rule is BudgetRule {
  return Object.hasOwn(RULES, rule);
}
