import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

/** Somebody on a meeting's roll. */
export type Due = {
  readonly personId: string;
  readonly householdId: string | null;
  readonly woman: boolean;
  /** Of an owner: their floor area in whole 1/100 m². */
  readonly floorDm2?: number | null;
};
export type Here = "list" | "sheet" | "proxy" | "code";

/** Whoever is on a frozen roll, in one villagers' group where one is named: exactly the list whose hash goes on the record. */
export async function findRollDue(tx: Tx, rollId: string, version: number, groupId: string | null): Promise<readonly Due[]> {
  const { rows } = await sql<Due>`
    select person_id as "personId", household_id as "householdId", woman, floor_dm2 as "floorDm2" from rolls.v_entry
    where tenant_id = ${tx.tenantId} and roll_id = ${rollId} and version = ${version} and (${groupId}::uuid is null or group_id = ${groupId}) order by person_id`.execute(
    tx.db,
  );
  return rows;
}

/** Whoever holds a post in these bodies on the day, by person. */
export async function findPostDue(tx: Tx, bodies: readonly string[], at: Date): Promise<readonly Due[]> {
  const { rows } = await sql<Due>`
    select distinct p.person_id as "personId", v.household_id as "householdId", coalesce(f.sex = 'female', false) as woman from organizations.v_post p
    join register.v_person v on v.tenant_id = p.tenant_id and v.id = p.person_id
    left join register.v_person_facts f on f.tenant_id = p.tenant_id and f.person_id = p.person_id
    where p.tenant_id = ${tx.tenantId} and p.organization_id = any(${[...bodies]}::uuid[]) and p.valid_from <= ${at} and (p.valid_to is null or p.valid_to > ${at})
    order by 1`.execute(tx.db);
  return rows;
}

export async function insertDue(tx: Tx, meetingId: string, path: string, due: readonly Due[]): Promise<void> {
  await sql`insert into meetings.due (tenant_id, meeting_id, person_id, division_path, household_id, woman, floor_dm2)
    select ${tx.tenantId}, ${meetingId}, g."personId", ${path}::ltree, g."householdId", g.woman, g."floorDm2"
    from jsonb_to_recordset(${JSON.stringify(due)}::jsonb) as g("personId" uuid, "householdId" uuid, woman boolean, "floorDm2" bigint)`.execute(
    tx.db,
  );
}

/** Who is due by a corrected roll: whoever is on it no longer goes, and is here no longer. @returns who is new */
export async function replaceDue(tx: Tx, meetingId: string, path: string, due: readonly Due[]): Promise<readonly string[]> {
  const ids = due.map(({ personId }) => personId);
  await sql`delete from meetings.due where tenant_id = ${tx.tenantId} and meeting_id = ${meetingId} and person_id <> all(${ids}::uuid[])`.execute(
    tx.db,
  );
  // What somebody counts with may have been put right, too.
  await sql`update meetings.due d set floor_dm2 = g."floorDm2" from jsonb_to_recordset(${JSON.stringify(due)}::jsonb) as g("personId" uuid, "floorDm2" bigint)
    where d.tenant_id = ${tx.tenantId} and d.meeting_id = ${meetingId} and d.person_id = g."personId" and d.floor_dm2 is distinct from g."floorDm2"`.execute(
    tx.db,
  );
  // A mandate to somebody who is not due is none.
  await sql`update meetings.due set here = null, proxy_person = null, mandate = '' where tenant_id = ${tx.tenantId} and meeting_id = ${meetingId}
    and here = 'proxy' and proxy_person <> all(${ids}::uuid[])`.execute(tx.db);
  const known = new Set((await findNamed(tx, meetingId, ids)).map(({ person_id }) => person_id));
  const added = due.filter(({ personId }) => !known.has(personId));
  await insertDue(tx, meetingId, path, added);
  await recount(tx, meetingId);
  return added.map(({ personId }) => personId);
}

export type DueRow = {
  readonly id: string;
  readonly name: string;
  readonly household: string;
  readonly household_id: string | null;
  readonly floor_dm2: number | null;
  readonly here: Here | null;
  readonly proxy_person: string | null;
};

/** Everybody due with their names, by household; inside the reader's areas. */
export async function findDue(tx: Tx, meetingId: string): Promise<readonly DueRow[]> {
  const { rows } = await sql<DueRow>`
    select d.person_id as id, coalesce(n.name, '') as name, coalesce(h.number, '') as household, d.household_id, d.floor_dm2, d.here, d.proxy_person from meetings.due d
    left join register.v_person_name n on n.tenant_id = d.tenant_id and n.person_id = d.person_id
    left join register.v_household h on h.tenant_id = d.tenant_id and h.id = d.household_id
    where d.tenant_id = ${tx.tenantId} and d.meeting_id = ${meetingId} order by h.number nulls last, n.name, d.person_id`.execute(
    tx.db,
  );
  return rows;
}

