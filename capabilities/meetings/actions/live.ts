import type { LiveTopic } from "#platform/live/hub.ts";
import { mayRead } from "../policy.ts";
import { markHalls } from "../store/meetings.ts";

/** Somebody came, an item was put to the vote or decided, in a meeting that is open: told as a mark of it. */
const halls: LiveTopic = async ({ tx, actor }) => ({ mark: await markHalls(tx, mayRead.where(actor, "m")) });

export const LIVE_TOPICS: Readonly<Record<string, LiveTopic>> = { halls };
