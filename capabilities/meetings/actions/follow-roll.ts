import type { ActionContext, Reaction } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { notify } from "#platform/notices/notify.ts";
import { floorOf } from "../domain/judge-meeting.ts";
import { findReachable, findRollDue, replaceDue } from "../store/due.ts";
import { findGathering, followRoll } from "../store/initiatives.ts";
import { changeMeeting, findCalledOn, lockMeeting } from "../store/meetings.ts";
import { countAgain } from "./initiatives.ts";
import { publishNotice } from "./publish.ts";

type Roll = { readonly id: string; readonly version: number; readonly sha256: string };

/**
 * A roll that was corrected reaches the meeting it was frozen for, as long as it has not opened, and the signatures that are still gathered
 * on it. What was decided before stays as it was decided.
 */
export const afterRollFrozen: Reaction = async (context, payload) => {
  const roll = { id: String(payload["rollId"]), version: Number(payload["version"]), sha256: String(payload["listSha256"]) };
  if (roll.version === 1) return;
  for (const id of await findCalledOn(context.tx, roll.id)) await follow(context, id, roll);
  for (const id of await findGathering(context.tx, roll.id)) {
    await followRoll(context.tx, id, { roll_version: roll.version, roll_persons: Number(payload["persons"]) });
    await countAgain(context, id);
  }
};

async function follow(context: ActionContext, id: string, roll: Roll): Promise<void> {
  const { tx } = context;
  const meeting = await lockMeeting(tx, id);
  if (meeting?.state !== "called" || (meeting.roll_version ?? 0) >= roll.version) return;
  const due = await findRollDue(tx, roll.id, roll.version, meeting.due_floor_dm2 === null ? meeting.group_id : null);
  const added = new Set(await replaceDue(tx, id, meeting.division_path, due));
  await changeMeeting(tx, id, {
    roll_version: roll.version,
    roll_sha256: roll.sha256,
    due_persons: due.length,
    due_women: due.filter(({ woman }) => woman).length,
    due_floor_dm2: floorOf(due),
    due_households: new Set(due.flatMap(({ householdId }) => householdId ?? [])).size,
  });
  await publishNotice(context, id, { version: roll.version, reason: `应到名册更正为第 ${roll.version} 版` });
  const told = (await findReachable(tx, id)).filter((personId) => added.has(personId));
  const notice = { topic: "meetings.called", params: { day: legalDay(meeting.meets_at) }, path: `meetings/${id}` };
  await notify(
    context,
    told.map((personId) => ({ personId, ...notice })),
  );
}
