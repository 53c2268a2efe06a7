import { fromBase64, toBase64 } from "./bytes.ts";
import { LogFault } from "./fault.ts";
import type { Hash } from "./merkle-hash.ts";
import { assertSize, readHash } from "./tree.ts";

/** A proof that stands by itself (C2SP tlog-proof): with the entry and the log's key, nothing else is needed to check it. */
export type OfflineProof = {
  readonly index: bigint;
  readonly proof: readonly Hash[];
  /** The signed checkpoint as it was published. */
  readonly checkpoint: string;
  /** Whatever the maker wants to send along; nothing vouches for it. */
  readonly extra?: Uint8Array;
};

const HEAD = "c2sp.org/tlog-proof@v1";
const MOST_PROOF_LINES = 64;

export function formatOfflineProof({ index, proof, checkpoint, extra }: OfflineProof): string {
  const lines = [HEAD, ...(extra === undefined ? [] : [`extra ${toBase64(extra)}`]), `index ${index}`, ...proof.map(toBase64)];
  return `${lines.join("\n")}\n\n${checkpoint}`;
}

/** @throws LogFault */
export function parseOfflineProof(text: string): OfflineProof {
  const blank = text.indexOf("\n\n");
  if (blank === -1) throw new LogFault("bad-proof", "no checkpoint follows");
  const [head, ...lines] = text.slice(0, blank).split("\n");
  if (head !== HEAD) throw new LogFault("bad-proof", `a proof begins with ${HEAD}`);
  const extra = /^extra (\S+)$/.exec(lines[0] ?? "")?.[1];
  if (extra !== undefined) lines.shift();
  const index = /^index (0|[1-9][0-9]{0,18})$/.exec(lines.shift() ?? "")?.[1];
  if (index === undefined || lines.length > MOST_PROOF_LINES) throw new LogFault("bad-proof", "no index, or no proof");
  assertSize(BigInt(index));
  const proof = { index: BigInt(index), proof: lines.map(readHash), checkpoint: text.slice(blank + 2) };
  return extra === undefined ? proof : { ...proof, extra: fromBase64(extra) };
}
