import { sql } from "kysely";
import { findRuleInForce, type RuleVersion } from "#capabilities/rules/index.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { Matter } from "../domain/suggest-matters.ts";

/** Rules this capability reads, by key. Their parameters are described in `README.md`. */
export type AppealRule = "appeals.deadlines" | "appeals.contact" | "appeals.channels" | "appeals.rates";

export async function readRule(tx: Tx, key: AppealRule, path: string): Promise<RuleVersion> {
  const rule = await findRuleInForce(tx, key, path);
  if (rule === undefined) throw new Error(`the rule ${key} is not in force`);
  return rule;
}

export async function readMatters(tx: Tx): Promise<readonly Matter[]> {
  return (
    await sql<Matter>`select code, parent_code, name, keywords from rules.v_matter where tenant_id = ${tx.tenantId} order by code`.execute(
      tx.db,
    )
  ).rows;
}
