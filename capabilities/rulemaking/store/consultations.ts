import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { OUTCOMES } from "../contract/draft-views.ts";

export type ConsultationRow = {
  readonly number: string;
  readonly opened_on: string;
  readonly open_until: string;
  readonly rule_id: string;
  readonly rule_version: number;
  readonly rule: string;
  readonly comments: number;
  readonly answered: number;
};

export async function findConsultation(tx: Tx, number: string): Promise<ConsultationRow | undefined> {
  const { rows } = await sql<ConsultationRow>`
    select c.number, c.opened_on, c.open_until, c.rule_id, c.rule_version, coalesce(r.title, '') as rule, c.comments, c.answered from rulemaking.consultation c
    left join rules.v_version r on r.tenant_id = c.tenant_id and r.rule_id = c.rule_id and r.version = c.rule_version
    where c.tenant_id = ${tx.tenantId} and c.number = ${number}`.execute(tx.db);
  return rows[0];
}

export async function insertConsultation(
  tx: Tx,
  made: Pick<ConsultationRow, "number" | "opened_on" | "open_until" | "rule_id" | "rule_version"> & { readonly path: string },
): Promise<void> {
  await sql`insert into rulemaking.consultation (tenant_id, number, division_path, opened_on, open_until, rule_id, rule_version)
    values (${tx.tenantId}, ${made.number}, ${made.path}::ltree, ${made.opened_on}::date, ${made.open_until}::date, ${made.rule_id}, ${made.rule_version})`.execute(
    tx.db,
  );
}

export type CommentRow = {
  readonly id: string;
  readonly number: string;
  readonly division_path: string;
  readonly person_id: string;
  readonly article: number;
  readonly comment: string;
  readonly made_on: string;
  readonly outcome: (typeof OUTCOMES)[number] | null;
  readonly answer: string;
  readonly answered_on: string | null;
};

const COLUMNS = sql`id, number, division_path::text as division_path, person_id, article, comment, made_on, outcome, answer, answered_on`;

/** As many as this reader is shown, by article. */
export async function findComments(tx: Tx, number: string): Promise<readonly CommentRow[]> {
  const { rows } = await sql<CommentRow>`
    select ${COLUMNS} from rulemaking.comment where tenant_id = ${tx.tenantId} and number = ${number} order by article, id limit 500`.execute(
    tx.db,
  );
  return rows;
}

export async function lockComment(tx: Tx, id: string): Promise<CommentRow | undefined> {
  const { rows } =
    await sql<CommentRow>`select ${COLUMNS} from rulemaking.comment where tenant_id = ${tx.tenantId} and id = ${id} for update`.execute(
      tx.db,
    );
  return rows[0];
}

export async function insertComment(tx: Tx, made: Omit<CommentRow, "outcome" | "answer" | "answered_on">): Promise<void> {
  await sql`insert into rulemaking.comment (tenant_id, id, number, division_path, person_id, article, comment, made_on)
    values (${tx.tenantId}, ${made.id}, ${made.number}, ${made.division_path}::ltree, ${made.person_id}, ${made.article}, ${made.comment}, ${made.made_on}::date)`.execute(
    tx.db,
  );
  await sql`update rulemaking.consultation set comments = comments + 1 where tenant_id = ${tx.tenantId} and number = ${made.number}`.execute(
    tx.db,
  );
}

type Answer = { readonly outcome: string; readonly answer: string; readonly on: string };

export async function writeAnswer(tx: Tx, row: CommentRow, { outcome, answer, on }: Answer): Promise<void> {
  await sql`update rulemaking.comment set outcome = ${outcome}, answer = ${answer}, answered_on = ${on}::date where tenant_id = ${tx.tenantId} and id = ${row.id}`.execute(
    tx.db,
  );
  await sql`update rulemaking.consultation set answered = answered + 1 where tenant_id = ${tx.tenantId} and number = ${row.number}`.execute(
    tx.db,
  );
}
