import { sql } from "kysely";
import { findAreas } from "#capabilities/divisions/index.ts";
import { bind } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { refuseField } from "#platform/refusal.ts";
import { listMatters } from "../contract/list-matters.ts";
import { isWatcher, mayWatch, maySee } from "../policy.ts";
import { countMatters, selectMatters } from "../store/matters.ts";
import { matterFacts } from "./known.ts";
import { findThing } from "./sources.ts";

const PAGE = 30;
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Villages and communities have a code of twelve digits. */
const PLACE = /\.\d{12}$/;

export const listMattersBound = bind(listMatters, {
  policy: maySee,
  run: async (context, { q, area, kind, step, about, cursor }) => {
    const { tx, tenant, actor, now } = context;
    if (cursor !== undefined && !ID.test(cursor)) return refuseField("/cursor", "bad-cursor");
    const matching = sql.join(
      [
        sql`m.division_path <@ ${area ?? tenant.rootPath}::ltree`,
        ...(q === undefined ? [] : [sql`position(lower(${q}) in lower(m.title)) > 0`]),
        ...(kind === undefined ? [] : [sql`m.kind = ${kind}`]),
        ...(step === undefined ? [] : [sql`m.step = ${step}`]),
        ...(about === undefined ? [] : [sql`m.about = ${about}`]),
      ],
      sql` and `,
    );
    const older = cursor === undefined ? sql`true` : sql`m.id < ${cursor}::uuid`;
    const rows = await selectMatters(tx, sql`${matching} and ${older}`, PAGE + 1);
    const shown = rows.slice(0, PAGE);
    const thing = about === undefined ? undefined : await findThing(context, about);
    const today = legalDay(now);
    return {
      matters: shown.map((row) => matterFacts(row, tenant.name, today)),
      count: await countMatters(tx, matching),
      next: rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null,
      areas: (await findAreas(tx, tenant.rootPath)).filter(({ value }) => PLACE.test(value)),
      thing: thing === undefined ? null : { title: thing.title, page: thing.page },
      may: [
        ...(thing?.open === true && mayWatch.can(actor, { division_path: thing.path }) ? ["raise-objection"] : []),
        ...(isWatcher.can(actor, {}) ? ["raise-inquiry"] : []),
        ...(thing?.ownComplaints === false && actor.kind === "person" ? ["complain"] : []),
      ],
    };
  },
});
