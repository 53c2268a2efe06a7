import { readFileSync } from "node:fs";
import { enactDefault, type DefaultRule } from "#capabilities/rules/index.ts";
import type { ActionContext } from "#platform/capability.ts";

/** What every tenant begins with: how long there is at least, and by when what is reported is judged. */
export async function furnish(context: ActionContext, validFrom: string): Promise<void> {
  const text = readFileSync(new URL("../defaults/course.json", import.meta.url), "utf8");
  await enactDefault(context, JSON.parse(text) as DefaultRule, validFrom);
}
