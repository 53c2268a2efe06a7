import { sql, type RawBuilder, type SqlBool } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { State } from "../contract/draft-views.ts";

type Citation = { readonly source: string; readonly article: string };

export type DraftRow = {
  readonly id: string;
  readonly case_id: string;
  readonly number: string;
  readonly division_path: string;
  readonly area: string;
  readonly organization_id: string;
  readonly organization: string;
  readonly kind: string;
  readonly rule_id: string | null;
  readonly rule_key: string;
  readonly title: string;
  readonly text: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly citations: readonly Citation[];
  readonly revision: number;
  readonly began_on: string;
  readonly state: State;
  readonly text_sha256: string | null;
  readonly resolution: string | null;
  readonly passed_on: string | null;
  readonly passed_by: string;
  readonly filing_due: string | null;
  readonly filed_on: string | null;
  readonly enacted_rule_id: string | null;
  readonly enacted_version: number | null;
  readonly valid_from: string | null;
  readonly given_up_why: string;
  readonly ended_on: string | null;
  readonly due_at: Date | null;
};

const FROM = sql`rulemaking.draft p
  left join organizations.v_organization o on o.tenant_id = p.tenant_id and o.id = p.organization_id
  left join lateral (select name from divisions.v_area v where v.path = p.division_path and (v.tenant_id is null or v.tenant_id = p.tenant_id) limit 1) a on true`;
const COLUMNS = sql`p.id, p.case_id, p.number, p.division_path::text as division_path, coalesce(a.name, '') as area, p.organization_id, coalesce(o.name, '') as organization,
  p.kind, p.rule_id, p.rule_key, p.title, p.text, p.parameters, p.citations, p.revision, p.began_on, p.state, p.text_sha256, p.resolution, p.passed_on, p.passed_by,
  p.filing_due, p.filed_on, p.enacted_rule_id, p.enacted_version, p.valid_from, p.given_up_why, p.ended_on, p.due_at`;

export async function findDraft(
  tx: Tx,
  by: { readonly id: string } | { readonly number: string },
): Promise<DraftRow | undefined> {
  const which = "id" in by ? sql`p.id = ${by.id}` : sql`p.number = ${by.number}`;
  const { rows } = await sql<DraftRow>`select ${COLUMNS} from ${FROM} where p.tenant_id = ${tx.tenantId} and ${which}`.execute(
    tx.db,
  );
  return rows[0];
}

/** The same with its row locked: acts on one draft come one after another. */
export async function lockDraft(tx: Tx, id: string): Promise<DraftRow | undefined> {
  await sql`select 1 from rulemaking.draft where tenant_id = ${tx.tenantId} and id = ${id} for update`.execute(tx.db);
  return await findDraft(tx, { id });
}

/** Rows `r` of the draft of a number. */
export function rowsOf(_table: string, number: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`r.number = ${number}`;
}

export type Asked = {
  readonly path: string;
  readonly q?: string | undefined;
  readonly state?: string | undefined;
  readonly before?: string | undefined;
  readonly limit: number;
};

/** The newest first: ids tell the order they were made in. */
export async function listDraftRows(tx: Tx, asked: Asked): Promise<readonly DraftRow[]> {
  const older = asked.before === undefined ? sql`true` : sql`p.id < ${asked.before}::uuid`;
  const { rows } = await sql<DraftRow>`
    select ${COLUMNS} from ${FROM} where ${matching(tx, asked)} and ${older} order by p.id desc limit ${asked.limit}`.execute(
    tx.db,
  );
  return rows;
}

