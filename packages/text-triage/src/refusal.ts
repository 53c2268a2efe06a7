/** Why an input or an option is not accepted. Codes are stable: callers branch on them, never on the message. */
export type TriageRefusalCode =
  | "bad-option"
  | "no-texts"
  | "too-many-texts"
  | "too-few-classes"
  | "too-many-classes"
  | "class-too-small"
  | "bad-label"
  | "bad-model"
  | "bad-index"
  | "unknown-id"
  | "duplicate-id";

/** An expected no: the input is outside what the package promises to work on. Bugs throw other errors. */
export class TriageRefusal extends Error {
  readonly code: TriageRefusalCode;
  constructor(code: TriageRefusalCode, message: string) {
    super(message);
    this.name = "TriageRefusal";
    this.code = code;
  }
}
