import { bind, type ActionContext } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { notify } from "#platform/notices/notify.ts";
import { refuse, type Refusal } from "#platform/refusal.ts";
import { complainOfSilence } from "../contract/complain-of-silence.ts";
import { objectToDisclosure } from "../contract/object-to-disclosure.ts";
import { replyToObjection } from "../contract/reply-to-objection.ts";
import { ruleOnObjection } from "../contract/rule-on-objection.ts";
import { takeUpward } from "../contract/take-upward.ts";
import { cited, lastDay } from "../domain/course.ts";
import { isLate } from "../domain/judge-item.ts";
import { placeOf } from "../domain/places.ts";
import { mayKeep, mayRule, mayTakePart, ownsObjection } from "../policy.ts";
import { findHolders, findOwnPath } from "../store/bodies.ts";
import { changeItem, findItem, lockItem, type ItemRow } from "../store/items.ts";
import {
  changeObjection,
  countOwn,
  insertObjection,
  lockObjection,
  putUpwardWhy,
  type ObjectionRow,
} from "../store/objections.ts";

/** What one person has to say about one paper; more is the same again. */
const MOST_OWN = 5;

/** Somebody of the place, who has not said it five times. */
async function refuseObjector({ tx, actor }: ActionContext, item: ItemRow): Promise<Refusal | undefined> {
  const own = actor.personId === undefined ? undefined : await findOwnPath(tx, actor.personId);
  if (actor.personId === undefined || placeOf(own ?? "") !== item.division_path) return refuse("forbidden", "not-of-here");
  if ((await countOwn(tx, item.id, actor.personId)) >= MOST_OWN)
    return refuse("conflict", "too-many-objections", { facts: { most: MOST_OWN } });
  return undefined;
}

async function tell(context: ActionContext, persons: readonly string[], what: string, item: ItemRow, day: string): Promise<void> {
  const path = `disclosure/${item.id}`;
  await notify(
    context,
    persons.map((personId) => ({ personId, topic: `disclosure.${what}`, params: { day }, path })),
  );
}

export const objectToDisclosureBound = bind(objectToDisclosure, {
  policy: mayTakePart,
  limits: [{ by: "account", points: 20, seconds: 60 }],
  subject: async ({ tx }, { id }) => await lockItem(tx, id),
  run: async (context, { id, text }, item) => {
    const { tx, now, actor } = context;
    const today = legalDay(now);
    if (item.versions === 0 || item.objections_until === null) return refuse("conflict", "not-published");
    const refused = await refuseObjector(context, item);
    if (refused !== undefined) return refused;
    if (today > item.objections_until)
      return refuse("conflict", "objections-over", {
        facts: { days: item.course.objectionDays, day: item.objections_until },
        rule: cited(item.course),
      });
    const replyDue = lastDay(today, item.course.replyDays, item.course);
    const made = { id: context.newId(), itemId: id, path: item.division_path, version: item.versions };
    await insertObjection(tx, { ...made, replyDue, upwardDue: null, personId: actor.personId ?? "", text });
    context.subject(made.id);
    const keepers = await findHolders(tx, { duty: "disclosure.keep", path: item.division_path, organization: item.owner });
    await tell(context, keepers, "objection-made", item, replyDue);
    return { id: made.id, replyDue };
  },
});

export const complainOfSilenceBound = bind(complainOfSilence, {
  policy: mayTakePart,
  limits: [{ by: "account", points: 20, seconds: 60 }],
  subject: async ({ tx }, { id }) => await lockItem(tx, id),
  run: async (context, { id, text }, item) => {
    const { tx, now, actor } = context;
    const today = legalDay(now);
    if (item.versions > 0 || !isLate(item, today)) return refuse("conflict", "not-late", { facts: { day: item.due_on } });
    const refused = await refuseObjector(context, item);
    if (refused !== undefined) return refused;
    const upwardDue = lastDay(today, item.course.upwardDays, item.course);
    const made = { id: context.newId(), itemId: id, path: item.division_path, version: 0 };
    await insertObjection(tx, { ...made, replyDue: null, upwardDue, personId: actor.personId ?? "", text });
    context.subject(made.id);
    await tellTownship(context, item, upwardDue);
    return { id: made.id, upwardDue };
  },
});

