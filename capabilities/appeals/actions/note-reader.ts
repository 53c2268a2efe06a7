import type { ActionContext } from "#platform/capability.ts";
import { noteReadings } from "#platform/readings/note-readings.ts";
import type { Refusal } from "#platform/refusal.ts";
import { mayDispatch, mayLead, mayReport } from "../policy.ts";
import type { AppealRow } from "../store/appeal-row.ts";

/** Whoever oversees, dispatched or releases looks at dozens a day; at more in an hour only whoever goes through them by hand or by program. */
const MOST_BEYOND = 50;

/**
 * A resident sees who read their words (reading their own is nobody's business), and whether the matter was the reader's: those in whose
 * hands it is read without limit, others so many people's an hour (TRUST case 18).
 */
export async function noteReader(context: ActionContext, appeal: AppealRow): Promise<Refusal | undefined> {
  if (appeal.owner_person === null) return undefined;
  const inHand = mayLead.can(context.actor, appeal) || mayReport.can(context.actor, appeal);
  const toDispatch = appeal.state === "waiting" && mayDispatch.can(context.actor, appeal);
  if (!inHand && !toDispatch)
    return await noteReadings(context, { what: "appeals.beyond", persons: [appeal.owner_person], most: MOST_BEYOND });
  context.looked(appeal.owner_person, "appeals.appeal");
  return undefined;
}
