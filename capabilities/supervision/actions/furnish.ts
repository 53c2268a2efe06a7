import { readFileSync } from "node:fs";
import { enactDefault, type DefaultRule } from "#capabilities/rules/index.ts";
import type { ActionContext } from "#platform/capability.ts";

/** What every tenant begins with: the days of answers and rulings, the yearly appraisal, the audits; a place enacts its own. */
export async function furnish(context: ActionContext, validFrom: string): Promise<void> {
  const text = readFileSync(new URL("../defaults/rules.json", import.meta.url), "utf8");
  for (const rule of JSON.parse(text) as readonly DefaultRule[]) await enactDefault(context, rule, validFrom);
}
