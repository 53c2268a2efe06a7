import { sql, type RawBuilder } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { legalDaySql } from "#platform/legal-day.ts";
import type { Outcome } from "../domain/appraise.ts";

export type AppraisalRow = {
  readonly id: string;
  readonly number: string;
  readonly division_path: string;
  readonly area: string;
  readonly organization_id: string;
  readonly organization: string;
  readonly presided_by: string | null;
  readonly presiding: string;
  readonly year: number;
  readonly session: number;
  readonly opened_on: string;
  readonly due_on: string;
  /** Kinds of meetings that may judge. */
  readonly kinds: readonly string[];
  readonly in_a_row: number;
  readonly held_on: string | null;
  readonly done_on: string | null;
  readonly versions: number;
  readonly why: string;
  readonly rule_id: string;
  readonly rule_version: number;
};

const COLUMNS = sql`x.id, x.number, x.division_path::text as division_path, coalesce(a.name, '') as area, x.organization_id, coalesce(o.name, '') as organization,
  x.presided_by, coalesce(s.name, '') as presiding, x.year, x.session, x.opened_on, x.due_on, x.kinds, x.in_a_row, x.held_on, x.done_on, x.versions, x.why, x.rule_id, x.rule_version`;
const FROM = sql`supervision.appraisal x
  left join organizations.v_organization o on o.tenant_id = x.tenant_id and o.id = x.organization_id
  left join organizations.v_organization s on s.tenant_id = x.tenant_id and s.id = x.presided_by
  left join lateral (select name from divisions.v_area v where v.path = x.division_path and (v.tenant_id is null or v.tenant_id = x.tenant_id) limit 1) a on true`;

/** Of a condition on `x`, the newest year first. */
export async function selectAppraisals(tx: Tx, where: RawBuilder<unknown>, limit: number): Promise<readonly AppraisalRow[]> {
  const { rows } = await sql<AppraisalRow>`select ${COLUMNS} from ${FROM} where x.tenant_id = ${tx.tenantId} and ${where}
    order by x.year desc, x.division_path, x.session desc limit ${limit}`.execute(tx.db);
  return rows;
}

/** Locked: results of one appraisal are taken down one after another. */
export async function lockAppraisal(tx: Tx, id: string): Promise<AppraisalRow | undefined> {
  await sql`select 1 from supervision.appraisal where tenant_id = ${tx.tenantId} and id = ${id} for update`.execute(tx.db);
  return (await selectAppraisals(tx, sql`x.id = ${id}`, 1))[0];
}

/** Whoever opens the same one at the same moment finds this one by `latestOf`. */
export async function insertAppraisal(
  tx: Tx,
  made: Pick<
    AppraisalRow,
    | "id"
    | "number"
    | "division_path"
    | "organization_id"
    | "presided_by"
    | "year"
    | "session"
    | "opened_on"
    | "due_on"
    | "kinds"
    | "in_a_row"
    | "rule_id"
    | "rule_version"
  >,
): Promise<void> {
  const row = { ...made, kinds: sql`${[...made.kinds]}::text[]` };
  const columns = Object.keys(row).map((column) => sql.ref(column));
  await sql`insert into supervision.appraisal (tenant_id, ${sql.join(columns)})
    values (${tx.tenantId}, ${sql.join(Object.values(row))}) on conflict (tenant_id, organization_id, year, session) do nothing`.execute(
    tx.db,
  );
}

export async function changeAppraisal(
  tx: Tx,
  id: string,
  patch: Partial<Pick<AppraisalRow, "held_on" | "done_on" | "versions" | "why">>,
): Promise<void> {
  const sets = Object.entries(patch).map(([column, value]) => sql`${sql.ref(column)} = ${value}`);
  await sql`update supervision.appraisal set ${sql.join(sets)} where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}

/** The newest of a year, locked. */
export async function latestOf(tx: Tx, organizationId: string, year: number): Promise<AppraisalRow | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from supervision.appraisal where tenant_id = ${tx.tenantId} and organization_id = ${organizationId} and year = ${year}
    order by session desc limit 1 for update`.execute(tx.db);
  return rows[0] === undefined ? undefined : (await selectAppraisals(tx, sql`x.id = ${rows[0].id}`, 1))[0];
}

export type LateAppraisal = {
  readonly path: string;
  readonly area: string;
  readonly organization: string;
  readonly who: string;
  readonly due_by: string;
  /** The first day a rule asked for it here. */
  readonly since: string;
  /** The newest year that was finished. */
  readonly last: number | null;
};

