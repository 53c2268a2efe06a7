import { findRuleInForce, type RuleVersion } from "#capabilities/rules/index.ts";
import type { Tx } from "#platform/db/tx.ts";

/** Rules this capability reads, by key. Their parameters are described in `README.md`. */
type AppealRule = "appeals.deadlines" | "appeals.contact" | "appeals.channels" | "appeals.rates" | "appeals.upward";

export async function readRule(tx: Tx, key: AppealRule, path: string): Promise<RuleVersion> {
  const rule = await findRuleInForce(tx, key, path);
  if (rule === undefined) throw new Error(`the rule ${key} is not in force`);
  return rule;
}
