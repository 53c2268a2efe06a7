import { sql, type RawBuilder, type SqlBool } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { Course } from "../domain/course.ts";
import type { Standing } from "../domain/judge-matter.ts";

export type MatterRow = Standing & {
  readonly id: string;
  readonly number: string;
  readonly division_path: string;
  readonly area: string;
  readonly about: string;
  readonly about_title: string;
  readonly title: string;
  readonly words: string;
  readonly organization_id: string;
  readonly organization: string;
  readonly raised_by: string | null;
  readonly initiative_id: string | null;
  readonly raiser: string;
  readonly made_on: string;
  readonly answer: string;
  readonly answered_on: string | null;
  readonly why: string;
  readonly ruling: string;
  readonly ruled_on: string | null;
  readonly report: string;
  readonly righted_on: string | null;
  readonly rule_id: string;
  readonly rule_version: number;
  readonly course: Course;
  /** Null for whoever may not read its words. */
  readonly person_id: string | null;
  readonly complaint: string | null;
};

const COLUMNS = sql`m.id, m.number, m.kind, m.division_path::text as division_path, coalesce(a.name, '') as area, m.about, m.about_title, m.title, m.words, m.organization_id,
  coalesce(o.name, '') as organization, m.raised_by, m.initiative_id, coalesce(r.name, '') as raiser, m.step, m.made_on, m.answer_due, m.answer, m.answered_on, m.upward_on, m.upward_due,
  m.why, m.upheld, m.ruling, m.ruled_on, m.order_due, m.report, m.righted_on, m.rule_id, m.rule_version, m.course, p.person_id, p.complaint`;
const FROM = sql`supervision.matter m
  left join supervision.complaint_personal p on p.tenant_id = m.tenant_id and p.matter_id = m.id
  left join organizations.v_organization o on o.tenant_id = m.tenant_id and o.id = m.organization_id
  left join organizations.v_organization r on r.tenant_id = m.tenant_id and r.id = m.raised_by
  left join lateral (select name from divisions.v_area v where v.path = m.division_path and (v.tenant_id is null or v.tenant_id = m.tenant_id) limit 1) a on true`;

/** Rows of a condition on `m`, the newest first: ids tell the order they were made in. */
export async function selectMatters(tx: Tx, where: RawBuilder<unknown>, limit: number): Promise<readonly MatterRow[]> {
  const { rows } = await sql<MatterRow>`
    select ${COLUMNS} from ${FROM} where m.tenant_id = ${tx.tenantId} and ${where} order by m.id desc limit ${limit}`.execute(
    tx.db,
  );
  return rows;
}

export async function countMatters(tx: Tx, where: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from supervision.matter m where m.tenant_id = ${tx.tenantId} and ${where}`.execute(tx.db);
  return rows[0]?.n ?? 0;
}

/** Locked: its steps are taken one after another. */
export async function lockMatter(tx: Tx, id: string): Promise<MatterRow | undefined> {
  await sql`select 1 from supervision.matter where tenant_id = ${tx.tenantId} and id = ${id} for update`.execute(tx.db);
  const [row] = await selectMatters(tx, sql`m.id = ${id}`, 1);
  return row;
}

export type NewMatter = Pick<
  MatterRow,
  | "id"
  | "number"
  | "kind"
  | "division_path"
  | "about"
  | "about_title"
  | "title"
  | "words"
  | "organization_id"
  | "raised_by"
  | "initiative_id"
  | "step"
  | "made_on"
  | "answer_due"
  | "upward_on"
  | "upward_due"
  | "rule_id"
  | "rule_version"
  | "course"
>;

export async function insertMatter(tx: Tx, { course, ...made }: NewMatter): Promise<void> {
  const row = { ...made, course: JSON.stringify(course) };
  const columns = Object.keys(row).map((column) => sql.ref(column));
  await sql`insert into supervision.matter (tenant_id, ${sql.join(columns)})
    values (${tx.tenantId}, ${sql.join(Object.values(row))})`.execute(tx.db);
}

/** @param path the township's: nobody of the place complained of reads it */
export async function insertComplaint(
  tx: Tx,
  made: { readonly matterId: string; readonly path: string; readonly personId: string; readonly words: string },
): Promise<void> {
  await sql`insert into supervision.complaint_personal (tenant_id, matter_id, division_path, person_id, complaint)
    values (${tx.tenantId}, ${made.matterId}, ${made.path}::ltree, ${made.personId}, ${made.words})`.execute(tx.db);
}

export type MatterPatch = Partial<
  Pick<
    MatterRow,
    | "step"
    | "answer"
    | "answered_on"
    | "upward_on"
    | "upward_due"
    | "why"
    | "upheld"
    | "ruling"
    | "ruled_on"
    | "order_due"
    | "report"
    | "righted_on"
  >
>;

export async function changeMatter(tx: Tx, id: string, patch: MatterPatch): Promise<void> {
  const sets = Object.entries(patch).map(([column, value]) => sql`${sql.ref(column)} = ${value}`);
  await sql`update supervision.matter set ${sql.join(sets)} where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}

/** Rows `r` of the capability's own tables about the matter, appraisal or audit of a number. */
export function rowsOf(table: string, number: string): RawBuilder<SqlBool> {
  if (table === "appraised")
    return sql`r.appraisal_id in (select id from supervision.appraisal x where x.tenant_id = r.tenant_id and x.number = ${number})`;
  if (table === "finding")
    return sql`r.audit_id in (select id from supervision.audit x where x.tenant_id = r.tenant_id and x.number = ${number})`;
  return sql`r.number = ${number}`;
}

/** How many complaints of theirs the township still looks into. */
export async function countOwnOpen(tx: Tx, personId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from supervision.matter m join supervision.complaint_personal p on p.tenant_id = m.tenant_id and p.matter_id = m.id
    where m.tenant_id = ${tx.tenantId} and m.step = 'upward' and p.person_id = ${personId}`.execute(tx.db);
  return rows[0]?.n ?? 0;
}

/** What followed an initiative. */
export async function findAskedFor(tx: Tx, initiativeId: string): Promise<string | undefined> {
  const { rows } = await sql<{ number: string }>`
    select number from supervision.matter where tenant_id = ${tx.tenantId} and initiative_id = ${initiativeId}`.execute(tx.db);
  return rows[0]?.number;
}
