import type { BudgetOutcome } from "../budget/count-budget.ts";
import type { BudgetRound, ComparisonStep, CompletionStep } from "../budget/rounds.ts";
import type { Tie } from "../ties/tie-rule.ts";
import { type BudgetCase, supportersOf, textOrder } from "./budget-case.ts";
import { checkGreedy, type GreedyKind } from "./check-greedy.ts";
import { checkPhragmen } from "./check-phragmen.ts";
import { checkShares, type SharesKind } from "./check-shares.ts";
import { checkSteps, type RaisedSteps } from "./check-steps.ts";
import { checkTies, orderBy } from "./check-ties.ts";
import { type Fraction, fraction, minus, order, plus, readFraction } from "./fraction.ts";
import { isAbout, misstated, numberOf, textOf } from "./statement.ts";

export type BudgetCheckOptions = {
  /**
   * Whether every step of Add1 before the one kept is counted again. Unless said, where that takes a second or two at most; else
   * that none of them was a stop, and the ties they met, is taken on trust.
   */
  readonly everyStep?: boolean;
  /** Told what was not counted again but taken on trust, in plain words; not called where everything was. */
  readonly onTrust?: (what: string) => void;
};

/** Approvals looked at over all steps: a second or two. */
const WORK_MAX = 5_000_000;

/**
 * Checks a budget count against the ballots by its own account (`countBudget` with `explain`), with code of its own: that each step
 * is what the rule says, and that the winners follow from the steps. Returns what is wrong; nothing if all is right.
 *
 * Every figure of the account is computed again. Of a completion by raising budgets the outcome kept and the one that would have
 * cost too much are checked in full; the steps before as `everyStep` says, those of add-opt not.
 */
export function checkBudgetOutcome(
  election: BudgetCase,
  outcome: BudgetOutcome,
  options: BudgetCheckOptions = {},
): readonly string[] {
  const { rule, rounds } = outcome;
  if (rounds === undefined) return ["the outcome has no rounds to check: count it with explain"];
  const faults: string[] = [];
  const funded = followRounds(election, outcome, rounds, options, faults);
  if (funded.join() !== outcome.winners.join()) faults.push(`the winners are not those of the rounds (${funded.join(", ")})`);
  const cost = costOf(election, outcome.winners);
  if (order(cost, election.budget) > 0) faults.push(`${rule} spends more than the budget`);
  if (!isAbout(outcome.cost, numberOf(cost))) faults.push("the cost is wrong");
  return faults;
}

/** Which rounds, by their letters, the account of each rule has, and in which order. */
const LETTERS = { greedy: "g", shares: "s", "shares-end": "e", completion: "c", comparison: "v", load: "l", "load-end": "d" };
const ACCOUNTS: readonly (readonly [RegExp, string])[] = [
  [/^greedy-(?:cost|card|threshold|no-skip)$/, "g*"],
  [/^phragmen(?:-skip)?$/, "l*d"],
  [/^(?:mes-cost|mes-card|ees-cost)$/, "s*e"],
  [/^(?:mes-(?:cost|card)-add1|ees-cost-addopt)$/, "s*ec"],
  [/^mes-(?:cost|card)-add1u$/, "s*ecg*"],
  [/^mes-cost-fill$/, "s*eg*"],
  [/^mes-cost-comparison$/, "s*ecg*v"],
];

function isAccountOf(rule: string, rounds: readonly BudgetRound[], voters: number): boolean {
  const account = ACCOUNTS.find(([rules]) => rules.test(rule))?.[1];
  if (account === undefined) return false;
  // Without voters there are no shares to tell of.
  const form = new RegExp(`^${voters === 0 ? account.replace(/s\*ec?/, "") : account}$`);
  return form.test(rounds.map(({ kind }) => LETTERS[kind] ?? "?").join(""));
}

