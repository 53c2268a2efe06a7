import { daysBetween } from "@gongzhi/working-days";
import { sql } from "kysely";
import { findAreas } from "#capabilities/divisions/index.ts";
import { bind, type ActionContext } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { listOverdue } from "../contract/list-overdue.ts";
import { PLACE } from "../domain/places.ts";
import { maySee } from "../policy.ts";
import { findBodyNames } from "../store/bodies.ts";
import { selectItems, type ItemRow } from "../store/items.ts";
import { selectObjections } from "../store/objections.ts";
import { overdueOf, type Overdue } from "./sources.ts";

/** Of each sort; a township with more has other troubles than a list. */
const MOST = 500;

export const listOverdueBound = bind(listOverdue, {
  policy: maySee,
  run: async (context, { area }) => {
    const { tx, tenant, now } = context;
    const path = area || tenant.rootPath;
    const today = legalDay(now);
    const elsewhere = await Promise.all(overdueOf(context.offered).map(async (source) => await source(context, path)));
    const all = [...(await lateItems(context, path, today)), ...(await lateAnswers(context, path, today)), ...elsewhere.flat()];
    const areas = (await findAreas(tx, tenant.rootPath)).filter(({ value }) => PLACE.test(value));
    return {
      late: all
        .toSorted((one, other) => (one.dueOn < other.dueOn ? -1 : 1))
        .map((one) => ({ ...one, daysLate: daysBetween(one.dueOn, today) })),
      areas: areas.map(({ value, name }) => ({ value, name })),
    };
  },
});

async function lateItems({ tx }: ActionContext, path: string, today: string): Promise<readonly Overdue[]> {
  const passed = sql`(i.versions = 0 and i.due_on < ${today}::date or i.order_due < ${today}::date or i.step = 'review' and i.review_due < ${today}::date)`;
  const rows = await selectItems(tx, {
    where: sql`i.division_path <@ ${path}::ltree and ${passed}`,
    order: sql`i.due_on, i.id`,
    limit: MOST,
  });
  const reviewers = await findBodyNames(tx, "supervision-committee");
  return rows.flatMap((row) => {
    const reviewer = reviewers.get(row.division_path) ?? "";
    return [
      ...(row.versions === 0 && row.due_on < today ? [overdue("publish", row, row.owner_name, row.due_on)] : []),
      ...(row.order_due !== null && row.order_due < today ? [overdue("correct", row, row.owner_name, row.order_due)] : []),
      ...(row.step === "review" && row.review_due !== null && row.review_due < today
        ? [overdue("review", row, reviewer, row.review_due)]
        : []),
    ];
  });
}

function overdue(what: string, { title, area, id }: ItemRow, who: string, dueOn: string): Overdue {
  return { what, title, area, who, dueOn, page: `disclosure/${id}` };
}

async function lateAnswers({ tx, tenant }: ActionContext, path: string, today: string): Promise<readonly Overdue[]> {
  const passed = sql`(o.step = 'waiting' and o.reply_due < ${today}::date or o.step = 'upward' and o.upward_due < ${today}::date)`;
  const rows = await selectObjections(tx, sql`o.division_path <@ ${path}::ltree and ${passed}`, MOST);
  const ids = rows.map(({ item_id }) => item_id);
  const items = await selectItems(tx, { where: sql`i.id = any(${ids}::uuid[])`, order: sql`i.id`, limit: MOST });
  return rows.flatMap((row) => {
    const item = items.find(({ id }) => id === row.item_id);
    if (item === undefined) return [];
    return [
      row.step === "waiting"
        ? overdue("reply", item, item.owner_name, row.reply_due ?? "")
        : overdue("rule", item, tenant.name, row.upward_due ?? ""),
    ];
  });
}
