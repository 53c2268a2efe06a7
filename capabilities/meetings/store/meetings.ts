import { sql, type Expression, type SqlBool } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { legalDaySql } from "#platform/legal-day.ts";
import { byName } from "#platform/name-order.ts";

export type MeetingState = "called" | "called-off" | "open" | "not-held" | "closed";

export type MeetingRow = {
  readonly id: string;
  readonly kind: string;
  readonly form: string;
  readonly division_path: string;
  readonly area: string;
  readonly group_id: string | null;
  readonly group_name: string;
  readonly title: string;
  readonly meets_at: Date;
  readonly place: string;
  readonly chair: string;
  readonly convener: string;
  readonly convener_name: string;
  readonly state: MeetingState;
  readonly public: boolean;
  /** The reader, where they are on its roll. */
  readonly person_id: string | null;
  readonly here: string | null;
  readonly rule_id: string;
  readonly rule_version: number;
  readonly decided_by: object;
  readonly tellers: number;
  /** How many are to be chosen; null: nobody. */
  readonly seats: number | null;
  readonly facts: readonly string[];
  readonly notice_day: string;
  readonly roll_id: string | null;
  readonly roll_version: number | null;
  readonly roll_sha256: string;
  /** The store of its own that alone knows who is due. */
  readonly closed_roll: string | null;
  readonly due_persons: number;
  readonly due_women: number;
  readonly due_households: number;
  /** Of owners: the floor area of those due and here in whole 1/100 m². */
  readonly due_floor_dm2: number | null;
  readonly here_floor_dm2: number | null;
  readonly here_persons: number;
  readonly here_households: number;
  readonly proxies: number;
  readonly discussion: string;
  readonly ended_why: string;
  readonly results: number;
};

/** `m.person_id` is what the policy compares with the reader. */
const FROM = sql`(select x.*, d.person_id, d.here from meetings.meeting x
    left join meetings.due d on d.tenant_id = x.tenant_id and d.meeting_id = x.id and d.person_id = platform.current_person()) m
  left join organizations.v_organization o on o.tenant_id = m.tenant_id and o.id = m.convener
  left join register.v_group g on g.tenant_id = m.tenant_id and g.id = m.group_id
  left join lateral (select name from divisions.v_area v where v.path = m.division_path and (v.tenant_id is null or v.tenant_id = m.tenant_id) limit 1) a on true`;
const COLUMNS = sql`m.id, m.kind, m.form, m.division_path::text as division_path, coalesce(a.name, '') as area, m.group_id, coalesce(g.name, '') as group_name, m.title,
  m.meets_at, m.place, m.chair, m.convener, coalesce(o.name, '') as convener_name, m.state, m.public, m.person_id, m.here, m.rule_id, m.rule_version, m.decided_by,
  m.tellers, m.seats, m.facts, m.notice_day, m.roll_id, m.roll_version, m.roll_sha256, m.closed_roll, m.due_persons, m.due_women, m.due_households, m.due_floor_dm2, m.here_floor_dm2, m.here_persons, m.here_households,
  m.proxies, m.discussion, m.ended_why, m.results`;

export async function findMeeting(tx: Tx, id: string): Promise<MeetingRow | undefined> {
  const { rows } =
    await sql<MeetingRow>`select ${COLUMNS} from ${FROM} where m.tenant_id = ${tx.tenantId} and m.id = ${id}`.execute(tx.db);
  return rows[0];
}

/** The same with the meeting's row locked: whoever changes it or what hangs on it does so one after another. */
export async function lockMeeting(tx: Tx, id: string): Promise<MeetingRow | undefined> {
  await sql`select 1 from meetings.meeting where tenant_id = ${tx.tenantId} and id = ${id} for update`.execute(tx.db);
  return await findMeeting(tx, id);
}

export type Asked = {
  readonly visible: Expression<SqlBool>;
  readonly path: string;
  readonly kind?: string | undefined;
  readonly coming: boolean;
  readonly limit: number;
};

