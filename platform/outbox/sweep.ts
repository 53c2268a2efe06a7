import { systemActor } from "../actor.ts";
import type { Sweep } from "../capability.ts";
import { scopeOf } from "../registry/invoke.ts";
import { leaveTraces, noTraces } from "../registry/leave-traces.ts";
import { systemContext, type DrainParts } from "./drain.ts";

/** @returns how many were handled. */
export async function sweepOnce(parts: DrainParts, sweep: Sweep): Promise<number> {
  const due = await parts.database.transact({ areas: [], purpose: "platform/sweep" }, sweep.find, {
    domain: "sweeper",
    mode: "read only",
  });
  let handled = 0;
  for (const one of due) {
    const tenant = await parts.tenantById(one.tenant_id);
    if (tenant === undefined) continue;
    try {
      const scope = scopeOf(systemActor(tenant.id, tenant.rootPath), sweep.purpose);
      const done = await parts.database.transact(scope, async (tx) => {
        const traces = noTraces();
        const context = systemContext(parts, tx, tenant, traces);
        const was = await sweep.handle(context, one.id);
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
