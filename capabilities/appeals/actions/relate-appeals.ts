import { completeTask } from "#capabilities/cases/index.ts";
import { bind, type ActionContext } from "#platform/capability.ts";
import { readCaseNumber } from "#platform/identifiers/case-number.ts";
import { isRefusal, refuse, refuseField, type Refusal } from "#platform/refusal.ts";
import { answerAppeal } from "../contract/answer-appeal.ts";
import { MOST_MERGED, relateAppeals, unrelateAppeals } from "../contract/relate-appeals.ts";
import { mayDispatch } from "../policy.ts";
import { findAppealByNumber, lockAppeal, type AppealRow } from "../store/appeal-row.ts";
import { changeAppeal, writeEntry } from "../store/change-appeal.ts";
import { endRelation, findMerged, findRelations, insertRelation } from "../store/relations.ts";
import { sendToUnit } from "./dispatch-appeal.ts";
import { caseInHand, loadAppeal } from "./in-hand.ts";
import { tellResident } from "./tell.ts";

export const relateAppealsBound = bind(relateAppeals, {
  policy: mayDispatch,
  duty: "appeals.dispatch",
  subject: loadAppeal,
  run: async (context, { other: number, kind }, appeal) => {
    const other = await findAppealByNumber(context.tx, readCaseNumber(number) ?? "");
    if (other === undefined || other.id === appeal.id || !mayDispatch.can(context.actor, other))
      return refuseField("/other", "no-such-appeal");
    const merged = kind === "merged" ? await sendAlong(context, appeal, other) : undefined;
    if (merged !== undefined) return merged;
    const relationId = context.newId();
    return (await insertRelation(context, relationId, appeal, other, kind))
      ? { relationId }
      : refuse("conflict", "related-already");
  },
});

/** A duplicate that waits goes to the unit that has the other in hand, with the time its own tier gives. */
async function sendAlong(context: ActionContext, appeal: AppealRow, other: AppealRow): Promise<Refusal | undefined> {
  const { lead_organization: unit, matter_code: matter } = other;
  const ownLead = (await findRelations(context.tx, appeal.id)).some((one) => one.kind === "merged");
  const otherLed = (await findRelations(context.tx, other.id)).some((one) => one.led);
  if (appeal.state !== "waiting" || other.state !== "handling" || unit === null || matter === null || ownLead || otherLed)
    return refuse("conflict", "not-to-merge", { facts: { state: appeal.state, other: other.state } });
  if ((await findMerged(context.tx, other.id)).length >= MOST_MERGED)
    return refuse("conflict", "too-many-merged", { facts: { most: MOST_MERGED } });
  const caseId = caseInHand(appeal);
  if (isRefusal(caseId)) return caseId;
  const sent = await sendToUnit(context, { id: appeal.id, decision: "unit", matter, organizationId: unit }, appeal, caseId);
  return isRefusal(sent) ? sent : undefined;
}

export const unrelateAppealsBound = bind(unrelateAppeals, {
  policy: mayDispatch,
  duty: "appeals.dispatch",
  subject: loadAppeal,
  run: async (context, { other }, appeal) => {
    const number = readCaseNumber(other);
    const found = (await findRelations(context.tx, appeal.id)).find((one) => one.number === number);
    if (found === undefined) return refuse("conflict", "not-related");
    await endRelation(context.tx, found.id);
    return { ended: true };
  },
});

type Answer = {
  readonly outcome: "solved" | "partly-solved" | "justified-no" | "explained";
  readonly text: string;
  readonly article: string;
};

/** What an appeal was answered is the answer of each duplicate it leads: in its own case, told to its own resident, judged by them. */
export async function answerMerged(context: ActionContext, lead: AppealRow, answer: Answer): Promise<void> {
  for (const id of await findMerged(context.tx, lead.id)) {
    const appeal = await lockAppeal(context.tx, id);
    if (appeal === undefined || appeal.case_id === null || appeal.lead_organization !== lead.lead_organization) continue;
    // One that moved on by itself meanwhile keeps its own course.
    if (isRefusal(await completeTask(context, appeal.case_id, answerAppeal.name, { outcome: answer.outcome }))) continue;
    await writeEntry(context, appeal, { kind: "answer", told: true, text: answer.text, article: answer.article });
    await changeAppeal(context.tx, appeal.id, {
      state: "answered",
      outcome: answer.outcome,
      answered_at: context.now,
      contacted_at: appeal.contacted_at ?? context.now,
    });
    await tellResident(context, appeal, "answered", {});
  }
}
