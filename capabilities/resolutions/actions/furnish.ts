import { readFileSync } from "node:fs";
import { enactProcedure } from "#capabilities/cases/index.ts";
import { enactRule, type RuleToEnact } from "#capabilities/rules/index.ts";
import type { ActionContext } from "#platform/capability.ts";
import { CHAIN, STEPS_RULE } from "./chain.ts";

/** What every tenant begins with: the chain's days, and its procedure, proved sound before it is enacted. */
export async function furnish(context: ActionContext, validFrom: string): Promise<void> {
  const rule = JSON.parse(read("../defaults/steps.json")) as Pick<
    RuleToEnact,
    "key" | "title" | "titleEn" | "text" | "parameters" | "citations"
  >;
  const { tenant } = context;
  const made = { id: context.newId(), level: "township", path: tenant.rootPath, validFrom, source: "Gongzhi defaults" } as const;
  await enactRule(context, { ...rule, ...made });
  const { title, titleEn } = rule;
  const bpmn = read("../procedures/chain.bpmn");
  const refusal = await enactProcedure(context, { key: CHAIN, title, titleEn, ruleKey: STEPS_RULE, bpmn, version: 1, validFrom });
  if (refusal !== undefined) throw new Error(`the default procedure was refused: ${JSON.stringify(refusal)}`);
}

function read(file: string): string {
  return readFileSync(new URL(file, import.meta.url), "utf8");
}
