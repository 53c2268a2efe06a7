import { formatNoteKey, openTiledTree, toBase64 } from "@gongzhi/merkle-log";
import { bind, type ActionContext } from "#platform/capability.ts";
import type { OutputOf } from "#platform/contract.ts";
import { readEntry } from "../contract/read-entry.ts";
import { readLeaf } from "../domain/read-leaf.ts";
import { mayRead } from "../policy.ts";
import { findErasedBy } from "../store/erasures.ts";
import { findEntry, findLast, type EntryRow } from "../store/find-entries.ts";
import { findLog } from "../store/log.ts";
import { findSealedFields } from "../store/sealed-fields.ts";
import { listedEntry } from "./entry-view.ts";
import { readTileOf } from "./publish.ts";
import { keyOf, readPublished } from "./signed-heads.ts";
import { sourcesOf } from "./sources.ts";

export const readEntryBound = bind(readEntry, {
  policy: mayRead,
  subject: async (context, { index }) => {
    const proof = await proveEntry(context, index);
    const row = proof === undefined ? undefined : await findEntry(context.tx, index);
    return row === undefined || proof === undefined ? undefined : { row, proof };
  },
  run: async (context, _, { row, proof }) => {
    const sources = sourcesOf(context);
    const source = sources.get(row.kind);
    const [last] = await findLast(context.tx, row.kind, [row.subject]);
    const [thing] = (await source?.current(context, { subjects: [row.subject] })) ?? [];
    const current = row.form === "sealed" ? thing?.fields : thing?.content;
    const fields = await fieldsOf(context, row);
    const shown = fields.flatMap(({ name, state }) => (state === "shown" ? [name] : []));
    return {
      ...listedEntry(row, sources),
      leaf: row.leaf,
      content: row.content,
      fields,
      erasable: shown.filter((name) => source?.erase?.fields.includes(name) === true),
      proof,
      page: source?.page?.(row.subject) ?? null,
      later: last !== undefined && last.index > row.index ? last.index : null,
      current: current === undefined ? null : JSON.stringify(current),
      compares: source !== undefined,
      sequencedAt: row.sequenced_at.toISOString(),
    };
  },
});

/** Undefined for an entry that is not in the signed log yet, or never will be. */
export async function proveEntry(context: ActionContext, index: number) {
  const { tx, tenant, house } = context;
  const log = await findLog(tx, "read");
  const published = log === undefined ? undefined : await readPublished(house, tenant, log.origin);
  if (log === undefined || typeof published !== "object" || BigInt(index) >= published.size) return undefined;
  const hashes = await openTiledTree(published.size, readTileOf(context)).proveInclusion(BigInt(index));
  return {
    size: published.size.toString(),
    hashes: hashes.map(toBase64),
    checkpoint: published.note,
    key: formatNoteKey(keyOf(house, tenant.id, log.origin)),
  };
}

/** Every field the leaf commits to, in the order of their names. */
async function fieldsOf({ tx, house }: ActionContext, row: EntryRow): Promise<OutputOf<typeof readEntry>["fields"]> {
  if (row.form !== "sealed") return [];
  const leaf = readLeaf(row.leaf);
  const kept = new Map((await findSealedFields(tx, house.keys, [row.ref], "shown")).map((field) => [field.name, field.opening]));
  if (leaf.leaf !== "sealed") return [];
  const erasedBy = await findErasedBy(tx, row.index);
  return Object.keys(leaf.fields).map((name) => {
    const opening = kept.get(name);
    const stands = kept.has(name) ? (opening === undefined ? "unreadable" : "shown") : erasedBy.has(name) ? "erased" : "missing";
    const state = leaf.shown.includes(name) ? stands : "hidden";
    const value = opening === undefined ? null : JSON.stringify(opening.value);
    return { name, state, salt: opening?.salt ?? null, value, erasedBy: erasedBy.get(name) ?? null };
  });
}
