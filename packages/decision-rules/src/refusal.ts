/**
 * Why a rule or a meeting cannot be judged.
 * - `malformed`: a field is missing, unknown, of the wrong kind or over its limit
 * - `bad-fraction`, `contradictory-rule`: the rule cannot mean what it says
 * - `committee-election`: statutory elections of villagers' and residents' committees are not counted here, by design
 * - `unknown-rule`, `no-version-in-force`, `two-versions-in-force`, `rule-not-in-force`: no one version answers for the day
 * - `loosens-floor`: a lower level's rule is looser than the one above it
 * - `missing-figure`, `inconsistent-figures`, `unknown-form`: the meeting's figures are not enough or contradict each other
 */
export type DecisionRefusalCode =
  | "malformed"
  | "bad-fraction"
  | "contradictory-rule"
  | "committee-election"
  | "unknown-rule"
  | "no-version-in-force"
  | "two-versions-in-force"
  | "rule-not-in-force"
  | "loosens-floor"
  | "missing-figure"
  | "inconsistent-figures"
  | "unknown-form";

/** Outside values in a message are cut: a refusal is one line. */
const MAX_QUOTED_CHARS = 60;

/** Input that cannot be judged. `code` is stable, `field` names the place (`ballots.for`), the message is for people. */
export class DecisionRefusal extends Error {
  readonly code: DecisionRefusalCode;
  readonly field: string;
  constructor(code: DecisionRefusalCode, field: string, message: string) {
    super(`${field === "" ? "" : `${field}: `}${message}`);
    this.name = "DecisionRefusal";
    this.code = code;
    this.field = field;
  }
}

/** An outside value for a message, whatever it is. */
export function quote(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? String(value));
  return `"${text.slice(0, MAX_QUOTED_CHARS)}"`;
}
