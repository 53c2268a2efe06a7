import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

/** People of a place by their whole names: of one name there may be several. */
export async function findByName(
  tx: Tx,
  path: string,
  names: readonly string[],
): Promise<readonly { readonly id: string; readonly name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select n.person_id as id, n.name from register.v_person_name n join register.v_person p on p.tenant_id = n.tenant_id and p.id = n.person_id
    where n.tenant_id = ${tx.tenantId} and n.division_path <@ ${path}::ltree and n.name = any(${[...names]}::text[]) and p.left_at is null`.execute(
    tx.db,
  );
  return rows;
}

export type PartyBody = { readonly id: string; readonly name: string; readonly path: string };

/** Of these bodies, the party organization that is one today. */
export async function findPartyBody(tx: Tx, ids: readonly string[]): Promise<PartyBody | undefined> {
  const { rows } = await sql<PartyBody>`
    select id, name, division_path::text as path from organizations.v_organization where tenant_id = ${tx.tenantId} and id = any(${[...ids]}::uuid[])
      and kind = 'party-organization' and valid_from <= ${tx.now} and (valid_to is null or valid_to > ${tx.now}) order by id limit 1`.execute(
    tx.db,
  );
  return rows[0];
}
