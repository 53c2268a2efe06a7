import { findProcedureInForce, insertDraft } from "#capabilities/cases/index.ts";
import type { ActionContext } from "#platform/capability.ts";

const KEY = "appeals.handling";

/** The next version of the town's main procedure, drawn and not enacted: the office wants its first step to say what is done in it. */
export async function seedDraft(context: ActionContext): Promise<void> {
  const { bpmn, forms } = await findProcedureInForce(context.tx, KEY);
  const renamed = bpmn.replace('name="受理派单"', 'name="登记、核实并派单"');
  if (renamed === bpmn) throw new Error(`${KEY} has no step of that name any more`);
  await insertDraft(context.tx, {
    id: context.newId(),
    key: KEY,
    path: context.tenant.rootPath,
    bpmn: renamed,
    forms,
    madeBy: undefined,
  });
}
