import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { ChangeKind } from "./changes.ts";

export type WrittenRow = {
  readonly line: number;
  readonly state: "imported" | "updated";
  readonly person_id: string;
  readonly left_version: number | null;
  readonly version: number;
  readonly name: string;
};

/** What an import made or changed, with the version each entry has now, locked. */
export async function findWritten(tx: Tx, batchId: string): Promise<readonly WrittenRow[]> {
  const { rows } = await sql<WrittenRow>`
    select r.line, r.state, r.person_id, r.left_version, p.version, coalesce(n.name, '') as name from register.import_row r
    join register.person p on p.tenant_id = r.tenant_id and p.id = r.person_id
    left join register.person_personal n on n.tenant_id = p.tenant_id and n.person_id = p.id
    where r.tenant_id = ${tx.tenantId} and r.batch_id = ${batchId} and r.state in ('imported', 'updated') order by r.line for update of p`.execute(
    tx.db,
  );
  return rows;
}

export type BatchChange = {
  readonly id: string;
  readonly kind: ChangeKind;
  readonly person_id: string | null;
  readonly household_id: string | null;
  readonly before_cipher: string | null;
};

/** What the import changed of entries that were there before, the first change of each first. */
export async function findBatchChanges(tx: Tx, batchId: string): Promise<readonly BatchChange[]> {
  const { rows } = await sql<BatchChange>`
    select id, kind, person_id, household_id, before_cipher from register.change
    where tenant_id = ${tx.tenantId} and batch_id = ${batchId} and kind in ('corrected', 'resumed') order by id`.execute(tx.db);
  return rows;
}

/** Takes away what an import brought: names and numbers go, an empty entry says that something was here. */
export async function eraseImported(tx: Tx, personIds: readonly string[], day: string): Promise<void> {
  if (personIds.length === 0) return;
  const ids = sql`any(${[...personIds]}::uuid[])`;
  await sql`update register.household set head_person = null, version = version + 1 where tenant_id = ${tx.tenantId} and head_person = ${ids}`.execute(
    tx.db,
  );
  await sql`delete from register.identity_place where tenant_id = ${tx.tenantId} and person_id = ${ids}`.execute(tx.db);
  await sql`delete from register.person_personal where tenant_id = ${tx.tenantId} and person_id = ${ids}`.execute(tx.db);
  await sql`update register.person set left_at = ${tx.now}, ended_on = ${day}::date, end_kind = 'undone', household_id = null, group_id = null, version = version + 1, changed_at = ${tx.now}
    where tenant_id = ${tx.tenantId} and id = ${ids}`.execute(tx.db);
}

/** Whoever was head before an import is so again, where they still belong to the household and it has no head now. */
export async function putBackHeads(
  tx: Tx,
  heads: readonly { readonly householdId: string; readonly personId: string }[],
): Promise<void> {
  for (const { householdId, personId } of heads) {
    const { numAffectedRows } = await sql`
      update register.household h set head_person = ${personId}::uuid, version = h.version + 1 from register.person p
      where h.tenant_id = ${tx.tenantId} and h.id = ${householdId} and p.tenant_id = h.tenant_id and p.id = ${personId} and p.household_id = h.id and p.left_at is null`.execute(
      tx.db,
    );
    if (numAffectedRows === 0n) continue;
    await sql`update register.person_personal n set relation = case when n.person_id = ${personId}::uuid then 'head' else '' end from register.person p
      where p.tenant_id = ${tx.tenantId} and p.household_id = ${householdId} and n.tenant_id = p.tenant_id and n.person_id = p.id
        and (n.person_id = ${personId}::uuid or n.relation = 'head')`.execute(tx.db);
  }
}

/** Households an import made and nobody belongs to go, and give their number back. */
export async function retireHouseholds(tx: Tx, batchId: string, day: string): Promise<void> {
  await sql`update register.household h set ended_on = ${day}::date, number = h.number || '#' || right(h.id::text, 8), address = '', version = h.version + 1
    where h.tenant_id = ${tx.tenantId} and h.source_batch = ${batchId} and h.ended_on is null and not exists (
      select 1 from register.person p where p.tenant_id = h.tenant_id and p.household_id = h.id)`.execute(tx.db);
}
