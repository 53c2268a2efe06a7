import type { Day } from "../journal/day.ts";
import type { Unit } from "../journal/unit.ts";
import type { TieRule } from "./largest-remainder.ts";
import type { Fraction, Weight } from "./weight.ts";

export const STEP_KINDS = ["losses", "reserves", "members", "other"] as const;
/** What a step does with income: makes up past losses, adds to reserves, pays members by their shares, anything else. */
export type StepKind = (typeof STEP_KINDS)[number];

/**
 * What a share is taken of: all income of the plan; what is left of it after losses were made up; or what is left when the step begins.
 */
export const BASES = ["income", "distributable", "remaining"] as const;
export type Base = (typeof BASES)[number];

export const ROUNDINGS = ["up", "down", "nearest"] as const;
/** How a share that is no whole number becomes one; `nearest` takes a half up. */
export type Rounding = (typeof ROUNDINGS)[number];

export type RuleText = { readonly "zh-CN": string; readonly en: string };

/** The order the steps must keep, and the least that reserves must reach, as data with its sources. */
export type DistributionRule = {
  readonly id: string;
  readonly version: string;
  readonly name: string | RuleText;
  readonly order: readonly StepKind[];
  readonly reservesAtLeast?: { readonly share: string; readonly of: Base };
  readonly from?: Day | null;
  readonly to?: Day | null;
  readonly sources?: readonly {
    readonly text: string;
    readonly article?: string;
    readonly says?: string;
    readonly confirmed?: boolean;
  }[];
};

/** Income to be distributed, and the account it is taken from. */
export type Source = { readonly name: string; readonly account: string; readonly amountCents: number };

/** A fixed amount, a share of a base, or all that is left. */
export type StepAmount =
  | { readonly as: "amount"; readonly amountCents: number }
  | { readonly as: "share"; readonly share: Fraction; readonly of: Base; readonly rounding: Rounding }
  | { readonly as: "rest" };

export type Step = {
  readonly kind: StepKind;
  readonly name: string;
  readonly account: string;
  readonly amount: StepAmount;
  /** Of a step that pays members: which of their shares counts, and who goes first among equal remainders. */
  readonly by: string;
  readonly ties: TieRule;
};

/** `shares` by name; a member without the one a step counts has none. */
export type Member = {
  readonly id: string;
  readonly name: string | undefined;
  readonly account: string | undefined;
  readonly shares: ReadonlyMap<string, Weight>;
};

/** A plan as read from its document (schemas/plan.schema.json). */
export type Plan = {
  readonly key: string;
  readonly title: string;
  readonly date: Day;
  readonly unit: Unit;
  readonly rule: DistributionRule;
  readonly sources: readonly Source[];
  readonly steps: readonly Step[];
  readonly members: readonly Member[];
  /** Where what is left over stays. */
  readonly carry: { readonly name: string; readonly account: string } | undefined;
};

/** The one kind of shares where members have a number for `shares` and steps do not say `by`. */
export const PLAIN_SHARES = "shares";
