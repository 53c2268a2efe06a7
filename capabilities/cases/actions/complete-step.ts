import { GENERIC_ACTION, type Variables } from "@gongzhi/procedure";
import { bind } from "#platform/capability.ts";
import { isRefusal, refuse, type Refusal } from "#platform/refusal.ts";
import { makeValidator } from "#platform/registry/validate.ts";
import { completeStep } from "../contract/complete-step.ts";
import type { StepForm } from "../contract/step-form.ts";
import { formOf } from "../domain/check-forms.ts";
import { mayDoTask } from "../policy.ts";
import { visibilityOf } from "../store/find-case.ts";
import { findProcedure } from "../store/find-procedure.ts";
import { findTask } from "../store/find-task.ts";
import { insertEvent, insertReason } from "../store/write-changes.ts";
import { completeLocked } from "./advance-case.ts";
import { isOthers, postForTask, sayTaken } from "./find-doer.ts";
import { holdOpenTask } from "./take-task.ts";

export const completeStepBound = bind(completeStep, {
  policy: mayDoTask,
  subject: async (context, input) => await findTask(context.tx, input.id),
  run: async (context, input, found) => {
    // Any other step is completed by its own action, which knows what must be true first.
    if (found.action !== GENERIC_ACTION) return refuse("conflict", "step-not-generic", { facts: { action: found.action } });
    const held = await holdOpenTask(context, found);
    if (isRefusal(held)) return held;
    const { task, row } = held;
    if (isOthers(context, task)) return sayTaken(task);
    const procedure = await findProcedure(context.tx, row.procedure_key, row.procedure_version);
    const element = procedure.net.elements.find(({ id }) => id === task.element);
    const form = formOf(procedure.forms, element?.kind === "work" ? element.form : undefined);
    const variables = checkVariables(form, input.variables ?? {});
    if (isRefusal(variables)) return variables;
    const moved = await completeLocked(context, row, task, variables);
    if (isRefusal(moved)) return moved;
    if (input.text) {
      const post = postForTask(context, task);
      const event = { kind: "remark", element: task.element, facts: { task: task.token } };
      const eventId = await insertEvent({ ...context, post }, row.id, visibilityOf(row), event);
      await insertReason(context.tx, { eventId, caseId: row.id, path: row.division_path, text: input.text });
    }
    return { state: moved.changes.ended === undefined ? ("open" as const) : ("ended" as const) };
  },
});

/** What the form asks for and nothing else: a case's variables decide its way. */
export function checkVariables(form: StepForm | undefined, given: Readonly<Record<string, unknown>>): Variables | Refusal {
  const schema = { ...(form ?? { type: "object", properties: {} }), additionalProperties: false };
  const errors = makeValidator(schema).errors(given);
  if (errors === null) return given as Variables;
  const fields = errors.map((error) => ({ ...error, pointer: `/variables${error.pointer}` }));
  return refuse("invalid", "invalid-input", { fields });
}
