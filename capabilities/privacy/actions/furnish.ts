import { readFileSync } from "node:fs";
import { enactDefault, type DefaultRule } from "#capabilities/rules/index.ts";
import type { ActionContext } from "#platform/capability.ts";

/** What every tenant begins with: in how many days an objection is answered; a place enacts its own. */
export async function furnish(context: ActionContext, validFrom: string): Promise<void> {
  const text = readFileSync(new URL("../defaults/objections.json", import.meta.url), "utf8");
  await enactDefault(context, JSON.parse(text) as DefaultRule, validFrom);
}
