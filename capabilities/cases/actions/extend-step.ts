import { GENERIC_ACTION } from "@gongzhi/procedure";
import { findRuleInForce } from "#capabilities/rules/index.ts";
import { bind } from "#platform/capability.ts";
import { isRefusal, refuse } from "#platform/refusal.ts";
import { extendStep } from "../contract/extend-step.ts";
import { dueAfter, findSpan } from "../domain/find-deadline.ts";
import { mayDoTask } from "../policy.ts";
import { findProcedure } from "../store/find-procedure.ts";
import { findTask } from "../store/find-task.ts";
import { insertReason } from "../store/write-changes.ts";
import { moveDueDate } from "./extend-task.ts";
import { isOthers, postForTask, sayTaken } from "./find-doer.ts";
import { holdOpenTask } from "./take-task.ts";

export const extendStepBound = bind(extendStep, {
  policy: mayDoTask,
  subject: async (context, input) => await findTask(context.tx, input.id),
  run: async (context, input, found) => {
    if (found.action !== GENERIC_ACTION) return refuse("conflict", "step-not-generic", { facts: { action: found.action } });
    const held = await holdOpenTask(context, found);
    if (isRefusal(held)) return held;
    const { task, row } = held;
    if (isOthers(context, task)) return sayTaken(task);
    const procedure = await findProcedure(context.tx, row.procedure_key, row.procedure_version);
    const rule = await findRuleInForce(context.tx, procedure.ruleKey, row.division_path);
    if (rule === undefined) throw new Error(`the rule ${procedure.ruleKey} is not in force`);
    const cited = { rule: rule.title, version: String(rule.version) };
    const { maxExtensions = 0 } = rule.parameters as { readonly maxExtensions?: number };
    const span = findSpan(rule.parameters, "extension", row.variables);
    if (span === undefined || task.due_at === null || task.extended >= maxExtensions)
      return refuse("conflict", "no-more-extensions", { facts: { most: maxExtensions }, rule: cited });
    if (task.due_at <= context.now) return refuse("conflict", "already-overdue", { rule: cited });
    const due = dueAfter(span, task.due_at);
    const dueBy = { key: rule.key, version: rule.version, provisional: due.provisional };
    const post = postForTask(context, task);
    const eventId = await moveDueDate({ ...context, post }, row, task, { at: due.at, by: dueBy });
    await insertReason(context.tx, { eventId, caseId: row.id, path: row.division_path, text: input.text });
    return { dueAt: due.at.toISOString() };
  },
});
