import { base64, concat, encode, hex } from "./bytes.ts";
import { sha256 } from "./sha256.ts";

/** A log's or witness's key as it is handed out: `name+id+base64(type ‖ key)` (C2SP signed-note). */
export type Key = {
  readonly text: string;
  readonly name: string;
  readonly id: string;
  readonly type: number;
  readonly publicKey: Uint8Array;
};

export type Head = {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
  /** The signed text, and its signature lines. */
  readonly body: string;
  readonly signatures: readonly { readonly name: string; readonly bytes: Uint8Array }[];
};

const ED25519 = 1;
/** A witness's key, which signs with the time (C2SP tlog-cosignature). */
export const COSIGNATURE = 4;

/** @returns a sentence where it is no key. */
export function readKey(text: string): Key | string {
  const first = text.indexOf("+");
  const second = text.indexOf("+", first + 1);
  const [name, id] = [text.slice(0, first), text.slice(first + 1, second)];
  const bytes = second === -1 ? undefined : base64(text.slice(second + 1));
  if (first <= 0 || bytes === undefined || bytes.length !== 33) return "this is no key of the form name+id+base64";
  const type = bytes[0] ?? 0;
  if (type !== ED25519 && type !== COSIGNATURE) return "this key is of a kind other than Ed25519";
  if (keyId(name, bytes) !== id) return "the id of this key is not its own";
  return { text, name, id, type, publicKey: bytes.slice(1) };
}

/** @param bytes type and key */
export function keyId(name: string, bytes: Uint8Array): string {
  return hex(sha256(concat(encode(`${name}\n`), bytes))).slice(0, 8);
}

/** @returns a sentence where it is no signed checkpoint. */
export function readHead(note: string): Head | string {
  const end = note.lastIndexOf("\n\n");
  if (end === -1 || !note.endsWith("\n")) return "it is no signed note";
  const body = note.slice(0, end + 1);
  const [origin, size, root, ...more] = body.slice(0, -1).split("\n");
  const rootBytes = base64(root ?? "");
  const count = Number(size);
  if (!origin || more.includes("") || rootBytes?.length !== 32) return "its text is no checkpoint";
  if (!Number.isSafeInteger(count) || count < 0 || String(count) !== size) return `${size} is no size this verifier counts to`;
  const signatures = note
    .slice(end + 2, -1)
    .split("\n")
    .map(readSignature);
  if (signatures.includes(undefined)) return "a line below its text is no signature";
  return { origin, size: count, root: rootBytes, body, signatures: signatures.filter((one) => one !== undefined) };
}

function readSignature(line: string): Head["signatures"][number] | undefined {
  const [dash, name, encoded, ...more] = line.split(" ");
  const bytes = base64(encoded ?? "");
  return dash === "—" && name && !/[\p{White_Space}+]/u.test(name) && bytes !== undefined && bytes.length > 4 && more.length === 0
    ? { name, bytes }
    : undefined;
}

/** Did this key sign this head? Undefined where no line is by it. */
export async function isSignedBy(head: Head, key: Key): Promise<boolean | undefined> {
  const own = head.signatures.filter(({ name, bytes }) => name === key.name && hex(bytes.slice(0, 4)) === key.id);
  if (own.length === 0) return undefined;
  const publicKey = await crypto.subtle.importKey("raw", Uint8Array.from(key.publicKey), "Ed25519", false, ["verify"]);
  const verdicts = await Promise.all(
    own.map(async ({ bytes }) => {
      const timed = key.type === COSIGNATURE;
      if (bytes.length !== 4 + (timed ? 8 : 0) + 64) return false;
      const time = timed ? new DataView(bytes.buffer, bytes.byteOffset + 4, 8).getBigUint64(0) : 0n;
      const message = timed ? cosignedMessage(head, time) : encode(head.body);
      return await crypto.subtle.verify("Ed25519", publicKey, Uint8Array.from(bytes.slice(-64)), Uint8Array.from(message));
    }),
  );
  return verdicts.every((verdict) => verdict);
}

/** What a witness signs. @param at seconds since 1970 */
export function cosignedMessage({ body }: Pick<Head, "body">, at: bigint): Uint8Array {
  return encode(`cosignature/v1\ntime ${at}\n${body}`);
}
