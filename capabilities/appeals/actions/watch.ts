import type { ActionContext, Job, Reaction } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { insertSeen, type RetaliationRow } from "../store/retaliation.ts";
import { findReadings, findStruck, findWatchedOf, hasEnded } from "../store/watched.ts";
import { dayId, readRetaliation, RETALIATION_REPORTED, watchedSince } from "./retaliation-rule.ts";

type Act = { readonly act: NonNullable<RetaliationRow["act"]>; readonly ref: string };

/** Something happened to some persons: where the house watches over them it is written down, and goes to a body of the rule. */
async function noteSeen(context: ActionContext, persons: readonly string[], { act, ref }: Act): Promise<void> {
  const rule = await readRetaliation(context);
  if (rule === undefined || persons.length === 0) return;
  const today = legalDay(context.now);
  for (const appeal of await findWatchedOf(context.tx, watchedSince(rule, context.now), persons)) {
    const id = dayId(context);
    if (await insertSeen(context.tx, appeal, { id, act, ref, actOn: today, times: 1, on: today }))
      context.emit(RETALIATION_REPORTED, { id });
  }
}

export const watchPosts: Reaction = async (context, { postId, personId }) => {
  if (personId === undefined || !(await hasEnded(context.tx, String(postId)))) return;
  await noteSeen(context, [String(personId)], { act: "post-ended", ref: String(postId) });
};

/** Nobody retaliates against the dead. */
export const watchEntries: Reaction = async (context, { personId, how }) => {
  if (how !== "died") await noteSeen(context, [String(personId)], { act: "entry-ended", ref: String(personId) });
};

export const watchRolls: Reaction = async (context, { rollId, version, kind, path }) => {
  const rule = await readRetaliation(context);
  if (rule === undefined) return;
  const roll = { id: String(rollId), version: Number(version), kind: String(kind), path: String(path) };
  const struck = await findStruck(context.tx, watchedSince(rule, context.now), roll);
  await noteSeen(context, struck, { act: "roll-struck", ref: roll.id });
};

/** Readings a step writes down. */
const PAGE = 200;

/** Nightly: who of those complained of read the data of whoever complained, on days that are over (TRUST case 5). */
export const WATCH_READINGS: Job = {
  cron: "10 3 * * *",
  step: async (context, { done }) => {
    const rule = await readRetaliation(context);
    if (rule === undefined) return { done };
    const today = legalDay(context.now);
    const found = await findReadings(context.tx, watchedSince(rule, context.now), today, PAGE);
    for (const { reader, day, times, ...appeal } of found) {
      const id = dayId(context);
      if (await insertSeen(context.tx, appeal, { id, act: "data-read", ref: reader, actOn: day, times, on: today }))
        context.emit(RETALIATION_REPORTED, { id });
    }
    return found.length < PAGE ? { done: done + found.length } : { done: done + found.length, next: { after: today } };
  },
};
