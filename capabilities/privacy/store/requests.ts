import { sql, type Expression, type SqlBool } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { EXTENTS, GROUNDS, STATES } from "../contract/requests.ts";

export type Result = { readonly rows: number; readonly mentions: number; readonly fields: number; readonly kept: number };

export type RequestRow = {
  readonly id: string;
  readonly division_path: string;
  readonly person_id: string;
  readonly account_id: string | null;
  readonly elsewhere: boolean;
  readonly extent: (typeof EXTENTS)[number];
  readonly says: string;
  readonly state: (typeof STATES)[number];
  readonly ground: (typeof GROUNDS)[number] | null;
  readonly everywhere: boolean;
  readonly first_by: string | null;
  readonly second_by: string | null;
  readonly answer: string;
  readonly asked_at: Date;
  readonly ended_at: Date | null;
  readonly result: Result | null;
};

const COLUMNS = sql`q.id, q.division_path::text as division_path, q.person_id, q.account_id, q.elsewhere, q.extent, q.says, q.state, q.ground, q.everywhere,
  q.first_by, q.second_by, q.answer, q.asked_at, q.ended_at, q.result`;
const MOST = 100;

/** Where the caller's entry lies, and whether their account opens another tenant's door, too. */
export async function findAsker(
  tx: Tx,
  personId: string,
  accountId: string | undefined,
): Promise<{ readonly path: string; readonly elsewhere: boolean } | undefined> {
  const { rows } = await sql<{ path: string; elsewhere: boolean }>`
    select p.division_path::text as path, exists (select 1 from register.v_person o where o.account_id = ${accountId ?? null}::uuid
      and o.tenant_id is distinct from ${tx.tenantId}::uuid and o.left_at is null) as elsewhere
    from register.v_person p where p.tenant_id = ${tx.tenantId} and p.id = ${personId}`.execute(tx.db);
  return rows[0];
}

type ToAdd = Pick<RequestRow, "id" | "division_path" | "person_id" | "account_id" | "elsewhere" | "extent" | "says" | "state">;

/** @returns false where one is open already */
export async function addRequest(tx: Tx, row: ToAdd): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into privacy.request (tenant_id, id, division_path, person_id, account_id, elsewhere, extent, says, state, asked_at)
    values (${tx.tenantId}, ${row.id}, ${row.division_path}::ltree, ${row.person_id}, ${row.account_id}, ${row.elsewhere}, ${row.extent}, ${row.says}, ${row.state}, ${tx.now})
    on conflict (tenant_id, person_id) where state in ('asked', 'agreed', 'erasing') do nothing`.execute(tx.db);
  return numAffectedRows === 1n;
}

export async function lockRequest(tx: Tx, id: string): Promise<RequestRow | undefined> {
  const { rows } =
    await sql<RequestRow>`select ${COLUMNS} from privacy.request q where q.tenant_id = ${tx.tenantId} and q.id = ${id} for update`.execute(
      tx.db,
    );
  return rows[0];
}

export async function findRequestsOf(tx: Tx, personId: string): Promise<readonly RequestRow[]> {
  const { rows } = await sql<RequestRow>`select ${COLUMNS} from privacy.request q
    where q.tenant_id = ${tx.tenantId} and q.person_id = ${personId} order by q.id desc limit ${MOST}`.execute(tx.db);
  return rows;
}

export async function listRequestRows(
  tx: Tx,
  visible: Expression<SqlBool>,
): Promise<readonly (RequestRow & { readonly name: string | null })[]> {
  const { rows } = await sql<RequestRow & { readonly name: string | null }>`
    select ${COLUMNS}, n.name from privacy.request q
    left join register.v_person_name n on n.tenant_id = q.tenant_id and n.person_id = q.person_id
    where q.tenant_id = ${tx.tenantId} and q.extent = 'whole' and ${visible} order by q.id desc limit ${MOST}`.execute(tx.db);
  return rows;
}

type Decided = Pick<RequestRow, "state" | "answer" | "everywhere"> & { readonly ground: string | null; readonly by: string };

export async function saveDecision(tx: Tx, id: string, { state, answer, everywhere, ground, by }: Decided): Promise<void> {
  const place =
    state === "agreed" ? sql`first_by = ${by}::uuid, first_at = ${tx.now}` : sql`second_by = ${by}::uuid, second_at = ${tx.now}`;
  // Whoever refuses after having agreed is still the first, and no second.
  const who = state === "refused" ? sql`second_by = nullif(${by}::uuid, first_by), second_at = ${tx.now}` : place;
  const ended = state === "refused" ? tx.now : null;
  await sql`update privacy.request set state = ${state}, answer = ${answer}, everywhere = ${everywhere}, ground = ${ground}, ended_at = ${ended}, ${who}
    where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}

/** Done: of what was asked and answered not a word is left, only that it was. */
export async function saveErased(tx: Tx, id: string, result: Result): Promise<void> {
  await sql`update privacy.request set state = 'erased', result = ${JSON.stringify(result)}::jsonb, ended_at = ${tx.now},
      says = case when extent = 'whole' then '' else says end, answer = case when extent = 'whole' then '' else answer end
    where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}

export type ErasureRow = {
  readonly id: string;
  readonly ground: string;
  readonly first_by: string;
  readonly second_by: string;
  readonly on_day: string;
};

export async function addErasureRow(tx: Tx, row: ErasureRow): Promise<void> {
  await sql`insert into privacy.erasure (tenant_id, id, ground, first_by, second_by, on_day)
    values (${tx.tenantId}, ${row.id}, ${row.ground}, ${row.first_by}, ${row.second_by}, ${row.on_day}::date)`.execute(tx.db);
}

export async function findErasureRows(
  tx: Tx,
  which: { readonly subjects: readonly string[] } | { readonly after: string; readonly limit: number },
): Promise<readonly ErasureRow[]> {
  const chosen =
    "subjects" in which ? sql`e.id::text = any(${[...which.subjects]}::text[])` : sql`e.id::text collate "C" > ${which.after}`;
  const limit = "limit" in which ? which.limit : which.subjects.length;
  const { rows } =
    await sql<ErasureRow>`select e.id::text as id, e.ground, e.first_by, e.second_by, e.on_day from privacy.erasure e
    where e.tenant_id = ${tx.tenantId} and ${chosen} order by e.id::text collate "C" limit ${limit}`.execute(tx.db);
  return rows;
}
