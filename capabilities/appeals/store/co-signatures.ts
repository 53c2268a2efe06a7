import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { goesOn } from "#platform/personal-data/uses.ts";
import { FOLLOW_PURPOSE } from "./uses.ts";
import { legalDay } from "#platform/legal-day.ts";

/** One a person, by the key of the table; the count goes with it. @returns the count. */
export async function addCoSignature(tx: Tx, appealId: string, personId: string): Promise<number> {
  return await counted(
    tx,
    appealId,
    sql`insert into appeals.co_signature (tenant_id, appeal_id, person_id, signed_on)
      values (${tx.tenantId}, ${appealId}, ${personId}, ${legalDay(tx.now)}::date) on conflict do nothing`,
    1,
  );
}

export async function removeCoSignature(tx: Tx, appealId: string, personId: string): Promise<number> {
  return await counted(
    tx,
    appealId,
    sql`delete from appeals.co_signature where tenant_id = ${tx.tenantId} and appeal_id = ${appealId} and person_id = ${personId}`,
    -1,
  );
}

async function counted(tx: Tx, appealId: string, change: ReturnType<typeof sql>, step: 1 | -1): Promise<number> {
  const { numAffectedRows } = await change.execute(tx.db);
  const by = numAffectedRows === 1n ? step : 0;
  const { rows } = await sql<{ co_signers: number }>`
    update appeals.appeal set co_signers = co_signers + ${by}::int where tenant_id = ${tx.tenantId} and id = ${appealId} returning co_signers`.execute(
    tx.db,
  );
  return rows[0]?.co_signers ?? 0;
}

export async function hasCoSigned(tx: Tx, appealId: string, personId: string | undefined): Promise<boolean> {
  if (personId === undefined) return false;
  const { rows } = await sql`
    select 1 from appeals.co_signature where tenant_id = ${tx.tenantId} and appeal_id = ${appealId} and person_id = ${personId}`.execute(
    tx.db,
  );
  return rows.length > 0;
}

/** A page of those who stand with an appeal, in order: for telling them, and nothing else. */
export async function findCoSigners(tx: Tx, appealId: string, after: string, most: number): Promise<readonly string[]> {
  const { rows } = await sql<{ person_id: string }>`
    select person_id from appeals.co_signature where tenant_id = ${tx.tenantId} and appeal_id = ${appealId} and person_id > ${after}::uuid
      and ${goesOn(tx, FOLLOW_PURPOSE, sql`co_signature.person_id`)}
    order by person_id limit ${most}`.execute(tx.db);
  return rows.map(({ person_id }) => person_id);
}
