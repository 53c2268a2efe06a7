import { bind, type ActionContext } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { refuse, type Refusal } from "#platform/refusal.ts";
import { complain } from "../contract/complain.ts";
import { cited, lastDay } from "../domain/course.ts";
import { mayComplain } from "../policy.ts";
import { findHolders, findOwnPath } from "../store/bodies.ts";
import { countOwnOpen, insertComplaint } from "../store/matters.ts";
import { bodyOf, findCourse, insertRaised, tell } from "./raise.ts";
import { findThing, type Thing } from "./sources.ts";

/** What one person has before the township at a time; the rest can wait for its answer. */
const MOST_OPEN = 5;

export const complainBound = bind(complain, {
  policy: mayComplain,
  limits: [{ by: "account", points: 20, seconds: 60 }],
  run: async (context, { about, words }) => {
    const { tx, tenant, actor, now } = context;
    const thing = await findThing(context, about);
    if (thing === undefined || thing.ownComplaints) return refuse("conflict", "not-here");
    const found = await findCourse(context, thing.path);
    if (found === undefined) return refuse("conflict", "no-rule");
    const today = legalDay(now);
    const refused = await refuseComplainer(context, thing);
    if (refused !== undefined) return refused;
    if (thing.answerDue !== undefined && today <= thing.answerDue)
      return refuse("conflict", "answer-awaited", { facts: { day: thing.answerDue }, rule: cited(found.course) });
    const body = await bodyOf(context, thing);
    if (body === undefined) return refuse("conflict", "nobody-answers");
    const upwardDue = lastDay(today, found.course.upwardDays);
    const matter = await insertRaised(context, found, {
      kind: "complaint",
      title: thing.title,
      words: "",
      step: "upward",
      answer_due: null,
      upward_on: today,
      upward_due: upwardDue,
      raised_by: null,
      thing,
      body,
    });
    await insertComplaint(tx, { matterId: matter.id, path: tenant.rootPath, personId: actor.personId ?? "", words });
    const overseers = await findHolders(tx, { duty: "supervision.oversee", path: thing.path });
    await tell(context, overseers, "taken-upward", matter, upwardDue);
    return { id: matter.id, number: matter.number, step: matter.step };
  },
});

/** Somebody of the place, who does not wait for five answers already. */
async function refuseComplainer({ tx, actor }: ActionContext, { path }: Thing): Promise<Refusal | undefined> {
  const own = actor.personId === undefined ? undefined : await findOwnPath(tx, actor.personId);
  if (actor.personId === undefined || own === undefined || !(own === path || own.startsWith(`${path}.`)))
    return refuse("forbidden", "not-of-here");
  if ((await countOwnOpen(tx, actor.personId)) >= MOST_OPEN)
    return refuse("conflict", "too-many-open", { facts: { most: MOST_OPEN } });
  return undefined;
}
