import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

/** Persons who hold a post with a duty now: in one organization, or in any. */
export async function findPostHolders(
  tx: Tx,
  of: { readonly organizationId?: string; readonly duty: string },
): Promise<readonly string[]> {
  const within = of.organizationId === undefined ? sql`true` : sql`organization_id = ${of.organizationId}`;
  const { rows } = await sql<{ person_id: string }>`
    select distinct person_id from organizations.v_post
    where tenant_id = ${tx.tenantId} and ${within} and ${of.duty} = any(duties)
      and valid_from <= ${tx.now} and (valid_to is null or valid_to > ${tx.now}) limit 200`.execute(tx.db);
  return rows.map((row) => row.person_id);
}
