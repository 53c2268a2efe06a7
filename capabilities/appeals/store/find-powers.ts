import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { legalDaySql } from "#platform/legal-day.ts";

export type PowerRow = {
  readonly organization_id: string;
  readonly organization: string;
  readonly matter_code: string;
  readonly matter: string;
  readonly level: string;
  readonly means: string;
  readonly rule_title: string;
  readonly article: string;
};

/** Units with a power over one of the matters in a place, in force today; the lowest level that has it comes first. */
export async function findPowers(tx: Tx, matterCodes: readonly string[], path: string): Promise<readonly PowerRow[]> {
  const { rows } = await sql<PowerRow>`
    select w.organization_id, o.name as organization, w.matter_code, m.name as matter, w.level, w.means, w.rule_title, w.article
    from rules.v_power w
    join organizations.v_organization o on o.tenant_id = w.tenant_id and o.id = w.organization_id
    join rules.v_matter m on m.tenant_id = w.tenant_id and m.code = w.matter_code
    where w.tenant_id = ${tx.tenantId} and w.matter_code = any(${[...matterCodes]}::text[]) and w.act in ('handle', 'enforce')
      and w.division_path @> ${path}::ltree and w.valid_from <= ${legalDaySql(tx.now)} and (w.valid_to is null or w.valid_to > ${legalDaySql(tx.now)})
    order by array_position(array['village', 'township', 'county'], w.level), array_position(${[...matterCodes]}::text[], w.matter_code), o.name, w.id`.execute(
    tx.db,
  );
  return rows;
}
