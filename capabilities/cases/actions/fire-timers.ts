import { isRefusal } from "#platform/refusal.ts";
import type { ActionContext } from "#platform/capability.ts";
import { takeTimer } from "../store/timers.ts";
import { advanceCase } from "./advance-case.ts";

/**
 * Fires one due timer: whoever deletes its row fires it, in the transaction that advances the case, so three workers fire it
 * once and a killed one leaves it due. A timer whose step is gone meanwhile is dropped.
 */
export async function fireTimer(context: ActionContext, timerId: string): Promise<boolean> {
  const timer = await takeTimer(context.tx, timerId);
  if (timer === undefined) return false;
  const moved = await advanceCase(context, timer.case_id, { type: "timer", timer: timer.token, at: context.now.toISOString() });
  if (!isRefusal(moved))
    context.emit("cases.timer-fired", {
      caseId: timer.case_id,
      kind: moved.case.kind,
      subjectId: moved.case.subject_id,
      element: elementFired(moved.changes.events),
    });
  return true;
}

function elementFired(events: readonly { readonly kind: string; readonly element: string | null }[]): string {
  return events.find((event) => event.kind === "timer-fired")?.element ?? "";
}
