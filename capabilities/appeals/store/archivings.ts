import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { ArchivedFacts } from "../domain/archive-lines.ts";

export type ArchivingRow = {
  readonly id: string;
  readonly division_path: string;
  readonly state: "running" | "stopped" | "done";
  readonly started_by_post: string;
  readonly started_at: Date;
  readonly closed_before: string;
  readonly rule_version: number;
  readonly turn: number;
  readonly first_raised: Date | null;
  readonly after_raised: Date | null;
  readonly after_id: string | null;
  readonly looked: number;
  readonly archived: number;
  readonly roots: Uint8Array;
  readonly frontier: Uint8Array;
  readonly ended_at: Date | null;
};

const COLUMNS =
  sql.raw(`g.id, g.division_path::text, g.state, g.started_by_post, g.started_at, g.closed_before::text, g.rule_version, g.turn, g.first_raised,
  g.after_raised, g.after_id, g.looked, g.archived, g.roots, g.frontier, g.ended_at`);
const MOST_LISTED = 50;

export async function insertArchiving(
  tx: Tx,
  row: Pick<ArchivingRow, "id" | "division_path" | "started_by_post" | "closed_before" | "rule_version">,
): Promise<boolean> {
  const { rows } = await sql`
    insert into appeals.archiving (tenant_id, id, division_path, state, started_by_post, started_at, closed_before, rule_version)
    values (${tx.tenantId}, ${row.id}, ${row.division_path}, 'running', ${row.started_by_post}, ${tx.now}, ${row.closed_before}, ${row.rule_version})
    on conflict do nothing returning 1`.execute(tx.db);
  return rows.length > 0;
}

export async function findArchiving(tx: Tx, id: string): Promise<ArchivingRow | undefined> {
  const { rows } = await sql<ArchivingRow>`
    select ${COLUMNS} from appeals.archiving g where g.tenant_id = ${tx.tenantId} and g.id = ${id}`.execute(tx.db);
  return rows[0];
}

/** Under a row lock: whoever stops it waits for the step it is at, and no longer. */
export async function lockArchiving(tx: Tx, id: string): Promise<ArchivingRow | undefined> {
  const { rows } = await sql<ArchivingRow>`
    select ${COLUMNS} from appeals.archiving g where g.tenant_id = ${tx.tenantId} and g.id = ${id} for update`.execute(tx.db);
  return rows[0];
}

export type ListedArchiving = ArchivingRow & { readonly unit: string; readonly post: string };

export async function listArchivingRows(tx: Tx): Promise<readonly ListedArchiving[]> {
  const { rows } = await sql<ListedArchiving>`
    select ${COLUMNS}, coalesce(o.name, '') as unit, coalesce(p.title, '') as post from appeals.archiving g
    left join organizations.v_post p on p.tenant_id = g.tenant_id and p.id = g.started_by_post
    left join organizations.v_organization o on o.tenant_id = g.tenant_id and o.id = p.organization_id
    where g.tenant_id = ${tx.tenantId} order by g.id desc limit ${MOST_LISTED}`.execute(tx.db);
  return rows;
}

/** What of the ended ones is on the record, by id. */
export async function findEnded(
  tx: Tx,
  which: { readonly subjects: readonly string[] } | { readonly after: string; readonly limit: number },
): Promise<readonly ArchivingRow[]> {
  const chosen =
    "subjects" in which
      ? sql`g.id::text = any(${[...which.subjects]}::text[]) order by g.id`
      : sql`g.id::text > ${which.after} order by g.id::text limit ${which.limit}`;
  const { rows } = await sql<ArchivingRow>`
    select ${COLUMNS} from appeals.archiving g where g.tenant_id = ${tx.tenantId} and g.state = 'done' and ${chosen}`.execute(
    tx.db,
  );
  return rows;
}

export type ArchivingPatch = Partial<
  Pick<
    ArchivingRow,
    "state" | "turn" | "first_raised" | "after_raised" | "after_id" | "looked" | "archived" | "roots" | "frontier" | "ended_at"
  >
>;

export async function changeArchiving(tx: Tx, id: string, patch: ArchivingPatch): Promise<void> {
  const sets = Object.entries(patch).map(
    ([column, value]) => sql`${sql.ref(column)} = ${value instanceof Uint8Array ? Buffer.from(value) : value}`,
  );
  await sql`update appeals.archiving set ${sql.join(sets)} where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}

export type Looked = { readonly id: string; readonly raised_at: Date };

/** The next closed ones in the order they were raised. Walks `appeal_list`, so that a step costs the same at a thousand and at a million. */
export async function lookOn(tx: Tx, row: ArchivingRow, most: number): Promise<readonly Looked[]> {
  const beyond =
    row.after_raised === null ? sql`true` : sql`(a.raised_at, a.id) > (${row.after_raised}::timestamptz, ${row.after_id}::uuid)`;
  const { rows } = await sql<Looked>`
    select a.id, a.raised_at from appeals.appeal a
    where a.tenant_id = ${tx.tenantId} and a.state in ('closed', 'withdrawn') and a.raised_at < ${startOf(row.closed_before)} and ${beyond}
    order by a.raised_at, a.id limit ${most}`.execute(tx.db);
  return rows;
}

/**
 * Those of them that are to be archived, under row locks: closed in time, kept from nobody (an archiving's reader would see by a line
 * without words that there is something of which they are not told), and waiting for no review and no report of retaliation. What
 * somebody is at work on at this moment is left for the next archiving.
 */
export async function lockDue(tx: Tx, row: ArchivingRow, ids: readonly string[]): Promise<readonly ArchivedFacts[]> {
  const { rows } = await sql<ArchivedFacts>`
    select a.id, a.number, a.state, a.outcome, a.matter_code as matter, a.raised_at as "raisedAt", a.closed_at as "closedAt" from appeals.appeal a
    where a.tenant_id = ${tx.tenantId} and a.id = any(${[...ids]}::uuid[]) and a.state in ('closed', 'withdrawn') and a.archived_in is null
      and a.closed_at < ${startOf(row.closed_before)} and cardinality(a.barred) = 0
      and not exists (select from appeals.review r where r.tenant_id = a.tenant_id and r.appeal_id = a.id and r.state = 'asked')
      and not exists (select from appeals.retaliation t where t.tenant_id = a.tenant_id and t.appeal_id = a.id and t.state <> 'decided')
    order by a.raised_at, a.id for no key update of a skip locked`.execute(tx.db);
  return rows;
}

/** Marks them as archived in their order, and keeps their leaves. */
export async function putAway(tx: Tx, row: ArchivingRow, ids: readonly string[], leaves: readonly Uint8Array[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`with kept as (insert into appeals.archived_leaves (tenant_id, archiving_id, first_place, division_path, leaves)
      values (${tx.tenantId}, ${row.id}, ${row.archived}, ${row.division_path}, ${Buffer.concat(leaves)}))
    update appeals.appeal a set archived_in = ${row.id}, archived_place = ${row.archived} + put.nth - 1
    from unnest(${[...ids]}::uuid[]) with ordinality put(id, nth) where a.tenant_id = ${tx.tenantId} and a.id = put.id`.execute(
    tx.db,
  );
}

function startOf(day: string) {
  return sql`(${day}::date::timestamp at time zone 'Asia/Shanghai')`;
}
