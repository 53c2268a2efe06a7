import { bind, type ActionContext } from "#platform/capability.ts";
import { findPurges, lockPurge, resumePurge as goOn, stopPurge as rest, type PurgeRow } from "#platform/jobs/purges.ts";
import { refuse } from "#platform/refusal.ts";
import { listPurges, resumePurge, stopPurge } from "../contract/purges.ts";
import { mayDecide, maySecure, SECURITY } from "../policy.ts";

/** A purge goes through the whole of the tenant. */
const whole = async ({ tenant }: ActionContext) => ({ division_path: tenant.rootPath });

export const listPurgesBound = bind(listPurges, {
  policy: mayDecide,
  subject: whole,
  run: async ({ tx, actor, tenant }) => {
    const mayAct = maySecure.can(actor, { division_path: tenant.rootPath });
    return { purges: (await findPurges(tx)).map((row) => viewOf(row, mayAct)) };
  },
});

export const stopPurgeBound = bind(stopPurge, {
  policy: maySecure,
  duty: SECURITY,
  subject: lockedIn,
  run: async (context, _input, row) => {
    if (row.state !== "running" && row.state !== "waiting") return refuse("conflict", "purge-not-running");
    await rest(context.tx, row.id);
    context.subject(row.id);
    return { name: row.name };
  },
});

export const resumePurgeBound = bind(resumePurge, {
  policy: maySecure,
  duty: SECURITY,
  subject: lockedIn,
  run: async (context, _input, row) => {
    if (row.state !== "stopped") return refuse("conflict", "purge-not-stopped");
    await goOn(context, row.id);
    context.subject(row.id);
    return { name: row.name };
  },
});

async function lockedIn({ tx, tenant }: ActionContext, { name }: { readonly name: string }) {
  const row = await lockPurge(tx, name);
  return row === undefined ? undefined : { ...row, division_path: tenant.rootPath };
}

function viewOf({ id, name, state, done, result, created_at, ended_at }: PurgeRow, mayAct: boolean) {
  const number = (key: string) => Number(result?.[key] ?? 0);
  const open = state === "running" || state === "waiting";
  const may = open ? ["stop-purge" as const] : state === "stopped" ? ["resume-purge" as const] : [];
  return {
    id,
    name,
    state,
    done,
    at: number("at"),
    of: number("of"),
    looked: result?.["looked"] === undefined ? null : number("looked"),
    beganAt: created_at.toISOString(),
    endedAt: ended_at?.toISOString() ?? null,
    may: mayAct ? may : [],
  };
}
