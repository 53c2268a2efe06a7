import { systemActor } from "../actor.ts";
import type { Sweep, Tenant } from "../capability.ts";
import { scopeOf } from "../registry/invoke.ts";
import { leaveTraces, noTraces } from "../registry/leave-traces.ts";
import { systemContext, type DrainParts } from "./drain.ts";

/** Tenants worked for at once: while one waits for the disk another's rows are read, and requests keep most of the connections. */
const AT_ONCE = 4;

type Due = { readonly tenant_id: string; readonly id: string };

/** Rows of one tenant are handled in their order, those of several tenants side by side. @returns how many were handled. */
export async function sweepOnce(parts: DrainParts, sweep: Sweep): Promise<number> {
  const due: readonly Due[] = await parts.database.transact({ areas: [], purpose: "platform/sweep" }, sweep.find, {
    domain: "sweeper",
    mode: "read only",
  });
  const waiting = Map.groupBy(due, (row) => row.tenant_id).entries();
  const lane = async () => {
    let handled = 0;
    for (const [tenantId, rows] of waiting) {
      const tenant = await parts.tenantById(tenantId);
      if (tenant !== undefined) handled += await handleAll(parts, sweep, tenant, rows);
    }
    return handled;
  };
  const handled = await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return handled.reduce((sum, one) => sum + one, 0);
}

async function handleAll(parts: DrainParts, sweep: Sweep, tenant: Tenant, rows: readonly Due[]): Promise<number> {
  let handled = 0;
  for (const { id } of rows) {
    try {
      const scope = scopeOf(systemActor(tenant.id, tenant.rootPath), sweep.purpose);
      const done = await parts.database.transact(scope, async (tx) => {
        const traces = noTraces();
        const context = systemContext(parts, tx, tenant, traces);
        const was = await sweep.handle(context, id);
        leaveTraces(tx, undefined, traces);
        return was;
      });
      if (!done) continue;
      handled += 1;
      parts.changed(tenant.id);
    } catch (error) {
      parts.failed(sweep.purpose, error);
    }
  }
  return handled;
}
