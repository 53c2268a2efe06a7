/**
 * A refusal is an expected no, returned as a value: a stable code, what happened, the rule behind it, what to do next.
 * Runs in the browser too. A broken invariant is not a refusal: it throws.
 */

/** What sort of no it is; each sort has one HTTP status (`platform/http/status.ts`). */
export type RefusalKind =
  | "invalid" // the input does not fit its schema or its rules
  | "sign-in" // nobody is signed in and somebody must be
  | "forbidden" // signed in, but no post gives the right
  | "absent" // there is no such thing, or not for this reader
  | "conflict" // somebody was quicker, or the state moved on
  | "too-large"
  | "too-many" // a rate limit
  | "gone" // expired, closed for good
  | "unavailable"; // something outside does not answer: try again

/** The legal or local rule a refusal rests on. */
export type RuleCited = { readonly rule: string; readonly version?: string; readonly article?: string };

export type FieldError = {
  /** JSON pointer into the input: `/text`, `/photoIds/0`. */
  readonly pointer: string;
  /** Message key under `errors.`: `required`, `minLength` …; its figures are in `facts`. */
  readonly code: string;
  readonly facts?: Facts;
};

export type Facts = Readonly<Record<string, string | number | boolean>>;

export type Refusal = {
  readonly refused: true;
  readonly kind: RefusalKind;
  /** Stable, kebab-case; its sentence is the message `<capability>.refusals.<code>` or `platform.refusals.<code>`. */
  readonly code: string;
  readonly facts: Facts;
  readonly fields?: readonly FieldError[];
  readonly rule?: RuleCited;
};

export type RefusalDetail = { readonly facts?: Facts; readonly fields?: readonly FieldError[]; readonly rule?: RuleCited };

export function refuse(kind: RefusalKind, code: string, detail: RefusalDetail = {}): Refusal {
  return { refused: true, kind, code, ...detail, facts: detail.facts ?? {} };
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === "object" && value !== null && "refused" in value && value.refused === true;
}

/** Refuses one field of the input. */
export function refuseField(pointer: string, code: string, facts: Facts = {}): Refusal {
  return refuse("invalid", "invalid-input", { fields: [{ pointer, code, facts }] });
}
