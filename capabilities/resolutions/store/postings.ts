import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

export type PostingRow = {
  readonly case_number: string;
  readonly posted_on: string;
  readonly posted_until: string;
  readonly rule_id: string;
  readonly rule_version: number;
  readonly rule: string;
  readonly objections: number;
  readonly answered: number;
};

export async function findPosting(tx: Tx, caseNumber: string): Promise<PostingRow | undefined> {
  const { rows } = await sql<PostingRow>`
    select p.case_number, p.posted_on, p.posted_until, p.rule_id, p.rule_version, p.objections, p.answered, coalesce(r.title, '') as rule from resolutions.posting p
    left join rules.v_version r on r.tenant_id = p.tenant_id and r.rule_id = p.rule_id and r.version = p.rule_version
    where p.tenant_id = ${tx.tenantId} and p.case_number = ${caseNumber}`.execute(tx.db);
  return rows[0];
}

export type NewPosting = Omit<PostingRow, "objections" | "answered" | "rule"> & { readonly path: string };

export async function insertPosting(tx: Tx, made: NewPosting): Promise<void> {
  await sql`insert into resolutions.posting (tenant_id, case_number, division_path, posted_on, posted_until, rule_id, rule_version)
    values (${tx.tenantId}, ${made.case_number}, ${made.path}::ltree, ${made.posted_on}::date, ${made.posted_until}::date, ${made.rule_id}, ${made.rule_version})`.execute(
    tx.db,
  );
}

export type ObjectionRow = {
  readonly id: string;
  readonly case_number: string;
  readonly division_path: string;
  readonly person_id: string;
  readonly text: string;
  readonly raised_on: string;
  readonly answer_by: string;
  readonly answer: string;
  readonly answered_on: string | null;
};

const COLUMNS = sql`id, case_number, division_path::text as division_path, person_id, text, raised_on, answer_by, answer, answered_on`;

/** As many as this reader is shown. */
export async function findObjections(tx: Tx, caseNumber: string): Promise<readonly ObjectionRow[]> {
  const { rows } = await sql<ObjectionRow>`
    select ${COLUMNS} from resolutions.objection where tenant_id = ${tx.tenantId} and case_number = ${caseNumber} order by id limit 500`.execute(
    tx.db,
  );
  return rows;
}

export async function lockObjection(tx: Tx, id: string): Promise<ObjectionRow | undefined> {
  const { rows } =
    await sql<ObjectionRow>`select ${COLUMNS} from resolutions.objection where tenant_id = ${tx.tenantId} and id = ${id} for update`.execute(
      tx.db,
    );
  return rows[0];
}

export async function insertObjection(tx: Tx, made: Omit<ObjectionRow, "answer" | "answered_on">): Promise<void> {
  await sql`insert into resolutions.objection (tenant_id, id, case_number, division_path, person_id, text, raised_on, answer_by)
    values (${tx.tenantId}, ${made.id}, ${made.case_number}, ${made.division_path}::ltree, ${made.person_id}, ${made.text}, ${made.raised_on}::date, ${made.answer_by}::date)`.execute(
    tx.db,
  );
  await sql`update resolutions.posting set objections = objections + 1 where tenant_id = ${tx.tenantId} and case_number = ${made.case_number}`.execute(
    tx.db,
  );
}

export async function answerObjection(tx: Tx, row: ObjectionRow, answer: string, on: string): Promise<void> {
  await sql`update resolutions.objection set answer = ${answer}, answered_on = ${on}::date where tenant_id = ${tx.tenantId} and id = ${row.id}`.execute(
    tx.db,
  );
  await sql`update resolutions.posting set answered = answered + 1 where tenant_id = ${tx.tenantId} and case_number = ${row.case_number}`.execute(
    tx.db,
  );
}
