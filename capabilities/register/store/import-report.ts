import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { ConflictKind } from "../domain/judge-import.ts";

/** Why rows were rejected, and how many for each reason; a reason that names a line is counted without it. */
export async function countReasons(
  tx: Tx,
  batchId: string,
): Promise<readonly { readonly field: string; readonly reason: string; readonly rows: number }[]> {
  const { rows } = await sql<{ field: string; reason: string; rows: number }>`
    select coalesce(field, '') as field, split_part(coalesce(reason, ''), ':', 1) as reason, count(*)::int as rows from register.import_row
    where tenant_id = ${tx.tenantId} and batch_id = ${batchId} and state = 'rejected' group by 1, 2 order by 3 desc, 1, 2 limit 40`.execute(
    tx.db,
  );
  return rows;
}

/** How many conflicts of each kind (its first) wait for a decision. */
export async function countKinds(
  tx: Tx,
  batchId: string,
): Promise<readonly { readonly kind: ConflictKind; readonly undecided: number }[]> {
  const { rows } = await sql<{ kind: ConflictKind; undecided: number }>`
    select kinds[1] as kind, (count(*) filter (where decision is null))::int as undecided from register.import_row
    where tenant_id = ${tx.tenantId} and batch_id = ${batchId} and state = 'conflict' group by 1 order by 2 desc, 1`.execute(
    tx.db,
  );
  return rows;
}