function followRounds(
  election: BudgetCase,
  outcome: BudgetOutcome,
  rounds: readonly BudgetRound[],
  options: BudgetCheckOptions,
  faults: string[],
): readonly string[] {
  const { rule } = outcome;
  const found: Tie[] = [];
  let unseen: { readonly unseen?: string } = { unseen: EARLIER };
  const winners = isAccountOf(rule, rounds, election.voters) ? follow() : undefined;
  if (winners === undefined) {
    faults.push(`this is not the account of a count by ${rule}`);
    return [];
  }
  checkTies(outcome.ties, found, { tieRule: outcome.tieRule, ids: [...election.costs.keys()], ...unseen }, faults);
  return winners;

  function follow(): readonly string[] {
    const steps = rounds.filter((round) => round.kind === "greedy");
    const plain: GreedyKind = {
      run: rule.startsWith("greedy") || rule.endsWith("comparison") ? "greedy" : "fill",
      perCost: rule === "greedy-card",
      threshold: rule === "greedy-threshold",
      noSkip: rule === "greedy-no-skip",
      byText: outcome.tieRule.includes("as text"),
    };
    if (rule.startsWith("greedy")) return checkGreedy(election, steps, plain, [], found, faults);
    if (rule.startsWith("phragmen")) {
      const loads = rounds.filter((round) => round.kind === "load" || round.kind === "load-end");
      return checkPhragmen(election, loads, rule === "phragmen-skip", found, faults);
    }
    const exact = rule.startsWith("ees");
    const run = exact ? "exact-shares" : "equal-shares";
    const kind: SharesKind = { utility: rule.includes("card") ? "cardinality" : "cost", exact, run };
    const shares = rounds.filter((round) => round.kind === "shares" || round.kind === "shares-end");
    const bought = checkShares(election, shares, kind, found, faults);
    const start = readFraction(shares.find((round) => round.kind === "shares-end")?.budgetPerVoter ?? "") ?? fraction(0n);
    const completion = rounds.find((round) => round.kind === "completion");
    if (completion !== undefined) {
      checkCompletion(election, rule, completion, { bought, start, kind, found }, faults);
      const workMax = { undefined: WORK_MAX, true: Infinity, false: 0 }[`${options.everyStep}`];
      const raised = raisedSteps(election, outcome, completion.steps, kind);
      const isCounted = !exact && Number.isSafeInteger(completion.steps);
      const met = isCounted ? checkSteps(election, raised, workMax, faults) : undefined;
      if (met !== undefined) {
        found.push(...met);
        unseen = {};
      } else options.onTrust?.(`that none of the ${completion.steps} steps before the one kept was a stop, and their ties`);
    } else if (election.voters > 0 && order(times(start, election.voters), election.budget) !== 0)
      faults.push("the voters' budgets are not the budget");
    const comparison = rounds.find((round) => round.kind === "comparison");
    if (comparison !== undefined) {
      const greedy = checkGreedy(election, steps, plain, [], found, faults);
      return checkComparison(election, comparison, bought, greedy, faults);
    }
    return /(?:u|-fill)$/.test(rule) ? checkGreedy(election, steps, plain, bought, found, faults) : bought;
  }
}

/** The run under which the ties of steps before the one kept are reported. */
const EARLIER = "earlier step";

function raisedSteps(election: BudgetCase, { rule, tieRule, ties }: BudgetOutcome, steps: number, kind: SharesKind): RaisedSteps {
  const byRule = orderBy(tieRule, [...election.costs.keys()]);
  const drawn = new Map(ties.map(({ tied, taken }) => [tied.toSorted(textOrder).join(","), taken]));
  return {
    steps,
    utility: kind.utility,
    stopWhenExhaustive: !rule.endsWith("comparison"),
    // A public draw is not repeated: whoever it is said to take is taken. No id holds a comma.
    take: (tied) => (byRule === undefined ? drawn.get(tied.toSorted(textOrder).join(",")) : tied.toSorted(byRule)[0]) ?? tied[0]!,
  };
}

