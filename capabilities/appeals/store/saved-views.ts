import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

export type ViewRow = {
  readonly id: string;
  readonly name: string;
  readonly query: string;
  readonly shared: boolean;
  readonly owner_person: string;
};

/** A person's own and what their units share, in the order they were made. */
export async function listViewRows(tx: Tx, person: string, units: readonly string[], most: number): Promise<readonly ViewRow[]> {
  const { rows } = await sql<ViewRow>`
    select id, name, query, shared, owner_person from appeals.saved_view
    where tenant_id = ${tx.tenantId} and removed_at is null
      and (owner_person = ${person} or (shared and organization_id = any(${[...units]}::uuid[])))
    order by owner_person <> ${person}, made_at, id limit ${most}`.execute(tx.db);
  return rows;
}

export async function findView(tx: Tx, id: string): Promise<ViewRow | undefined> {
  const { rows } = await sql<ViewRow>`
    select id, name, query, shared, owner_person from appeals.saved_view where tenant_id = ${tx.tenantId} and id = ${id} for update`.execute(
    tx.db,
  );
  return rows[0];
}

export type NewView = Omit<ViewRow, "owner_person"> & { readonly person: string; readonly unit: string };

export async function insertView(tx: Tx, { id, person, unit, shared, name, query }: NewView): Promise<void> {
  await sql`insert into appeals.saved_view (tenant_id, id, owner_person, organization_id, shared, name, query, made_at)
    values (${tx.tenantId}, ${id}, ${person}, ${unit}, ${shared}, ${name}, ${query}, ${tx.now})`.execute(tx.db);
}

export async function renameViewRow(tx: Tx, id: string, name: string): Promise<void> {
  await sql`update appeals.saved_view set name = ${name} where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}

/** @param removedAt null puts it back */
export async function markRemoved(tx: Tx, id: string, removedAt: Date | null): Promise<void> {
  await sql`update appeals.saved_view set removed_at = ${removedAt} where tenant_id = ${tx.tenantId} and id = ${id}`.execute(
    tx.db,
  );
}

export async function countOwnViews(tx: Tx, person: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from appeals.saved_view where tenant_id = ${tx.tenantId} and owner_person = ${person} and removed_at is null`.execute(
    tx.db,
  );
  return rows[0]?.count ?? 0;
}
