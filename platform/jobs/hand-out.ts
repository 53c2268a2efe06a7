import { sql } from "kysely";
import type { ActionContext } from "../capability.ts";
import type { Tx } from "../db/tx.ts";
import type { Sweep } from "../capability.ts";
import { leaseEnd, type JobToRun } from "./run-job.ts";

/** Jobs handed out in one sweep: what is left is due at the next. */
const BATCH = 50;

/**
 * Finds jobs that are due, new ones and those whose worker fell silent, and hands each to a worker. The row is put off by a lease first:
 * whoever is killed before handing it over has only lost that time.
 * @param hand must not throw; what it loses is handed out again after the lease
 */
export function handOut(hand: (job: JobToRun) => void): Sweep {
  return {
    purpose: "platform/run-job",
    find: findDue,
    handle: async (context, id) => {
      if (!(await claim(context, id))) return false;
      context.afterCommit(() => hand({ tenantId: context.tenant.id, id }));
      return true;
    },
  };
}

async function findDue(tx: Tx): Promise<readonly { readonly tenant_id: string; readonly id: string }[]> {
  const { rows } = await sql<{ tenant_id: string; id: string }>`
    select tenant_id, id from platform.job where due_at <= ${tx.now} order by due_at limit ${BATCH}`.execute(tx.db);
  return rows;
}

/** A row that is locked is in a worker's hands at this moment, however long its step takes. */
async function claim({ tx }: ActionContext, id: string): Promise<boolean> {
  const { rows } = await sql`
    update platform.job set due_at = ${leaseEnd(tx)} where tenant_id = ${tx.tenantId} and id in (
      select id from platform.job where tenant_id = ${tx.tenantId} and id = ${id} and due_at <= ${tx.now} for update skip locked) returning 1`.execute(
    tx.db,
  );
  return rows.length === 1;
}
