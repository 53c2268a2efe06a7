import { sql } from "kysely";
import type { ActionContext } from "#platform/capability.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { AppealRow } from "./appeal-row.ts";

/** Co-handlers still in their time: whom the lead waits for. One that lets its time pass holds nobody up. */
export async function countOutstandingWhistles(tx: Tx, appealId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from appeals.whistle where tenant_id = ${tx.tenantId} and appeal_id = ${appealId} and reported_at is null and due_at > ${tx.now}`.execute(
    tx.db,
  );
  return rows[0]?.count ?? 0;
}

/** @returns false when that unit was called before. */
export async function insertWhistle(
  context: ActionContext,
  appeal: AppealRow,
  organizationId: string,
  dueAt: Date,
): Promise<boolean> {
  const { tx } = context;
  const { numAffectedRows } = await sql`
    insert into appeals.whistle (tenant_id, id, appeal_id, organization_id, division_path, asked_at, due_at, barred)
    values (${tx.tenantId}, ${context.newId()}, ${appeal.id}, ${organizationId}, ${appeal.division_path}, ${tx.now}, ${dueAt}, ${[...appeal.barred]}::uuid[])
    on conflict (tenant_id, appeal_id, organization_id) do nothing`.execute(tx.db);
  if (numAffectedRows === 0n) return false;
  await sql`update appeals.appeal set co_organizations = array_append(co_organizations, ${organizationId}::uuid) where tenant_id = ${tx.tenantId} and id = ${appeal.id}`.execute(
    tx.db,
  );
  return true;
}

/** @returns when it had been reported before, if it was; undefined when this unit was never called. */
export async function reportWhistle(
  tx: Tx,
  appealId: string,
  organizationId: string,
  outcome: "done" | "refused",
): Promise<"reported" | "already" | "not-called"> {
  const { rows } = await sql<{ reported_at: Date | null }>`
    select reported_at from appeals.whistle where tenant_id = ${tx.tenantId} and appeal_id = ${appealId} and organization_id = ${organizationId} for update`.execute(
    tx.db,
  );
  if (rows[0] === undefined) return "not-called";
  if (rows[0].reported_at !== null) return "already";
  await sql`update appeals.whistle set reported_at = ${tx.now}, report_outcome = ${outcome}
    where tenant_id = ${tx.tenantId} and appeal_id = ${appealId} and organization_id = ${organizationId}`.execute(tx.db);
  return "reported";
}

export type WhistleRow = {
  readonly organization_id: string;
  readonly name: string;
  readonly asked_at: Date;
  readonly due_at: Date;
  readonly reported_at: Date | null;
  readonly report_outcome: string | null;
};

export async function findWhistles(tx: Tx, appealId: string): Promise<readonly WhistleRow[]> {
  const { rows } = await sql<WhistleRow>`
    select w.organization_id, o.name, w.asked_at, w.due_at, w.reported_at, w.report_outcome from appeals.whistle w
    join organizations.v_organization o on o.tenant_id = w.tenant_id and o.id = w.organization_id
    where w.tenant_id = ${tx.tenantId} and w.appeal_id = ${appealId} order by w.asked_at`.execute(tx.db);
  return rows;
}
