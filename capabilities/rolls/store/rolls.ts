import { sql } from "kysely";
import type { ActionContext } from "#platform/capability.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { RollEntry, RollKind } from "../domain/draw-roll.ts";

export type RollRow = {
  readonly id: string;
  readonly version: number;
  readonly kind: RollKind;
  readonly division_path: string;
  readonly area: string;
  readonly on_day: string;
  readonly title: string;
  readonly rule_id: string;
  readonly rule_version: number;
  readonly persons: number;
  readonly women: number;
  readonly households: number;
  readonly list_sha256: string;
  /** Of a roll of owners: its quarter, and the floor area of all on it in whole 1/100 m². */
  readonly group_id: string | null;
  readonly floor_dm2: number | null;
  readonly reason: string;
  readonly frozen_at: Date;
  readonly objections_until: string;
  readonly decisions_until: string;
};

const COLUMNS = sql`r.id, r.version, r.kind, r.division_path::text as division_path, coalesce(a.name, '') as area, r.on_day, r.title, r.rule_id, r.rule_version, r.persons, r.women,
  r.households, r.list_sha256, r.group_id, r.floor_dm2, r.reason, r.frozen_at, r.objections_until, r.decisions_until`;
const JOINED = sql`rolls.roll r
  left join lateral (select name from divisions.v_area v where v.path = r.division_path and (v.tenant_id is null or v.tenant_id = r.tenant_id) limit 1) a on true`;
const MOST_ROLLS = 200;
/** Entries a statement: its parameters stay far below PostgreSQL's 65,535. */
const ENTRIES_AT_ONCE = 5_000;

/** Versions of one roll, the newest first. */
export async function findVersions(tx: Tx, id: string): Promise<readonly RollRow[]> {
  const { rows } = await sql<RollRow>`
    select ${COLUMNS} from ${JOINED} where r.tenant_id = ${tx.tenantId} and r.id = ${id} order by r.version desc`.execute(tx.db);
  return rows;
}

/** The newest version of each roll at or below a path. */
export async function listRollRows(tx: Tx, path: string): Promise<readonly RollRow[]> {
  const { rows } = await sql<RollRow>`
    select distinct on (r.id) ${COLUMNS} from ${JOINED} where r.tenant_id = ${tx.tenantId} and r.division_path <@ ${path}::ltree
    order by r.id desc, r.version desc limit ${MOST_ROLLS}`.execute(tx.db);
  return rows;
}

export type RollToPut = Omit<RollRow, "area" | "frozen_at" | "division_path"> & {
  readonly path: string;
  readonly frozenBy: string | null;
};

export async function insertRoll({ tx }: ActionContext, roll: RollToPut, entries: readonly RollEntry[]): Promise<void> {
  await sql`insert into rolls.roll (tenant_id, id, version, kind, division_path, on_day, title, rule_id, rule_version, persons, women, households, list_sha256, group_id, floor_dm2, reason, frozen_at, frozen_by,
      objections_until, decisions_until)
    values (${tx.tenantId}, ${roll.id}, ${roll.version}, ${roll.kind}, ${roll.path}::ltree, ${roll.on_day}::date, ${roll.title}, ${roll.rule_id}, ${roll.rule_version}, ${roll.persons}, ${roll.women},
      ${roll.households}, ${roll.list_sha256}, ${roll.group_id}, ${roll.floor_dm2}, ${roll.reason}, ${tx.now}, ${roll.frozenBy}, ${roll.objections_until}::date, ${roll.decisions_until}::date)`.execute(
    tx.db,
  );
  for (let start = 0; start < entries.length; start += ENTRIES_AT_ONCE) {
    const given = JSON.stringify(entries.slice(start, start + ENTRIES_AT_ONCE));
    await sql`insert into rolls.entry (tenant_id, roll_id, version, person_id, division_path, household_id, group_id, woman, floor_dm2)
      select ${tx.tenantId}, ${roll.id}, ${roll.version}, g."personId", coalesce(p.division_path, ${roll.path}::ltree), g."householdId", g."groupId", g.woman, g."floorDm2"
      from jsonb_to_recordset(${given}::jsonb) as g("personId" uuid, "householdId" uuid, "groupId" uuid, woman boolean, "floorDm2" bigint)
      left join register.v_person p on p.tenant_id = ${tx.tenantId} and p.id = g."personId"`.execute(tx.db);
  }
}

export async function isOnRoll(tx: Tx, id: string, version: number, personId: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from rolls.entry where tenant_id = ${tx.tenantId} and roll_id = ${id} and version = ${version} and person_id = ${personId}`.execute(
    tx.db,
  );
  return rows.length > 0;
}

export type RollName = {
  readonly id: string;
  readonly name: string;
  readonly household: string;
  readonly floorDm2: number | null;
};

/** Names on one version, by household; inside the reader's areas. */
export async function findNames(tx: Tx, id: string, version: number): Promise<readonly RollName[]> {
  const { rows } = await sql<RollName>`
    select e.person_id as id, n.name, coalesce(h.number, '') as household, e.floor_dm2 as "floorDm2" from rolls.entry e
    join register.v_person_name n on n.tenant_id = e.tenant_id and n.person_id = e.person_id
    left join register.v_household h on h.tenant_id = e.tenant_id and h.id = e.household_id
    where e.tenant_id = ${tx.tenantId} and e.roll_id = ${id} and e.version = ${version} order by h.number nulls last, n.name, e.person_id`.execute(
    tx.db,
  );
  return rows;
}

/** The list of one version as it was drawn: what its hash can be checked against. */
export async function findEntries(tx: Tx, id: string, version: number): Promise<readonly RollEntry[]> {
  const { rows } = await sql<RollEntry & { readonly floorDm2: number | null }>`
    select person_id as "personId", household_id as "householdId", group_id as "groupId", woman, floor_dm2 as "floorDm2" from rolls.entry
    where tenant_id = ${tx.tenantId} and roll_id = ${id} and version = ${version} order by person_id`.execute(tx.db);
  return rows.map(({ floorDm2, ...entry }) => (floorDm2 === null ? entry : { ...entry, floorDm2 }));
}
