import { fromBase64, joinBytes, textOf, toBase64, toHex, utf8 } from "./bytes.ts";
import { type VerifyEd25519, verifyEd25519 } from "./ed25519.ts";
import { LogFault } from "./fault.ts";
import { sha256 } from "./sha256.ts";

/** A note is a page of text; a post-quantum signature has nearly 5 kB, and 16 of them must be taken (C2SP signed-note). */
const MOST_NOTE_BYTES = 256 * 1024;
const MOST_SIGNATURES = 100;
const ID_BYTES = 4;
const KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;
const TIME_BYTES = 8;

/** How a key signs: Ed25519 over the text, or as a witness with the time (C2SP tlog-cosignature). */
export const NOTE_ED25519 = 0x01;
export const COSIGNATURE_ED25519 = 0x04;
type KeyType = typeof NOTE_ED25519 | typeof COSIGNATURE_ED25519;

export type NoteSignature = { readonly name: string; readonly id: Uint8Array; readonly bytes: Uint8Array };
export type SignedNote = {
  /** With its last newline. Worth nothing until a signature of a known key is verified. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
};

export type NoteKey = {
  readonly name: string;
  readonly id: Uint8Array;
  readonly type: KeyType;
  readonly publicKey: Uint8Array;
};

/** Signs a message with Ed25519; the private key stays wherever it is. */
export type SignEd25519 = (message: Uint8Array) => Uint8Array | Promise<Uint8Array>;

export function noteKey(name: string, publicKey: Uint8Array, type: KeyType = NOTE_ED25519): NoteKey {
  if (!isKeyName(name)) throw new LogFault("bad-key", "a key's name is not empty and holds no space or plus");
  if (publicKey.length !== KEY_BYTES) throw new LogFault("bad-key", `an Ed25519 key has ${KEY_BYTES} bytes`);
  const id = sha256(joinBytes([utf8(`${name}\n`), Uint8Array.of(type), publicKey])).slice(0, ID_BYTES);
  return { name, id, type, publicKey };
}

/** `name+id+base64(type ‖ key)`, the form in which keys are handed out. */
export function formatNoteKey({ name, id, type, publicKey }: NoteKey): string {
  return `${name}+${toHex(id)}+${toBase64(joinBytes([Uint8Array.of(type), publicKey]))}`;
}

/** @throws LogFault where it is no such text, of another type, or its id is not that of its key. */
export function parseNoteKey(text: string): NoteKey {
  const [, name, id, encoded] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text) ?? [];
  if (name === undefined || id === undefined || encoded === undefined)
    throw new LogFault("bad-key", "no key of the form name+id+base64");
  const [type, ...publicKey] = fromBase64(encoded);
  if (type !== NOTE_ED25519 && type !== COSIGNATURE_ED25519)
    throw new LogFault("bad-key", `a key of type ${type}: only Ed25519 is known`);
  const key = noteKey(name, Uint8Array.from(publicKey), type);
  if (toHex(key.id) !== id) throw new LogFault("bad-key", "the key's id is not that of its name and key");
  return key;
}

/** @throws LogFault for anything but a note with at least one signature line. */
export function parseNote(note: string | Uint8Array): SignedNote {
  const whole = typeof note === "string" ? note : textOf(note);
  if (whole.length > MOST_NOTE_BYTES) throw new LogFault("bad-note", "longer than any note");
  if (!whole.isWellFormed() || hasControls(whole)) throw new LogFault("bad-note", "a note holds no control characters");
  const blank = whole.lastIndexOf("\n\n");
  if (blank === -1 || !whole.endsWith("\n")) throw new LogFault("bad-note", "a note is text, a blank line, and signatures");
  const lines = whole.slice(blank + 2, -1).split("\n");
  if (lines.length > MOST_SIGNATURES) throw new LogFault("bad-note", `more than ${MOST_SIGNATURES} signatures`);
  return { text: whole.slice(0, blank + 1), signatures: lines.map(parseSignature) };
}

