import { sql, type Expression, type SqlBool } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { endOfLegalDay, startOfLegalDay } from "#platform/legal-day.ts";

export type LogFilter = {
  readonly kind?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
};
export type LogPosition = { readonly at: string; readonly id: string };

export type LoggedCaseRow = {
  readonly id: string;
  readonly number: string;
  readonly kind: string;
  readonly procedure_key: string;
  readonly procedure_version: number;
  readonly state: "open" | "ended" | "withdrawn";
  readonly outcome: string | null;
  readonly opened_at: Date;
};

const FIRST: LogPosition = { at: "-infinity", id: "00000000-0000-0000-0000-000000000000" };

/** Cases in the order they were opened, beyond a position. @param visible the policy's own condition on `c` */
export async function findLoggedCases(
  tx: Tx,
  visible: Expression<SqlBool>,
  filter: LogFilter,
  after: LogPosition = FIRST,
  limit: number,
): Promise<readonly LoggedCaseRow[]> {
  const from = filter.from === undefined ? null : startOfLegalDay(filter.from);
  const to = filter.to === undefined ? null : endOfLegalDay(filter.to);
  const { rows } = await sql<LoggedCaseRow>`
    select c.id, c.number, c.kind, c.procedure_key, c.procedure_version, c.state, c.outcome, c.opened_at from cases.case c
    where c.tenant_id = ${tx.tenantId} and ${visible} and (c.opened_at, c.id) > (${after.at}::timestamptz, ${after.id}::uuid)
      and (${filter.kind ?? null}::text is null or c.kind = ${filter.kind ?? null})
      and (${from}::timestamptz is null or c.opened_at >= ${from}) and (${to}::timestamptz is null or c.opened_at < ${to})
    order by c.opened_at, c.id limit ${limit}`.execute(tx.db);
  return rows;
}

export type LoggedEventRow = {
  readonly id: string;
  readonly case_id: string;
  readonly at: Date;
  readonly kind: string;
  readonly element: string | null;
  readonly post_id: string | null;
  readonly person: boolean;
  readonly title: string;
  readonly unit: string;
};

/** Events of some cases in order; the engine's own moves are left out, since the steps tell them. Nobody is named. */
export async function findLoggedEvents(tx: Tx, caseIds: readonly string[]): Promise<readonly LoggedEventRow[]> {
  if (caseIds.length === 0) return [];
  const { rows } = await sql<LoggedEventRow>`
    select e.id, e.case_id, e.at, e.kind, e.element, e.actor_post as post_id, e.actor_person is not null as person, coalesce(v.title, '') as title, coalesce(o.name, '') as unit
    from cases.event e
    left join organizations.v_post v on v.tenant_id = e.tenant_id and v.id = e.actor_post
    left join organizations.v_organization o on o.tenant_id = v.tenant_id and o.id = v.organization_id
    where e.tenant_id = ${tx.tenantId} and e.case_id = any(${[...caseIds]}::uuid[]) and e.kind <> 'moved' order by e.case_id, e.at, e.id`.execute(
    tx.db,
  );
  return rows;
}

/** Shows a case with its course to everybody, or no longer: when its capability releases its matter. */
export async function setCasePublic(tx: Tx, id: string, shown: boolean): Promise<void> {
  await sql`update cases.case set public = ${shown} where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
  await sql`update cases.event set public = ${shown} where tenant_id = ${tx.tenantId} and case_id = ${id}`.execute(tx.db);
}
