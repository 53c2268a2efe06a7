import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { REVIEW_OUTCOMES } from "../contract/rule-views.ts";

export type ReviewRow = {
  readonly id: string;
  readonly rule_id: string;
  readonly division_path: string;
  readonly organization: string;
  readonly due_on: string;
  readonly done_on: string | null;
  readonly outcome: (typeof REVIEW_OUTCOMES)[number] | null;
  readonly findings: string;
};

function select(tx: Tx) {
  return sql`select v.id, v.rule_id, v.division_path::text as division_path, o.name as organization, v.due_on, v.done_on, v.outcome, v.findings
    from rules.review v join organizations.v_organization o on o.tenant_id = v.tenant_id and o.id = v.organization_id
    where v.tenant_id = ${tx.tenantId}`;
}

/** Years of reviews; a rule is looked at again once in some years. */
const MOST = 50;

/** Of a rule, the one that is due first, then those made, the newest first. */
export async function findReviews(tx: Tx, ruleId: string): Promise<readonly ReviewRow[]> {
  const { rows } = await sql<ReviewRow>`
    ${select(tx)} and v.rule_id = ${ruleId} order by v.done_on desc nulls first, v.id desc limit ${MOST}`.execute(tx.db);
  return rows;
}

export async function findReview(tx: Tx, id: string): Promise<ReviewRow | undefined> {
  return (await sql<ReviewRow>`${select(tx)} and v.id = ${id} for update of v`.execute(tx.db)).rows[0];
}

export type ReviewToSet = {
  readonly id: string;
  readonly ruleId: string;
  readonly path: string;
  readonly organizationId: string;
  readonly dueOn: string;
  readonly setOn: string;
};

/** Sets a review, or the one that is due anew. @returns its id. */
export async function upsertReview(tx: Tx, made: ReviewToSet): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into rules.review (tenant_id, id, rule_id, division_path, organization_id, due_on, set_on)
    values (${tx.tenantId}, ${made.id}, ${made.ruleId}, ${made.path}::ltree, ${made.organizationId}, ${made.dueOn}::date, ${made.setOn}::date)
    on conflict (tenant_id, rule_id) where done_on is null
    do update set organization_id = excluded.organization_id, due_on = excluded.due_on, set_on = excluded.set_on returning id`.execute(
    tx.db,
  );
  return rows[0]?.id ?? made.id;
}

export async function closeReview(
  tx: Tx,
  {
    id,
    outcome,
    findings,
    on,
  }: { readonly id: string; readonly outcome: string; readonly findings: string; readonly on: string },
): Promise<void> {
  await sql`update rules.review set done_on = ${on}::date, outcome = ${outcome}, findings = ${findings}
    where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}

export type LateReview = {
  readonly rule_id: string;
  readonly title: string;
  readonly area: string;
  readonly organization: string;
  readonly due_on: string;
};

/** Reviews of rules in an area whose day was before today. */
export async function listLateReviews(tx: Tx, path: string, today: string, limit: number): Promise<readonly LateReview[]> {
  const { rows } = await sql<LateReview>`
    select v.rule_id, r.title, coalesce(d.name, '') as area, o.name as organization, v.due_on
    from rules.review v join rules.rule r on r.tenant_id = v.tenant_id and r.id = v.rule_id
    join organizations.v_organization o on o.tenant_id = v.tenant_id and o.id = v.organization_id
    left join lateral (select name from divisions.v_area a where a.path = v.division_path and (a.tenant_id is null or a.tenant_id = v.tenant_id) limit 1) d on true
    where v.tenant_id = ${tx.tenantId} and v.division_path <@ ${path}::ltree and v.done_on is null and v.due_on < ${today}::date
    order by v.due_on, v.id limit ${limit}`.execute(tx.db);
  return rows;
}
