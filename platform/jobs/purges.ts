import { sql } from "kysely";
import type { ActionContext, Payload } from "../capability.ts";
import type { Tx } from "../db/tx.ts";

/** One of the night's purges: a job of the house's own that is called `<capability>/purge…`. */
export type PurgeRow = {
  readonly id: string;
  readonly name: string;
  readonly state: "waiting" | "running" | "stopped" | "done" | "failed";
  /** Rows removed or emptied. */
  readonly done: number;
  /** How far it is: `at` of `of` tables, and rows `looked` at. */
  readonly result: Payload | null;
  readonly created_at: Date;
  readonly ended_at: Date | null;
};

const COLUMNS = sql`id, name, state, done, result, created_at, ended_at`;
/** `_` and `%` of the pattern are none of a job's name. */
const IS_PURGE = sql`account_id is null and name like '%/purge%'`;

/** The last one of each. */
export async function findPurges(tx: Tx): Promise<readonly PurgeRow[]> {
  const { rows } = await sql<PurgeRow>`
    select distinct on (name) ${COLUMNS} from platform.job where tenant_id = ${tx.tenantId} and ${IS_PURGE} order by name, id desc`.execute(
    tx.db,
  );
  return rows;
}

/** The last one of that name. Waits for the step it is at, and no longer. */
export async function lockPurge(tx: Tx, name: string): Promise<PurgeRow | undefined> {
  const { rows } = await sql<PurgeRow>`
    select ${COLUMNS} from platform.job where tenant_id = ${tx.tenantId} and name = ${name} and ${IS_PURGE}
    order by id desc limit 1 for update`.execute(tx.db);
  return rows[0];
}

/** It keeps where it got to; nobody takes it up until it goes on, or until its clock strikes again. */
export async function stopPurge(tx: Tx, id: string): Promise<void> {
  await sql`update platform.job set state = 'stopped', due_at = null where tenant_id = ${tx.tenantId} and id = ${id}`.execute(
    tx.db,
  );
}

export async function resumePurge(context: ActionContext, id: string): Promise<void> {
  const { tx } = context;
  await sql`update platform.job set state = 'running', due_at = ${tx.now} where tenant_id = ${tx.tenantId} and id = ${id}`.execute(
    tx.db,
  );
  // Nobody reacts to it: it wakes what hands jobs out, once this has committed.
  context.emit("platform.job-begun", { jobId: id });
}
