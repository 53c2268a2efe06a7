import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { legalDaySql } from "#platform/legal-day.ts";

export type NamedRule = { readonly key: string; readonly title: string; readonly titleEn: string };

/** Some dozens: a tenant with more shows the first. */
const MOST = 200;

/** The rules that hold today in the whole tenant, by their keys. */
export async function listRulesInForce(tx: Tx, rootPath: string): Promise<readonly NamedRule[]> {
  const { rows } = await sql<NamedRule>`
    select distinct on (key) key, title, title_en as "titleEn" from rules.v_version
    where tenant_id = ${tx.tenantId} and division_path @> ${rootPath}::ltree
      and valid_from <= ${legalDaySql(tx.now)} and (valid_to is null or valid_to > ${legalDaySql(tx.now)})
    order by key, nlevel(division_path) desc limit ${MOST}`.execute(tx.db);
  return rows;
}