async function tellTownship(context: ActionContext, item: ItemRow, day: string): Promise<void> {
  const overseers = await findHolders(context.tx, { duty: "disclosure.oversee", path: item.division_path });
  await tell(context, overseers, "taken-upward", item, day);
}

function inObjectionStep({ step }: ObjectionRow, wanted: ObjectionRow["step"]): Refusal | undefined {
  return step === wanted ? undefined : refuse("conflict", "objection-step", { facts: { step } });
}

async function itemOf({ tx }: ActionContext, { item_id }: ObjectionRow): Promise<ItemRow> {
  const item = await findItem(tx, item_id);
  if (item === undefined) throw new Error(`item ${item_id} went away`);
  return item;
}

export const replyToObjectionBound = bind(replyToObjection, {
  policy: mayKeep,
  duty: "disclosure.keep",
  subject: async ({ tx }, { id }) => await lockObjection(tx, id),
  run: async (context, { id, reply }, objection) => {
    const refused = inObjectionStep(objection, "waiting");
    if (refused !== undefined) return refused;
    const today = legalDay(context.now);
    await changeObjection(context.tx, id, { step: "answered", reply, replied_on: today });
    context.subject(id);
    const persons = objection.person_id === null ? [] : [objection.person_id];
    await tell(context, persons, "objection-answered", await itemOf(context, objection), today);
    return { id };
  },
});

export const takeUpwardBound = bind(takeUpward, {
  policy: ownsObjection,
  subject: async ({ tx }, { id }) => await lockObjection(tx, id),
  run: async (context, { id, why }, objection) => {
    const { tx, now } = context;
    const today = legalDay(now);
    const item = await itemOf(context, objection);
    if (objection.step === "waiting" && today <= (objection.reply_due ?? ""))
      return refuse("conflict", "reply-awaited", { facts: { day: objection.reply_due ?? "" }, rule: cited(item.course) });
    if (objection.step !== "waiting" && objection.step !== "answered")
      return refuse("conflict", "objection-step", { facts: { step: objection.step } });
    const upwardDue = lastDay(today, item.course.upwardDays, item.course);
    await changeObjection(tx, id, { step: "upward", upward_on: today, upward_due: upwardDue });
    await putUpwardWhy(tx, id, why);
    context.subject(id);
    await tellTownship(context, item, upwardDue);
    return { id, upwardDue };
  },
});

export const ruleOnObjectionBound = bind(ruleOnObjection, {
  policy: mayRule,
  duty: "disclosure.oversee",
  subject: async ({ tx }, { id }) => await lockObjection(tx, id),
  run: async (context, { id, upheld, ruling }, objection) => {
    const refused = inObjectionStep(objection, "upward");
    if (refused !== undefined) return refused;
    const { tx, now } = context;
    const today = legalDay(now);
    const item = await itemOf(context, objection);
    const orderedBy = upheld === "yes" ? lastDay(today, item.course.correctionDays, item.course) : null;
    await changeObjection(tx, id, { step: "ruled", upheld: upheld === "yes", ruling, ruled_on: today });
    if (orderedBy !== null) await changeItem(tx, item.id, { order_due: orderedBy });
    context.subject(id);
    const keepers = await findHolders(tx, { duty: "disclosure.keep", path: item.division_path, organization: item.owner });
    const persons = objection.person_id === null ? keepers : [...new Set([...keepers, objection.person_id])];
    await tell(context, persons, orderedBy === null ? "not-upheld" : "ordered", item, orderedBy ?? today);
    return { id, orderedBy };
  },
});
