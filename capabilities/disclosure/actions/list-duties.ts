import { sql } from "kysely";
import { bind, type ActionContext } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { listDuties } from "../contract/list-duties.ts";
import { dueDay, keeperActs } from "../domain/judge-item.ts";
import { hasDuties, isKeeper, mayKeep, mayReview, mayRule } from "../policy.ts";
import { selectItems, type ItemRow } from "../store/items.ts";
import { selectObjections } from "../store/objections.ts";
import { itemView, objectionView } from "./known.ts";

/** More than a year of one clerk's work. */
const MOST = 300;
/** What has no day stands after what has one. */
const NO_DAY = "9999-12-31";

export const listDutiesBound = bind(listDuties, {
  policy: hasDuties,
  run: async (context) => {
    const duties = [...(await ownItems(context)), ...(await toReview(context)), ...(await toAnswer(context))];
    const order = (one: { readonly dueOn: string }) => one.dueOn || NO_DAY;
    return {
      duties: duties.toSorted((one, other) => (order(one) < order(other) ? -1 : 1)),
      may: isKeeper.can(context.actor, {}) ? ["open-item"] : [],
    };
  },
});

/** To draft, send, fix, publish; and, as long as the supervision committee has it, to wait. */
async function ownItems({ tx, actor, now }: ActionContext) {
  const today = legalDay(now);
  const rows = await selectItems(tx, {
    where: sql`${mayKeep.where(actor, "i")} and (i.step <> 'published' or i.order_due is not null)`,
    order: sql`coalesce(i.order_due, i.due_on), i.id`,
    limit: MOST,
  });
  return rows.map((row) => duty(row, keeperActs(row, today)[0] ?? "wait-for-review", dueDay(row) ?? "", today));
}

function duty(row: ItemRow, act: string, dueOn: string, today: string) {
  return { item: itemView(row, today), act, dueOn, late: dueOn !== "" && today > dueOn, objection: null };
}

async function toReview({ tx, actor, now }: ActionContext) {
  const today = legalDay(now);
  const rows = await selectItems(tx, {
    where: sql`${mayReview.where(actor, "i")} and i.step = 'review' and i.review_due >= ${today}::date`,
    order: sql`i.review_due, i.id`,
    limit: MOST,
  });
  return rows.map((row) => duty(row, "review-draft", row.review_due ?? "", today));
}

/** Objections that wait for a reply, and what was taken to the township. */
async function toAnswer(context: ActionContext) {
  const { tx, actor, now } = context;
  const today = legalDay(now);
  const waiting = sql`(o.step = 'waiting' and ${mayKeep.where(actor, "i")} or o.step = 'upward' and ${mayRule.where(actor, "i")})`;
  const rows = await selectObjections(tx, waiting, MOST);
  for (const { person_id } of rows) if (person_id !== null) context.looked(person_id, "disclosure.objection");
  const ids = rows.map(({ item_id }) => item_id);
  const items = await selectItems(tx, { where: sql`i.id = any(${ids}::uuid[])`, order: sql`i.id`, limit: MOST });
  return rows.flatMap((row) => {
    const item = items.find(({ id }) => id === row.item_id);
    if (item === undefined) return [];
    const [act, dueOn] =
      row.step === "waiting" ? ["reply-to-objection", row.reply_due ?? ""] : ["rule-on-objection", row.upward_due ?? ""];
    return [{ ...duty(item, act, dueOn, today), objection: objectionView(context, row) }];
  });
}
