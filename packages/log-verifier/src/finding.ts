/** One thing that is not as it was: which leaf, on which page of the log, and what about it. */
export type Finding = {
  readonly code: FindingCode;
  /** Counted from 0; null where it is about the log as a whole. */
  readonly leaf: number | null;
  /** The file of the log in which it shows: `tile/0/000.p/17`, `content/000`, `current/rules.version`. */
  readonly page: string;
  /** The official thing it is about, where one is: `rules.version 0189…/2`. */
  readonly subject?: string;
  readonly says: string;
};

export type FindingCode =
  | "unreadable" // a file that must be there is missing, or is not what its name says
  | "unsigned" // no signature of the log's key, or one that does not fit
  | "other-log" // another origin or key than the one known before
  | "shrunk" // smaller than it was when somebody saw it last
  | "forked" // no longer holds what somebody saw
  | "bad-tile" // a hash that is not that of its leaves
  | "bad-root" // the signed root is not that of the leaves
  | "bad-entry" // an entry that was not what was hashed, or is no leaf
  | "bad-content" // the content beside the log is not what the leaf commits to
  | "missing-content"
  | "not-erased" // a field that was erased is still shown
  | "bad-erasure" // an erasure that one person decided alone, or of nothing
  | "changed" // what is official now is not what was recorded
  | "unrecorded" // something is official that was never recorded
  | "gone"; // something recorded is official no longer, and the record does not say why
