import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

/** What another tenant asked, with the linked case here; columns by their own names, as policies read them. */
export type RequestRow = {
  /** The link's id. */
  readonly id: string;
  readonly number: string;
  readonly case_id: string;
  readonly relation: "appeals.dispute" | "appeals.whistle";
  readonly state: "open" | "ended" | "withdrawn";
  readonly tenant: string;
  readonly asked_number: string;
  readonly division_path: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly sent_at: Date;
  readonly waits_until: Date | null;
  readonly due_at: Date | null;
  readonly answered_at: Date | null;
  /** The bureau it was given to. */
  readonly lead_organization: string | null;
  readonly lead: string;
};

/** By the link's id. */
export async function findRequest(tx: Tx, id: string): Promise<RequestRow | undefined> {
  const { rows } = await sql<RequestRow>`
    select l.message_id as id, c.number, c.id as case_id, l.relation, c.state, t.name as tenant, coalesce(l.other_number, '') as asked_number, c.division_path::text, l.facts,
      l.sent_at, l.due_at as waits_until, l.answered_at, k.due_at, o.id as lead_organization, coalesce(o.name, '') as lead
    from cases.v_link l
    join cases.v_case c on c.tenant_id = l.tenant_id and c.id = l.case_id
    join platform.tenant t on t.id = l.other_tenant
    left join lateral (select due_at from cases.v_task k where k.tenant_id = c.tenant_id and k.case_id = c.id and k.done_at is null order by k.id limit 1) k on true
    left join lateral (select organization_id from cases.v_task k where k.tenant_id = c.tenant_id and k.case_id = c.id and k.organization_id is not null order by k.id desc limit 1) g on true
    left join organizations.v_organization o on o.tenant_id = c.tenant_id and o.id = g.organization_id
    where l.tenant_id = ${tx.tenantId} and l.direction = 'in' and l.relation in ('appeals.dispute', 'appeals.whistle') and l.message_id = ${id}`.execute(
    tx.db,
  );
  return rows[0];
}

export type NamedRequest = { readonly id: string; readonly number: string; readonly relation: string; readonly tenant: string };

/** What some requests are called in a work list. */
export async function findRequestNames(tx: Tx, ids: readonly string[]): Promise<readonly NamedRequest[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<NamedRequest>`
    select l.message_id as id, c.number, l.relation, t.name as tenant from cases.v_link l
    join cases.v_case c on c.tenant_id = l.tenant_id and c.id = l.case_id join platform.tenant t on t.id = l.other_tenant
    where l.tenant_id = ${tx.tenantId} and l.direction = 'in' and l.message_id = any(${[...ids]}::uuid[])`.execute(tx.db);
  return rows;
}
