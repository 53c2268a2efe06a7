import { bind, type ActionContext } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { listProcedures } from "../contract/list-procedures.ts";
import { versionState } from "../domain/version-state.ts";
import { findOffers } from "./shipped.ts";
import { mayEnactProcedure, mayReadProcedure } from "../policy.ts";
import { countRunning } from "../store/count-running.ts";
import { listDrafts } from "../store/drafts.ts";
import { findVersions, type VersionRow } from "../store/find-procedure.ts";
import { listRulesInForce } from "../store/list-rules.ts";

export const listProceduresBound = bind(listProcedures, {
  policy: mayReadProcedure,
  run: async (context) => {
    const { tx, actor, tenant } = context;
    const rows = await findVersions(tx);
    const views = await versionViews(context, rows);
    const enacts = mayEnactProcedure.can(actor, { division_path: tenant.rootPath });
    const keys = [...new Set(rows.map(({ key }) => key))];
    const newestOf = new Map(rows.toReversed().map((row) => [row.key, row]));
    return {
      procedures: keys.map((key) => ({
        key,
        title: newestOf.get(key)?.title ?? key,
        titleEn: newestOf.get(key)?.title_en ?? "",
        versions: rows.flatMap((row, index) => (row.key === key ? (views[index] ?? []) : [])),
      })),
      drafts: (enacts ? await listDrafts(tx) : []).map((draft) => ({
        id: draft.id,
        key: draft.key,
        title: newestOf.get(draft.key)?.title ?? draft.title ?? draft.key,
        madeAt: draft.made_at.toISOString(),
        madeBy: draft.made_by,
      })),
      offers: enacts ? [...(await findOffers(context))] : [],
      rules: enacts ? [...(await listRulesInForce(tx, tenant.rootPath))] : [],
      may: [...(enacts ? ["draft-procedure"] : []), ...(actor.posts.length > 0 ? ["begin-case"] : [])],
    };
  },
});

/** Versions as readers see them: whether each holds today, and, to whoever has an area, how many cases run on it there. */
export async function versionViews({ tx, actor, now }: ActionContext, rows: readonly VersionRow[]) {
  const running = actor.posts.length === 0 ? undefined : await countRunning(tx);
  const today = legalDay(now);
  return rows.map((row) => ({
    version: row.version,
    from: row.valid_from,
    to: row.valid_to,
    state: versionState(row, today),
    open: running === undefined ? null : (running.get(`${row.key}/${row.version}`) ?? 0),
  }));
}
