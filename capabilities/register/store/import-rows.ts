import { sql } from "kysely";
import { blindIndex, decryptField, encryptField } from "#platform/crypto/fields.ts";
import type { Keys } from "#platform/crypto/keys.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { ConflictKind, Decision } from "../domain/judge-import.ts";

export type RowState = "unread" | "ready" | "conflict" | "rejected" | "repeated" | "imported" | "updated" | "left-out" | "undone";
export type Values = Readonly<Record<string, string>>;

export type ImportRowRow = {
  readonly line: number;
  readonly state: RowState;
  readonly field: string | null;
  readonly reason: string | null;
  readonly kinds: readonly ConflictKind[];
  readonly decision: Decision | null;
  readonly person_id: string | null;
  readonly left_version: number | null;
  readonly values_cipher: string | null;
};

const COLUMNS = sql`line, state, field, reason, kinds, decision, person_id, left_version, values_cipher`;

function place(batchId: string, line: number) {
  return { table: "register.import_row", row: `${batchId}/${line}`, column: "values_cipher" };
}

export function openValues(keys: Keys, batchId: string, row: Pick<ImportRowRow, "line" | "values_cipher">): Values {
  return row.values_cipher === null
    ? {}
    : (JSON.parse(decryptField(keys.fields, place(batchId, row.line), row.values_cipher)) as Values);
}

/** Which of these rows is about somebody: a keyed digest that says it to nobody else. */
export function rowKey(tx: Tx, keys: Keys, batchId: string, what: string): string {
  return blindIndex(keys.index, `import/${tx.tenantId}/${batchId}`, what);
}

/** Puts rows of a file as they stand there, encrypted; a line that is here already stays as it is. */
export async function putRows(
  tx: Tx,
  keys: Keys,
  batch: { readonly id: string; readonly division_path: string },
  rows: readonly { readonly line: number; readonly values: Values }[],
): Promise<void> {
  if (rows.length === 0) return;
  const put = rows.map(
    ({ line, values }) =>
      sql`(${tx.tenantId}::uuid, ${batch.id}::uuid, ${line}::int, ${batch.division_path}::ltree, 'unread', ${encryptField(keys.fields, place(batch.id, line), JSON.stringify(values))})`,
  );
  await sql`insert into register.import_row (tenant_id, batch_id, line, division_path, state, values_cipher) values ${sql.join(put)} on conflict do nothing`.execute(
    tx.db,
  );
}

/** Takes back what was understood of the rows: they are read anew by another mapping. */
export async function unreadRows(tx: Tx, batchId: string): Promise<void> {
  await sql`update register.import_row set state = 'unread', field = null, reason = null, kinds = '{}', decision = null, person_id = null, same_key = null, head_key = null
    where tenant_id = ${tx.tenantId} and batch_id = ${batchId}`.execute(tx.db);
}

/** The first line of each digest among the rows already put. */
export async function findLinesByKey(
  tx: Tx,
  batchId: string,
  column: "same_key" | "head_key",
  keys: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (keys.length === 0) return new Map();
  const { rows } = await sql<{ key: string; line: number }>`
    select ${sql.ref(column)} as key, min(line) as line from register.import_row
    where tenant_id = ${tx.tenantId} and batch_id = ${batchId} and ${sql.ref(column)} = any(${[...keys]}::text[]) group by 1`.execute(
    tx.db,
  );
  return new Map(rows.map((row) => [row.key, row.line]));
}

export type StateCounts = Readonly<Partial<Record<RowState, number>>> & { readonly undecided: number };

export async function countStates(tx: Tx, batchId: string): Promise<StateCounts> {
  const { rows } = await sql<{ state: RowState; rows: number; undecided: number }>`
    select state, count(*)::int as rows, (count(*) filter (where state = 'conflict' and decision is null))::int as undecided from register.import_row
    where tenant_id = ${tx.tenantId} and batch_id = ${batchId} group by state`.execute(tx.db);
  return {
    ...Object.fromEntries(rows.map((row) => [row.state, row.rows])),
    undecided: rows.reduce((sum, row) => sum + row.undecided, 0),
  };
}

