import { equalHashes, type Hash } from "@gongzhi/merkle-log";

/** Why nothing may be sequenced or signed. */
export type Halt =
  | "database-behind" // a larger tree was signed than the database knows: it is an older backup
  | "forked" // the database's tree is not the one that was signed
  | "database-altered" // a leaf is no longer what was hashed
  | "published-missing" // something was signed, and what was published is gone
  | "checkpoint-unreadable"; // what lies there is not signed by this log

/** A tree head this log signed: on the disk, or kept in the database. */
export type SignedHead = { readonly size: bigint; readonly root: Hash };

/**
 * May a log that stands at this head give out its next index, after these were signed? An index once given is never reused, so
 * nothing is given while the log may stand before one that was.
 */
export function judgeStanding(log: SignedHead, signed: readonly SignedHead[]): Halt | undefined {
  if (signed.some(({ size }) => size > log.size)) return "database-behind";
  return signed.some(({ size, root }) => size === log.size && !equalHashes(root, log.root)) ? "forked" : undefined;
}

/** The same of every earlier head, once its root within the log's own tree is known. */
export function judgeRoots(signed: readonly SignedHead[], rootAt: readonly Hash[]): Halt | undefined {
  return signed.some(({ root }, at) => !equalHashes(root, rootAt[at] ?? new Uint8Array())) ? "forked" : undefined;
}

const WHAT_TO_DO: Readonly<Record<Halt, string>> = {
  "database-behind":
    "a larger log was signed and published than this database holds, so the database is an older backup. Restore a newer one, to the last moment the write-ahead log reaches; until then nothing more goes on the record.",
  forked:
    "the log in this database is not the one that was signed and published. Restore the database that belongs to DATA_DIR/published; nothing else mends a fork.",
  "database-altered":
    "a leaf in this database is no longer what was hashed: somebody changed it past the house. Restore the newest backup; gongzhi verify names the leaf.",
  "published-missing":
    "the database knows of a signed log, but DATA_DIR/published holds none. Put that folder back, from a backup or from any copy of the log: gongzhi record download takes one.",
  "checkpoint-unreadable":
    "DATA_DIR/published holds a checkpoint this log did not sign: somebody changed it. Put the file back, from a backup or from any copy of the log: gongzhi record download takes one.",
};

/** One sentence for whoever runs the server. */
export function explainHalt(halt: Halt): string {
  return WHAT_TO_DO[halt];
}
