import { findAreas } from "#capabilities/divisions/index.ts";
import { bind } from "#platform/capability.ts";
import { dueByTheDay } from "#platform/legal-day.ts";
import { refuseField } from "#platform/refusal.ts";
import { listDrafts } from "../contract/list-drafts.ts";
import { isDrafter, maySee } from "../policy.ts";
import { countDrafts, listDraftRows, type DraftRow } from "../store/drafts.ts";

const PAGE = 30;
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Villages and communities have a code of twelve digits. */
const PLACE = /\.\d{12}$/;

export const listDraftsBound = bind(listDrafts, {
  policy: maySee,
  run: async ({ tx, tenant, actor }, { q, area, state, cursor }) => {
    if (cursor !== undefined && !ID.test(cursor)) return refuseField("/cursor", "bad-cursor");
    const asked = { path: area ?? tenant.rootPath, q, state, before: cursor, limit: PAGE + 1 };
    const rows = await listDraftRows(tx, asked);
    const shown = rows.slice(0, PAGE);
    return {
      drafts: shown.map(draftFacts),
      count: await countDrafts(tx, asked),
      next: rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null,
      areas: (await findAreas(tx, tenant.rootPath)).filter(({ value }) => PLACE.test(value)),
      may: isDrafter.can(actor, {}) ? ["begin-draft"] : [],
    };
  },
});

export function draftFacts(row: DraftRow) {
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    title: row.title,
    area: row.area,
    path: row.division_path,
    organization: row.organization,
    state: row.state,
    beganOn: row.began_on,
    endedOn: row.ended_on,
    dueAt: row.due_at === null ? null : dueByTheDay(row.due_at),
  };
}
