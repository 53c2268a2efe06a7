import { readFileSync } from "node:fs";
import { enactRule, type RuleToEnact } from "#capabilities/rules/index.ts";
import type { ActionContext } from "#platform/capability.ts";

/** What every tenant begins with: the kinds of meetings the national texts know; a place enacts its own version. */
export async function furnish(context: ActionContext, validFrom: string): Promise<void> {
  const text = readFileSync(new URL("../defaults/kinds.json", import.meta.url), "utf8");
  const rule = JSON.parse(text) as Pick<RuleToEnact, "key" | "title" | "titleEn" | "text" | "parameters" | "citations">;
  const { tenant } = context;
  await enactRule(context, {
    ...rule,
    id: context.newId(),
    level: "township",
    path: tenant.rootPath,
    validFrom,
    source: "Gongzhi defaults",
  });
}
