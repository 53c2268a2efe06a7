import { bind, type ActionContext, type Reaction } from "#platform/capability.ts";
import { notify } from "#platform/notices/notify.ts";
import { refuse, refuseField } from "#platform/refusal.ts";
import { listSubscriptions, MAX_SUBSCRIPTIONS, subscribe, unsubscribe } from "../contract/subscriptions.ts";
import { withParents } from "../domain/suggest-matters.ts";
import { mayFollow, ownsSubscription } from "../policy.ts";
import { findAppeal } from "../store/appeal-row.ts";
import { isKnownArea, isKnownMatter } from "../store/check-raised.ts";
import { findMatters } from "../store/find-matters.ts";
import {
  dropSubscription,
  findSubscribers,
  findSubscription,
  listSubscriptionRows,
  putSubscription,
} from "../store/subscriptions.ts";

export const listSubscriptionsBound = bind(listSubscriptions, {
  policy: mayFollow,
  run: async ({ tx, actor }) => {
    // Whoever is signed in may be nobody here: a neighbour of another tenant.
    const rows = actor.personId === undefined ? [] : await listSubscriptionRows(tx, actor.personId);
    const subscriptions = rows.map(({ id, area, area_name, matter_code, matter_name, made_at }) => {
      return { id, area, areaName: area_name, matter: matter_code, matterName: matter_name, since: made_at.toISOString() };
    });
    return { subscriptions };
  },
});

export const subscribeBound = bind(subscribe, {
  policy: mayFollow,
  run: async (context, input) => {
    const { tx, tenant, actor } = context;
    const person = actor.personId;
    if (person === undefined) return refuse("conflict", "no-person-here");
    if (input.area && !(await isKnownArea(tx, tenant.rootPath, input.area))) return refuseField("/area", "no-such-area");
    if (input.matter && !(await isKnownMatter(tx, input.matter))) return refuseField("/matter", "no-such-matter");
    if ((await listSubscriptionRows(tx, person)).length >= MAX_SUBSCRIPTIONS)
      return refuse("conflict", "too-many-subscriptions", { facts: { most: MAX_SUBSCRIPTIONS } });
    const made = { id: context.newId(), person, area: input.area || tenant.rootPath, matter: input.matter ?? "" };
    return { id: await putSubscription(tx, made) };
  },
});

export const unsubscribeBound = bind(unsubscribe, {
  policy: ownsSubscription,
  subject: async (context, { id }) => await findSubscription(context.tx, id),
  run: async ({ tx }, { id }) => {
    await dropSubscription(tx, id);
    return { id };
  },
});

/** Told in one transaction; a town's worth of them is told in a few. */
const PAGE = 500;

/** Something was released: whoever follows its place or its matter is told, each once, by the channels they chose. */
export const tellSubscribers: Reaction = async (context: ActionContext, payload) => {
  const { tx, tenant } = context;
  const appeal = await findAppeal(tx, String(payload["appealId"]));
  if (appeal === undefined || !appeal.public) return;
  const after = typeof payload["after"] === "string" ? payload["after"] : undefined;
  const matters = appeal.matter_code === null ? [] : withParents(appeal.matter_code, await findMatters(tx));
  const areas = areasAbove(appeal.division_path, tenant.rootPath);
  const people = await findSubscribers(tx, { areas, matters: ["", ...matters], after, most: PAGE });
  const { number } = appeal;
  await notify(
    context,
    people.map((personId) => ({ personId, topic: "appeals.released-here", params: { number }, path: `appeals/${number}` })),
  );
  const last = people.at(-1);
  if (people.length === PAGE && last !== undefined) context.emit("appeals.released", { appealId: appeal.id, after: last });
};

/** An area and those it lies in, up to the tenant's own. */
function areasAbove(path: string, root: string): readonly string[] {
  const parts = path.split(".");
  const least = root.split(".").length;
  return parts.map((_, place) => parts.slice(0, place + 1).join(".")).slice(least - 1);
}
