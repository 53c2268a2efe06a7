import { completeTask, keepDue } from "#capabilities/cases/index.ts";
import { bind } from "#platform/capability.ts";
import { isRefusal } from "#platform/refusal.ts";
import { answerAppeal } from "../contract/answer-appeal.ts";
import { decideObjection } from "../contract/decide-objection.ts";
import { mayDispatch } from "../policy.ts";
import { changeAppeal, writeEntry } from "../store/change-appeal.ts";
import { caseInHand, loadAppeal } from "./in-hand.ts";
import { tellUnit } from "./tell.ts";

export const decideObjectionBound = bind(decideObjection, {
  policy: mayDispatch,
  duty: "appeals.dispatch",
  subject: loadAppeal,
  run: async (context, input, appeal) => {
    const caseId = caseInHand(appeal);
    if (isRefusal(caseId)) return caseId;
    const moved = await completeTask(context, caseId, decideObjection.name, { upheld: input.upheld });
    if (isRefusal(moved)) return moved;
    await writeEntry(context, appeal, { kind: "objection-decision", told: false, text: input.text });
    if (appeal.lead_organization !== null)
      await tellUnit(context, appeal, appeal.lead_organization, input.upheld ? "objection-upheld" : "objection-rejected");
    if (!input.upheld) await keepDue(context, caseId, answerAppeal.name, { at: appeal.due_at, by: appeal.due_by });
    // Rejected: the unit keeps it, and its first due date stands. Upheld: it waits for a new dispatch.
    await changeAppeal(
      context.tx,
      appeal.id,
      input.upheld ? { state: "waiting", lead_organization: null } : { state: "handling" },
    );
    return { state: input.upheld ? ("waiting" as const) : ("handling" as const) };
  },
});
