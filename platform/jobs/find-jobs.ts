import { sql } from "kysely";
import type { Payload } from "../capability.ts";
import type { Tx } from "../db/tx.ts";

const MOST_LISTED = 50;

export type JobRow = {
  readonly id: string;
  readonly name: string;
  readonly state: "waiting" | "running" | "done" | "failed";
  readonly done: number;
  readonly total: number | null;
  readonly failure: string | null;
  readonly result: Payload | null;
  readonly created_at: Date;
  readonly ended_at: Date | null;
};

const COLUMNS = sql`id, name, state, done, total, failure, result, created_at, ended_at`;

/** Jobs an account started in this tenant, the newest first. */
export async function findJobs(tx: Tx, accountId: string): Promise<readonly JobRow[]> {
  const { rows } = await sql<JobRow>`
    select ${COLUMNS} from platform.job where tenant_id = ${tx.tenantId} and account_id = ${accountId} order by id desc limit ${MOST_LISTED}`.execute(
    tx.db,
  );
  return rows;
}

/** One job, if this account started it. */
export async function findJob(tx: Tx, accountId: string, id: string): Promise<JobRow | undefined> {
  const { rows } = await sql<JobRow>`
    select ${COLUMNS} from platform.job where tenant_id = ${tx.tenantId} and account_id = ${accountId} and id = ${id}`.execute(
    tx.db,
  );
  return rows[0];
}
