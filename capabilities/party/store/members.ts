import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

/** Every function here works in the party's own store (`context.party`): organizations and keyed indexes, nothing else. */

export async function insertMembers(party: Tx, organizationId: string, indexes: readonly string[]): Promise<void> {
  await sql`insert into party.member (tenant_id, organization_id, member_index)
    select ${party.tenantId}, ${organizationId}, unnest(${[...indexes]}::text[]) on conflict do nothing`.execute(party.db);
}

export async function deleteMember(party: Tx, organizationId: string, indexes: readonly string[]): Promise<void> {
  await sql`delete from party.member where tenant_id = ${party.tenantId} and organization_id = ${organizationId} and member_index = any(${[...indexes]}::text[])`.execute(
    party.db,
  );
}

export async function countMembers(party: Tx, organizationId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from party.member where tenant_id = ${party.tenantId} and organization_id = ${organizationId}`.execute(
    party.db,
  );
  return rows[0]?.n ?? 0;
}

/** Freezes who is due at a meeting. @returns the keyed indexes, for their digest alone */
export async function freezeDue(party: Tx, organizationId: string, meetingId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ member_index: string }>`
    insert into party.due (tenant_id, meeting_id, organization_id, member_index)
    select tenant_id, ${meetingId}, organization_id, member_index from party.member
    where tenant_id = ${party.tenantId} and organization_id = ${organizationId} returning member_index`.execute(party.db);
  return rows.map((row) => row.member_index).toSorted();
}

export type DueRow = { readonly member_index: string; readonly here: boolean };

/** Of those asked for: who is due. */
export async function findDue(party: Tx, meetingId: string, indexes: readonly string[]): Promise<readonly DueRow[]> {
  const { rows } = await sql<DueRow>`
    select member_index, here from party.due where tenant_id = ${party.tenantId} and meeting_id = ${meetingId} and member_index = any(${[...indexes]}::text[])`.execute(
    party.db,
  );
  return rows;
}

/** @returns how many are here now */
export async function markHere(party: Tx, meetingId: string, indexes: readonly string[]): Promise<number> {
  await sql`update party.due set here = true where tenant_id = ${party.tenantId} and meeting_id = ${meetingId} and member_index = any(${[...indexes]}::text[])`.execute(
    party.db,
  );
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from party.due where tenant_id = ${party.tenantId} and meeting_id = ${meetingId} and here`.execute(
    party.db,
  );
  return rows[0]?.n ?? 0;
}

export async function forgetDue(party: Tx, meetingId: string): Promise<void> {
  await sql`delete from party.due where tenant_id = ${party.tenantId} and meeting_id = ${meetingId}`.execute(party.db);
}
