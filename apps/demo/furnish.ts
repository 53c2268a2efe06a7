import { readAppealDefaults } from "#capabilities/appeals/index.ts";
import { enactProcedure } from "#capabilities/cases/index.ts";
import { addMatters, enactRule } from "#capabilities/rules/index.ts";
import type { ActionContext, Tenant } from "#platform/capability.ts";

/** What every tenant begins with: the default rules, the matters, and the procedures, each proved sound before it is enacted. */
export async function furnishTenant(context: ActionContext, tenant: Tenant, validFrom: string): Promise<void> {
  const { tx } = context;
  const defaults = readAppealDefaults();
  for (const rule of defaults.rules) {
    await enactRule(tx, {
      ...rule,
      id: context.newId(),
      level: "township",
      path: tenant.rootPath,
      validFrom,
      source: "Gongzhi defaults",
    });
  }
  await addMatters(tx, defaults.matters);
  const refusal = await enactProcedure(tx, { ...defaults.procedure, version: 1, validFrom });
  if (refusal !== undefined) throw new Error(`the default procedure was refused: ${JSON.stringify(refusal)}`);
}
