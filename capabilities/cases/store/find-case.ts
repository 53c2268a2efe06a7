import type { Marking } from "@gongzhi/procedure";
import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { Visibility } from "../domain/plan-changes.ts";

export type CaseRow = {
  readonly id: string;
  readonly number: string;
  readonly kind: string;
  readonly subject_id: string;
  readonly procedure_key: string;
  readonly procedure_version: number;
  readonly division_path: string;
  readonly owner_person: string | null;
  readonly holder_key: string | null;
  readonly public: boolean;
  readonly barred: readonly string[];
  readonly state: "open" | "ended" | "withdrawn";
  readonly outcome: string | null;
  readonly marking: Marking;
  readonly variables: Readonly<Record<string, never>>;
  readonly opened_at: Date;
  readonly ended_at: Date | null;
};

const COLUMNS = sql`id, number, kind, subject_id, procedure_key, procedure_version, division_path::text, owner_person, holder_key, public, barred, state, outcome,
  marking, variables, opened_at, ended_at`;

export async function findCase(tx: Tx, id: string): Promise<CaseRow | undefined> {
  return (await sql<CaseRow>`select ${COLUMNS} from cases.case where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db))
    .rows[0];
}

export async function findCaseByNumber(tx: Tx, number: string): Promise<CaseRow | undefined> {
  return (
    await sql<CaseRow>`select ${COLUMNS} from cases.case where tenant_id = ${tx.tenantId} and number = ${number}`.execute(tx.db)
  ).rows[0];
}

export type OwnCaseRow = { readonly subject_id: string; readonly number: string; readonly title: string };

/** Cases of an office's own procedures, by the matter each stands for, with the name of the procedure. */
export async function findOwnCases(tx: Tx, subjectIds: readonly string[]): Promise<readonly OwnCaseRow[]> {
  const { rows } = await sql<OwnCaseRow>`
    select c.subject_id, c.number, p.title from cases.case c
    join cases.procedure p on p.tenant_id = c.tenant_id and p.key = c.procedure_key and p.version = c.procedure_version
    where c.tenant_id = ${tx.tenantId} and c.kind = 'cases' and c.subject_id = any(${[...subjectIds]}::uuid[])`.execute(tx.db);
  return rows;
}

/** The case under a row lock: whoever comes second sees what the first one did. */
export async function lockCase(tx: Tx, id: string): Promise<CaseRow | undefined> {
  return (
    await sql<CaseRow>`select ${COLUMNS} from cases.case where tenant_id = ${tx.tenantId} and id = ${id} for update`.execute(
      tx.db,
    )
  ).rows[0];
}

export function visibilityOf(row: CaseRow): Visibility {
  return {
    path: row.division_path,
    ownerPerson: row.owner_person,
    holderKey: row.holder_key,
    public: row.public,
    barred: row.barred,
  };
}

export type DoneTaskRow = { readonly at: Date; readonly title: string; readonly name: string };

/** Who completed the last task of an action in a case: what a clerk who came second is told. */
export async function findLastDone(tx: Tx, caseId: string, action: string): Promise<DoneTaskRow | undefined> {
  const { rows } = await sql<DoneTaskRow>`
    select t.done_at as at, coalesce(o.title, '') as title, coalesce(p.public_name, '') as name from cases.task t
    left join organizations.v_post o on o.tenant_id = t.tenant_id and o.id = t.done_by_post
    left join register.v_person p on p.tenant_id = t.tenant_id and p.id = t.done_by_person
    where t.tenant_id = ${tx.tenantId} and t.case_id = ${caseId} and t.action = ${action} and t.state = 'done' order by t.done_at desc limit 1`.execute(
    tx.db,
  );
  return rows[0];
}
