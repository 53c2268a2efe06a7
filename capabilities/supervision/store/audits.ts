import { sql, type RawBuilder } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { legalDaySql } from "#platform/legal-day.ts";
import type { COVERS } from "../domain/audit.ts";

export type AuditRow = {
  readonly id: string;
  readonly number: string;
  readonly kind: "term" | "exit";
  readonly division_path: string;
  readonly area: string;
  readonly organization_id: string;
  readonly organization: string;
  readonly person_id: string;
  readonly post_id: string;
  readonly holder: string;
  readonly title: string;
  readonly because_on: string;
  readonly due_on: string;
  readonly opened_on: string;
  readonly ordered_by: "township" | "county-agriculture" | "county-finance" | null;
  readonly made_by: string;
  readonly covers_from: string | null;
  readonly covers_to: string | null;
  readonly versions: number;
  readonly why: string;
  readonly published_on: string | null;
  /** The post ended by a mistake and was given back. */
  readonly withdrawn_on: string | null;
  readonly rule_id: string;
  readonly rule_version: number;
  readonly finding_days: number;
  /** Findings without an answer, and those of them whose day has passed. */
  readonly open_findings: number;
  readonly late_findings: number;
} & { readonly [Part in (typeof COVERS)[number]]: string };

const columnsOf = (
  tx: Tx,
) => sql`x.id, x.number, x.kind, x.division_path::text as division_path, coalesce(a.name, '') as area, x.organization_id,
  coalesce(o.name, '') as organization, x.person_id, x.post_id, x.holder, x.title, x.because_on, x.due_on, x.opened_on, x.ordered_by, x.made_by, x.covers_from, x.covers_to,
  x.finance, x.debts, x.funds, x.works, x.assets, x.asked, x.versions, x.why, x.published_on, x.withdrawn_on, x.rule_id, x.rule_version, x.finding_days,
  coalesce(f.open_findings, 0) as open_findings, coalesce(f.late_findings, 0) as late_findings
  from supervision.audit x
  left join organizations.v_organization o on o.tenant_id = x.tenant_id and o.id = x.organization_id
  left join lateral (select count(*)::int as open_findings, (count(*) filter (where answer_due < ${legalDaySql(tx.now)}))::int as late_findings
    from supervision.finding where tenant_id = x.tenant_id and audit_id = x.id and answered_on is null) f on true
  left join lateral (select name from divisions.v_area v where v.path = x.division_path and (v.tenant_id is null or v.tenant_id = x.tenant_id) limit 1) a on true`;

/** Of a condition on `x`, those opened last first. */
export async function selectAudits(tx: Tx, where: RawBuilder<unknown>, limit: number): Promise<readonly AuditRow[]> {
  const { rows } = await sql<AuditRow>`
    select ${columnsOf(tx)} where x.tenant_id = ${tx.tenantId} and ${where} order by x.id desc limit ${limit}`.execute(tx.db);
  return rows;
}

