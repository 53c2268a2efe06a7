import { findAreas } from "#capabilities/divisions/index.ts";
import { bind, type ActionContext } from "#platform/capability.ts";
import { isWithin } from "#platform/actor.ts";
import { legalDay } from "#platform/legal-day.ts";
import { refuse, refuseField } from "#platform/refusal.ts";
import { openItem } from "../contract/open-item.ts";
import { readOpenForm } from "../contract/read-open-form.ts";
import { lastDay } from "../domain/course.ts";
import { PLACE } from "../domain/places.ts";
import { isKeeper, mayOpen } from "../policy.ts";
import { findOwners } from "../store/bodies.ts";
import { insertItems } from "../store/items.ts";
import { findInForce } from "./known.ts";

export const openItemBound = bind(openItem, {
  policy: mayOpen,
  duty: "disclosure.keep",
  subject: async (_, { area }) => ({ division_path: area }),
  run: async (context, { area, entry, title, happenedOn }) => {
    const { tx, now } = context;
    const found = await findInForce(tx, area);
    if (found === undefined || !PLACE.test(area)) return refuse("conflict", "no-rule");
    const chosen = found.catalogue.entries.find(({ id, period }) => id === entry && period === "at-once");
    if (chosen === undefined) return refuseField("/entry", "no-such-entry");
    if (happenedOn > legalDay(now)) return refuseField("/happenedOn", "not-happened-yet");
    const id = context.newId();
    const dueOn = lastDay(happenedOn, chosen.days, found.course);
    const opened = await insertItems(tx, [
      {
        id,
        path: area,
        entry,
        subject: chosen.subject,
        title,
        why: "happened",
        period: `${happenedOn} ${title}`,
        starts_on: happenedOn,
        ends_on: happenedOn,
        due_on: dueOn,
        owner: (await findOwners(tx)).get(`${area} ${chosen.owner}`) ?? null,
        article: chosen.article,
        rule_id: found.rule.rule_id,
        rule_version: found.rule.version,
        course: found.course,
      },
    ]);
    if (opened === 0) return refuse("conflict", "opened-already");
    context.subject(id);
    return { id, dueOn };
  },
});

export const readOpenFormBound = bind(readOpenForm, {
  policy: isKeeper,
  run: async (context, { area }) => {
    const areas = await placesOf(context);
    const path = areas.find(({ value }) => value === area)?.value ?? areas[0]?.value ?? "";
    const found = path === "" ? undefined : await findInForce(context.tx, path);
    const entries = (found?.catalogue.entries ?? []).filter(({ period }) => period === "at-once");
    return { areas, area: path, entries: entries.map(({ id, title }) => ({ value: id, name: title })) };
  },
});

/** Villages and communities the reader keeps. */
async function placesOf({ tx, tenant, actor }: ActionContext) {
  const held = actor.posts.filter(({ duties }) => duties.includes("disclosure.keep")).flatMap(({ areas }) => areas);
  const places = (await findAreas(tx, tenant.rootPath)).filter(
    ({ value }) => PLACE.test(value) && held.some((one) => isWithin(value, one)),
  );
  return places.map(({ value, name }) => ({ value, name }));
}
