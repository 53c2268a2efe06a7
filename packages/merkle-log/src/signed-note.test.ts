import { createPrivateKey, createPublicKey, sign as signWithNode, type KeyObject } from "node:crypto";
import { expect, test } from "vitest";
import { fromHex, toHex, utf8 } from "./bytes.ts";
import { formatCheckpoint, openCheckpoint, parseCheckpoint } from "./checkpoint.ts";
import { hasEd25519, verifyEd25519 } from "./ed25519.ts";
import { LogFault } from "./fault.ts";
import { EMPTY_ROOT, hashLeaf } from "./merkle-hash.ts";
import { formatOfflineProof, parseOfflineProof } from "./offline-proof.ts";
import {
  COSIGNATURE_ED25519,
  formatNote,
  formatNoteKey,
  noteKey,
  type NoteKey,
  parseNote,
  parseNoteKey,
  type SignedNote,
  signNote,
  verifyNote,
} from "./signed-note.ts";

/** A key pair of RFC 8032 §7.1 by its secret. */
function keyPair(secret: string): { readonly publicKey: Uint8Array; readonly sign: (message: Uint8Array) => Uint8Array } {
  const pkcs8 = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), Buffer.from(secret, "hex")]);
  const key: KeyObject = createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" });
  const jwk = createPublicKey(key).export({ format: "jwk" }) as { readonly x: string };
  return {
    publicKey: new Uint8Array(Buffer.from(jwk.x, "base64url")),
    sign: (message) => new Uint8Array(signWithNode(null, message, key)),
  };
}

