import { sql, type RawBuilder } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { legalDaySql } from "#platform/legal-day.ts";

export type Citation = { readonly source: string; readonly article: string };

/** One version of a rule as it stood on a day. `parameters` is what the capability that owns the key says it is. */
export type RuleVersion = {
  readonly key: string;
  readonly title: string;
  readonly title_en: string;
  readonly rule_id: string;
  readonly version: number;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly citations: readonly Citation[];
};

/** The version of a rule in force now for a division: the nearest level above it that has one. Undefined: no such rule. */
export async function findRuleInForce(tx: Tx, key: string, path: string): Promise<RuleVersion | undefined> {
  return await findNearest(tx, key, sql`division_path @> ${path}::ltree`);
}

/** The version in force now of the rule with the same key in the nearest larger area. */
export async function findRuleAbove(tx: Tx, key: string, path: string): Promise<RuleVersion | undefined> {
  return await findNearest(tx, key, sql`division_path @> ${path}::ltree and division_path <> ${path}::ltree`);
}

async function findNearest(tx: Tx, key: string, where: RawBuilder<unknown>): Promise<RuleVersion | undefined> {
  const { rows } = await sql<RuleVersion>`
    select key, title, title_en, rule_id, version, parameters, citations from rules.v_version
    where tenant_id = ${tx.tenantId} and key = ${key} and ${where}
      and valid_from <= ${legalDaySql(tx.now)} and (valid_to is null or valid_to > ${legalDaySql(tx.now)})
    order by nlevel(division_path) desc limit 1`.execute(tx.db);
  return rows[0];
}
