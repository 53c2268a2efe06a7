import { bind } from "#platform/capability.ts";
import { refuse } from "#platform/refusal.ts";
import { askErasure } from "../contract/ask-erasure.ts";
import { decideErasure } from "../contract/decide-erasure.ts";
import { listErasures } from "../contract/list-erasures.ts";
import { ERASURE_KIND, erasureContent } from "../domain/erasure-content.ts";
import { isEraser, mayErase } from "../policy.ts";
import { addErasure, findErasures, findShowing, listErasureRows, lockErasure, settleErasure } from "../store/erasures.ts";
import { findEntry } from "../store/find-entries.ts";
import { appendPublic } from "./append.ts";
import { type RecordSource, sourcesOf } from "./sources.ts";
import { findShown, takeField } from "./take-field.ts";

export const askErasureBound = bind(askErasure, {
  policy: mayErase,
  duty: "record.erase",
  subject: async ({ tx }, { index, field }) => {
    const entry = await findEntry(tx, index);
    const where = entry && { kinds: [entry.kind], subject: entry.subject, prefix: null };
    const own = where && (await findShowing(tx, where, field)).find((one) => one.index === index);
    return entry === undefined || own === undefined ? undefined : { ...entry, division_path: own.division_path };
  },
  run: async (context, { field, ground }, entry) => {
    if (sourcesOf(context).get(entry.kind)?.erase?.fields.includes(field) !== true) return refuse("conflict", "not-erasable");
    const { index, kind, subject, division_path } = entry;
    const id = context.newId();
    const asked_by = context.actor.personId ?? "";
    const added = await addErasure(context.tx, { id, division_path, index, kind, subject, field, ground, asked_by });
    if (!added) return refuse("conflict", "erasure-asked");
    context.subject(id);
    return { id };
  },
});

export const decideErasureBound = bind(decideErasure, {
  policy: mayErase,
  duty: "record.erase",
  subject: async ({ tx }, { id }) => await lockErasure(tx, id),
  run: async (context, { id, decision }, erasure) => {
    const { tx, actor } = context;
    const by = actor.personId ?? "";
    if (erasure.state !== "waiting") return refuse("conflict", "erasure-decided");
    if (by === erasure.asked_by) return refuse("forbidden", "own-erasure");
    context.subject(id);
    if (decision === "refused") {
      await settleErasure(tx, id, { state: "refused", by, entries: [] });
      return { id, state: "refused" as const };
    }
    const shown = await findShown(context, erasure, erasure.field);
    if (shown.waiting) return refuse("conflict", "still-waiting");
    if (!shown.showing.every((row) => mayErase.can(actor, row)))
      return refuse("forbidden", "not-allowed", { facts: { needs: mayErase.says } });
    const entries = shown.showing.map(({ index }) => index);
    await takeField(context, shown);
    await settleErasure(tx, id, { state: "erased", by, entries });
    appendPublic(context, { kind: ERASURE_KIND, subject: id, content: erasureContent({ ...erasure, entries, decided_by: by }) });
    return { id, state: "erased" as const };
  },
});

export const listErasuresBound = bind(listErasures, {
  policy: isEraser,
  run: async (context) => {
    const { tx, actor } = context;
    const sources = sourcesOf(context);
    const rows = await listErasureRows(tx, mayErase.where(actor, "x"));
    return {
      erasures: rows.map(({ id, index, kind, field, ground, asked_by, asked_at, state, decided_at }) => ({
        id,
        index,
        kindName: sources.get(kind)?.name ?? kind,
        kindNameEn: sources.get(kind)?.nameEn ?? kind,
        field,
        ground,
        own: asked_by === actor.personId,
        askedAt: asked_at.toISOString(),
        state,
        decidedAt: decided_at?.toISOString() ?? null,
      })),
    };
  },
});

export const ERASURES_ON_RECORD: RecordSource = {
  name: "抹去",
  nameEn: "Erasure",
  current: async ({ tx }, which) =>
    (await findErasures(tx, which)).map((row) => ({ subject: row.id, content: erasureContent(row) })),
};
