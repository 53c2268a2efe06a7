import { readFileSync } from "node:fs";
import { enactDefault, type DefaultRule } from "#capabilities/rules/index.ts";
import type { ActionContext } from "#platform/capability.ts";

/** What every tenant begins with: the kinds of meetings the national texts know; a place enacts its own version. */
export async function furnish(context: ActionContext, validFrom: string): Promise<void> {
  const text = readFileSync(new URL("../defaults/kinds.json", import.meta.url), "utf8");
  await enactDefault(context, JSON.parse(text) as DefaultRule, validFrom);
}
