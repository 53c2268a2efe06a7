import { completeTask } from "#capabilities/cases/index.ts";
import { bind } from "#platform/capability.ts";
import { isRefusal, refuseField } from "#platform/refusal.ts";
import { judgeAppeal } from "../contract/judge-appeal.ts";
import { mayJudge } from "../policy.ts";
import { changeAppeal, writeEntry } from "../store/change-appeal.ts";
import { insertJudgement } from "../store/judgements.ts";
import { caseInHand, loadAppeal } from "./in-hand.ts";
import { tellUnit } from "./tell.ts";

export const judgeAppealBound = bind(judgeAppeal, {
  policy: mayJudge,
  subject: loadAppeal,
  run: async (context, input, appeal) => {
    const caseId = caseInHand(appeal);
    if (isRefusal(caseId)) return caseId;
    const again = input.again === true && appeal.lead_organization !== null;
    if (again && !input.text) return refuseField("/text", "reason-missing");
    const moved = await completeTask(context, caseId, judgeAppeal.name, { again });
    if (isRefusal(moved)) return moved;
    await insertJudgement(context, appeal, input);
    if (input.text) await writeEntry(context, appeal, { kind: "reopening", told: true, text: input.text });
    if (!again) {
      await changeAppeal(context.tx, appeal.id, { state: "closed", closed_at: context.now });
      return { state: "closed" as const };
    }
    const due = moved.changes.tasks[0]?.due?.at ?? null;
    await changeAppeal(context.tx, appeal.id, {
      state: "handling",
      outcome: null,
      reopened: appeal.reopened + 1,
      answered_at: null,
      due_at: due,
    });
    if (appeal.lead_organization !== null) await tellUnit(context, appeal, appeal.lead_organization, "unit-reopened");
    return { state: "handling" as const };
  },
});
