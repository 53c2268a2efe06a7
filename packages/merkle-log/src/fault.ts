/** Input that is no note, checkpoint, proof, tile or JSON as it says: never a bug of whoever calls. */
export class LogFault extends Error {
  readonly code: LogFaultCode;
  constructor(code: LogFaultCode, message: string) {
    super(message);
    this.name = "LogFault";
    this.code = code;
  }
}

export type LogFaultCode =
  | "not-canonical" // a value RFC 8785 has no form for
  | "bad-size" // an index or size that cannot be
  | "bad-hash"
  | "bad-tile" // missing, of another width, or not the tree's
  | "bad-entry"
  | "bad-note"
  | "bad-key"
  | "bad-checkpoint"
  | "bad-proof"
  | "unsigned"; // no known key signed it, or one did that does not verify
