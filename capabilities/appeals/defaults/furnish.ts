import { enactProcedure, hasProcedure } from "#capabilities/cases/index.ts";
import { addMatters, enactDefault, hasMatters } from "#capabilities/rules/index.ts";
import type { ActionContext } from "#platform/capability.ts";
import { readAppealDefaults } from "./defaults.ts";

/** What every tenant begins with: the default rules of appeals, the matters, and the procedures, proved sound before they are enacted. */
export async function furnish(context: ActionContext, validFrom: string): Promise<void> {
  const { tx } = context;
  const defaults = readAppealDefaults();
  for (const rule of defaults.rules) await enactDefault(context, rule, validFrom);
  if (!(await hasMatters(tx))) await addMatters(tx, defaults.matters);
  for (const procedure of defaults.procedures) {
    if (await hasProcedure(tx, procedure.key)) continue;
    const refusal = await enactProcedure(context, { ...procedure, version: 1, validFrom });
    if (refusal !== undefined) throw new Error(`the default procedure was refused: ${JSON.stringify(refusal)}`);
  }
}
