import { sql } from "kysely";
import { systemActor } from "../actor.ts";
import type { Tenant } from "../capability.ts";
import { scopeOf } from "../registry/invoke.ts";
import type { JobParts } from "./run-job.ts";

/**
 * Begins a scheduled job for every tenant, once for each time it was due. Where the one before has not ended yet, or several times were
 * missed while the house was down, one is enough; one that somebody stopped goes on where it was.
 * @param slot the minute it was due, as ISO 8601
 */
export async function beginScheduled(
  parts: Pick<JobParts, "database" | "newId">,
  tenants: readonly Tenant[],
  name: string,
  slot: string,
): Promise<void> {
  for (const tenant of tenants) {
    await parts.database.transact(scopeOf(systemActor(tenant.id, tenant.rootPath), "platform/run-job"), async (tx) => {
      await sql`
        with resumed as (update platform.job set state = 'running', due_at = ${tx.now}::timestamptz
          where tenant_id = ${tx.tenantId} and name = ${name} and account_id is null and state = 'stopped' returning 1)
        insert into platform.job (tenant_id, id, name, key, payload, created_at, due_at)
        select ${tx.tenantId}::uuid, ${parts.newId()}::uuid, ${name}, ${slot}, '{}'::jsonb, ${tx.now}::timestamptz, ${tx.now}::timestamptz
        where not exists (select from resumed) and not exists (select from platform.job
          where tenant_id = ${tx.tenantId} and name = ${name} and account_id is null and due_at is not null)
        on conflict (tenant_id, name, key) do nothing`.execute(tx.db);
    });
  }
}
