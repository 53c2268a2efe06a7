import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { legalDaySql } from "#platform/legal-day.ts";

export type InitiativeRow = {
  readonly id: string;
  readonly kind: string;
  /** A meeting of the kind, or one item on the next one's agenda. */
  readonly asks: "meeting" | "item";
  readonly division_path: string;
  readonly area: string;
  readonly signers: "adults" | "representatives";
  readonly title: string;
  readonly wording: string;
  readonly owner_person: string;
  readonly state: "gathering" | "reached" | "answered";
  readonly decided_by: object;
  readonly rule_id: string;
  readonly rule_version: number;
  readonly begun_on: string;
  readonly roll_id: string | null;
  readonly roll_version: number | null;
  readonly roll_persons: number | null;
  readonly signed: number;
  readonly reached_on: string | null;
  readonly due_on: string | null;
  readonly meeting_id: string | null;
  readonly answered_on: string | null;
};

const COLUMNS = sql`i.id, i.kind, i.asks, i.division_path::text as division_path, coalesce(a.name, '') as area, i.signers, i.title, i.wording, i.owner_person, i.state, i.decided_by,
  i.rule_id, i.rule_version, i.begun_on, i.roll_id, i.roll_version, i.roll_persons, i.signed, i.reached_on, i.due_on, i.meeting_id, i.answered_on`;
const FROM = sql`meetings.initiative i
  left join lateral (select name from divisions.v_area v where v.path = i.division_path and (v.tenant_id is null or v.tenant_id = i.tenant_id) limit 1) a on true`;
const MOST = 100;

export async function listInitiativeRows(tx: Tx, path: string): Promise<readonly InitiativeRow[]> {
  const { rows } = await sql<InitiativeRow>`
    select ${COLUMNS} from ${FROM} where i.tenant_id = ${tx.tenantId} and i.division_path <@ ${path}::ltree order by i.state = 'answered', i.begun_on desc, i.id limit ${MOST}`.execute(
    tx.db,
  );
  return rows;
}

export async function findInitiative(tx: Tx, id: string): Promise<InitiativeRow | undefined> {
  const { rows } =
    await sql<InitiativeRow>`select ${COLUMNS} from ${FROM} where i.tenant_id = ${tx.tenantId} and i.id = ${id}`.execute(tx.db);
  return rows[0];
}

/** Locked: signatures are counted one after another. */
export async function lockInitiative(tx: Tx, id: string): Promise<InitiativeRow | undefined> {
  await sql`select 1 from meetings.initiative where tenant_id = ${tx.tenantId} and id = ${id} for update`.execute(tx.db);
  return await findInitiative(tx, id);
}

export async function countOpen(tx: Tx, personId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from meetings.initiative where tenant_id = ${tx.tenantId} and owner_person = ${personId} and state = 'gathering'`.execute(
    tx.db,
  );
  return rows[0]?.n ?? 0;
}

export type NewInitiative = Pick<
  InitiativeRow,
  "id" | "kind" | "asks" | "signers" | "title" | "wording" | "owner_person" | "decided_by" | "rule_id" | "rule_version"
> & { readonly path: string };

export async function insertInitiative(tx: Tx, made: NewInitiative): Promise<void> {
  await sql`insert into meetings.initiative (tenant_id, id, kind, asks, division_path, signers, title, wording, owner_person, state, decided_by, rule_id, rule_version, begun_on)
    values (${tx.tenantId}, ${made.id}, ${made.kind}, ${made.asks}, ${made.path}::ltree, ${made.signers}, ${made.title}, ${made.wording}, ${made.owner_person}, 'gathering',
      ${JSON.stringify(made.decided_by)}::jsonb, ${made.rule_id}, ${made.rule_version}, ${legalDaySql(tx.now)})`.execute(tx.db);
}

export type InitiativePatch = Partial<
  Pick<
    InitiativeRow,
    "state" | "roll_id" | "roll_version" | "roll_persons" | "signed" | "reached_on" | "due_on" | "meeting_id" | "answered_on"
  >
>;

export async function changeInitiative(tx: Tx, id: string, patch: InitiativePatch): Promise<void> {
  const sets = Object.entries(patch).map(([column, value]) => sql`${sql.ref(column)} = ${value}`);
  await sql`update meetings.initiative set ${sql.join(sets)} where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}