export async function countAudits(tx: Tx, where: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from supervision.audit x where x.tenant_id = ${tx.tenantId} and ${where}`.execute(tx.db);
  return rows[0]?.n ?? 0;
}

/** Locked: its versions and answers come one after another. */
export async function lockAudit(tx: Tx, id: string): Promise<AuditRow | undefined> {
  await sql`select 1 from supervision.audit where tenant_id = ${tx.tenantId} and id = ${id} for update`.execute(tx.db);
  return (await selectAudits(tx, sql`x.id = ${id}`, 1))[0];
}

export type Ended = {
  readonly kind: "term" | "exit";
  readonly post_id: string;
  readonly person_id: string;
  readonly organization_id: string;
  readonly path: string;
  readonly holder: string;
  readonly title: string;
  /** The legal day the post or its term ended: its last one. */
  readonly ended_on: string;
};

/** When the last legal day of a post is: what ends at 24:00 ends that day. */
const LAST_DAY = sql`((p.valid_to - interval '1 millisecond') at time zone 'Asia/Shanghai')::date`;

/**
 * Posts of some kinds of bodies that ended, or whose term ended while they were held, since a rule asks for an audit of it, and that have none
 * yet. A post that ended with its term is audited once, as it was left.
 */
export async function findEnded(tx: Tx, kinds: readonly string[], limit: number): Promise<readonly Ended[]> {
  const since = sql`(select min(v.valid_from) from rules.v_version v where v.tenant_id = o.tenant_id and v.key = 'supervision.audit' and v.division_path @> o.division_path)`;
  const { rows } = await sql<Ended>`
    select e.kind, e.post_id, e.person_id, e.organization_id, e.path, coalesce(n.name, '') as holder, e.title, e.ended_on from (
      select 'exit' as kind, p.id as post_id, p.person_id, o.id as organization_id, o.division_path::text as path, p.title, ${LAST_DAY} as ended_on
      from organizations.v_post p join organizations.v_organization o on o.tenant_id = p.tenant_id and o.id = p.organization_id
      where p.tenant_id = ${tx.tenantId} and o.kind = any(${[...kinds]}::text[]) and p.valid_to <= ${tx.now} and p.valid_to > p.valid_from and ${LAST_DAY} >= ${since}
      union all
      select 'term', p.id, p.person_id, o.id, o.division_path::text, p.title, t.term_to
      from organizations.v_term t join organizations.v_organization o on o.tenant_id = t.tenant_id and o.id = t.organization_id
      join organizations.v_post p on p.tenant_id = o.tenant_id and p.organization_id = o.id
      where t.tenant_id = ${tx.tenantId} and o.kind = any(${[...kinds]}::text[]) and t.term_to < ${legalDaySql(tx.now)} and t.term_to >= ${since}
        and not exists (select 1 from organizations.v_term l where l.tenant_id = t.tenant_id and l.organization_id = t.organization_id
          and l.term_from = t.term_from and l.version > t.version)
        and (p.valid_from at time zone 'Asia/Shanghai')::date <= t.term_to and (p.valid_to is null or ${LAST_DAY} > t.term_to)) e
    left join register.v_person_name n on n.tenant_id = ${tx.tenantId} and n.person_id = e.person_id
    where not exists (select 1 from supervision.audit x where x.tenant_id = ${tx.tenantId} and x.post_id = e.post_id and x.kind = e.kind and x.because_on = e.ended_on and x.withdrawn_on is null)
    order by e.ended_on, e.post_id limit ${limit}`.execute(tx.db);
  return rows;
}

export type NewAudit = Pick<
  AuditRow,
  | "id"
  | "number"
  | "kind"
  | "division_path"
  | "organization_id"
  | "person_id"
  | "post_id"
  | "holder"
  | "title"
  | "because_on"
  | "due_on"
  | "opened_on"
  | "rule_id"
  | "rule_version"
  | "finding_days"
>;

/** @returns whether it is new */
export async function insertAudit(tx: Tx, made: NewAudit): Promise<boolean> {
  const columns = Object.keys(made).map((column) => sql.ref(column));
  const { rows } = await sql`insert into supervision.audit (tenant_id, ${sql.join(columns)})
    values (${tx.tenantId}, ${sql.join(Object.values(made))}) on conflict (tenant_id, post_id, kind, because_on) where withdrawn_on is null do nothing returning 1`.execute(
    tx.db,
  );
  return rows.length === 1;
}

export type AuditPatch = Partial<
  Pick<
    AuditRow,
    "ordered_by" | "made_by" | "covers_from" | "covers_to" | "versions" | "why" | "published_on" | (typeof COVERS)[number]
  >
>;

export async function changeAudit(tx: Tx, id: string, patch: AuditPatch): Promise<void> {
  const sets = Object.entries(patch).map(([column, value]) => sql`${sql.ref(column)} = ${value}`);
  await sql`update supervision.audit set ${sql.join(sets)} where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}

/** What was left by a mistake needs no audit: those of a post whose report is not public yet. */
export async function withdrawExitAudits(tx: Tx, postId: string): Promise<void> {
  await sql`update supervision.audit set withdrawn_on = ${legalDaySql(tx.now)}
    where tenant_id = ${tx.tenantId} and post_id = ${postId} and kind = 'exit' and published_on is null and withdrawn_on is null`.execute(
    tx.db,
  );
}
