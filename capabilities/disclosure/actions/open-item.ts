import { createHash } from "node:crypto";
import { findAreas } from "#capabilities/divisions/index.ts";
import { findPassed } from "#capabilities/meetings/index.ts";
import { bind, type ActionContext, type Reaction } from "#platform/capability.ts";
import { isWithin } from "#platform/actor.ts";
import { legalDay } from "#platform/legal-day.ts";
import { notify } from "#platform/notices/notify.ts";
import { refuse, refuseField } from "#platform/refusal.ts";
import { openItem } from "../contract/open-item.ts";
import { readOpenForm } from "../contract/read-open-form.ts";
import type { Entry } from "../domain/catalogue.ts";
import { lastDay } from "../domain/course.ts";
import { PLACE, placeOf } from "../domain/places.ts";
import { isKeeper, mayOpen } from "../policy.ts";
import { findHolders, findOwners } from "../store/bodies.ts";
import { putDraft } from "../store/drafts.ts";
import { changeItem, insertItems } from "../store/items.ts";
import { findInForce, type InForce } from "./known.ts";
import { happeningOf } from "./sources.ts";

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
    const opened = await openHappened(context, found, { path: area, entry: chosen, title, day: happenedOn });
    if (opened === undefined) return refuse("conflict", "opened-already");
    context.subject(opened.id);
    return { id: opened.id, dueOn: opened.dueOn };
  },
});

type Happened = { readonly path: string; readonly entry: Entry; readonly title: string; readonly day: string };

/** The duty of something that happened on a day; undefined: it is there already. */
async function openHappened(context: ActionContext, { rule, course }: InForce, { path, entry, title, day }: Happened) {
  const { tx } = context;
  const id = context.newId();
  const dueOn = lastDay(day, entry.days, course);
  const owner = (await findOwners(tx)).get(`${path} ${entry.owner}`) ?? null;
  const opened = await insertItems(tx, [
    {
      id,
      path,
      entry: entry.id,
      subject: entry.subject,
      title,
      why: "happened",
      period: `${day} ${tellApart(title)}`,
      starts_on: day,
      ends_on: day,
      due_on: dueOn,
      owner,
      article: entry.article,
      rule_id: rule.rule_id,
      rule_version: rule.version,
      course,
    },
  ]);
  return opened === 0 ? undefined : { id, dueOn, owner };
}

/** Two things of one day are told apart without a word of what they are called: titles go (record), and days stay. */
function tellApart(title: string): string {
  return createHash("sha256").update(title).digest("hex").slice(0, 16);
}

/** A meeting passed what must be published at once: it is due from the day its result is public, and whoever must publish it is told. */
export const afterResult: Reaction = async (context, { meetingId }) => {
  const { tx, now } = context;
  const passed = await findPassed(tx, String(meetingId));
  const path = placeOf(passed?.path ?? "");
  const found = path === undefined ? undefined : await findInForce(tx, path);
  if (passed === undefined || path === undefined || found === undefined) return;
  for (const { title, matter } of passed.items) {
    const entry = found.catalogue.entries.find(({ matters }) => matters.includes(matter));
    if (entry === undefined) continue;
    const opened = await openHappened(context, found, { path, entry, title, day: legalDay(now) });
    if (opened !== undefined) await tellKeepers(context, path, opened, "disclosure.decided");
  }
};

type Opened = NonNullable<Awaited<ReturnType<typeof openHappened>>>;

async function tellKeepers(context: ActionContext, path: string, { id, dueOn, owner }: Opened, topic: string): Promise<void> {
  const keepers = await findHolders(context.tx, { duty: "disclosure.keep", path, organization: owner });
  const notice = { topic, params: { day: dueOn }, path: `disclosure/${id}` };
  await notify(
    context,
    keepers.map((personId) => ({ personId, ...notice })),
  );
}

/** Something another part of the house made due at once: its duty is opened, and its draft begun with what is known of it. */
export function afterHappening(name: string): Reaction {
  return async (context, payload) => {
    const happened = await happeningOf(context.offered, name)?.(context, payload);
    const path = placeOf(happened?.path ?? "");
    const found = path === undefined ? undefined : await findInForce(context.tx, path);
    if (happened === undefined || path === undefined || found === undefined) return;
    const { title, sections } = happened;
    const entry = found.catalogue.entries.find(({ id, period }) => period === "at-once" && happened.entries.includes(id));
    if (entry === undefined) return;
    const opened = await openHappened(context, found, { path, entry, title, day: legalDay(context.now) });
    if (opened === undefined) return;
    await putDraft(context.tx, { id: opened.id, division_path: path }, { title, sections });
    await changeItem(context.tx, opened.id, { step: "drafting" });
    await tellKeepers(context, path, opened, "disclosure.happened");
  };
}

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
