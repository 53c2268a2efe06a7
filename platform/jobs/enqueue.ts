import { sql } from "kysely";
import type { ActionContext, Payload } from "../capability.ts";
import type { Tx } from "../db/tx.ts";

/** Rows one account may have waiting or running in a tenant: a script that starts them in a loop is stopped here. */
const MOST_OPEN = 20;

export type EnqueueOptions = {
  /** Begun once by it, while the row is kept (30 days after its end). Left out: another one each time. */
  readonly key?: string;
  /** Not before this instant. */
  readonly dueAt?: Date;
};

/**
 * Begins a job in the caller's own transaction: it runs if and only if that commits. Whoever calls is who may watch it.
 * @param name `<capability>/<job>`, as a manifest declares it
 * @param payload ids and facts, never personal text
 * @returns its id, of the job already begun under this key where there is one; undefined when somebody else began that one, or when this
 *   account has as many under way as it may.
 */
export async function enqueue(
  context: ActionContext,
  name: string,
  payload: Payload,
  options: EnqueueOptions = {},
): Promise<string | undefined> {
  const { tx, actor } = context;
  const id = context.newId();
  const key = options.key ?? id;
  const accountId = actor.accountId ?? null;
  const strong = actor.posts.length > 0 && !actor.secondFactorPending;
  if (accountId !== null && (await countOpen(tx, accountId)) >= MOST_OPEN) return undefined;
  const { rows } = await sql`
    insert into platform.job (tenant_id, id, name, key, payload, account_id, strong, created_at, due_at)
    values (${tx.tenantId}, ${id}, ${name}, ${key}, ${JSON.stringify(payload)}::jsonb, ${accountId}, ${strong}, ${tx.now}, ${options.dueAt ?? tx.now})
    on conflict (tenant_id, name, key) do nothing returning 1`.execute(tx.db);
  if (rows.length === 0) return await findByKey(tx, name, key);
  // Nobody reacts to it: it wakes what hands jobs out, once this has committed.
  context.emit("platform.job-begun", { jobId: id });
  return id;
}

async function countOpen(tx: Tx, accountId: string): Promise<number> {
  const { rows } = await sql<{ open: number }>`
    select count(*) as open from platform.job where tenant_id = ${tx.tenantId} and account_id = ${accountId} and due_at is not null`.execute(
    tx.db,
  );
  return rows[0]?.open ?? 0;
}

async function findByKey(tx: Tx, name: string, key: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from platform.job where tenant_id = ${tx.tenantId} and name = ${name} and key = ${key}`.execute(tx.db);
  return rows[0]?.id;
}
