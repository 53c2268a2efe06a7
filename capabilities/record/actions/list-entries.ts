import { formatNoteKey } from "@gongzhi/merkle-log";
import { bind } from "#platform/capability.ts";
import { PAGE_SIZE } from "../contract/entry-views.ts";
import { listEntries } from "../contract/list-entries.ts";
import { mayRead } from "../policy.ts";
import { listEntryRows } from "../store/find-entries.ts";
import { findLog, findNewestCheckpoint } from "../store/log.ts";
import { listedEntry } from "./entry-view.ts";
import { keyOf, readPublished } from "./signed-heads.ts";
import { sourcesOf } from "./sources.ts";

export const listEntriesBound = bind(listEntries, {
  policy: mayRead,
  run: async (context, { q, kind, after }) => {
    const { tx, tenant, house } = context;
    const sources = sourcesOf(context);
    const kinds = [...sources].map(([name, source]) => ({ kind: name, name: source.name, nameEn: source.nameEn }));
    const log = await findLog(tx, "read");
    const published = log === undefined ? undefined : await readPublished(house, tenant, log.origin);
    if (log === undefined || typeof published !== "object")
      return { entries: [], next: null, size: 0, signedAt: null, origin: null, key: null, kinds };
    const size = Number(published.size);
    const before = after !== undefined && /^\d{1,15}$/.test(after) ? Math.min(Number(after), size) : size;
    const rows = await listEntryRows(tx, { q: q ?? "", kind, before, limit: PAGE_SIZE + 1 });
    const shown = rows.slice(0, PAGE_SIZE);
    const signed = await findNewestCheckpoint(tx);
    return {
      entries: shown.map((row) => listedEntry(row, sources)),
      next: rows.length > PAGE_SIZE ? String(shown.at(-1)?.index) : null,
      size,
      signedAt: signed?.signed_at.toISOString() ?? null,
      origin: log.origin,
      key: formatNoteKey(keyOf(house, tenant.id, log.origin)),
      kinds,
    };
  },
});