export function formatNote({ text, signatures }: SignedNote): string {
  return `${text}\n${signatures.map(formatSignature).join("")}`;
}

export function formatSignature({ name, id, bytes }: NoteSignature): string {
  return `— ${name} ${toBase64(joinBytes([id, bytes]))}\n`;
}

/** @throws LogFault for anything but `— name base64`, without its newline. */
export function parseSignature(line: string): NoteSignature {
  const [, name, encoded] = /^— (\S+) (\S+)$/.exec(line) ?? [];
  if (name === undefined || encoded === undefined || !isKeyName(name))
    throw new LogFault("bad-note", "a line that is no signature");
  const bytes = fromBase64(encoded);
  if (bytes.length <= ID_BYTES) throw new LogFault("bad-note", "a signature without bytes");
  return { name, id: bytes.slice(0, ID_BYTES), bytes: bytes.slice(ID_BYTES) };
}

/** Signs a text that ends with a newline. @param at seconds since 1970, for a witness's key alone */
export async function signNote(text: string, key: NoteKey, sign: SignEd25519, at = 0): Promise<NoteSignature> {
  if (!text.endsWith("\n")) throw new LogFault("bad-note", "a note's text ends with a newline");
  const time = key.type === COSIGNATURE_ED25519 ? timeBytes(at) : new Uint8Array();
  const bytes = joinBytes([time, await sign(signedMessage(text, key, at))]);
  return { name: key.name, id: key.id, bytes };
}

export type VerifiedSignature = {
  readonly key: NoteKey;
  /** Seconds since 1970 at which a witness says it signed. */
  readonly at: number | undefined;
};

/**
 * The known keys that signed a note. Signatures of others are passed over, whatever they hold.
 * @throws LogFault where a known key's signature does not verify, or no known key signed.
 */
export async function verifyNote(
  note: SignedNote,
  keys: readonly NoteKey[],
  verify: VerifyEd25519 = verifyEd25519,
): Promise<readonly VerifiedSignature[]> {
  const verified: VerifiedSignature[] = [];
  for (const signature of note.signatures) {
    const key = keys.find(({ name, id }) => name === signature.name && toHex(id) === toHex(signature.id));
    if (key === undefined) continue;
    const at = await verifyOne(note.text, key, signature, verify);
    if (at === false) throw new LogFault("unsigned", `the signature of ${key.name} does not fit the text`);
    verified.push({ key, at });
  }
  if (verified.length === 0) throw new LogFault("unsigned", "no known key signed this");
  return verified;
}

/** @returns the time of a cosignature, undefined for a plain signature, false where it does not fit. */
async function verifyOne(
  text: string,
  key: NoteKey,
  { bytes }: NoteSignature,
  verify: VerifyEd25519,
): Promise<number | undefined | false> {
  const timed = key.type === COSIGNATURE_ED25519;
  if (bytes.length !== SIGNATURE_BYTES + (timed ? TIME_BYTES : 0)) return false;
  const at = timed ? readTime(bytes) : undefined;
  if (at === false) return false;
  const fits = await verify(key.publicKey, signedMessage(text, key, at ?? 0), bytes.slice(-SIGNATURE_BYTES));
  return fits ? at : false;
}

function signedMessage(text: string, { type }: NoteKey, at: number): Uint8Array {
  return utf8(type === COSIGNATURE_ED25519 ? `cosignature/v1\ntime ${at}\n${text}` : text);
}

function timeBytes(at: number): Uint8Array {
  if (!Number.isSafeInteger(at) || at < 0) throw new LogFault("bad-note", "a time is a whole number of seconds");
  const bytes = new Uint8Array(TIME_BYTES);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(at));
  return bytes;
}

function readTime(bytes: Uint8Array): number | false {
  const at = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0));
  return Number.isSafeInteger(at) ? at : false;
}

function isKeyName(name: string): boolean {
  return name !== "" && !/[\p{White_Space}\ufeff+]/u.test(name);
}

function hasControls(text: string): boolean {
  return [...text].some((sign) => sign < " " && sign !== "\n");
}
