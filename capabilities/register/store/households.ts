import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

export type HouseholdRow = {
  readonly id: string;
  readonly number: string;
  readonly division_path: string;
  readonly area: string;
  readonly address: string;
  readonly group_id: string | null;
  readonly group_name: string;
  readonly head_person: string | null;
  readonly ended_on: string | null;
  readonly version: number;
};

const COLUMNS = sql`h.id, h.number, h.division_path::text as division_path, coalesce(a.name, '') as area, h.address, h.group_id, coalesce(g.name, '') as group_name,
  h.head_person, h.ended_on, h.version`;
const JOINED = sql`register.household h
  left join register.small_group g on g.tenant_id = h.tenant_id and g.id = h.group_id
  left join lateral (select name from divisions.v_area v where v.path = h.division_path and (v.tenant_id is null or v.tenant_id = h.tenant_id) limit 1) a on true`;

export async function findHousehold(tx: Tx, id: string, lock: "read" | "lock" = "read"): Promise<HouseholdRow | undefined> {
  const held = lock === "lock" ? sql`for update of h` : sql``;
  const { rows } =
    await sql<HouseholdRow>`select ${COLUMNS} from ${JOINED} where h.tenant_id = ${tx.tenantId} and h.id = ${id} ${held}`.execute(
      tx.db,
    );
  return rows[0];
}

/** A household inside the reader's areas by its number, locked. */
export async function lockHouseholdByNumber(tx: Tx, number: string): Promise<HouseholdRow | undefined> {
  const { rows } = await sql<HouseholdRow>`
    select ${COLUMNS} from ${JOINED} where h.tenant_id = ${tx.tenantId} and h.number = ${number} for update of h`.execute(tx.db);
  return rows[0];
}

export async function countMembers(tx: Tx, householdId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from register.person where tenant_id = ${tx.tenantId} and household_id = ${householdId} and left_at is null`.execute(
    tx.db,
  );
  return rows[0]?.count ?? 0;
}

export type HouseholdToAdd = {
  readonly id: string;
  readonly number: string;
  readonly path: string;
  readonly groupId?: string | null;
  readonly address?: string;
  readonly batchId?: string;
};

/** The number that breaks when two households of one tenant are given the same. */
export const NUMBER_CONSTRAINT = "household_tenant_id_number_key";

export async function addHousehold(tx: Tx, household: HouseholdToAdd): Promise<void> {
  await addHouseholds(tx, [household]);
}

export async function addHouseholds(tx: Tx, households: readonly HouseholdToAdd[]): Promise<void> {
  await sql`insert into register.household (tenant_id, id, number, division_path, group_id, address, source_batch)
    select ${tx.tenantId}, g.id, g.number, g.path::ltree, g."groupId", coalesce(g.address, ''), g."batchId"
    from jsonb_to_recordset(${JSON.stringify(households)}::jsonb) as g(id uuid, number text, path text, "groupId" uuid, address text, "batchId" uuid)`.execute(
    tx.db,
  );
}

export type HouseholdChange = {
  readonly number?: string | undefined;
  readonly path?: string | undefined;
  readonly groupId?: string | null | undefined;
  readonly headId?: string | null | undefined;
  readonly address?: string | undefined;
  readonly endedOn?: string | undefined;
};

/** Writes the new values; where the place changes, the members' rows move along. */
export async function updateHousehold(tx: Tx, id: string, change: HouseholdChange): Promise<void> {
  const set = [
    ...(change.number === undefined ? [] : [sql`number = ${change.number}`]),
    ...(change.path === undefined ? [] : [sql`division_path = ${change.path}::ltree`]),
    ...(change.groupId === undefined ? [] : [sql`group_id = ${change.groupId}::uuid`]),
    ...(change.headId === null ? [sql`head_person = null`] : []),
    ...(change.address === undefined ? [] : [sql`address = ${change.address}`]),
    ...(change.endedOn === undefined ? [] : [sql`ended_on = ${change.endedOn}::date`]),
  ];
  if (set.length > 0)
    await sql`update register.household set version = version + 1, ${sql.join(set)} where tenant_id = ${tx.tenantId} and id = ${id}`.execute(
      tx.db,
    );
  if (change.path !== undefined || change.number !== undefined || change.groupId !== undefined) await moveMembers(tx, id);
  if (change.headId) await setHeads(tx, [{ householdId: id, personId: change.headId }]);
}

/** Members' rows carry the household's place, group and number. */
async function moveMembers(tx: Tx, householdId: string): Promise<void> {
  const household = sql`register.household h where h.tenant_id = ${tx.tenantId} and h.id = ${householdId}`;
  await sql`update register.identity_place i set division_path = h.division_path from register.person p, ${household}
    and p.tenant_id = h.tenant_id and p.household_id = h.id and i.tenant_id = p.tenant_id and i.person_id = p.id`.execute(tx.db);
  await sql`update register.person_personal n set division_path = h.division_path, household_number = h.number from register.person p, ${household}
    and p.tenant_id = h.tenant_id and p.household_id = h.id and n.tenant_id = p.tenant_id and n.person_id = p.id`.execute(tx.db);
  await sql`update register.person p set division_path = h.division_path, group_id = h.group_id, version = p.version + 1, changed_at = ${tx.now} from ${household}
    and p.tenant_id = h.tenant_id and p.household_id = h.id`.execute(tx.db);
}

/** Makes persons the heads of their households: who was it before is a member still, and their relation is asked anew. */
export async function setHeads(
  tx: Tx,
  heads: readonly { readonly householdId: string; readonly personId: string }[],
): Promise<void> {
  if (heads.length === 0) return;
  const given = sql`jsonb_to_recordset(${JSON.stringify(heads)}::jsonb) as g("householdId" uuid, "personId" uuid)`;
  await sql`update register.household h set head_person = g."personId", version = h.version + 1 from ${given}
    where h.tenant_id = ${tx.tenantId} and h.id = g."householdId"`.execute(tx.db);
  await sql`update register.person_personal n set relation = case when n.person_id = g."personId" then 'head' else '' end
    from ${given} join register.person p on p.tenant_id = ${tx.tenantId} and p.household_id = g."householdId"
    where n.tenant_id = p.tenant_id and n.person_id = p.id and (n.person_id = g."personId" or n.relation = 'head')`.execute(
    tx.db,
  );
}
