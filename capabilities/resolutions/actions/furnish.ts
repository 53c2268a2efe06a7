import { readFileSync } from "node:fs";
import { enactProcedure, hasProcedure } from "#capabilities/cases/index.ts";
import { enactDefault, type DefaultRule } from "#capabilities/rules/index.ts";
import type { ActionContext } from "#platform/capability.ts";
import { CHAIN, STEPS_RULE } from "./chain.ts";

/** What every tenant begins with: the chain's days, and its procedure, proved sound before it is enacted. */
export async function furnish(context: ActionContext, validFrom: string): Promise<void> {
  const rule = JSON.parse(read("../defaults/steps.json")) as DefaultRule;
  await enactDefault(context, rule, validFrom);
  if (await hasProcedure(context.tx, CHAIN)) return;
  const { title, titleEn } = rule;
  const bpmn = shippedChain();
  const refusal = await enactProcedure(context, { key: CHAIN, title, titleEn, ruleKey: STEPS_RULE, bpmn, version: 1, validFrom });
  if (refusal !== undefined) throw new Error(`the default procedure was refused: ${JSON.stringify(refusal)}`);
}

/** The chain as this version of the house draws it. */
export function shippedChain(): string {
  return read("../procedures/chain.bpmn");
}

function read(file: string): string {
  return readFileSync(new URL(file, import.meta.url), "utf8");
}