/** Village committees of a place and its parts with the rule each is under; whoever calls says which of them are late. */
export async function findYearly(
  tx: Tx,
  kinds: readonly string[],
  path: string,
  limit: number,
): Promise<readonly LateAppraisal[]> {
  const today = legalDaySql(tx.now);
  const { rows } = await sql<LateAppraisal>`
    select o.division_path::text as path, coalesce(a.name, '') as area, o.name as organization, coalesce(s.name, '') as who, r.parameters->>'dueBy' as due_by,
      greatest(f.since, o.valid_from) as since,
      (select max(year) from supervision.appraisal x where x.tenant_id = o.tenant_id and x.organization_id = o.id and x.done_on is not null) as last
    from organizations.v_organization o
    cross join lateral (select parameters from rules.v_version v where v.tenant_id = o.tenant_id and v.key = 'supervision.appraisal'
      and v.division_path @> o.division_path and v.valid_from <= ${today} and (v.valid_to is null or v.valid_to > ${today})
      order by nlevel(v.division_path) desc limit 1) r
    cross join lateral (select min(valid_from) as since from rules.v_version v where v.tenant_id = o.tenant_id and v.key = 'supervision.appraisal'
      and v.division_path @> o.division_path) f
    left join lateral (select name from divisions.v_area v where v.path = o.division_path and (v.tenant_id is null or v.tenant_id = o.tenant_id) limit 1) a on true
    left join lateral (select name from organizations.v_organization b where b.tenant_id = o.tenant_id and b.kind = 'supervision-committee'
      and b.division_path = o.division_path and b.valid_from <= ${today} and (b.valid_to is null or b.valid_to > ${today}) order by b.valid_from, b.id limit 1) s on true
    where o.tenant_id = ${tx.tenantId} and o.kind = any(${[...kinds]}::text[]) and o.division_path <@ ${path}::ltree
      and o.valid_from <= ${today} and (o.valid_to is null or o.valid_to > ${today})
      and exists (select 1 from organizations.v_post p where p.tenant_id = o.tenant_id and p.organization_id = o.id and p.valid_from <= ${tx.now}
        and (p.valid_to is null or p.valid_to > ${tx.now}))
    order by o.division_path limit ${limit}`.execute(tx.db);
  return rows;
}

export type AppraisedRow = {
  readonly id: string;
  readonly number: string;
  readonly appraisal_id: string;
  readonly person_id: string;
  readonly post_id: string;
  readonly holder: string;
  readonly title: string;
  readonly left_on: string | null;
  readonly meeting_id: string | null;
  readonly outcome: Outcome | null;
  readonly competent: number | null;
  readonly incompetent: number | null;
  readonly abstain: number | null;
  readonly invalid: number | null;
  readonly ended_on: string | null;
};

const MEMBER = sql`m.id, m.number, m.appraisal_id, m.person_id, m.post_id, m.holder, m.title, m.left_on, m.meeting_id, m.outcome, m.competent, m.incompetent, m.abstain,
  m.invalid, m.ended_on`;

/** In the order they were entered in, which is that of their posts. */
export async function selectAppraised(tx: Tx, where: RawBuilder<unknown>): Promise<readonly AppraisedRow[]> {
  const { rows } = await sql<AppraisedRow>`
    select ${MEMBER} from supervision.appraised m where m.tenant_id = ${tx.tenantId} and ${where} order by m.id`.execute(tx.db);
  return rows;
}

/** Everything said of one post, in the order of the appraisals. */
export async function historyOf(tx: Tx, postId: string): Promise<readonly (AppraisedRow & { readonly outcome: Outcome })[]> {
  const { rows } = await sql<AppraisedRow & { readonly outcome: Outcome }>`
    select ${MEMBER} from supervision.appraised m join supervision.appraisal x on x.tenant_id = m.tenant_id and x.id = m.appraisal_id
    where m.tenant_id = ${tx.tenantId} and m.post_id = ${postId} and m.outcome is not null order by x.year, x.session`.execute(
    tx.db,
  );
  return rows;
}

export async function insertAppraised(
  tx: Tx,
  path: string,
  made: Pick<AppraisedRow, "id" | "number" | "appraisal_id" | "person_id" | "post_id" | "holder" | "title">,
): Promise<void> {
  await sql`insert into supervision.appraised (tenant_id, id, number, appraisal_id, division_path, person_id, post_id, holder, title)
    values (${tx.tenantId}, ${made.id}, ${made.number}, ${made.appraisal_id}, ${path}::ltree, ${made.person_id}, ${made.post_id}, ${made.holder}, ${made.title})
    on conflict (tenant_id, appraisal_id, person_id) do nothing`.execute(tx.db);
}

export async function changeAppraised(
  tx: Tx,
  id: string,
  patch: Partial<
    Pick<AppraisedRow, "left_on" | "meeting_id" | "outcome" | "competent" | "incompetent" | "abstain" | "invalid" | "ended_on">
  >,
): Promise<void> {
  const sets = Object.entries(patch).map(([column, value]) => sql`${sql.ref(column)} = ${value}`);
  await sql`update supervision.appraised set ${sql.join(sets)} where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}

export type Member = { readonly person_id: string; readonly post_id: string; readonly holder: string; readonly title: string };

/** Who holds a public post of a body now, each once, under the post they hold longest. */
export async function findMembers(tx: Tx, organizationId: string): Promise<readonly Member[]> {
  const { rows } = await sql<Member>`
    select person_id, post_id, holder, title from (
      select distinct on (p.person_id) p.person_id, p.id as post_id, n.public_name as holder, p.title, p.valid_from from organizations.v_post p
      join register.v_person n on n.tenant_id = p.tenant_id and n.id = p.person_id
      where p.tenant_id = ${tx.tenantId} and p.organization_id = ${organizationId} and coalesce(n.public_name, '') <> ''
        and p.valid_from <= ${tx.now} and (p.valid_to is null or p.valid_to > ${tx.now})
      order by p.person_id, p.valid_from, p.id) m
    order by valid_from, post_id limit 50`.execute(tx.db);
  return rows;
}
