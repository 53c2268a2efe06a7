import type { ActionContext } from "#platform/capability.ts";
import { explainHalt, type Halt } from "../domain/judge-standing.ts";
import { haltLog, type LogRow } from "../store/log.ts";

/** A halted log is looked at again, and complained about, once a minute. */
const LOOK_AGAIN_MS = 60_000;

export function isHalted(log: LogRow, now: Date): boolean {
  return log.haltedAt !== null && now.getTime() - log.haltedAt.getTime() < LOOK_AGAIN_MS;
}

/** Keeps the log as it is and tells the operator; nothing is signed and no index given out until the cause is gone. */
export async function halt(context: ActionContext, why: Halt): Promise<false> {
  await haltLog(context.tx, why);
  context.afterCommit(() => {
    throw new Error(`The record of ${context.tenant.slug} stands still [${why}]: ${explainHalt(why)}`);
  });
  return false;
}
