import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

export type FindingRow = {
  readonly id: string;
  readonly audit_id: string;
  readonly division_path: string;
  readonly organization_id: string;
  readonly number: number;
  readonly words: string;
  readonly answer_due: string;
  readonly answer: string;
  readonly answered_on: string | null;
};

const COLUMNS = sql`id, audit_id, division_path::text as division_path, organization_id, number, words, answer_due, answer, answered_on`;

export async function findFindings(tx: Tx, auditId: string): Promise<readonly FindingRow[]> {
  const { rows } = await sql<FindingRow>`
    select ${COLUMNS} from supervision.finding where tenant_id = ${tx.tenantId} and audit_id = ${auditId} order by number`.execute(
    tx.db,
  );
  return rows;
}

export async function lockFinding(tx: Tx, id: string): Promise<FindingRow | undefined> {
  const { rows } = await sql<FindingRow>`
    select ${COLUMNS} from supervision.finding where tenant_id = ${tx.tenantId} and id = ${id} for update`.execute(tx.db);
  return rows[0];
}

export async function insertFinding(tx: Tx, made: Omit<FindingRow, "answer" | "answered_on">): Promise<void> {
  const columns = Object.keys(made).map((column) => sql.ref(column));
  await sql`insert into supervision.finding (tenant_id, ${sql.join(columns)})
    values (${tx.tenantId}, ${sql.join(Object.values(made))})`.execute(tx.db);
}

export async function answerRow(tx: Tx, id: string, answer: string, on: string): Promise<void> {
  await sql`update supervision.finding set answer = ${answer}, answered_on = ${on}::date where tenant_id = ${tx.tenantId} and id = ${id}`.execute(
    tx.db,
  );
}

export type LateFinding = {
  readonly number: string;
  readonly holder: string;
  readonly title: string;
  readonly finding: number;
  readonly area: string;
  readonly organization: string;
  readonly answer_due: string;
};

/** Findings whose answer is late. @param today a legal day */
export async function findLateFindings(tx: Tx, path: string, today: string, limit: number): Promise<readonly LateFinding[]> {
  const { rows } = await sql<LateFinding>`
    select x.number, x.holder, x.title, f.number as finding, coalesce(a.name, '') as area, coalesce(o.name, '') as organization, f.answer_due
    from supervision.finding f join supervision.audit x on x.tenant_id = f.tenant_id and x.id = f.audit_id
    left join organizations.v_organization o on o.tenant_id = f.tenant_id and o.id = f.organization_id
    left join lateral (select name from divisions.v_area v where v.path = f.division_path and (v.tenant_id is null or v.tenant_id = f.tenant_id) limit 1) a on true
    where f.tenant_id = ${tx.tenantId} and f.answered_on is null and f.answer_due < ${today}::date and f.division_path <@ ${path}::ltree
    order by f.answer_due, f.id limit ${limit}`.execute(tx.db);
  return rows;
}
