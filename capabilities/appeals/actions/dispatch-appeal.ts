import { completeTask, dueAfter, findSpan, type Advanced } from "#capabilities/cases/index.ts";
import { bind, type ActionContext } from "#platform/capability.ts";
import type { InputOf } from "#platform/contract.ts";
import { isRefusal, refuseField, type Refusal } from "#platform/refusal.ts";
import { dispatchAppeal } from "../contract/dispatch-appeal.ts";
import { mayDispatch } from "../policy.ts";
import type { AppealRow } from "../store/appeal-row.ts";
import { changeAppeal, writeEntry } from "../store/change-appeal.ts";
import { readRule } from "./read-rules.ts";
import { caseInHand, loadAppeal } from "./in-hand.ts";
import { tellResident, tellUnit } from "./tell.ts";
import { chooseUnit, type ChosenUnit } from "./choose-unit.ts";

type Input = InputOf<typeof dispatchAppeal>;

export const dispatchAppealBound = bind(dispatchAppeal, {
  policy: mayDispatch,
  duty: "appeals.dispatch",
  subject: loadAppeal,
  run: async (context, input, appeal) => {
    const caseId = caseInHand(appeal);
    if (isRefusal(caseId)) return caseId;
    return input.decision === "unit"
      ? await sendToUnit(context, input, appeal, caseId)
      : await settleAtOnce(context, input, appeal, caseId);
  },
});

/** To the unit that has the power, with the time its tier gives; never to one that has not. */
export async function sendToUnit(context: ActionContext, input: Input, appeal: AppealRow, caseId: string) {
  if (input.organizationId === undefined) return refuseField("/organizationId", "unit-missing");
  const chosen = await chooseUnit(context, appeal, {
    matter: input.matter,
    organizationId: input.organizationId,
    tier: input.tier,
  });
  if (isRefusal(chosen)) return chosen;
  const moved = await completeTask(context, caseId, dispatchAppeal.name, {
    decision: "unit",
    lead: input.organizationId,
    tier: chosen.tier,
  });
  if (isRefusal(moved)) return moved;
  const dueAt = await recordDispatch(context, appeal, input, chosen, moved);
  await tellResident(context, appeal, "dispatched", { unit: chosen.unitName });
  await tellUnit(context, appeal, input.organizationId, "unit-received");
  return { state: "handling" as const, dueAt };
}

async function recordDispatch(
  context: ActionContext,
  appeal: AppealRow,
  input: Input,
  chosen: ChosenUnit,
  moved: Advanced,
): Promise<string | null> {
  const { now } = context;
  const due = moved.changes.tasks[0]?.due;
  const contact = findSpan((await readRule(context.tx, "appeals.contact", appeal.division_path)).parameters, "contact", {
    tier: chosen.tier,
  });
  await changeAppeal(context.tx, appeal.id, {
    state: "handling",
    matter_code: input.matter,
    lead_organization: input.organizationId ?? null,
    tier: chosen.tier,
    dispatched_at: appeal.dispatched_at ?? now,
    contact_due_at: appeal.contact_due_at ?? (contact === undefined ? null : dueAfter(contact, now).at),
    due_at: due?.at ?? null,
    due_by: due === undefined ? null : { ...chosen.rule, provisional: due.provisional },
  });
  return due?.at.toISOString() ?? null;
}

/** An inquiry is answered at once; a matter with its own legal channel is told that channel. Both are judged by the resident. */
async function settleAtOnce(
  context: ActionContext,
  input: Input,
  appeal: AppealRow,
  caseId: string,
): Promise<{ state: "answered" | "closed"; dueAt: null } | Refusal> {
  if (!input.text) return refuseField("/text", "text-missing");
  const moved = await completeTask(context, caseId, dispatchAppeal.name, { decision: input.decision });
  if (isRefusal(moved)) return moved;
  const answered = input.decision === "answer";
  await writeEntry(context, appeal, { kind: answered ? "answer" : "channel", told: true, text: input.text });
  await changeAppeal(context.tx, appeal.id, {
    state: answered ? "answered" : "closed",
    outcome: answered ? "explained" : "other-channel",
    matter_code: input.matter,
    answered_at: context.now,
    ...(answered ? {} : { closed_at: context.now }),
  });
  await tellResident(context, appeal, answered ? "answered" : "other-channel", {});
  return { state: answered ? "answered" : "closed", dueAt: null };
}
