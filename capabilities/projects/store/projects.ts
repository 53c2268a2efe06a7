import { sql, type RawBuilder, type SqlBool } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { legalDaySql } from "#platform/legal-day.ts";
import type { Standing } from "../domain/judge-project.ts";

export type ProjectRow = Standing & {
  readonly id: string;
  readonly number: string;
  readonly division_path: string;
  readonly area: string;
  readonly organization_id: string;
  readonly organization: string;
  readonly decision: string | null;
  readonly kind: "public-works" | "economic";
  readonly title: string;
  readonly aim: string;
  readonly place: string;
  readonly began_on: string;
  readonly budget_cents: number;
  readonly cost_cents: number;
  readonly done_on: string | null;
  readonly accepted_on: string | null;
  readonly finished_on: string | null;
  readonly stopped_why: string;
  readonly barred: readonly string[];
  readonly rule_id: string;
  readonly rule_version: number;
  readonly plans: number;
};

const COLUMNS = sql`p.id, p.number, p.division_path::text as division_path, coalesce(a.name, '') as area, p.organization_id, coalesce(o.name, '') as organization,
  p.decision, p.kind, p.title, p.aim, p.place, p.state, p.began_on, p.due_on, p.budget_cents, p.cost_cents, p.done_on, p.accept_due, p.accepted_on, p.account_due,
  p.finished_on, p.stopped_why, p.barred, p.rule_id, p.rule_version, p.plans`;
const FROM = sql`projects.project p
  left join organizations.v_organization o on o.tenant_id = p.tenant_id and o.id = p.organization_id
  left join lateral (select name from divisions.v_area v where v.path = p.division_path and (v.tenant_id is null or v.tenant_id = p.tenant_id) limit 1) a on true`;

/** Rows of a condition on `p`, the newest first: ids tell the order they were made in. */
export async function selectProjects(tx: Tx, where: RawBuilder<unknown>, limit: number): Promise<readonly ProjectRow[]> {
  const { rows } = await sql<ProjectRow>`
    select ${COLUMNS} from ${FROM} where p.tenant_id = ${tx.tenantId} and ${where} order by p.id desc limit ${limit}`.execute(
    tx.db,
  );
  return rows;
}

export async function countProjects(tx: Tx, where: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from projects.project p where p.tenant_id = ${tx.tenantId} and ${where}`.execute(tx.db);
  return rows[0]?.n ?? 0;
}

type By = { readonly id: string } | { readonly number: string } | { readonly decision: string };

export async function findProject(tx: Tx, by: By): Promise<ProjectRow | undefined> {
  const which =
    "id" in by
      ? sql`p.id = ${by.id}`
      : "number" in by
        ? sql`p.number = ${by.number}`
        : sql`p.decision = ${by.decision} and p.state <> 'stopped'`;
  return (await selectProjects(tx, which, 1))[0];
}

/** The same with its row locked: acts on one project come one after another. */
export async function lockProject(tx: Tx, id: string): Promise<ProjectRow | undefined> {
  await sql`select 1 from projects.project where tenant_id = ${tx.tenantId} and id = ${id} for update`.execute(tx.db);
  return await findProject(tx, { id });
}

/** Rows `r` of one of its tables that are about the project of a number. */
export function rowsOf(table: string, number: string): RawBuilder<SqlBool> {
  if (table === "project") return sql<SqlBool>`r.number = ${number}`;
  return sql<SqlBool>`r.project_id = (select p.id from projects.project p where p.tenant_id = r.tenant_id and p.number = ${number})`;
}

type Value = string | number | boolean | null | readonly string[];

/** A row of one of the capability's own tables; columns are named in code, never by a caller. */
export async function insertRow(tx: Tx, table: string, row: Readonly<Record<string, Value>>): Promise<void> {
  const columns = Object.keys(row).map((column) => sql.ref(column));
  await sql`insert into ${sql.table(`projects.${table}`)} (tenant_id, ${sql.join(columns)})
    values (${tx.tenantId}, ${sql.join(Object.values(row))})`.execute(tx.db);
}

export async function changeProject(tx: Tx, id: string, patch: Readonly<Record<string, Value>>): Promise<void> {
  const sets = Object.entries(patch).map(([column, value]) => sql`${sql.ref(column)} = ${value}`);
  await sql`update projects.project set ${sql.join(sets)} where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}

