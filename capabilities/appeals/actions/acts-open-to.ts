import { findOpenSteps } from "#capabilities/cases/index.ts";
import { organizationsOf } from "#platform/actor.ts";
import type { ActionContext } from "#platform/capability.ts";
import { mayDispatch, mayJudge, mayLead, mayRelease, mayReport, mayReview, mayUnsealAppeal, mayWriteNotes } from "../policy.ts";
import type { AppealRow } from "../store/appeal-row.ts";
import { mayNotReview } from "../domain/judge-review.ts";
import { findReviews } from "../store/reviews.ts";
import { mayRaiseDispute } from "./raise-dispute.ts";

/** What this reader may do with an appeal now: by the actions' own policies, its state and the steps its case waits for. */
export async function actsOpenTo(context: ActionContext, appeal: AppealRow): Promise<readonly string[]> {
  const acts = await actsInState(context, appeal);
  const over = appeal.state === "withdrawn" || appeal.state === "historic";
  return [
    ...acts.filter((act) => act !== "release-appeal" || appeal.barred.length === 0),
    ...(mayDispatch.can(context.actor, appeal) && !over ? ["relate-appeals", "unrelate-appeals", "mark-complained-of"] : []),
    ...(mayUnsealAppeal.can(context.actor, appeal) ? ["ask-opening"] : []),
    ...(await reviewActs(context, appeal)),
  ];
}

/** A resident asks for one at a time; a reviewer decides what is asked, unless they made the decision. */
async function reviewActs({ tx, actor }: ActionContext, appeal: AppealRow): Promise<readonly string[]> {
  const resident = mayJudge.can(actor, appeal);
  if (!resident && !mayReview.can(actor, appeal)) return [];
  const asked = (await findReviews(tx, appeal.id)).find(({ state }) => state === "asked");
  if (asked === undefined) return resident && (appeal.state === "answered" || appeal.state === "closed") ? ["ask-review"] : [];
  const deciders = { persons: asked.deciders, organizations: asked.deciding_organizations };
  const own = mayNotReview(deciders, { personId: actor.personId, organizations: organizationsOf(actor) });
  return mayReview.can(actor, appeal) && !own ? ["decide-review"] : [];
}

async function actsInState(context: ActionContext, appeal: AppealRow): Promise<readonly string[]> {
  const { actor } = context;
  const judge = mayJudge.can(actor, appeal);
  const released = mayRelease.can(actor, appeal) ? [appeal.public ? "hide-appeal" : "release-appeal"] : [];
  const notes = mayWriteNotes.can(actor, appeal) ? ["add-note"] : [];
  switch (appeal.state) {
    case "waiting":
      return [...(await dispatchersActs(context, appeal)), ...notes, ...(judge ? ["withdraw-appeal"] : []), ...released];
    case "handling":
      return [...(await leadsActs(context, appeal)), ...notes, ...(judge ? ["withdraw-appeal"] : []), ...released];
    case "answered":
      return [...(judge ? ["judge-appeal", "withdraw-appeal"] : []), ...notes, ...released];
    case "closed":
      return [...(judge ? ["reopen-appeal"] : []), ...released];
    case "withdrawn":
      return released;
    case "historic":
      return [...(mayDispatch.can(actor, appeal) ? ["take-up-appeal"] : []), ...released];
  }
}

/** What waits is the case's to say: a dispatch, an objection, or a ruling from above, on which nobody here can do anything. */
async function dispatchersActs({ actor, tx }: ActionContext, appeal: AppealRow): Promise<readonly string[]> {
  if (!mayDispatch.can(actor, appeal) || appeal.case_id === null) return [];
  return (await findOpenSteps(tx, appeal.case_id)).map(({ action }) => action.slice(action.indexOf("/") + 1));
}

async function leadsActs(context: ActionContext, appeal: AppealRow): Promise<readonly string[]> {
  const reports = mayReport.can(context.actor, appeal) ? ["report-to-lead"] : [];
  if (!mayLead.can(context.actor, appeal)) return reports;
  const disputes = (await mayRaiseDispute(context, appeal)) ? ["raise-dispute"] : [];
  const acts = ["record-contact", "answer-appeal", "extend-appeal", "call-co-handler", "call-upper-level", "transfer-appeal"];
  return [...acts, "object-to-dispatch", ...disputes, ...reports];
}
