import { createHmac } from "node:crypto";
import type { ActionContext } from "#platform/capability.ts";
import { crockfordText, crockfordValues } from "#platform/identifiers/crockford.ts";
import type { MeetingRow } from "../store/meetings.ts";

/** A code sent on to somebody at home is worth nothing ten minutes later. */
const SHOWN_MS = 5 * 60_000;
/** 40 bits: not found by trying within ten minutes, and typed by hand where a phone reads no pictures. */
const SYMBOLS = 8;

/** What the screen in the hall of a meeting shows now: from the house's key, the meeting and the five minutes. */
export function doorCode({ house, now }: ActionContext, meeting: MeetingRow, shownAgo = 0): string {
  const turn = Math.floor(now.getTime() / SHOWN_MS) - shownAgo;
  const bytes = createHmac("sha256", house.keys.index.current.key)
    .update(JSON.stringify(["meetings.door", meeting.id, turn]))
    .digest();
  return crockfordText([...bytes.subarray(0, SYMBOLS)].map((byte) => byte & 31)).replace(/^.{4}/, "$&-");
}

/** The code shown now, or the one before it, which somebody may just be typing. */
export function opensDoor(context: ActionContext, meeting: MeetingRow, typed: string): boolean {
  const values = crockfordValues(typed);
  const plain = values === undefined ? "" : crockfordText(values);
  return [0, 1].some((ago) => doorCode(context, meeting, ago).replace("-", "") === plain);
}
