import type { ActionContext } from "#platform/capability.ts";
import { refuse, type Refusal } from "#platform/refusal.ts";
import { changeMeeting, lockMeeting, type MeetingRow } from "../store/meetings.ts";
import { inState } from "./known.ts";

export type ClosedMeeting = Pick<
  MeetingRow,
  "id" | "title" | "division_path" | "state" | "closed_roll" | "due_persons" | "here_persons" | "convener" | "meets_at"
>;

/** A meeting whose people one store alone knows, with its row locked: whoever signs them in does so one after another. */
export async function findClosedMeeting(context: ActionContext, id: string, way: string): Promise<ClosedMeeting | undefined> {
  const meeting = await lockMeeting(context.tx, id);
  return meeting?.closed_roll === way ? meeting : undefined;
}

/** How many are here, as the store counted them; from the notice until the meeting ends. */
export async function setHere(context: ActionContext, id: string, persons: number): Promise<Refusal | undefined> {
  const meeting = await lockMeeting(context.tx, id);
  if (meeting === undefined) return refuse("absent", "absent");
  const late = inState(meeting, "called", "open");
  if (late !== undefined) return late;
  if (persons > meeting.due_persons) throw new Error(`${persons} are here of ${meeting.due_persons} who are due`);
  await changeMeeting(context.tx, id, { here_persons: persons });
  return undefined;
}
