import { advanceCase } from "#capabilities/cases/index.ts";
import { bind } from "#platform/capability.ts";
import { isRefusal } from "#platform/refusal.ts";
import { withdrawAppeal } from "../contract/withdraw-appeal.ts";
import { mayJudge } from "../policy.ts";
import { changeAppeal, writeEntry } from "../store/change-appeal.ts";
import { caseInHand, loadAppeal } from "./in-hand.ts";
import { tellUnit } from "./tell.ts";

export const withdrawAppealBound = bind(withdrawAppeal, {
  policy: mayJudge,
  subject: loadAppeal,
  run: async (context, input, appeal) => {
    const caseId = caseInHand(appeal);
    if (isRefusal(caseId)) return caseId;
    const moved = await advanceCase(context, caseId, { type: "withdraw", at: context.now.toISOString() });
    if (isRefusal(moved)) return moved;
    await writeEntry(context, appeal, { kind: "withdrawal", told: true, text: input.text || "—" });
    await changeAppeal(context.tx, appeal.id, { state: "withdrawn", outcome: "withdrawn", closed_at: context.now });
    if (appeal.lead_organization !== null) await tellUnit(context, appeal, appeal.lead_organization, "unit-withdrawn");
    return { state: "withdrawn" as const };
  },
});
