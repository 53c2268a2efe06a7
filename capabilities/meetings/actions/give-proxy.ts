import { bind } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { refuse } from "#platform/refusal.ts";
import { giveProxy } from "../contract/give-proxy.ts";
import { admitProxy } from "../domain/admit-proxy.ts";
import { resolveRule } from "../domain/kinds.ts";
import { mayKeep } from "../policy.ts";
import { countHeld, findOneDue, markByProxy } from "../store/due.ts";
import { findMeeting, lockMeeting } from "../store/meetings.ts";
import { inState } from "./known.ts";

export const giveProxyBound = bind(giveProxy, {
  policy: mayKeep,
  duty: "meetings.keep",
  subject: async ({ tx }, { id }) => await lockMeeting(tx, id),
  run: async (context, { id, personId, holderId, mandate }, meeting) => {
    const { tx } = context;
    const refused = inState(meeting, "called", "open");
    if (refused !== undefined) return refused;
    const principal = await findOneDue(tx, id, personId);
    const holder = await findOneDue(tx, id, holderId);
    if (principal === undefined) return refuse("conflict", "not-due");
    if (principal.here !== null) return refuse("conflict", "here-already");
    if (holder === undefined || holder.here === null || holder.here === "proxy") return refuse("conflict", "holder-not-here");
    const rule = resolveRule(meeting.decided_by, legalDay(meeting.meets_at));
    const sameHousehold = principal.household_id !== null && principal.household_id === holder.household_id;
    const fault = admitProxy(rule.proxies, { sameHousehold, held: await countHeld(tx, id, holderId) });
    if (fault !== undefined) {
      const { article = null, text = null } = rule.proxies ?? {};
      return refuse("conflict", fault, { rule: { rule: text ?? rule.source.text, ...(article === null ? {} : { article }) } });
    }
    await markByProxy(tx, id, { personId, holderId, mandate });
    context.subject(id);
    return { id, here: (await findMeeting(tx, id))?.here_persons ?? 0 };
  },
});