export async function countDrafts(tx: Tx, asked: Asked): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from rulemaking.draft p where ${matching(tx, asked)}`.execute(tx.db);
  return rows[0]?.n ?? 0;
}

function matching(tx: Tx, { path, q, state }: Asked) {
  const words = q === undefined ? sql`true` : sql`position(lower(${q}) in lower(p.title)) > 0`;
  const step = state === undefined ? sql`true` : sql`p.state = ${state}`;
  return sql`p.tenant_id = ${tx.tenantId} and p.division_path <@ ${path}::ltree and ${words} and ${step}`;
}

/** Whose present step was due by an instant, the longest late first. */
export async function listLateDrafts(tx: Tx, path: string, before: Date, limit: number) {
  const { rows } = await sql<Omit<DraftRow, "due_at"> & { readonly due_at: Date }>`
    select ${COLUMNS} from ${FROM} where p.tenant_id = ${tx.tenantId} and p.division_path <@ ${path}::ltree and p.ended_on is null and p.due_at <= ${before}
    order by p.due_at, p.id limit ${limit}`.execute(tx.db);
  return rows;
}

type Earlier = { readonly number: string; readonly kind: string; readonly title: string; readonly ended_on: string };

/** Drafts of a place that ended without force, the newest first. */
export async function listEarlier(tx: Tx, path: string): Promise<readonly Earlier[]> {
  const { rows } = await sql<Earlier>`
    select number, kind, title, ended_on from rulemaking.draft where tenant_id = ${tx.tenantId} and division_path = ${path}::ltree and state in ('given-up', 'returned')
    order by id desc limit 20`.execute(tx.db);
  return rows;
}

/** Whether a rule came into force by its course: its next version does, too. */
export async function hasEnacted(tx: Tx, ruleId: string): Promise<boolean> {
  const { rows } =
    await sql`select 1 from rulemaking.draft where tenant_id = ${tx.tenantId} and enacted_rule_id = ${ruleId} limit 1`.execute(
      tx.db,
    );
  return rows.length > 0;
}

export async function findTitles(tx: Tx, ids: readonly string[]) {
  const { rows } = await sql<Pick<DraftRow, "id" | "number" | "title">>`
    select id, number, title from rulemaking.draft where tenant_id = ${tx.tenantId} and id = any(${[...ids]}::uuid[])`.execute(
    tx.db,
  );
  return rows;
}

export type NewDraft = Pick<
  DraftRow,
  | "id"
  | "case_id"
  | "number"
  | "organization_id"
  | "kind"
  | "rule_id"
  | "rule_key"
  | "title"
  | "text"
  | "parameters"
  | "citations"
  | "began_on"
> & { readonly path: string };

/** Two drafts of one rule under way in a place break on this. */
export const OPEN_CONSTRAINT = "draft_open";

export async function insertDraft(tx: Tx, made: NewDraft): Promise<void> {
  await sql`insert into rulemaking.draft (tenant_id, id, case_id, number, division_path, organization_id, kind, rule_id, rule_key, title, text, parameters, citations, revision, began_on, state)
    values (${tx.tenantId}, ${made.id}, ${made.case_id}, ${made.number}, ${made.path}::ltree, ${made.organization_id}, ${made.kind}, ${made.rule_id}, ${made.rule_key}, ${made.title},
      ${made.text}, ${JSON.stringify(made.parameters)}::jsonb, ${JSON.stringify(made.citations)}::jsonb, 1, ${made.began_on}::date, 'write')`.execute(
    tx.db,
  );
}

export type DraftPatch = Partial<
  Omit<
    DraftRow,
    "id" | "case_id" | "number" | "division_path" | "area" | "organization_id" | "organization" | "kind" | "rule_key" | "began_on"
  >
>;

const JSON_COLUMNS: ReadonlySet<string> = new Set(["parameters", "citations"]);

export async function changeDraft(tx: Tx, id: string, patch: DraftPatch): Promise<void> {
  const sets = Object.entries(patch).map(([column, value]) =>
    JSON_COLUMNS.has(column) ? sql`${sql.ref(column)} = ${JSON.stringify(value)}::jsonb` : sql`${sql.ref(column)} = ${value}`,
  );
  await sql`update rulemaking.draft set ${sql.join(sets)} where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}