/** Rows of some states after a line, in order. `lock` holds them until the transaction ends. */
export async function findRows(
  tx: Tx,
  batchId: string,
  which: {
    readonly states: readonly RowState[];
    readonly afterLine?: number;
    readonly decided?: boolean;
    readonly limit: number;
  },
  lock: "read" | "lock" = "read",
): Promise<readonly ImportRowRow[]> {
  const decided =
    which.decided === undefined
      ? sql`true`
      : which.decided
        ? sql`(state <> 'conflict' or decision is not null)`
        : sql`decision is null`;
  const held = lock === "lock" ? sql`for update` : sql``;
  const { rows } = await sql<ImportRowRow>`
    select ${COLUMNS} from register.import_row where tenant_id = ${tx.tenantId} and batch_id = ${batchId} and state = any(${[...which.states]}::text[])
      and line > ${which.afterLine ?? 0} and ${decided} order by line limit ${which.limit} ${held}`.execute(tx.db);
  return rows;
}

/** Decides one conflict, or all undecided ones of a kind to which the decision is open. @returns how many. */
export async function decideRows(
  tx: Tx,
  batchId: string,
  which: { readonly line: number } | { readonly kind: ConflictKind },
  decision: Decision,
): Promise<number> {
  const some = "line" in which ? sql`line = ${which.line}` : sql`kinds[1] = ${which.kind} and decision is null`;
  const open =
    decision === "keep" ? sql`true` : decision === "add" ? sql`'perhaps-same' = any(kinds)` : sql`not ('elsewhere' = any(kinds))`;
  const { numAffectedRows } = await sql`
    update register.import_row set decision = ${decision} where tenant_id = ${tx.tenantId} and batch_id = ${batchId} and state = 'conflict' and ${some} and ${open}`.execute(
    tx.db,
  );
  return Number(numAffectedRows ?? 0n);
}

export type RowOutcome = {
  readonly line: number;
  readonly state: RowState;
  readonly reason?: string;
  readonly field?: string;
  readonly kinds?: readonly ConflictKind[];
  readonly personId?: string | undefined;
  readonly leftVersion?: number | undefined;
  readonly sameKey?: string;
  readonly headKey?: string | undefined;
  /** A conflict that came up since it was decided is asked about anew. */
  readonly undecide?: true;
};

export async function settleRows(tx: Tx, batchId: string, outcomes: readonly RowOutcome[]): Promise<void> {
  if (outcomes.length === 0) return;
  const given = JSON.stringify(
    outcomes.map((one) => ({
      line: one.line,
      state: one.state,
      field: one.field ?? null,
      reason: one.reason ?? null,
      kinds: one.kinds ?? null,
      person_id: one.personId ?? null,
      left_version: one.leftVersion ?? null,
      same_key: one.sameKey ?? null,
      head_key: one.headKey ?? null,
      undecide: one.undecide ?? false,
    })),
  );
  await sql`update register.import_row r set state = g.state, field = coalesce(g.field, r.field), reason = coalesce(g.reason, r.reason), kinds = coalesce(g.kinds, r.kinds),
      person_id = coalesce(g.person_id, r.person_id), left_version = coalesce(g.left_version, r.left_version), same_key = coalesce(g.same_key, r.same_key),
      head_key = coalesce(g.head_key, r.head_key), decision = case when g.undecide then null else r.decision end
    from jsonb_to_recordset(${given}::jsonb) as g(line int, state text, field text, reason text, kinds text[], person_id uuid, left_version int, same_key text, head_key text, undecide boolean)
    where r.tenant_id = ${tx.tenantId} and r.batch_id = ${batchId} and r.line = g.line`.execute(tx.db);
}
