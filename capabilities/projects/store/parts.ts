import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

export type LineRow = {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly source: string;
  readonly cents: number;
  readonly why: string;
  readonly set_on: string;
};
export type MilestoneRow = {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly due_on: string;
  readonly why: string;
  readonly set_on: string;
};
export type ReachedRow = { readonly milestone_id: string; readonly reached_on: string; readonly note: string };
export type MemberRow = {
  readonly post_id: string;
  readonly person_id: string;
  readonly organization: string;
  readonly title: string;
  readonly holder: string;
  readonly role: string;
};
export type TaskRow = {
  readonly id: string;
  readonly post_id: string;
  readonly title: string;
  readonly due_on: string;
  readonly done_on: string | null;
  readonly note: string;
};
export type ContractRow = {
  readonly id: string;
  readonly line_id: string;
  readonly partner: string;
  readonly subject: string;
  readonly cents: number;
  readonly signed_on: string;
};
export type CostRow = {
  readonly id: string;
  readonly line_id: string;
  readonly what: string;
  readonly cents: number;
  readonly paid_on: string;
};
export type AcceptanceRow = {
  readonly version: number;
  readonly verdict: "accepted" | "rejected";
  readonly opinion: string;
  readonly body: string;
  readonly judged_on: string;
};

/** Every version of every line, a line's own in ascending order. */
export async function findLines(tx: Tx, projectId: string): Promise<readonly LineRow[]> {
  const { rows } = await sql<LineRow>`select id, version, name, source, cents, why, set_on from projects.line
    where tenant_id = ${tx.tenantId} and project_id = ${projectId} order by id, version`.execute(tx.db);
  return rows;
}

export async function findMilestones(tx: Tx, projectId: string): Promise<readonly MilestoneRow[]> {
  const { rows } = await sql<MilestoneRow>`select id, version, title, due_on, why, set_on from projects.milestone
    where tenant_id = ${tx.tenantId} and project_id = ${projectId} order by id, version`.execute(tx.db);
  return rows;
}

export async function findReached(tx: Tx, projectId: string): Promise<readonly ReachedRow[]> {
  const { rows } = await sql<ReachedRow>`select milestone_id, reached_on, note from projects.reached
    where tenant_id = ${tx.tenantId} and project_id = ${projectId} order by milestone_id`.execute(tx.db);
  return rows;
}

/** Whoever works on it, with the name of the holder where it is everybody's to know. */
export async function findMembers(tx: Tx, projectId: string): Promise<readonly MemberRow[]> {
  const { rows } = await sql<MemberRow>`
    select m.post_id, p.person_id, coalesce(o.name, '') as organization, p.title, coalesce(n.public_name, '') as holder, m.role from projects.member m
    join organizations.v_post p on p.tenant_id = m.tenant_id and p.id = m.post_id
    left join organizations.v_organization o on o.tenant_id = p.tenant_id and o.id = p.organization_id
    left join register.v_person n on n.tenant_id = p.tenant_id and n.id = p.person_id
    where m.tenant_id = ${tx.tenantId} and m.project_id = ${projectId} order by m.since, m.post_id`.execute(tx.db);
  return rows;
}

export async function findTasks(tx: Tx, projectId: string): Promise<readonly TaskRow[]> {
  const { rows } = await sql<TaskRow>`select id, post_id, title, due_on, done_on, note from projects.task
    where tenant_id = ${tx.tenantId} and project_id = ${projectId} order by due_on, id`.execute(tx.db);
  return rows;
}

export async function finishTask(tx: Tx, projectId: string, id: string, on: string, note: string): Promise<void> {
  await sql`update projects.task set done_on = ${on}::date, note = ${note}
    where tenant_id = ${tx.tenantId} and project_id = ${projectId} and id = ${id}`.execute(tx.db);
}

export async function findContracts(tx: Tx, projectId: string): Promise<readonly ContractRow[]> {
  const { rows } = await sql<ContractRow>`select id, line_id, partner, subject, cents, signed_on from projects.contract
    where tenant_id = ${tx.tenantId} and project_id = ${projectId} order by signed_on, id`.execute(tx.db);
  return rows;
}

export async function findCosts(tx: Tx, projectId: string): Promise<readonly CostRow[]> {
  const { rows } = await sql<CostRow>`select id, line_id, what, cents, paid_on from projects.cost
    where tenant_id = ${tx.tenantId} and project_id = ${projectId} order by paid_on, id`.execute(tx.db);
  return rows;
}

/** What each of these projects paid between two days, both counted, in cents. */
export async function sumPaid(
  tx: Tx,
  ids: readonly string[],
  { from, to }: { readonly from: string; readonly to: string },
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{
    project_id: string;
    cents: number;
  }>`select project_id, sum(cents)::bigint as cents from projects.cost
    where tenant_id = ${tx.tenantId} and project_id = any(${[...ids]}::uuid[]) and paid_on between ${from}::date and ${to}::date group by project_id`.execute(
    tx.db,
  );
  return new Map(rows.map(({ project_id, cents }) => [project_id, cents]));
}

export async function findAcceptances(tx: Tx, projectId: string): Promise<readonly AcceptanceRow[]> {
  const { rows } = await sql<AcceptanceRow>`select version, verdict, opinion, body, judged_on from projects.acceptance
    where tenant_id = ${tx.tenantId} and project_id = ${projectId} order by version`.execute(tx.db);
  return rows;
}

/** The title of the version of a rule a project was begun under. */
export async function findRuleTitle(tx: Tx, ruleId: string, version: number): Promise<string> {
  const { rows } = await sql<{ title: string }>`
    select title from rules.v_version where tenant_id = ${tx.tenantId} and rule_id = ${ruleId} and version = ${version}`.execute(
    tx.db,
  );
  return rows[0]?.title ?? "";
}
