import { base64Of, concat, decode, fromHex, hex, same } from "./bytes.ts";
import { COSIGNATURE, cosignedMessage, type Head, isSignedBy, type Key, keyId, readHead, readKey } from "./checkpoint.ts";
import { compareRoots } from "./consistency.ts";
import { type ReadFile, rootOf } from "./tree.ts";

export type SightingVerdict =
  | "first" // nothing was seen of it before
  | "same" // the very head seen last
  | "follows" // larger, and holds the head seen last
  | "unreadable" // head, key or tiles are missing, or are none
  | "other-log" // another origin or key than before
  | "unsigned" // its own key did not sign it
  | "shrunk" // smaller than when it was seen last
  | "forked" // no longer holds what was seen
  | "bad-root"; // its tiles are not what it signed

export type Sighting = {
  readonly verdict: SightingVerdict;
  readonly says: string;
  readonly origin: string | null;
  readonly size: number | null;
  readonly root: string | null;
  readonly key: string | null;
  /** The signed head as it lies there, whatever it is worth. */
  readonly checkpoint: string | null;
};

export type Remembered = {
  /** The log's key: as somebody trusted gave it, or as it was found the first time. */
  readonly key?: string;
  /** The signed head seen last. */
  readonly checkpoint?: string;
};

/** Only of these may a witness say that it saw them. */
export function isConsistent({ verdict }: Pick<Sighting, "verdict">): boolean {
  return verdict === "first" || verdict === "same" || verdict === "follows";
}

/** Looks at a log's head as somebody who saw it before: signed by the same key, and a tree that holds the tree seen last. */
export async function sightLog(read: ReadFile, remembered: Remembered): Promise<Sighting> {
  const text = await textOf(read, "checkpoint");
  const head = text === undefined ? "the signed head is missing" : readHead(text);
  if (typeof head === "string") return say("unreadable", head, null, undefined, text);
  const keyText = remembered.key ?? (await textOf(read, "key"))?.trim();
  const key = keyText === undefined ? "the log's key is missing" : readKey(keyText);
  if (typeof key === "string") return say("unreadable", key, head, undefined, text);
  const made = (verdict: SightingVerdict, says: string) => say(verdict, says, head, key, text);
  if (head.origin !== key.name) return made("other-log", `this is the head of ${head.origin}, the key is that of ${key.name}`);
  if ((await isSignedBy(head, key)) !== true) return made("unsigned", `the key of ${key.name} did not sign this head`);
  const before = remembered.checkpoint === undefined ? undefined : readHead(remembered.checkpoint);
  if (typeof before === "string") throw new Error(`the head seen last: ${before}`);
  return made(...(await judgeHead(read, head, before)));
}

async function judgeHead(read: ReadFile, head: Head, before: Head | undefined): Promise<readonly [SightingVerdict, string]> {
  if (before !== undefined && before.origin !== head.origin)
    return ["other-log", `this is the head of ${head.origin}, the one seen before was of ${before.origin}`];
  if (before !== undefined && head.size < before.size)
    return ["shrunk", `it had ${before.size} leaves when it was seen, and now signs ${head.size}: it was set back`];
  const another = before !== undefined && before.size === head.size && !same(before.root, head.root);
  if (another) return ["forked", `it signed two different trees of ${head.size} leaves`];
  const roots = await compareRoots(read, head, before ?? { size: 0, root: rootOf([]) });
  if (typeof roots === "string") return ["unreadable", roots];
  if (!roots.isSigned) return ["bad-root", "its tiles do not make the root it signed"];
  if (!roots.holds) return ["forked", `its first ${before?.size} leaves are not those it was seen to have`];
  if (before === undefined) return ["first", `seen for the first time, with ${head.size} leaves`];
  if (before.size === head.size) return ["same", `still the ${head.size} leaves it was seen to have`];
  return ["follows", `${head.size} leaves, the first ${before.size} of them those it was seen to have`];
}

function say(
  verdict: SightingVerdict,
  says: string,
  head: Head | null,
  key: Key | undefined,
  checkpoint: string | undefined,
): Sighting {
  return {
    verdict,
    says,
    origin: head?.origin ?? null,
    size: head?.size ?? null,
    root: head === null ? null : hex(head.root),
    key: key?.text ?? null,
    checkpoint: checkpoint ?? null,
  };
}

async function textOf(read: ReadFile, path: string): Promise<string | undefined> {
  const bytes = await read(path);
  return bytes === undefined ? undefined : decode(bytes);
}

/** A witness's key as it is handed out, from its 32 public bytes (C2SP tlog-cosignature: type 0x04). */
export function witnessKey(name: string, publicKey: Uint8Array): string {
  if (!/^[^\s+]+$/u.test(name)) throw new Error("a witness's name is not empty and holds no space or plus");
  const bytes = concat(Uint8Array.of(COSIGNATURE), publicKey);
  return `${name}+${keyId(name, bytes)}+${base64Of(bytes)}`;
}

/**
 * A checkpoint with one more line below it, by which a witness says at what time it saw this head, and that it holds all it saw before.
 * @param key the witness's, of `witnessKey` @param at seconds since 1970 @param sign Ed25519, wherever the private key is
 */
export async function cosign(
  checkpoint: string,
  key: string,
  at: number,
  sign: (message: Uint8Array) => Uint8Array | Promise<Uint8Array>,
): Promise<string> {
  const [head, own] = [readHead(checkpoint), readKey(key)];
  if (typeof head === "string" || typeof own === "string") throw new Error("a checkpoint and a witness's key are needed");
  const time = new Uint8Array(8);
  new DataView(time.buffer).setBigUint64(0, BigInt(at));
  const signature = await sign(cosignedMessage(head, BigInt(at)));
  return `${checkpoint}— ${own.name} ${base64Of(concat(fromHex(own.id), time, signature))}\n`;
}