/** From now on this person does not accept it: they work on it or write in it. */
export async function barFromAcceptance(tx: Tx, id: string, personId: string): Promise<void> {
  await sql`update projects.project set barred = barred || ${personId}::uuid
    where tenant_id = ${tx.tenantId} and id = ${id} and not (${personId}::uuid = any(barred))`.execute(tx.db);
}

/** The one of these bodies that is this very place's today. */
export async function findLead(tx: Tx, ids: readonly string[], path: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from organizations.v_organization where tenant_id = ${tx.tenantId} and id = any(${[...ids]}::uuid[]) and division_path = ${path}::ltree
      and valid_from <= ${legalDaySql(tx.now)} and (valid_to is null or valid_to > ${legalDaySql(tx.now)}) order by id limit 1`.execute(
    tx.db,
  );
  return rows[0]?.id;
}

/** Who holds a duty over a place now; of one body, where it is named. */
export async function findHolders(
  tx: Tx,
  { duty, path, organization }: { readonly duty: string; readonly path: string; readonly organization?: string },
): Promise<readonly string[]> {
  const { rows } = await sql<{ person_id: string }>`
    select distinct person_id from organizations.v_post where tenant_id = ${tx.tenantId} and ${duty} = any(duties) and ${path}::ltree <@ areas
      and ${organization === undefined ? sql`true` : sql`organization_id = ${organization}`}
      and valid_from <= ${tx.now} and (valid_to is null or valid_to > ${tx.now}) order by person_id limit 100`.execute(tx.db);
  return rows.map((row) => row.person_id);
}

export type PostRow = {
  readonly id: string;
  readonly person_id: string;
  readonly organization: string;
  readonly title: string;
  readonly duties: readonly string[];
};

/** Posts in force of a place's own bodies. */
export async function findPosts(tx: Tx, path: string): Promise<readonly PostRow[]> {
  const { rows } = await sql<PostRow>`
    select p.id, p.person_id, o.name as organization, p.title, p.duties from organizations.v_post p
    join organizations.v_organization o on o.tenant_id = p.tenant_id and o.id = p.organization_id
    where p.tenant_id = ${tx.tenantId} and o.division_path = ${path}::ltree and p.valid_from <= ${tx.now} and (p.valid_to is null or p.valid_to > ${tx.now})
    order by o.name, p.title, p.id limit 200`.execute(tx.db);
  return rows;
}

export async function findOrganizationName(tx: Tx, id: string): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    select name from organizations.v_organization where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
  return rows[0]?.name ?? "";
}

/** The name of a place's body of a kind today; empty: it has none. */
export async function findBodyName(tx: Tx, kind: string, path: string): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    select name from organizations.v_organization where tenant_id = ${tx.tenantId} and kind = ${kind} and division_path = ${path}::ltree
      and valid_from <= ${legalDaySql(tx.now)} and (valid_to is null or valid_to > ${legalDaySql(tx.now)}) order by valid_from, id limit 1`.execute(
    tx.db,
  );
  return rows[0]?.name ?? "";
}

type LateTask = {
  readonly title: string;
  readonly due_on: string;
  readonly project: string;
  readonly number: string;
  readonly area: string;
  readonly post: string;
  readonly organization: string;
};

export async function findLateTasks(tx: Tx, path: string, today: string, limit: number): Promise<readonly LateTask[]> {
  const { rows } = await sql<LateTask>`
    select t.title, t.due_on, p.title as project, p.number, coalesce(a.name, '') as area, coalesce(v.title, '') as post, coalesce(b.name, '') as organization
    from ${FROM} join projects.task t on t.tenant_id = p.tenant_id and t.project_id = p.id
    left join organizations.v_post v on v.tenant_id = t.tenant_id and v.id = t.post_id
    left join organizations.v_organization b on b.tenant_id = v.tenant_id and b.id = v.organization_id
    where p.tenant_id = ${tx.tenantId} and p.state = 'running' and t.done_on is null and t.due_on < ${today}::date and p.division_path <@ ${path}::ltree
    order by t.due_on, t.id limit ${limit}`.execute(tx.db);
  return rows;
}
