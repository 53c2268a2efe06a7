import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

/** Persons who hold a post with a duty in an organization now. */
export async function findPostHolders(
  tx: Tx,
  of: { readonly organizationId: string; readonly duty: string },
): Promise<readonly string[]> {
  const { rows } = await sql<{ person_id: string }>`
    select distinct person_id from organizations.v_post
    where tenant_id = ${tx.tenantId} and organization_id = ${of.organizationId} and ${of.duty} = any(duties)
      and valid_from <= ${tx.now} and (valid_to is null or valid_to > ${tx.now}) limit 200`.execute(tx.db);
  return rows.map((row) => row.person_id);
}
