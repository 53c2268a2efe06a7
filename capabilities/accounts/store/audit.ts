import { sql, type RawBuilder, type SqlBool } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { endOfLegalDay, startOfLegalDay } from "#platform/legal-day.ts";

export type AuditPosition = { readonly at: string; readonly id: string };

type Days = { readonly from?: string; readonly to?: string };
type Wanted = { readonly after: AuditPosition | undefined; readonly most: number };
/** Acts nobody does but in office: whoever does anything else does it as anybody may, and is not named. */
export type InOffice = { readonly inOffice: readonly string[] };

export type WhoRow = {
  /** It was done in office; otherwise nothing below is to be shown. */
  readonly official: boolean;
  readonly known: boolean;
  readonly organization: string;
  readonly title: string;
  /** The public name of whoever holds or held a post; nobody else has one. */
  readonly public_name: string;
};

export type AuditRow = WhoRow & {
  readonly id: string;
  readonly at: Date;
  readonly action: string;
  readonly outcome: string;
  readonly subject: string | null;
};

export type AuditFilterOf = Days & {
  readonly q?: string;
  readonly capability?: string;
  readonly action?: string;
  readonly outcome?: "done" | "read" | "refused";
  readonly subject?: string;
};

export async function findAudit(
  tx: Tx,
  filter: AuditFilterOf,
  { after, most, inOffice }: Wanted & InOffice,
): Promise<readonly AuditRow[]> {
  const { q = "", capability = "", action = "", outcome, subject = "" } = filter;
  const official = sql<SqlBool>`(r.actor_post is not null or r.outcome <> 'done' or r.action = any(${[...inOffice]}::text[]))`;
  const conditions = [
    ...within(filter, after),
    ...(q === "" ? [] : [official, doneBy(tx, q, ACTOR)]),
    ...(capability === "" ? [] : [sql<SqlBool>`starts_with(r.action, ${`${capability}/`})`]),
    ...(action === "" ? [] : [sql<SqlBool>`r.action = ${action}`]),
    ...(subject === "" ? [] : [sql<SqlBool>`r.subject = ${subject}`]),
    ...(outcome === undefined
      ? []
      : [outcome === "refused" ? sql<SqlBool>`r.outcome not in ('done', 'read')` : sql<SqlBool>`r.outcome = ${outcome}`]),
  ];
  const { rows } = await sql<AuditRow>`
    select r.id, r.at, r.action, r.outcome, r.subject, ${official} as official,
      r.actor_account is not null or r.actor_person is not null as known, ${WHO}
    from platform.audit r ${whoOf(ACTOR)}
    where r.tenant_id = ${tx.tenantId} ${all(conditions)} order by r.at desc, r.id desc limit ${most}`.execute(tx.db);
  return rows;
}

export type AuditedReadingRow = WhoRow & {
  readonly id: string;
  readonly at: Date;
  readonly person_id: string;
  readonly name: string;
  readonly what: string;
  readonly purpose: string;
};

export async function findAuditedReadings(
  tx: Tx,
  filter: Days & { readonly q?: string; readonly personId?: string },
  { after, most }: Wanted,
): Promise<readonly AuditedReadingRow[]> {
  const { q = "", personId } = filter;
  const conditions = [
    ...within(filter, after),
    ...(q === "" ? [] : [doneBy(tx, q, READER)]),
    ...(personId === undefined ? [] : [sql<SqlBool>`r.subject_person = ${personId}::uuid`]),
  ];
  const { rows } = await sql<AuditedReadingRow>`
    select r.id, r.at, r.subject_person as person_id, coalesce(s.name, '') as name, r.what, r.purpose, true as official, true as known, ${WHO}
    from platform.access_log r ${whoOf(READER)}
    left join register.v_person_name s on s.tenant_id = r.tenant_id and s.person_id = r.subject_person
    where r.tenant_id = ${tx.tenantId} ${all(conditions)} order by r.at desc, r.id desc limit ${most}`.execute(tx.db);
  return rows;
}

type Columns = { readonly person: string; readonly post: string };
const ACTOR: Columns = { person: "actor_person", post: "actor_post" };
const READER: Columns = { person: "reader_person", post: "reader_post" };

const WHO = sql`coalesce(o.name, '') as organization, coalesce(p.title, '') as title, coalesce(n.public_name, '') as public_name`;

/** Under the post that was written down, else under one they held then. */
function whoOf({ person, post }: Columns) {
  return sql`left join organizations.v_post p on p.tenant_id = r.tenant_id and p.id = coalesce(${sql.ref(`r.${post}`)},
      (select v.id from organizations.v_post v where v.tenant_id = r.tenant_id and v.person_id = ${sql.ref(`r.${person}`)}
        and v.valid_from <= r.at and (v.valid_to is null or v.valid_to > r.at) order by v.valid_from, v.id limit 1))
    left join organizations.v_organization o on o.tenant_id = r.tenant_id and o.id = p.organization_id
    left join register.v_person n on n.tenant_id = r.tenant_id and n.id = ${sql.ref(`r.${person}`)}`;
}

function within({ from = "", to = "" }: Days, after: AuditPosition | undefined): RawBuilder<SqlBool>[] {
  return [
    ...(from === "" ? [] : [sql<SqlBool>`r.at >= ${startOfLegalDay(from)}`]),
    ...(to === "" ? [] : [sql<SqlBool>`r.at < ${endOfLegalDay(to)}`]),
    ...(after === undefined ? [] : [sql<SqlBool>`(r.at, r.id) < (${after.at}::timestamptz, ${after.id}::uuid)`]),
  ];
}

/** By an official's public name, or the title or unit of a post it may have been done under. */
function doneBy(tx: Tx, q: string, { person, post }: Columns) {
  return sql<SqlBool>`(${sql.ref(`r.${person}`)} in (select v.id from register.v_person v
      where v.tenant_id = ${tx.tenantId} and v.public_name <> '' and strpos(v.public_name, ${q}) > 0)
    or exists (select from organizations.v_post v join organizations.v_organization g on g.tenant_id = v.tenant_id and g.id = v.organization_id
      where v.tenant_id = ${tx.tenantId} and strpos(g.name || ' ' || v.title, ${q}) > 0
        and (v.id = ${sql.ref(`r.${post}`)} or (${sql.ref(`r.${post}`)} is null and v.person_id = ${sql.ref(`r.${person}`)}
          and v.valid_from <= r.at and (v.valid_to is null or v.valid_to > r.at)))))`;
}

function all(conditions: readonly RawBuilder<SqlBool>[]) {
  return conditions.length === 0 ? sql`` : sql`and ${sql.join(conditions, sql` and `)}`;
}
