import { toBase64 } from "./bytes.ts";
import type { VerifyEd25519 } from "./ed25519.ts";
import { LogFault } from "./fault.ts";
import type { Hash } from "./merkle-hash.ts";
import { type NoteKey, parseNote, type SignedNote, type VerifiedSignature, verifyNote } from "./signed-note.ts";
import { assertSize, readHash } from "./tree.ts";

/** What a log says of itself at a size (C2SP tlog-checkpoint). */
export type Checkpoint = {
  /** The log's name: its address without the scheme. */
  readonly origin: string;
  readonly size: bigint;
  readonly root: Hash;
  /** Further lines; nobody checks them. */
  readonly extensions: readonly string[];
};

/** The text a log signs. */
export function formatCheckpoint({
  origin,
  size,
  root,
  extensions,
}: Omit<Checkpoint, "extensions"> & Partial<Checkpoint>): string {
  assertSize(size);
  const lines = [origin, size.toString(), toBase64(root), ...(extensions ?? [])];
  if (lines.some((line) => line === "" || line.includes("\n"))) throw new LogFault("bad-checkpoint", "a line that is none");
  return `${lines.join("\n")}\n`;
}

/** Reads a note's text; whether anybody signed it is another question (`openCheckpoint`). @throws LogFault */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin = "", size = "", root = "", ...rest] = text.split("\n");
  const end = rest.pop();
  if (end !== "" || origin === "" || rest.includes(""))
    throw new LogFault("bad-checkpoint", "a checkpoint is three lines or more, none empty");
  if (!/^(?:0|[1-9][0-9]{0,18})$/.test(size)) throw new LogFault("bad-checkpoint", `${size.slice(0, 40)} is no size`);
  assertSize(BigInt(size));
  return { origin, size: BigInt(size), root: readHash(root), extensions: rest };
}

export type OpenedCheckpoint = Checkpoint & { readonly note: SignedNote; readonly signedBy: readonly VerifiedSignature[] };

/**
 * A checkpoint somebody known signed.
 * @param keys the log's own first, then witnesses; those that did not sign are no fault, as long as the log did.
 * @throws LogFault
 */
export async function openCheckpoint(
  note: string | Uint8Array,
  keys: readonly [log: NoteKey, ...witnesses: readonly NoteKey[]],
  verify?: VerifyEd25519,
): Promise<OpenedCheckpoint> {
  const parsed = parseNote(note);
  const checkpoint = parseCheckpoint(parsed.text);
  const signedBy = await verifyNote(parsed, keys, verify);
  if (!signedBy.some(({ key }) => key === keys[0])) throw new LogFault("unsigned", "the log itself did not sign this");
  return { ...checkpoint, note: parsed, signedBy };
}