const LOG = keyPair("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
const WITNESS = keyPair("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
const log = noteKey("example.com/log", LOG.publicKey);
const witness = noteKey("witness.example/w1", WITNESS.publicKey, COSIGNATURE_ED25519);
const TEXT = formatCheckpoint({ origin: "example.com/log", size: 2n ** 60n, root: EMPTY_ROOT });

async function signed(): Promise<SignedNote> {
  const signatures = [await signNote(TEXT, log, LOG.sign), await signNote(TEXT, witness, WITNESS.sign, 1_764_115_200)];
  return { text: TEXT, signatures };
}

test("RFC 8032 §7.1: the first two published signatures verify, and no other does", async () => {
  expect(await hasEd25519()).toBe(true);
  const first = fromHex(
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
  );
  expect(await verifyEd25519(LOG.publicKey, new Uint8Array(), first)).toBe(true);
  expect(await verifyEd25519(LOG.publicKey, Uint8Array.of(0), first)).toBe(false);
  const second = fromHex(
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
  );
  expect(await verifyEd25519(WITNESS.publicKey, Uint8Array.of(0x72), second)).toBe(true);
});

test("a note is written and read in one way, and every known key's signature counts", async () => {
  const note = formatNote(await signed());
  expect(note).toMatch(
    /^example\.com\/log\n1152921504606846976\n47DEQpj8[^\n]+\n\n— example\.com\/log \S+\n— witness\.example\/w1 \S+\n$/,
  );
  const opened = await openCheckpoint(utf8(note), [log, witness]);
  expect(opened).toMatchObject({ origin: "example.com/log", size: 2n ** 60n, extensions: [] });
  expect(opened.signedBy.map(({ key, at }) => [key.name, at])).toEqual([
    ["example.com/log", undefined],
    ["witness.example/w1", 1_764_115_200],
  ]);
  expect(formatNote(opened.note)).toBe(note);
});

test("any byte changed anywhere is noticed", async () => {
  const note = utf8(formatNote(await signed()));
  const passed: (readonly [text: string, signatures: number])[] = [];
  for (let at = 0; at < note.length; at += 1) {
    const changed = Uint8Array.from(note);
    changed[at]! ^= 1;
    const verified = await openCheckpoint(changed, [log, witness]).catch(() => undefined);
    if (verified !== undefined) passed.push([verified.note.text, verified.signedBy.length]);
  }
  // A change to the name or id of the witness makes it somebody unknown: the rest is still the log's own note.
  expect(passed.length).toBeGreaterThan(0);
  expect(passed.every(([text, signatures]) => text === TEXT && signatures === 1)).toBe(true);
});

test("a known key's wrong signature sinks the note; an unknown key's is passed over", async () => {
  const note = await signed();
  const wrong = { ...note.signatures[1]!, bytes: note.signatures[1]!.bytes.with(20, note.signatures[1]!.bytes[20]! ^ 1) };
  const notes = { ...note, signatures: [note.signatures[0]!, wrong] };
  await expect(verifyNote(notes, [log, witness])).rejects.toThrow(expect.objectContaining({ code: "unsigned" }));
  expect(await verifyNote(notes, [log])).toHaveLength(1);
  const namesake: NoteKey = noteKey("example.com/log", WITNESS.publicKey);
  await expect(verifyNote(note, [namesake])).rejects.toThrow("no known key");
  await expect(openCheckpoint(formatNote({ ...note, signatures: [note.signatures[1]!] }), [log, witness])).rejects.toThrow(
    "the log itself",
  );
});

test("keys are handed out as name+id+base64, and one with a wrong id is no key", () => {
  const text = formatNoteKey(witness);
  expect(text).toMatch(/^witness\.example\/w1\+[0-9a-f]{8}\+B/);
  expect(parseNoteKey(text)).toEqual(witness);
  const spec = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";
  expect(formatNoteKey(parseNoteKey(spec))).toBe(spec);
  expect(toHex(parseNoteKey(spec).id)).toBe("33d7b496");
  for (const bad of [
    spec.replace("33d7", "33d8"),
    spec.replace("AeHT", "BuHT"),
    spec.slice(0, -4),
    "a b+00000000+AA==",
    "",
    "x+y",
    "+33d7b496+AQ==",
  ])
    expect(() => parseNoteKey(bad), bad).toThrow(LogFault);
});

test("what is no note or no checkpoint is refused", async () => {
  const line =
    formatNote(await signed())
      .split("\n")
      .find((one) => one.startsWith("— ")) ?? "";
  for (const bad of [
    "",
    "x",
    "x\n",
    "x\n\n",
    `x\n\n${line}`,
    `x\u0007\n\n${line}\n`,
    `x\r\n\n${line}\n`,
    `x\n\n${line}\nno signature\n`,
    `x\n\n— n AAAA=\n`,
    `x\n\n- n AAAAAAAA\n`,
    `x\n\n— a+b AAAAAAAA\n`,
    `x\n\n— a\u0085b AAAAAAAA\n`,
    `x\n\n— n AAAAAAB=\n`,
    `x\r\n\r\n${line}\r\n`,
    `x\n\n${line}\n\n`,
    "y".repeat(300_000),
  ])
    expect(() => parseNote(bad), JSON.stringify(bad).slice(0, 60)).toThrow(LogFault);
  expect(() => parseNote(Uint8Array.of(0xff, 10, 10))).toThrow("UTF-8");
  const root = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
  for (const bad of [
    `o\n1\n${root}`,
    `o\n01\n${root}\n`,
    `o\n-1\n${root}\n`,
    `o\n1\n${root.slice(4)}\n`,
    `\n1\n${root}\n`,
    `o\n1\n${root}\n\n`,
    `o\n9999999999999999999\n${root}\n`,
    `o\n9223372036854775808\n${root}\n`,
    `o\n1e3\n${root}\n`,
    `o\n\u0661\n${root}\n`,
    `o\n1\n${root.replace("FU=", "FV=")}\n`,
    `o\n1\n${root.slice(0, -1)}\n`,
    `o\r\n1\r\n${root}\r\n`,
    "o\n1\n",
  ])
    expect(() => parseCheckpoint(bad), JSON.stringify(bad)).toThrow(LogFault);
  expect(parseCheckpoint(`o\n1\n${root}\nmore\n`).extensions).toEqual(["more"]);
});

test("an offline proof is written and read back (C2SP tlog-proof)", async () => {
  const checkpoint = formatNote(await signed());
  const made = { index: 2n ** 55n, proof: [EMPTY_ROOT, hashLeaf(utf8("x"))], checkpoint };
  expect(parseOfflineProof(formatOfflineProof(made))).toEqual(made);
  const extra = { ...made, proof: [], extra: utf8("where") };
  expect(parseOfflineProof(formatOfflineProof(extra))).toEqual(extra);
  for (const bad of [
    "",
    "c2sp.org/tlog-proof@v2\nindex 1\n\nx",
    "c2sp.org/tlog-proof@v1\nindex 01\n\nx",
    "c2sp.org/tlog-proof@v1\n\nx",
  ])
    expect(() => parseOfflineProof(bad)).toThrow(expect.objectContaining({ code: "bad-proof" }));
  const beyond = `c2sp.org/tlog-proof@v1\nindex 9223372036854775808\n\n${checkpoint}`;
  for (const bad of [beyond, `c2sp.org/tlog-proof@v1\nindex 1\nAAAA\n\n${checkpoint}`])
    expect(() => parseOfflineProof(bad)).toThrow(LogFault);
});
