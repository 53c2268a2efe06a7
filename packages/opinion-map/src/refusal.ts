/** Why outside input was refused. Codes are stable: callers branch on them, never on the message. */
export type OpinionRefusalCode =
  | "missing-file"
  | "missing-column"
  | "bad-row"
  | "bad-quote"
  | "bad-number"
  | "bad-id"
  | "bad-vote"
  | "bad-json"
  | "bad-state"
  | "bad-option"
  | "duplicate"
  | "unknown-statement"
  | "no-votes"
  | "too-large";

/** Where in the input it was: the name of a file and the 1-based line, as far as there are such. */
export type InputPlace = { readonly file?: string; readonly line?: number };

/** Input from outside that no map can be drawn from. Bugs throw other errors. */
export class OpinionRefusal extends Error {
  readonly code: OpinionRefusalCode;
  readonly file: string | undefined;
  readonly line: number | undefined;
  constructor(code: OpinionRefusalCode, message: string, { file, line }: InputPlace = {}) {
    const where = [file, line === undefined ? undefined : `line ${line}`].filter((part) => part !== undefined).join(", ");
    super(where === "" ? message : `${where}: ${message}`);
    this.name = "OpinionRefusal";
    this.code = code;
    this.file = file;
    this.line = line;
  }
}
