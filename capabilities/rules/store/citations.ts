import { sql, type RawBuilder } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { legalDaySql } from "#platform/legal-day.ts";

export type RelyingRow = { readonly id: string; readonly title: string; readonly article: string };

/** Some dozens of rules cite each other; a law everybody cites is shown with the first. */
const MOST = 100;

/** Rules whose names the versions in force of a rule give as what they rest on. */
export async function findRestsOn(tx: Tx, ruleId: string): Promise<readonly RelyingRow[]> {
  return await findCited(tx, sql`v.rule_id = ${ruleId} and r.id <> ${ruleId}`, sql`r.id, r.title`);
}

/** Rules whose version in force names this one. */
export async function findReliedOnBy(tx: Tx, ruleId: string): Promise<readonly RelyingRow[]> {
  return await findCited(tx, sql`r.id = ${ruleId} and v.rule_id <> ${ruleId}`, sql`v.rule_id as id, v.title`);
}

/** `v` cites `r` by its title, where `r` holds: in the place of `v` or around it. */
async function findCited(tx: Tx, which: RawBuilder<unknown>, shown: RawBuilder<unknown>): Promise<readonly RelyingRow[]> {
  const today = legalDaySql(tx.now);
  const { rows } = await sql<RelyingRow>`
    select distinct ${shown}, cited->>'article' as article
    from rules.v_version v cross join lateral jsonb_array_elements(v.citations) cited
    join rules.rule r on r.tenant_id = v.tenant_id and r.title = cited->>'source' and r.division_path @> v.division_path
    where v.tenant_id = ${tx.tenantId} and ${which} and v.valid_from <= ${today} and (v.valid_to is null or v.valid_to > ${today})
    order by 2, 3, 1 limit ${MOST}`.execute(tx.db);
  return rows;
}
