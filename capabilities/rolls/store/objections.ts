import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

export type ObjectionRow = {
  readonly id: string;
  readonly roll_id: string;
  readonly division_path: string;
  readonly owner_person: string;
  readonly says: string;
  readonly state: "open" | "upheld" | "rejected";
  readonly answer: string;
  readonly raised_at: Date;
};

const COLUMNS = sql`id, roll_id, division_path::text as division_path, owner_person, says, state, answer, raised_at`;

export async function addObjection(
  tx: Tx,
  made: { readonly id: string; readonly rollId: string; readonly path: string; readonly personId: string; readonly says: string },
): Promise<void> {
  await sql`insert into rolls.objection (tenant_id, id, roll_id, division_path, owner_person, says, state, raised_at)
    values (${tx.tenantId}, ${made.id}, ${made.rollId}, ${made.path}::ltree, ${made.personId}, ${made.says}, 'open', ${tx.now})`.execute(
    tx.db,
  );
}

/** Objections to a roll that the reader may see: their own, or all of the place. */
export async function findObjections(tx: Tx, rollId: string): Promise<readonly ObjectionRow[]> {
  const { rows } = await sql<ObjectionRow>`
    select ${COLUMNS} from rolls.objection where tenant_id = ${tx.tenantId} and roll_id = ${rollId} order by id limit 500`.execute(
    tx.db,
  );
  return rows;
}

export async function lockObjection(tx: Tx, id: string): Promise<ObjectionRow | undefined> {
  const { rows } = await sql<ObjectionRow>`
    select ${COLUMNS} from rolls.objection where tenant_id = ${tx.tenantId} and id = ${id} for update`.execute(tx.db);
  return rows[0];
}

export async function decideObjection(
  tx: Tx,
  id: string,
  decided: { readonly state: "upheld" | "rejected"; readonly answer: string; readonly by: string | null },
): Promise<void> {
  await sql`update rolls.objection set state = ${decided.state}, answer = ${decided.answer}, decided_at = ${tx.now}, decided_by = ${decided.by}
    where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}
