import type { ActionContext, FilePurpose } from "#platform/capability.ts";
import { UPLOAD_PURPOSES } from "#platform/files/accept-upload.ts";
import type { Policy } from "#platform/policy.ts";
import { mayCount, mayRead } from "../policy.ts";
import { findMeeting } from "../store/meetings.ts";

function readBy(policy: Policy): FilePurpose {
  const mayReadIt = async (context: ActionContext, meetingId: string) => {
    const meeting = await findMeeting(context.tx, meetingId);
    return meeting !== undefined && policy.can(context.actor, meeting);
  };
  return { rules: UPLOAD_PURPOSES.document, mayRead: mayReadIt };
}

/** Papers of the agenda are read by whoever may read the meeting; signed minutes, with their signatures, by whoever runs it. */
export const PAPERS: Readonly<Record<string, FilePurpose>> = { agenda: readBy(mayRead), signed: readBy(mayCount) };
