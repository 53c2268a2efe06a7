import { toBase64 } from "./bytes.ts";
import { type Checkpoint, parseCheckpoint } from "./checkpoint.ts";
import { LogFault } from "./fault.ts";
import { equalHashes, type Hash } from "./merkle-hash.ts";
import { parseNote, type SignedNote } from "./signed-note.ts";
import { assertSize, readHash } from "./tree.ts";
import { verifyConsistency } from "./verify-proofs.ts";

/** RFC 6962 proofs of trees that can be are no longer (C2SP tlog-witness). */
const MOST_PROOF_LINES = 63;

/** What a log asks of a witness: to cosign a checkpoint that follows from the one it cosigned last. */
export type WitnessRequest = {
  readonly oldSize: bigint;
  readonly proof: readonly Hash[];
  /** The signed checkpoint as published. */
  readonly checkpoint: string;
};

/** The body of `POST <prefix>/add-checkpoint`. */
export function formatWitnessRequest({ oldSize, proof, checkpoint }: WitnessRequest): string {
  return [`old ${oldSize}`, ...proof.map(toBase64), "", checkpoint].join("\n");
}

/** @throws LogFault */
export function parseWitnessRequest(body: string): WitnessRequest & { readonly note: SignedNote } {
  const blank = body.indexOf("\n\n");
  const [first = "", ...lines] = body.slice(0, Math.max(blank, 0)).split("\n");
  const old = /^old (0|[1-9][0-9]{0,18})$/.exec(first)?.[1];
  if (old === undefined || lines.length > MOST_PROOF_LINES) throw new LogFault("bad-proof", "no old size, or no proof");
  const checkpoint = body.slice(blank + 2);
  assertSize(BigInt(old));
  return { oldSize: BigInt(old), proof: lines.map(readHash), checkpoint, note: parseNote(checkpoint) };
}

/** What a witness remembers of a log. */
export type Seen = Pick<Checkpoint, "size" | "root">;

export type WitnessVerdict =
  | "follows" // and may be cosigned
  | "same" // the very tree seen last
  | "shrunk" // smaller than the one seen last
  | "forked" // as large as the one seen last, and another
  | "unproved"; // larger, and no proof shows that it holds the one seen last

/**
 * May this tree be cosigned by whoever saw that one last? Anything but `follows` and `same` is misbehaviour of the log, or a proof
 * that is none.
 */
export function judgeCheckpoint(seen: Seen | undefined, made: Seen, proof: readonly Hash[]): WitnessVerdict {
  if (seen === undefined || seen.size === 0n) return proof.length === 0 ? "follows" : "unproved";
  if (made.size < seen.size) return "shrunk";
  if (made.size === seen.size) return equalHashes(made.root, seen.root) ? "same" : "forked";
  const follows = verifyConsistency({ from: seen.size, to: made.size, fromRoot: seen.root, toRoot: made.root, proof });
  return follows ? "follows" : "unproved";
}

/** The checkpoint within a request, unsigned as far as this knows. */
export function checkpointOf({ note }: { readonly note: SignedNote }): Checkpoint {
  return parseCheckpoint(note.text);
}
