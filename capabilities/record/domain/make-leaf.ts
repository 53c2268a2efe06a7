import { canonicalJson, type JsonObject, sha256, toHex, utf8 } from "@gongzhi/merkle-log";

/** Content that is longer is a file: give its SHA-256 instead. */
export const MOST_CONTENT_BYTES = 512 * 1024;
/** Names of one leaf's fields; more is a table, and a table is content. */
export const MOST_FIELDS = 40;
/** A list shows this much of a title. */
export const MOST_TITLE_LENGTH = 200;

export const KIND = /^[a-z][a-z-]{1,39}\.[a-z][a-z-]{1,39}$/;
export const SUBJECT = /^[A-Za-z0-9][A-Za-z0-9._~-]*(?:\/[A-Za-z0-9._~-]+)*$/;
const MOST_SUBJECT_LENGTH = 200;
const FIELD_NAME = /^[A-Za-z][A-Za-z0-9]{0,39}$/;
const REF_BYTES = 16;

/** Which official thing a leaf is about. */
export type LeafHead = {
  /** `<capability>.<what>`: `rules.version`. */
  readonly kind: string;
  /** Its id within the kind, for good: `01890000-…/2`. */
  readonly subject: string;
};

export type LeafSource = {
  /** 16 random bytes. */
  readonly ref: Uint8Array;
  /** Legal day on which it became official. Days, not moments: a moment could tell who wrote it. */
  readonly on: string;
};

/** A leaf ready for the log: `leaf` is the text that is hashed, `content` what a public one commits to. */
export type MadeLeaf = {
  readonly ref: string;
  readonly title: string;
  readonly leaf: string;
  readonly content: string | undefined;
};

/** Commits to the SHA-256 of the RFC 8785 text of its content, so it must hold nothing anybody may ever want erased. */
export function makePublicLeaf(head: LeafHead, content: JsonObject & { readonly title: string }, source: LeafSource): MadeLeaf {
  return makeOpen("public", head, content, source);
}

/** Says that a thing on the record holds no longer, and why. */
export function makeWithdrawnLeaf(
  head: LeafHead,
  content: JsonObject & { readonly title: string },
  source: LeafSource,
): MadeLeaf {
  return makeOpen("withdrawn", head, content, source);
}

function makeOpen(
  form: "public" | "withdrawn",
  head: LeafHead,
  content: JsonObject & { readonly title: string },
  source: LeafSource,
): MadeLeaf {
  const text = canonicalJson(content);
  const bytes = utf8(text);
  if (bytes.length > MOST_CONTENT_BYTES) throw new Error(`${head.kind} ${head.subject}: ${bytes.length} bytes of content`);
  const leaf = { ...headOf(form, head, source), content: toHex(sha256(bytes)) };
  return { ref: leaf.ref, title: shorten(content.title), leaf: canonicalJson(leaf), content: text };
}

export type SealedFields = {
  /** By field name, from `sealFields`. */
  readonly commitments: Readonly<Record<string, string>>;
  /** Names of those everybody may open until they are erased: said in the leaf, so that none disappears unseen. */
  readonly shown: readonly string[];
  readonly title: string;
};

/** Commits to each field by itself under a salt of its own. */
export function makeSealedLeaf(head: LeafHead, { commitments, shown, title }: SealedFields, source: LeafSource): MadeLeaf {
  const names = Object.keys(commitments);
  if (names.length === 0 || names.length > MOST_FIELDS) throw new Error(`${head.kind} ${head.subject}: ${names.length} fields`);
  for (const name of names) if (!FIELD_NAME.test(name)) throw new Error(`${name} is no name of a field`);
  const leaf = { ...headOf("sealed", head, source), fields: commitments, shown: [...shown].sort() };
  return { ref: leaf.ref, title: shorten(title), leaf: canonicalJson(leaf), content: undefined };
}

function headOf(form: "public" | "sealed" | "withdrawn", { kind, subject }: LeafHead, { ref, on }: LeafSource) {
  if (!KIND.test(kind)) throw new Error(`${kind} is no kind of leaf`);
  if (!SUBJECT.test(subject) || subject.length > MOST_SUBJECT_LENGTH) throw new Error(`${subject} is no subject of a leaf`);
  if (ref.length !== REF_BYTES) throw new Error(`a leaf takes ${REF_BYTES} random bytes`);
  return { v: 1, leaf: form, ref: toHex(ref), kind, subject, on };
}

function shorten(title: string): string {
  const signs = [...title];
  return signs.length <= MOST_TITLE_LENGTH ? title : `${signs.slice(0, MOST_TITLE_LENGTH - 1).join("")}…`;
}
