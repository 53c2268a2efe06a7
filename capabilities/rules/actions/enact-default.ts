import type { ActionContext } from "#platform/capability.ts";
import { hasRuleFor, type RuleToEnact } from "../store/enact-rule.ts";
import { enactRule } from "./put-on-record.ts";

/** What the house brings of a rule; a place enacts its own versions of it. */
export type DefaultRule = Pick<RuleToEnact, "key" | "title" | "titleEn" | "text" | "parameters" | "citations">;

/**
 * Enacts a rule for the whole of a tenant that has none of its key, by the house itself. A tenant that has one, or had one and ended it,
 * keeps what it decided: so this may be done at every start, and an older tenant gets what a newer version of the house asks for.
 */
export async function enactDefault(context: ActionContext, rule: DefaultRule, validFrom: string): Promise<void> {
  const path = context.tenant.rootPath;
  if (await hasRuleFor(context.tx, rule.key, path)) return;
  await enactRule(context, { ...rule, id: context.newId(), level: "township", path, validFrom, source: "Gongzhi defaults" });
}
