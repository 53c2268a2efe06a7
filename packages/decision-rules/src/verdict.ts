import { type Comparison, type Fraction, fractionText } from "./fraction.ts";
import type { Citation, VoteBase } from "./rule.ts";

/**
 * What a reason does to the verdict: `met` and `violated` decide it; `warning` does not change it but must be shown;
 * `unknown` was not stated; `not-needed` is an alternative that another one made unnecessary; `info` explains.
 */
export type ReasonEffect = "met" | "violated" | "warning" | "unknown" | "not-needed" | "info";

/** Every code has a sentence in Chinese and English (`src/messages`). */
export type ReasonCode =
  | "attendance"
  | "attendance-needed"
  | "votes"
  | "votes-needed"
  | "initiative"
  | "initiative-count"
  | "initiative-not-stated"
  | "notice"
  | "notice-not-stated"
  | "notice-agenda"
  | "composition-share"
  | "composition-least"
  | "composition-most"
  | "composition-range"
  | "composition-odd"
  | "composition-not-stated"
  | "item-beyond-power"
  | "item-not-stated"
  | "item-special-measure"
  | "item-form"
  | "requirement"
  | "requirement-not-stated"
  | "method"
  | "method-not-stated"
  | "recusal"
  | "recusal-missing"
  | "proxies-counted"
  | "proxies-not-counted"
  | "did-not-vote"
  | "no-quorum-rule"
  | "no-passing-rule"
  | "rule-unconfirmed"
  | "candidate"
  | "candidates-tied"
  | "seats-vacant"
  | "seats-range"
  | "seats-odd";

/** The denominators the law keeps apart. `roll`: a figure of the roll that is not the body itself (households, groups, …). */
export type Denominator = { readonly of: VoteBase | "roll"; readonly unit: string; readonly count: number };

/**
 * One step of the reasoning: `figure` against `threshold`, which is `share` of `denominator`. Data only; `explain` makes the
 * sentence. A number that plays no part is null.
 */
export type Reason = Citation & {
  readonly code: ReasonCode;
  readonly effect: ReasonEffect;
  /** What is counted: `adults`, `area`, `women`, … */
  readonly unit: string | null;
  readonly figure: number | null;
  readonly comparison: Comparison | null;
  readonly share: string | null;
  readonly threshold: number | null;
  readonly denominator: Denominator | null;
  /** Names, days and other words of the sentence. */
  readonly params: Readonly<Record<string, string | number>>;
};

export type Outcome =
  | "passed"
  | "partly-filled"
  | "failed"
  | "held"
  | "not-held"
  | "valid"
  | "invalid"
  | "beyond-power"
  | "must-be-called"
  | "need-not-be-called"
  | "not-judged";

/** Who was chosen in a 推选, who is tied for the last seats, and how many seats stay vacant. */
export type SelectionResult = {
  readonly elected: readonly string[];
  readonly tied: readonly string[];
  readonly vacantSeats: number;
};

/** Each of the four answers is null where the figures given do not reach that far. */
export type Verdict = {
  readonly rule: {
    readonly id: string;
    readonly version: string;
    readonly text: string;
    readonly edition: string;
    readonly confirmed: boolean;
    readonly from: string | null;
    readonly to: string | null;
  };
  readonly form: string | null;
  readonly item: string | null;
  readonly outcome: Outcome;
  /** The quorum was reached: the meeting may be held. */
  readonly held: boolean | null;
  /** Held, and nothing stated breaks the rule's procedure. */
  readonly valid: boolean | null;
  /** Held, valid and enough votes; for a 推选: every seat filled. */
  readonly passed: boolean | null;
  /** The meeting asked for must be called. */
  readonly mustBeCalled: boolean | null;
  readonly selection: SelectionResult | null;
  readonly reasons: readonly Reason[];
};

const NO_PARAMS: Reason["params"] = {};

/** A reason that compares a figure with a share of a denominator. */
export function shareReason(
  code: ReasonCode,
  met: boolean,
  unit: string,
  measure: Citation & { readonly comparison: Comparison; readonly fraction: Fraction },
  numbers: { readonly figure: number | null; readonly threshold: number; readonly denominator: Denominator },
): Reason {
  return {
    code,
    effect: met ? "met" : "violated",
    unit,
    figure: numbers.figure,
    comparison: measure.comparison,
    share: fractionText(measure.fraction),
    threshold: numbers.threshold,
    denominator: numbers.denominator,
    article: measure.article,
    text: measure.text,
    params: NO_PARAMS,
  };
}

/** A reason that compares with a plain number, or with none. */
export function plainReason(
  code: ReasonCode,
  effect: ReasonEffect,
  citation: Citation,
  rest: {
    readonly unit?: string;
    readonly figure?: number;
    readonly comparison?: Comparison;
    readonly threshold?: number;
    readonly params?: Reason["params"];
  } = {},
): Reason {
  return {
    code,
    effect,
    unit: rest.unit ?? null,
    figure: rest.figure ?? null,
    comparison: rest.comparison ?? null,
    share: null,
    threshold: rest.threshold ?? null,
    denominator: null,
    article: citation.article,
    text: citation.text,
    params: rest.params ?? NO_PARAMS,
  };
}

export const NO_CITATION: Citation = { article: null, text: null };

/** The same reason with another effect. */
export function withEffect(reason: Reason, effect: ReasonEffect): Reason {
  return reason.effect === effect ? reason : { ...reason, effect };
}