/** @returns how many of them had not signed before */
export async function insertSignatures(
  tx: Tx,
  initiative: { readonly id: string; readonly path: string },
  ids: readonly string[],
  how: "online" | "paper",
): Promise<number> {
  const { rows } = await sql`insert into meetings.signature (tenant_id, initiative_id, person_id, division_path, how)
    select ${tx.tenantId}, ${initiative.id}, g.id, ${initiative.path}::ltree, ${how} from unnest(${[...ids]}::uuid[]) as g(id)
    on conflict do nothing returning 1`.execute(tx.db);
  return rows.length;
}

export async function deleteSignature(tx: Tx, initiativeId: string, personId: string): Promise<boolean> {
  const { rows } =
    await sql`delete from meetings.signature where tenant_id = ${tx.tenantId} and initiative_id = ${initiativeId} and person_id = ${personId} returning 1`.execute(
      tx.db,
    );
  return rows.length === 1;
}

export async function hasSigned(tx: Tx, initiativeId: string, personId: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from meetings.signature where tenant_id = ${tx.tenantId} and initiative_id = ${initiativeId} and person_id = ${personId}`.execute(
    tx.db,
  );
  return rows.length === 1;
}

/** Initiatives that still gather signatures on a roll. */
export async function findGathering(tx: Tx, rollId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from meetings.initiative where tenant_id = ${tx.tenantId} and roll_id = ${rollId} and state = 'gathering' order by id limit 50`.execute(
    tx.db,
  );
  return rows.map(({ id }) => id);
}

/** The corrected roll takes the place of the one before; whoever is on it no longer has not signed. */
export async function followRoll(
  tx: Tx,
  id: string,
  roll: { readonly roll_version: number; readonly roll_persons: number },
): Promise<void> {
  await changeInitiative(tx, id, roll);
  await sql`delete from meetings.signature s using meetings.initiative i
    where s.tenant_id = ${tx.tenantId} and s.initiative_id = ${id} and i.tenant_id = s.tenant_id and i.id = s.initiative_id
      and not exists (select 1 from rolls.v_entry e where e.tenant_id = i.tenant_id and e.roll_id = i.roll_id and e.version = i.roll_version and e.person_id = s.person_id)`.execute(
    tx.db,
  );
  await sql`update meetings.initiative set signed = (select count(*)::int from meetings.signature s where s.tenant_id = ${tx.tenantId} and s.initiative_id = ${id})
    where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}

/** Of those named, how many are on the roll: one's own row, or all of the place for whoever keeps it. */
export async function countOnRoll(tx: Tx, roll: InitiativeRow, ids: readonly string[]): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from rolls.v_entry where tenant_id = ${tx.tenantId} and roll_id = ${roll.roll_id} and version = ${roll.roll_version}
      and person_id = any(${[...ids]}::uuid[])`.execute(tx.db);
  return rows[0]?.n ?? 0;
}

export async function findUnsigned(
  tx: Tx,
  initiative: InitiativeRow,
): Promise<readonly { readonly id: string; readonly name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select e.person_id as id, trim(coalesce(h.number, '') || ' ' || n.name) as name from rolls.v_entry e
    join register.v_person_name n on n.tenant_id = e.tenant_id and n.person_id = e.person_id
    left join register.v_household h on h.tenant_id = e.tenant_id and h.id = e.household_id
    where e.tenant_id = ${tx.tenantId} and e.roll_id = ${initiative.roll_id} and e.version = ${initiative.roll_version}
      and not exists (select 1 from meetings.signature s where s.tenant_id = e.tenant_id and s.initiative_id = ${initiative.id} and s.person_id = e.person_id)
    order by h.number nulls last, n.name, e.person_id`.execute(tx.db);
  return rows;
}

/** The place somebody belongs to: the village or community of their own entry. */
export async function findOwnPath(tx: Tx, personId: string): Promise<string | undefined> {
  const { rows } = await sql<{ path: string }>`
    select division_path::text as path from register.v_person where tenant_id = ${tx.tenantId} and id = ${personId} and left_at is null`.execute(
    tx.db,
  );
  return rows[0]?.path;
}
