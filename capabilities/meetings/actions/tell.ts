import type { ActionContext, Payload } from "#platform/capability.ts";
import { notify } from "#platform/notices/notify.ts";
import { findReachable } from "../store/due.ts";

/** One statement's rows: seven parameters each stay far below PostgreSQL's 65,535. */
const AT_ONCE = 2_000;

/** A notice to everybody due who has an account. @returns how many */
export async function tellDue(context: ActionContext, meetingId: string, what: string, params: Payload): Promise<number> {
  const persons = await findReachable(context.tx, meetingId);
  const made = persons.map((personId) => ({ personId, topic: `meetings.${what}`, params, path: `meetings/${meetingId}` }));
  for (let start = 0; start < made.length; start += AT_ONCE) await notify(context, made.slice(start, start + AT_ONCE));
  return persons.length;
}