/** Of those named: who is on the roll. */
export async function findNamed(
  tx: Tx,
  meetingId: string,
  ids: readonly string[],
): Promise<readonly { readonly person_id: string; readonly here: Here | null }[]> {
  const { rows } = await sql<{ person_id: string; here: Here | null }>`
    select person_id, here from meetings.due where tenant_id = ${tx.tenantId} and meeting_id = ${meetingId} and person_id = any(${[...ids]}::uuid[])`.execute(
    tx.db,
  );
  return rows;
}

/** Notes who came; whoever is noted already stays as they are. */
export async function markHere(tx: Tx, meetingId: string, ids: readonly string[], how: "list" | "sheet" | "code"): Promise<void> {
  await sql`update meetings.due set here = ${how} where tenant_id = ${tx.tenantId} and meeting_id = ${meetingId} and person_id = any(${[...ids]}::uuid[]) and here is null`.execute(
    tx.db,
  );
  await recount(tx, meetingId);
}

export async function markByProxy(
  tx: Tx,
  meetingId: string,
  given: { readonly personId: string; readonly holderId: string; readonly mandate: string },
): Promise<void> {
  await sql`update meetings.due set here = 'proxy', proxy_person = ${given.holderId}, mandate = ${given.mandate}
    where tenant_id = ${tx.tenantId} and meeting_id = ${meetingId} and person_id = ${given.personId}`.execute(tx.db);
  await recount(tx, meetingId);
}

export async function markAway(tx: Tx, meetingId: string, personId: string): Promise<void> {
  await sql`update meetings.due set here = null, proxy_person = null, mandate = ''
    where tenant_id = ${tx.tenantId} and meeting_id = ${meetingId} and person_id = ${personId}`.execute(tx.db);
  await recount(tx, meetingId);
}

/** The figures everybody sees, counted anew from the list: by whoever covers the place, in the transaction that changed it. */
async function recount(tx: Tx, meetingId: string): Promise<void> {
  await sql`update meetings.meeting m set here_persons = c.persons, here_households = c.households, proxies = c.proxies,
      here_floor_dm2 = case when m.due_floor_dm2 is null then null else c.floor_dm2 end
    from (select count(*)::int as persons, count(distinct household_id)::int as households, (count(*) filter (where here = 'proxy'))::int as proxies, coalesce(sum(floor_dm2), 0)::bigint as floor_dm2
      from meetings.due where tenant_id = ${tx.tenantId} and meeting_id = ${meetingId} and here is not null) c
    where m.tenant_id = ${tx.tenantId} and m.id = ${meetingId}`.execute(tx.db);
}

/** Those due who sign in with an account: the notice reaches their inbox. */
export async function findReachable(tx: Tx, meetingId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ person_id: string }>`
    select d.person_id from meetings.due d join register.v_person p on p.tenant_id = d.tenant_id and p.id = d.person_id
    where d.tenant_id = ${tx.tenantId} and d.meeting_id = ${meetingId} and p.account_id is not null`.execute(tx.db);
  return rows.map((row) => row.person_id);
}

export type SheetRow = { readonly entered_by: string; readonly person_ids: readonly string[] };

export async function findSheets(tx: Tx, meetingId: string): Promise<readonly SheetRow[]> {
  const { rows } = await sql<SheetRow>`
    select entered_by, person_ids from meetings.sheet where tenant_id = ${tx.tenantId} and meeting_id = ${meetingId} order by entered_by`.execute(
    tx.db,
  );
  return rows;
}

/** One entry a person: a second one replaces their first. */
export async function putSheet(tx: Tx, meetingId: string, path: string, by: string, ids: readonly string[]): Promise<void> {
  await sql`insert into meetings.sheet (tenant_id, meeting_id, entered_by, division_path, person_ids)
    values (${tx.tenantId}, ${meetingId}, ${by}, ${path}::ltree, ${[...ids]}::uuid[])
    on conflict (tenant_id, meeting_id, entered_by) do update set person_ids = excluded.person_ids`.execute(tx.db);
}

export async function dropSheets(tx: Tx, meetingId: string): Promise<void> {
  await sql`delete from meetings.sheet where tenant_id = ${tx.tenantId} and meeting_id = ${meetingId}`.execute(tx.db);
}

export type OwnDue = { readonly person_id: string; readonly household_id: string | null; readonly here: Here | null };

/** One row of the roll: one's own, or any of the place for whoever covers it. */
export async function findOneDue(tx: Tx, meetingId: string, personId: string): Promise<OwnDue | undefined> {
  const { rows } = await sql<OwnDue>`
    select person_id, household_id, here from meetings.due where tenant_id = ${tx.tenantId} and meeting_id = ${meetingId} and person_id = ${personId}`.execute(
    tx.db,
  );
  return rows[0];
}

export async function hasSteppedAside(tx: Tx, itemId: string, personId: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from meetings.recusal where tenant_id = ${tx.tenantId} and item_id = ${itemId} and person_id = ${personId}`.execute(
    tx.db,
  );
  return rows.length > 0;
}

/** Mandates a holder has in this meeting. */
export async function countHeld(tx: Tx, meetingId: string, holderId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from meetings.due where tenant_id = ${tx.tenantId} and meeting_id = ${meetingId} and proxy_person = ${holderId}`.execute(
    tx.db,
  );
  return rows[0]?.n ?? 0;
}
