import { daysBetween } from "@gongzhi/working-days";
import { sql } from "kysely";
import { findAreas } from "#capabilities/divisions/index.ts";
import type { ActionContext, Job, Payload } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { notify } from "#platform/notices/notify.ts";
import { dutiesOf } from "../domain/reckon-duties.ts";
import { reminderOf } from "../domain/judge-item.ts";
import { PLACE } from "../domain/places.ts";
import { findHolders, findOwners } from "../store/bodies.ts";
import { changeItem, findLastEnds, insertItems, selectItems } from "../store/items.ts";
import { findInForce } from "./known.ts";

/**
 * The duties of every place that have begun by today and are not there yet; each keeps the version of the catalogue that made it.
 * @param most places at once, after the one named
 * @returns the last place looked at; undefined: there are no more
 */
export async function openDuties(
  context: ActionContext,
  after: string,
  most: number,
): Promise<{ readonly last: string | undefined; readonly opened: number }> {
  const { tx, tenant, now } = context;
  const [owners, lastEnds] = [await findOwners(tx), await findLastEnds(tx)];
  // A county covers the villages of its townships too, and keeps none of them: it has no body there.
  const kept = new Set([...owners.keys()].map((key) => key.slice(0, key.indexOf(" "))));
  const places = (await findAreas(tx, tenant.rootPath))
    .filter(({ value }) => PLACE.test(value) && kept.has(value) && value > after)
    .toSorted((one, other) => (one.value < other.value ? -1 : 1));
  const page = places.slice(0, most);
  let opened = 0;
  for (const { value: path } of page) {
    const found = await findInForce(tx, path);
    if (found === undefined) continue;
    const { rule, catalogue, course } = found;
    const duties = dutiesOf(catalogue, course, legalDay(now), (entry) => lastEnds.get(`${path} ${entry}`));
    opened += await insertItems(
      tx,
      duties.map(({ entry, period, dueOn }) => ({
        id: context.newId(),
        path,
        entry: entry.id,
        subject: entry.subject,
        title: entry.title,
        why: "period",
        period: period.name,
        starts_on: period.startsOn,
        ends_on: period.endsOn,
        due_on: dueOn,
        owner: owners.get(`${path} ${entry.owner}`) ?? null,
        article: entry.article,
        rule_id: rule.rule_id,
        rule_version: rule.version,
        course,
      })),
    );
  }
  return { last: places.length > most ? page.at(-1)?.value : undefined, opened };
}

const PLACES_A_STEP = 50;
const REMINDERS_A_STEP = 200;

/** Every night: duties that begin, and then whoever must be reminded of one, once when it is near and once when it is late. */
export const OPEN_DUTIES: Job = {
  cron: "20 0 * * *",
  step: async (context, { cursor, done }) => {
    if (cursor?.["reminding"] !== true) {
      const { last, opened } = await openDuties(context, String(cursor?.["after"] ?? ""), PLACES_A_STEP);
      const next: Payload = last === undefined ? { reminding: true } : { after: last };
      return { done: done + opened, next };
    }
    const reminded = await remind(context);
    return reminded === 0 ? { done } : { done: done + reminded, next: { reminding: true } };
  },
};

/** @returns how many duties somebody was reminded of */
export async function remind(context: ActionContext): Promise<number> {
  const { tx, now } = context;
  const today = legalDay(now);
  const late = sql`i.due_on < ${today}::date and i.reminded <> 'late'`;
  const near = sql`i.due_on >= ${today}::date and i.reminded = '' and i.due_on <= ${today}::date + (i.course->>'remindDays')::integer`;
  const rows = await selectItems(tx, {
    where: sql`i.versions = 0 and (${late} or ${near})`,
    order: sql`i.due_on, i.id`,
    limit: REMINDERS_A_STEP,
  });
  for (const item of rows) {
    const said = reminderOf(item, daysBetween(today, item.due_on), item.course);
    if (said === "") throw new Error(`nobody is to be reminded of ${item.id}`);
    await changeItem(tx, item.id, { reminded: said });
    const holders = await findHolders(tx, { duty: "disclosure.keep", path: item.division_path, organization: item.owner });
    const params = { day: item.due_on };
    await notify(
      context,
      holders.map((personId) => ({ personId, topic: `disclosure.${said}`, params, path: `disclosure/${item.id}` })),
    );
  }
  return rows.length;
}
