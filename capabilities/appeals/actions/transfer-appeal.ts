import { advanceCase, keepDue } from "#capabilities/cases/index.ts";
import { bind } from "#platform/capability.ts";
import { isRefusal, refuseField } from "#platform/refusal.ts";
import { answerAppeal } from "../contract/answer-appeal.ts";
import { transferAppeal } from "../contract/transfer-appeal.ts";
import { mayLead } from "../policy.ts";
import { changeAppeal, writeEntry } from "../store/change-appeal.ts";
import { findPowerOf } from "./choose-unit.ts";
import { caseInHand, loadAppeal } from "./in-hand.ts";
import { tellResident, tellUnit } from "./tell.ts";

export const transferAppealBound = bind(transferAppeal, {
  policy: mayLead,
  duty: "appeals.handle",
  subject: loadAppeal,
  run: async (context, input, appeal) => {
    const caseId = caseInHand(appeal);
    if (isRefusal(caseId)) return caseId;
    if (input.organizationId === appeal.lead_organization) return refuseField("/organizationId", "same-unit");
    const power = await findPowerOf(context, appeal, { matter: appeal.matter_code ?? "", organizationId: input.organizationId });
    if (isRefusal(power)) return power;
    const variables = { lead: input.organizationId };
    const moved = await advanceCase(context, caseId, {
      type: "message",
      name: "transfer",
      at: context.now.toISOString(),
      variables,
    });
    if (isRefusal(moved)) return moved;
    await keepDue(context, caseId, answerAppeal.name, { at: appeal.due_at, by: appeal.due_by });
    await writeEntry(context, appeal, { kind: "transfer", told: true, text: input.text });
    await changeAppeal(context.tx, appeal.id, { lead_organization: input.organizationId });
    await tellUnit(context, appeal, input.organizationId, "unit-received");
    await tellResident(context, appeal, "transferred", { unit: power.organization });
    return { state: "handling" as const };
  },
});
