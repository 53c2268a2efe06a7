import { dueAfter, findSpan } from "#capabilities/cases/index.ts";
import { bind } from "#platform/capability.ts";
import { isRefusal, refuse } from "#platform/refusal.ts";
import { callCoHandler } from "../contract/call-co-handler.ts";
import { mayLead } from "../policy.ts";
import { writeEntry } from "../store/change-appeal.ts";
import { readRule } from "./read-rules.ts";
import { insertWhistle } from "../store/whistles.ts";
import { findPowerOf } from "./choose-unit.ts";
import { caseInHand, loadAppeal } from "./in-hand.ts";
import { tellUnit } from "./tell.ts";

export const callCoHandlerBound = bind(callCoHandler, {
  policy: mayLead,
  duty: "appeals.handle",
  subject: loadAppeal,
  run: async (context, input, appeal) => {
    const caseId = caseInHand(appeal);
    if (isRefusal(caseId)) return caseId;
    if (input.organizationId === appeal.lead_organization) return refuse("conflict", "already-called");
    const power = await findPowerOf(context, appeal, { matter: appeal.matter_code ?? "", organizationId: input.organizationId });
    if (isRefusal(power)) return power;
    const rule = await readRule(context.tx, "appeals.deadlines", appeal.division_path);
    const span = findSpan(rule.parameters, "whistle", { tier: appeal.tier });
    if (span === undefined) throw new Error("appeals.deadlines gives no time for a whistle");
    const dueAt = dueAfter(span, context.now).at;
    if (!(await insertWhistle(context, appeal, input.organizationId, dueAt))) return refuse("conflict", "already-called");
    await writeEntry(context, appeal, { kind: "whistle", told: false, text: input.text });
    await tellUnit(context, appeal, input.organizationId, "unit-called");
    return { dueAt: dueAt.toISOString() };
  },
});