/** Meetings to come, the next first; or those that were, the latest first. */
export async function listMeetingRows(tx: Tx, asked: Asked): Promise<readonly MeetingRow[]> {
  const kind = asked.kind === undefined ? sql`true` : sql`m.kind = ${asked.kind}`;
  const state = asked.coming ? sql`m.state in ('called', 'open')` : sql`m.state in ('called-off', 'not-held', 'closed')`;
  const order = asked.coming ? sql`m.meets_at, m.id` : sql`m.meets_at desc, m.id desc`;
  const { rows } = await sql<MeetingRow>`
    select ${COLUMNS} from ${FROM} where m.tenant_id = ${tx.tenantId} and ${asked.visible} and ${kind} and ${state} and m.division_path <@ ${asked.path}::ltree
    order by ${order} limit ${asked.limit}`.execute(tx.db);
  return rows;
}

/** How the open meetings stand, as one mark: it changes when somebody comes, or an item is put to the vote or decided. */
export async function markHalls(tx: Tx, visible: Expression<SqlBool>): Promise<string> {
  const { rows } = await sql<{ mark: string | null }>`
    select md5(string_agg(concat_ws(' ', m.id, m.here_persons, m.here_households, i.states), ' ' order by m.id)) as mark from ${FROM}
    left join lateral (select string_agg(concat_ws(' ', number, state, round), ' ' order by number) as states from meetings.item
      where tenant_id = m.tenant_id and meeting_id = m.id) i on true
    where m.tenant_id = ${tx.tenantId} and m.state = 'open' and ${visible}`.execute(tx.db);
  return rows[0]?.mark ?? "";
}

export type NewMeeting = Pick<
  MeetingRow,
  | "id"
  | "kind"
  | "form"
  | "group_id"
  | "title"
  | "meets_at"
  | "place"
  | "chair"
  | "convener"
  | "public"
  | "rule_id"
  | "rule_version"
  | "decided_by"
  | "tellers"
  | "seats"
  | "facts"
  | "notice_day"
  | "roll_id"
  | "roll_version"
  | "roll_sha256"
  | "closed_roll"
  | "due_persons"
  | "due_women"
  | "due_households"
  | "due_floor_dm2"
> & { readonly path: string; readonly seenBy: readonly string[] };

export async function insertMeeting(tx: Tx, made: NewMeeting): Promise<void> {
  await sql`insert into meetings.meeting (tenant_id, id, kind, form, division_path, group_id, title, meets_at, place, chair, convener, state, public, seen_by, rule_id,
      rule_version, decided_by, tellers, seats, facts, notice_day, roll_id, roll_version, roll_sha256, closed_roll, due_persons, due_women, due_households, due_floor_dm2, here_floor_dm2)
    values (${tx.tenantId}, ${made.id}, ${made.kind}, ${made.form}, ${made.path}::ltree, ${made.group_id}, ${made.title}, ${made.meets_at}, ${made.place}, ${made.chair},
      ${made.convener}, 'called', ${made.public}, ${[...made.seenBy]}::uuid[], ${made.rule_id}, ${made.rule_version}, ${JSON.stringify(made.decided_by)}::jsonb,
      ${made.tellers}, ${made.seats}, ${[...made.facts]}::text[], ${made.notice_day}::date, ${made.roll_id}, ${made.roll_version}, ${made.roll_sha256}, ${made.closed_roll}, ${made.due_persons},
      ${made.due_women}, ${made.due_households}, ${made.due_floor_dm2}, ${made.due_floor_dm2 === null ? null : 0})`.execute(
    tx.db,
  );
}

export type MeetingPatch = Partial<
  Pick<
    MeetingRow,
    | "state"
    | "public"
    | "discussion"
    | "ended_why"
    | "results"
    | "here_persons"
    | "roll_version"
    | "roll_sha256"
    | "due_persons"
    | "due_women"
    | "due_households"
    | "due_floor_dm2"
  >
>;

