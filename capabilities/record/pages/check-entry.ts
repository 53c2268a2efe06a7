import {
  canonicalJson,
  fromBase64,
  fromHex,
  hasEd25519,
  hashLeaf,
  joinBytes,
  type JsonValue,
  openCheckpoint,
  parseCheckpoint,
  parseNote,
  parseNoteKey,
  sha256,
  toHex,
  utf8,
  verifyInclusion,
} from "@gongzhi/merkle-log";
import type { OutputOf } from "#platform/contract.ts";
import type { readEntry } from "../contract/read-entry.ts";

export type Entry = OutputOf<typeof readEntry>;

/** `unable`: this browser cannot tell (no Ed25519, or the page did not come over HTTPS). `none`: there is nothing to compare. */
export type StepState = "holds" | "fails" | "unable" | "none";
export type Check = {
  readonly step: "content" | "included" | "signed" | "now";
  readonly state: StepState;
};

/**
 * Checks an entry from what the page itself shows, in the reader's own browser: that the content is what the leaf commits to, the
 * leaf in the tree, the tree signed, and what is official now still the same.
 */
export async function checkEntry(entry: Entry): Promise<readonly Check[]> {
  return [
    { step: "content", state: attempt(() => contentFits(entry)) },
    { step: "included", state: attempt(() => isIncluded(entry)) },
    { step: "signed", state: await isSigned(entry) },
    { step: "now", state: attempt(() => isSameNow(entry)) },
  ];
}

function attempt(check: () => boolean | "none"): StepState {
  try {
    const holds = check();
    return holds === "none" ? "none" : verdict(holds);
  } catch {
    return "fails"; // what cannot be read was not what was recorded
  }
}

function verdict(holds: boolean): StepState {
  return holds ? "holds" : "fails";
}

type Leaf = {
  readonly leaf: Entry["form"];
  readonly kind: string;
  readonly subject: string;
  readonly on: string;
  readonly content?: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly shown?: readonly string[];
};

function contentFits(entry: Entry): boolean {
  const leaf = JSON.parse(entry.leaf) as Leaf;
  const { form, kind, subject, on, content } = entry;
  if (leaf.leaf !== form || leaf.kind !== kind || leaf.subject !== subject || leaf.on !== on) return false;
  if (form === "sealed") return fieldsFit(entry, leaf) && isTitle(entry.title, valueOf(entry, "title"));
  if (content === null || toHex(sha256(utf8(content))) !== leaf.content) return false;
  return isTitle(entry.title, (JSON.parse(content) as { readonly title?: unknown }).title);
}

/** Each field the leaf commits to is here, no other is, and none that was to be shown is kept back or gone without a word. */
function fieldsFit({ fields }: Entry, leaf: Leaf): boolean {
  const names = Object.keys(leaf.fields ?? {});
  if (names.length !== fields.length || names.some((name) => !fields.some((field) => field.name === name))) return false;
  return fields.every(({ name, state, salt, value }) => {
    if ((state === "hidden") === (leaf.shown?.includes(name) === true)) return false;
    if (state === "hidden" || state === "erased") return salt === null && value === null;
    if (state !== "shown" || salt === null || value === null) return false;
    const opened = utf8(canonicalJson([name, JSON.parse(value) as JsonValue]));
    return toHex(sha256(joinBytes([fromHex(salt), opened]))) === leaf.fields?.[name];
  });
}

function valueOf({ fields }: Entry, name: string): unknown {
  const value = fields.find((field) => field.name === name)?.value ?? null;
  return value === null ? undefined : JSON.parse(value);
}

/** Lists call it what it is called, and cut a long name. */
function isTitle(title: string, recorded: unknown): boolean {
  const whole = typeof recorded === "string" ? recorded : "";
  return title === whole || (title.endsWith("…") && whole.startsWith(title.slice(0, -1)) && title.length > 1);
}

function isIncluded({ index, leaf, proof }: Entry): boolean {
  const { size, root } = parseCheckpoint(parseNote(proof.checkpoint).text);
  return (
    size.toString() === proof.size &&
    verifyInclusion({ index: BigInt(index), size, leaf: hashLeaf(utf8(leaf)), root, proof: proof.hashes.map(fromBase64) })
  );
}

async function isSigned({ proof }: Entry): Promise<StepState> {
  if (!(await hasEd25519())) return "unable";
  try {
    const key = parseNoteKey(proof.key);
    const { origin } = await openCheckpoint(proof.checkpoint, [key]);
    return verdict(origin === key.name);
  } catch {
    return "fails";
  }
}

/** Against what the house shows as official this moment; an older entry was replaced since, and says nothing of now. */
function isSameNow(entry: Entry): boolean | "none" {
  if (!entry.compares || entry.later !== null) return "none";
  if (entry.form === "withdrawn") return entry.current === null;
  if (entry.current === null) return false;
  const current = JSON.parse(entry.current) as Readonly<Record<string, JsonValue>>;
  if (entry.content !== null) return canonicalJson(current) === entry.content;
  return entry.fields.every(({ name, state, value }) => {
    if (state === "hidden") return true;
    if (state === "erased") return current[name] === undefined || current[name] === "";
    return value !== null && canonicalJson(current[name] ?? null) === canonicalJson(JSON.parse(value) as JsonValue);
  });
}
