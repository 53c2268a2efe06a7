import {
  canonicalJson,
  formatNoteKey,
  formatOfflineProof,
  fromBase64,
  type JsonValue,
  parseTilePath,
  TILE_WIDTH,
  utf8,
} from "@gongzhi/merkle-log";
import type { ActionContext, MadeFile, Publication } from "#platform/capability.ts";
import { SUBJECT } from "../domain/make-leaf.ts";
import type { Opening } from "../domain/seal-fields.ts";
import { findEntries, findEntry, findLast, findSubjectsWaiting, type EntryRow } from "../store/find-entries.ts";
import { findLog } from "../store/log.ts";
import { findSealedFields } from "../store/sealed-fields.ts";
import { proveEntry } from "./read-entry.ts";
import { CHECKPOINT, keyOf, readPublished } from "./signed-heads.ts";
import { sourcesOf } from "./sources.ts";

/** Things a page of `current/…` holds. */
const PAGE = 256;
const TEXT = { mediaType: "text/plain; charset=utf-8", immutable: false } as const;
const TILE = { mediaType: "application/octet-stream", immutable: true } as const;
const LINES = "application/x-ndjson; charset=utf-8";

/**
 * Everything an outsider needs to check the record without us, below `/t/<slug>/log/`: checkpoint, key, tiles and entry bundles as
 * they lie on the disk (C2SP tlog-tiles); from the tables `about`, `content/<N>` (what the entries of bundle N commit to) and
 * `current/<kind>/first` (what is official now), and `proof/<index>`. One JSON object a line.
 */
export const LOG_FILES: Publication = {
  stored: (path) => (path === CHECKPOINT || path === "key" ? TEXT : parseTilePath(path) === undefined ? undefined : TILE),
  made: async (context, path) => {
    const [head, kind = "", page = "", ...more] = path.split("/");
    if (path === "about") return await makeAbout(context);
    if (head === "proof" && page === "") return await makeProof(context, kind);
    if (head === "content") return await makeContent(context, path.slice("content/".length));
    return head === "current" && more.length === 0 ? await makeCurrent(context, kind, page) : undefined;
  },
};

/** A proof that stands by itself (C2SP tlog-proof), with the leaf as extra data: to be kept with a printed paper. */
async function makeProof(context: ActionContext, index: string): Promise<MadeFile | undefined> {
  if (!/^(?:0|[1-9]\d{0,14})$/.test(index)) return undefined;
  const proof = await proveEntry(context, Number(index));
  const entry = proof === undefined ? undefined : await findEntry(context.tx, Number(index));
  if (proof === undefined || entry === undefined) return undefined;
  const hashes = proof.hashes.map(fromBase64);
  const text = formatOfflineProof({ index: BigInt(index), proof: hashes, checkpoint: proof.checkpoint, extra: utf8(entry.leaf) });
  return { mediaType: "text/plain; charset=utf-8", text };
}

async function makeAbout(context: ActionContext): Promise<MadeFile | undefined> {
  const log = await findLog(context.tx, "read");
  if (log === undefined) return undefined;
  const kinds = Object.fromEntries([...sourcesOf(context)].map(([kind, { name, nameEn }]) => [kind, { name, nameEn }]));
  const key = formatNoteKey(keyOf(context.house, context.tenant.id, log.origin));
  const about = { origin: log.origin, key, tenant: context.tenant.name, kinds };
  return { mediaType: "application/json; charset=utf-8", text: `${JSON.stringify(about)}\n` };
}

/** @param number as in the path of a bundle: `x001/234` */
async function makeContent(context: ActionContext, number: string): Promise<MadeFile | undefined> {
  const page = parseTilePath(`tile/entries/${number}`);
  const size = await publishedSize(context);
  if (page === undefined || page.width !== TILE_WIDTH || size === undefined) return undefined;
  const from = page.index * BigInt(TILE_WIDTH);
  const to = from + BigInt(TILE_WIDTH);
  const entries = await findEntries(context.tx, from, to < size ? to : size);
  if (entries.length === 0) return undefined;
  const openings = await openingsOf(context, entries);
  return lines(entries.map((entry) => contentLine(entry, openings.get(entry.ref) ?? {})));
}

/** Every column that says anything, so that whatever is changed in it is seen to differ from the bundle. */
function contentLine({ index, kind, subject, title, leaf, content }: EntryRow, fields: Openings): string {
  const head = { index, kind, subject, title, leaf };
  return JSON.stringify(content === null ? { ...head, fields } : { ...head, content: readContent(content) });
}

/** What is no longer the one text it was recorded as is still shown: as a text, which fits no leaf. */
function readContent(content: string): unknown {
  try {
    const value = JSON.parse(content) as JsonValue;
    return canonicalJson(value) === content ? value : content;
  } catch {
    return content;
  }
}

/** By field name; null where the stored value no longer opens. */
type Openings = Readonly<Record<string, Opening | null>>;

/** What everybody may still open of sealed entries, by the entry's ref. */
export async function openingsOf(
  { tx, house }: Pick<ActionContext, "tx" | "house">,
  entries: readonly Pick<EntryRow, "ref" | "form">[],
): Promise<ReadonlyMap<string, Openings>> {
  const refs = entries.filter(({ form }) => form === "sealed").map(({ ref }) => ref);
  const fields = await findSealedFields(tx, house.keys, refs, "shown");
  const byRef = Map.groupBy(fields, ({ ref }) => ref);
  return new Map(
    [...byRef].map(([ref, kept]) => [ref, Object.fromEntries(kept.map(({ name, opening }) => [name, opening ?? null]))]),
  );
}

/**
 * Each thing of a kind that is official now, and where the record last spoke of it in the same moment.
 * @param page `first`, or `after!<subject>` with `!` for `/`: what the page before gave as `next`
 */
async function makeCurrent(context: ActionContext, kind: string, page: string): Promise<MadeFile | undefined> {
  const source = sourcesOf(context).get(kind);
  const after = page === "first" ? "" : /^after!(.+)$/.exec(page)?.[1]?.replaceAll("!", "/");
  if (source === undefined || after === undefined || (after !== "" && !SUBJECT.test(after))) return undefined;
  const things = await source.current(context, { after, limit: PAGE });
  const subjects = things.map(({ subject }) => subject);
  const last = new Map((await findLast(context.tx, kind, subjects)).map((one) => [one.subject, one]));
  const waiting = await findSubjectsWaiting(context.tx, kind, subjects);
  const made = things.map((thing) =>
    JSON.stringify({ ...thing, index: last.get(thing.subject)?.index ?? null, waiting: waiting.has(thing.subject) }),
  );
  const next = things.length < PAGE ? [] : [JSON.stringify({ next: `after!${subjects.at(-1)?.replaceAll("/", "!")}` })];
  return lines([...made, ...next]);
}

async function publishedSize(context: ActionContext): Promise<bigint | undefined> {
  const log = await findLog(context.tx, "read");
  const published = log === undefined ? undefined : await readPublished(context.house, context.tenant, log.origin);
  return typeof published === "object" ? published.size : undefined;
}

function lines(made: readonly string[]): MadeFile {
  return { mediaType: LINES, text: made.map((line) => `${line}\n`).join("") };
}
