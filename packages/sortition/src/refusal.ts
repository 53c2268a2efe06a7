/** Why outside input was refused. Codes are stable: callers branch on them, never on the message. */
export type RefusalCode =
  | "too-large"
  | "bad-size"
  | "missing-column"
  | "missing-value"
  | "bad-number"
  | "bad-quota"
  | "duplicate"
  | "unknown-value"
  | "no-quotas"
  | "no-candidates"
  | "too-few-candidates"
  | "bad-seed"
  | "wrong-seed"
  | "bad-tickets"
  | "too-hard";

/** Input from outside that cannot be drawn from. `line` is the 1-based line of the file, where there is one. */
export class SortitionRefusal extends Error {
  readonly code: RefusalCode;
  readonly line: number | undefined;
  constructor(code: RefusalCode, message: string, line?: number) {
    super(line === undefined ? message : `line ${line}: ${message}`);
    this.name = "SortitionRefusal";
    this.code = code;
    this.line = line;
  }
}