export async function changeMeeting(tx: Tx, id: string, patch: MeetingPatch): Promise<void> {
  const sets = Object.entries(patch).map(([column, value]) => sql`${sql.ref(column)} = ${value}`);
  await sql`update meetings.meeting set ${sql.join(sets)} where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
  if (patch.public !== undefined)
    await sql`update meetings.item set public = ${patch.public} where tenant_id = ${tx.tenantId} and meeting_id = ${id}`.execute(
      tx.db,
    );
}

export type Convener = { readonly id: string; readonly name: string; readonly kind: string };

/** Bodies of a place by their kinds, as they are today. */
export async function findBodies(tx: Tx, path: string, kinds: readonly string[]): Promise<readonly Convener[]> {
  const { rows } = await sql<Convener>`
    select id, name, kind from organizations.v_organization where tenant_id = ${tx.tenantId} and division_path = ${path}::ltree and kind = any(${[...kinds]}::text[])
      and valid_from <= ${legalDaySql(tx.now)} and (valid_to is null or valid_to > ${legalDaySql(tx.now)}) order by name`.execute(
    tx.db,
  );
  return rows;
}

/** Whether a charter in force gives a body its term on a day: the newest one that was filed. */
export async function inTerm(tx: Tx, organizationId: string, day: string): Promise<boolean> {
  const { rows } = await sql<{ holds: boolean }>`
    select ${day}::date between term_from and term_to as holds from organizations.v_term
    where tenant_id = ${tx.tenantId} and organization_id = ${organizationId} order by version desc limit 1`.execute(tx.db);
  return rows[0]?.holds ?? false;
}

export type GroupOption = { readonly id: string; readonly name: string; readonly path: string };

/** Small groups of a place today, of one kind or of any. */
export async function findGroups(tx: Tx, path: string, kind?: "neighbourhood"): Promise<readonly GroupOption[]> {
  const { rows } = await sql<GroupOption>`
    select id, name, division_path::text as path from register.v_group where tenant_id = ${tx.tenantId} and division_path <@ ${path}::ltree and (${kind ?? null}::text is null or kind = ${kind ?? null})
      and valid_from <= ${legalDaySql(tx.now)} and (valid_to is null or valid_to > ${legalDaySql(tx.now)}) order by name limit 200`.execute(
    tx.db,
  );
  return rows.toSorted(byName(({ name }) => name));
}

/** Meetings that are called on a roll and have not opened. */
export async function findCalledOn(tx: Tx, rollId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from meetings.meeting where tenant_id = ${tx.tenantId} and roll_id = ${rollId} and state = 'called' order by id limit 50`.execute(
    tx.db,
  );
  return rows.map(({ id }) => id);
}

/** Meetings of a kind called in a place since a day, with the item word for word where one was asked for: one of them may be what was asked for. */
export async function findMeetingsOf(
  tx: Tx,
  asked: {
    readonly kind: string;
    readonly division_path: string;
    readonly begun_on: string;
    readonly asks: "meeting" | "item";
    readonly wording: string;
  },
): Promise<readonly { readonly id: string; readonly title: string }[]> {
  const { rows } = await sql<{ id: string; title: string }>`
    select id, title from meetings.meeting m where tenant_id = ${tx.tenantId} and kind = ${asked.kind} and division_path = ${asked.division_path}::ltree
      and state <> 'called-off' and notice_day >= ${asked.begun_on}::date
      and (${asked.asks} = 'meeting' or exists (select 1 from meetings.item i where i.tenant_id = m.tenant_id and i.meeting_id = m.id and i.wording = ${asked.wording})) order by meets_at desc limit 50`.execute(
    tx.db,
  );
  return rows;
}

/** Who runs the meetings of a place now. */
export async function findKeepers(tx: Tx, path: string): Promise<readonly string[]> {
  const { rows } = await sql<{ person_id: string }>`
    select distinct person_id from organizations.v_post where tenant_id = ${tx.tenantId} and 'meetings.keep' = any(duties) and ${path}::ltree <@ areas
      and valid_from <= ${tx.now} and (valid_to is null or valid_to > ${tx.now}) limit 100`.execute(tx.db);
  return rows.map((row) => row.person_id);
}
