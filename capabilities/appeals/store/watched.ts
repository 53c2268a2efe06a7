import { sql, type Expression, type SqlBool } from "kysely";
import { goesOn } from "#platform/personal-data/uses.ts";
import type { Tx } from "#platform/db/tx.ts";
import { MOST_RETALIATION } from "../contract/list-retaliation.ts";
import { WATCH_PURPOSE } from "./uses.ts";
import { markOf, type Watched } from "./retaliation.ts";

const COLUMNS = sql.raw("a.id, a.number, a.division_path::text, a.barred, a.owner_person, a.raised_at");

/**
 * By name, complaining of somebody, and raised since, unless whoever raised it wants not to be watched over: whoever raised it under seal
 * or without a name is known to nobody here.
 */
function watchedSince(tx: Tx, since: Date) {
  return sql<SqlBool>`a.tenant_id = ${tx.tenantId} and cardinality(a.complained_of) > 0 and a.owner_person is not null and a.raised_at > ${since}
    and ${goesOn(tx, WATCH_PURPOSE, sql`a.owner_person`)}`;
}

export async function listWatched(tx: Tx, since: Date, visible: Expression<SqlBool>): Promise<readonly Watched[]> {
  const { rows } = await sql<Watched>`select ${COLUMNS} from appeals.appeal a where ${watchedSince(tx, since)} and ${visible}
    order by a.raised_at desc limit ${MOST_RETALIATION}`.execute(tx.db);
  return rows;
}

export async function findWatchedOf(tx: Tx, since: Date, persons: readonly string[]): Promise<readonly Watched[]> {
  const { rows } = await sql<Watched>`select ${COLUMNS} from appeals.appeal a where ${watchedSince(tx, since)}
    and a.owner_person = any(${[...persons]}::uuid[])`.execute(tx.db);
  return rows;
}

/** Has a post ended by now? Its end may have been put off since it was told. */
export async function hasEnded(tx: Tx, postId: string): Promise<boolean> {
  const { rows } =
    await sql`select 1 from organizations.v_post where tenant_id = ${tx.tenantId} and id = ${postId} and valid_to <= ${tx.now}`.execute(
      tx.db,
    );
  return rows.length > 0;
}

/**
 * Those the house watches over who stood on the roll of a place before and do not on the one just frozen: the one frozen last, whatever
 * days the two are for; of a correction the version it corrects. Ids are in the order of time.
 */
export async function findStruck(
  tx: Tx,
  since: Date,
  roll: { readonly id: string; readonly version: number; readonly kind: string; readonly path: string },
): Promise<readonly string[]> {
  const { rows } = await sql<{ person_id: string }>`
    with before as (select id, version from rolls.v_roll where tenant_id = ${tx.tenantId} and kind = ${roll.kind} and division_path = ${roll.path}::ltree
      and (id, version) < (${roll.id}::uuid, ${roll.version}::int) order by id desc, version desc limit 1)
    select distinct e.person_id from before join rolls.v_entry e on e.tenant_id = ${tx.tenantId} and e.roll_id = before.id and e.version = before.version
    join appeals.appeal a on a.owner_person = e.person_id and ${watchedSince(tx, since)}
    where not exists (select 1 from rolls.v_entry n where n.tenant_id = ${tx.tenantId} and n.roll_id = ${roll.id} and n.version = ${roll.version}
      and n.person_id = e.person_id)`.execute(tx.db);
  return rows.map(({ person_id }) => person_id);
}

export type Reading = Watched & { readonly reader: string; readonly day: string; readonly times: number };

/**
 * Readings, on days that are over, of the data of those the house watches over, by whoever was barred from the appeal then or served in a
 * body that is; those told already are left out. The purpose of the caller opens the list of who looked to it.
 */
export async function findReadings(tx: Tx, since: Date, today: string, most: number): Promise<readonly Reading[]> {
  const { rows } = await sql<Reading>`
    select ${COLUMNS}, l.reader_person as reader, (l.at at time zone 'Asia/Shanghai')::date::text as day, count(*)::integer as times
    from appeals.appeal a join platform.access_log l on l.tenant_id = a.tenant_id and l.subject_person = a.owner_person and l.at > a.raised_at
    where ${watchedSince(tx, since)} and l.at < (${today}::date::timestamp at time zone 'Asia/Shanghai')
      and (l.reader_person = any(a.barred) or exists (select 1 from organizations.v_post q where q.tenant_id = a.tenant_id and q.person_id = l.reader_person
        and q.organization_id = any(a.barred) and q.valid_from <= l.at and (q.valid_to is null or q.valid_to > l.at)))
      and not exists (select 1 from appeals.retaliation r where r.tenant_id = a.tenant_id and r.appeal_id = a.id and r.act = 'data-read'
        and r.act_ref = ${markOf(sql`a.id`, sql`l.reader_person`)} and r.act_on = (l.at at time zone 'Asia/Shanghai')::date)
    group by a.tenant_id, a.id, l.reader_person, day order by a.id, day limit ${most}`.execute(tx.db);
  return rows;
}
