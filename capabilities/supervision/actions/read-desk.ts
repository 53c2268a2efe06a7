import { sql } from "kysely";
import { findAreas } from "#capabilities/divisions/index.ts";
import { bind, type ActionContext } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { readDesk } from "../contract/read-desk.ts";
import { readRaiseForm } from "../contract/read-raise-form.ts";
import { hasDesk, isWatcher, mayAnswer, mayRule, maySee, mayWatch } from "../policy.ts";
import { selectMatters } from "../store/matters.ts";
import { selectAudits } from "../store/audits.ts";
import { conflictsFor } from "./exclusions.ts";
import { actsOn, matterFacts } from "./known.ts";
import { auditFacts } from "./read-audits.ts";
import { bodyOf } from "./raise.ts";
import { findThing, sourcesOf } from "./sources.ts";

/** More than a village does at a time. */
const MOST = 200;
/** What has no day stands after what has one. */
const NO_DAY = "9999-12-31";
/** Villages and communities have a code of twelve digits. */
const PLACE = /\.\d{12}$/;

export const readDeskBound = bind(readDesk, {
  policy: hasDesk,
  run: async (context) => {
    const { tx, tenant, actor, now } = context;
    const today = legalDay(now);
    const open = sql`(m.step in ('waiting', 'righting') and (${mayAnswer.where(actor, "m")} or ${mayWatch.where(actor, "m")})
      or m.step = 'explained' and m.upward_on is null and ${mayWatch.where(actor, "m")} or m.step = 'upward' and ${mayRule.where(actor, "m")})`;
    const rows = await selectMatters(tx, open, MOST);
    const acted = rows.filter((row) => actsOn(context, row).length > 0);
    const rest = rows.filter((row) => !acted.includes(row));
    return {
      steps: await stepsNow(context, today),
      matters: [...acted, ...rest].map((row) => matterFacts(row, tenant.name, today)),
      audits: (await selectAudits(tx, auditsOf(context), MOST)).map((row) => auditFacts(context, row, today)),
      conflicts: await conflictsFor(context),
      may: isWatcher.can(actor, {}) ? ["raise-inquiry"] : [],
    };
  },
});

/** Whose report the reader has to publish; whose findings the reader's body has to answer. */
function auditsOf({ actor }: ActionContext) {
  return sql`x.withdrawn_on is null and (x.published_on is null and ${mayRule.where(actor, "x")} or f.open_findings > 0 and ${mayAnswer.where(actor, "x")})`;
}

/** Of the places the reader watches: what the committee must act on first, then what is due first. */
async function stepsNow(context: ActionContext, today: string) {
  const watching = context.actor.posts.filter(({ duties }) => duties.includes("supervision.watch"));
  const areas = [...new Set(watching.flatMap((post) => post.areas))];
  const sources = [...sourcesOf(context.offered).values()];
  const found = await Promise.all(areas.flatMap((area) => sources.map(async (source) => await source.list(context, area))));
  const order = (one: { readonly own: boolean; readonly dueOn: string | null }) => `${one.own ? 0 : 1}${one.dueOn ?? NO_DAY}`;
  return found
    .flat()
    .toSorted((one, other) => (order(one) < order(other) ? -1 : 1))
    .slice(0, MOST)
    .map(({ what, title, area, page, dueOn, own }) => ({
      what,
      title,
      area,
      page,
      dueOn,
      late: dueOn !== null && dueOn < today,
      own,
    }));
}

export const readRaiseFormBound = bind(readRaiseForm, {
  policy: maySee,
  run: async (context, { about }) => {
    const { tx, tenant, actor } = context;
    const thing = about === undefined ? undefined : await findThing(context, about);
    const watches = isWatcher.can(actor, {});
    const places = watches ? (await findAreas(tx, tenant.rootPath)).filter(({ value }) => PLACE.test(value)) : [];
    return {
      thing:
        thing === undefined
          ? null
          : {
              title: thing.title,
              page: thing.page,
              organization: (await bodyOf(context, thing))?.name ?? "",
              area: thing.path,
              open: thing.open,
            },
      areas: places.filter(({ value }) => mayWatch.can(actor, { division_path: value })),
      may: [
        ...(thing?.open === true && mayWatch.can(actor, { division_path: thing.path }) ? ["raise-objection"] : []),
        ...(watches ? ["raise-inquiry"] : []),
        ...(thing?.ownComplaints === false && actor.kind === "person" ? ["complain"] : []),
      ],
    };
  },
});
