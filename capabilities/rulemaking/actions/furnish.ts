import { readFileSync } from "node:fs";
import { enactProcedure, hasProcedure } from "#capabilities/cases/index.ts";
import { enactDefault, type DefaultRule } from "#capabilities/rules/index.ts";
import type { ActionContext } from "#platform/capability.ts";
import { COURSE } from "./course.ts";

/** What every tenant begins with: which rules take which course, and its procedure, proved sound before it is enacted. */
export async function furnish(context: ActionContext, validFrom: string): Promise<void> {
  const rule = JSON.parse(read("../defaults/course.json")) as DefaultRule;
  await enactDefault(context, rule, validFrom);
  if (await hasProcedure(context.tx, COURSE)) return;
  const { title, titleEn } = rule;
  const bpmn = read("../procedures/course.bpmn");
  const refusal = await enactProcedure(context, { key: COURSE, title, titleEn, ruleKey: COURSE, bpmn, version: 1, validFrom });
  if (refusal !== undefined) throw new Error(`the default procedure was refused: ${JSON.stringify(refusal)}`);
}

function read(file: string): string {
  return readFileSync(new URL(file, import.meta.url), "utf8");
}
