/** Why outside input was refused. Codes are stable: callers branch on them, never on the message. */
export type RefusalCode =
  | "too-large"
  | "missing-section"
  | "missing-field"
  | "bad-header"
  | "bad-row"
  | "bad-number"
  | "bad-quote"
  | "bad-vote"
  | "duplicate"
  | "unknown-project"
  | "unknown-candidate"
  | "no-candidates"
  | "unknown-vote-type"
  | "unknown-rule"
  | "unsupported-ballots"
  | "unknown-format"
  | "count-mismatch"
  | "bad-seats"
  | "bad-seed"
  | "too-many-outcomes";

/** Input from outside that cannot be counted. `line` is the 1-based line of the file, where there is one. */
export class SocialChoiceRefusal extends Error {
  readonly code: RefusalCode;
  readonly line: number | undefined;
  constructor(code: RefusalCode, message: string, line?: number) {
    super(line === undefined ? message : `line ${line}: ${message}`);
    this.name = "SocialChoiceRefusal";
    this.code = code;
    this.line = line;
  }
}