function times(value: Fraction, factor: number): Fraction {
  return fraction(value.over * BigInt(factor), value.under);
}

function costOf(election: BudgetCase, ids: readonly string[]): Fraction {
  return ids.reduce((sum, id) => plus(sum, election.costs.get(id) ?? fraction(0n)), fraction(0n));
}

type Kept = {
  readonly bought: readonly string[];
  readonly start: Fraction;
  readonly kind: SharesKind;
  readonly found: Tie[];
};

function checkCompletion(election: BudgetCase, rule: string, step: CompletionStep, kept: Kept, faults: string[]): void {
  const first = fraction(election.budget.over, election.budget.under * BigInt(election.voters));
  const { exact } = kept.kind;
  const raised = minus(kept.start, first);
  const steps = exact ? step.steps : numberOf(raised);
  if (raised.over < 0n || (!exact && raised.under !== 1n)) faults.push("the raised budget is not one for each step");
  const { overspending } = step;
  let right: CompletionStep = { kind: "completion", steps, budgetPerVoter: textOf(kept.start), stopped: whyStopped() };
  if (overspending !== undefined) {
    const stated = readFraction(overspending.budgetPerVoter);
    const next = exact && stated !== undefined && order(stated, kept.start) > 0 ? stated : plus(kept.start, fraction(1n));
    const bought = checkShares(election, overspending.rounds, { ...kept.kind, run: "overspending step" }, kept.found, faults);
    const cost = costOf(election, bought);
    if (order(cost, election.budget) <= 0) faults.push("the outcome said to overspend does not");
    const end = overspending.rounds.at(-1);
    if (end?.kind !== "shares-end" || end.budgetPerVoter !== textOf(next))
      faults.push("the overspending outcome is of another budget");
    const { rounds } = overspending;
    right = { ...right, overspending: { budgetPerVoter: textOf(next), projects: bought, cost: numberOf(cost), rounds } };
  }
  const wrong = misstated(step, right);
  if (wrong.length > 0) faults.push(`the completion is stated wrongly: ${wrong.join(", ")}`);

  function whyStopped(): CompletionStep["stopped"] {
    const left = minus(election.budget, costOf(election, kept.bought));
    const wanted = [...election.costs].filter(
      ([id, cost]) =>
        !kept.bought.includes(id) && supportersOf(election, id) > 0n && (cost.over > 0n || kept.kind.utility === "cardinality"),
    );
    const fitting = wanted.filter(([, cost]) => order(cost, left) <= 0);
    const isExhaustive = !rule.endsWith("comparison") && fitting.length === 0;
    if (wanted.length === 0 && !exact) return "everything is funded";
    if (isExhaustive) return "exhaustive";
    if (wanted.length > 0 && overspending === undefined) faults.push("there was no reason to stop");
    return wanted.length === 0 ? "everything is funded" : "overspends";
  }
}

function checkComparison(
  election: BudgetCase,
  step: ComparisonStep,
  shares: readonly string[],
  greedy: readonly string[],
  faults: string[],
): readonly string[] {
  let [preferShares, preferGreedy] = [0n, 0n];
  for (const { approved, voters } of election.ballots) {
    const liked = (ids: readonly string[]) => ids.filter((id) => approved.has(id)).length;
    const [a, b] = [liked(shares), liked(greedy)];
    if (a > b) preferShares += voters;
    if (b > a) preferGreedy += voters;
  }
  const kept = preferGreedy > preferShares ? "greedy" : "equal-shares";
  const wrong = misstated(step, {
    kind: "comparison",
    equalShares: shares,
    greedy,
    preferEqualShares: Number(preferShares),
    preferGreedy: Number(preferGreedy),
    indifferent: election.voters - Number(preferShares + preferGreedy),
    kept,
  });
  if (wrong.length > 0) faults.push(`the comparison is stated wrongly: ${wrong.join(", ")}; ${kept} is kept`);
  return kept === "greedy" ? greedy : shares;
}
