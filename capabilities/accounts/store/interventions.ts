import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { InterventionKind } from "../contract/interventions.ts";

/** A person of this tenant and how they sign in; columns by the names policies read. */
export type AccountHolder = {
  readonly person_id: string;
  readonly division_path: string;
  readonly account_id: string | null;
  readonly disabled_at: Date | null;
};

/** Inside the reader's areas; the account is held until the transaction ends, so that two administrators come one after the other. */
export async function lockHolder(tx: Tx, personId: string): Promise<AccountHolder | undefined> {
  const found = sql`p.tenant_id = ${tx.tenantId} and p.id = ${personId} and p.left_at is null`;
  await sql`select from platform.account where id = (select p.account_id from register.v_person p where ${found}) for update`.execute(
    tx.db,
  );
  const { rows } = await sql<AccountHolder>`
    select p.id as person_id, p.division_path::text as division_path, p.account_id, d.since as disabled_at from register.v_person p
    left join accounts.disabled d on d.tenant_id = p.tenant_id and d.account_id = p.account_id
    where ${found}`.execute(tx.db);
  return rows[0];
}

export type InterventionRow = {
  readonly id: string;
  readonly division_path: string;
  readonly person_id: string;
  readonly account_id: string;
  readonly kind: InterventionKind;
  readonly reason: string;
  readonly state: "waiting" | "done" | "refused" | "expired";
  readonly asked_by: string;
  readonly asked_at: Date;
  readonly decided_by: string | null;
  readonly expires_at: Date;
};

type InterventionToAdd = Pick<InterventionRow, "id" | "division_path" | "person_id" | "account_id" | "kind" | "reason"> & {
  readonly state: "waiting" | "done";
  readonly askedBy: string;
  readonly expiresAt: Date;
};

/** @returns false where something waits for this account already. */
export async function addIntervention(tx: Tx, made: InterventionToAdd): Promise<boolean> {
  await sql`update accounts.intervention set state = 'expired'
    where tenant_id = ${tx.tenantId} and account_id = ${made.account_id} and state = 'waiting' and expires_at <= ${tx.now}`.execute(
    tx.db,
  );
  const { rows } = await sql`
    insert into accounts.intervention (tenant_id, id, division_path, person_id, account_id, kind, reason, state, asked_by, asked_at, decided_at, expires_at)
    select ${tx.tenantId}, ${made.id}, ${made.division_path}::ltree, ${made.person_id}, ${made.account_id}, ${made.kind}, ${made.reason}, ${made.state}, ${made.askedBy}, ${tx.now},
      ${made.state === "done" ? tx.now : null}::timestamptz, ${made.expiresAt}
    where not exists (select 1 from accounts.intervention w where w.tenant_id = ${tx.tenantId} and w.account_id = ${made.account_id} and w.state = 'waiting')
    returning 1`.execute(tx.db);
  return rows.length === 1;
}

const COLUMNS = sql`i.id, i.division_path::text as division_path, i.person_id, i.account_id, i.kind, i.reason, i.state, i.asked_by, i.asked_at, i.decided_by, i.expires_at`;

export async function lockIntervention(tx: Tx, id: string): Promise<InterventionRow | undefined> {
  const { rows } = await sql<InterventionRow>`
    select ${COLUMNS} from accounts.intervention i where i.tenant_id = ${tx.tenantId} and i.id = ${id} for update`.execute(tx.db);
  return rows[0];
}

export async function decideInterventionRow(tx: Tx, id: string, state: "done" | "refused", by: string): Promise<void> {
  await sql`update accounts.intervention set state = ${state}, decided_by = ${by}, decided_at = ${tx.now}
    where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}

export async function closeDoor(tx: Tx, accountId: string): Promise<void> {
  await sql`insert into accounts.disabled (tenant_id, account_id, since) values (${tx.tenantId}, ${accountId}, ${tx.now})
    on conflict do nothing`.execute(tx.db);
}

export async function openDoor(tx: Tx, accountId: string): Promise<void> {
  await sql`delete from accounts.disabled where tenant_id = ${tx.tenantId} and account_id = ${accountId}`.execute(tx.db);
}

/** Has this tenant closed its door to the account? */
export async function isDisabled(tx: Tx, accountId: string): Promise<boolean> {
  const { rows } =
    await sql`select from accounts.disabled where tenant_id = ${tx.tenantId} and account_id = ${accountId}`.execute(tx.db);
  return rows.length > 0;
}

/** Sessions begun by one account on all its devices, this tenant's and others': a sign-in is everywhere's. */
export async function endSessionsOf(tx: Tx, accountId: string): Promise<void> {
  await sql`delete from platform.session where account_id = ${accountId}`.execute(tx.db);
}

/** Authenticator, passkeys, and challenges under way: whoever has none is asked for none, and sets up another. */
export async function removeFactors(tx: Tx, accountId: string): Promise<void> {
  await sql`delete from platform.totp where account_id = ${accountId}`.execute(tx.db);
  await sql`delete from platform.passkey where account_id = ${accountId}`.execute(tx.db);
  await sql`delete from platform.challenge where account_id = ${accountId}`.execute(tx.db);
}

/** Duties a person's posts in force carry. */
export async function findDutiesOf(tx: Tx, personId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ duty: string }>`
    select distinct unnest(duties) as duty from organizations.v_post
    where tenant_id = ${tx.tenantId} and person_id = ${personId} and (valid_to is null or valid_to > ${tx.now})`.execute(tx.db);
  return rows.map(({ duty }) => duty);
}
