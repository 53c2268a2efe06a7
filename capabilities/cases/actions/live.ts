import type { LiveTopic } from "#platform/live/hub.ts";
import { dayEnds } from "../domain/day-ends.ts";
import { mayDoTask } from "../policy.ts";
import { markTasks } from "../store/list-tasks.ts";

/** The work list changed: told as a mark of it, no word of what it holds. Whoever has no post has no list. */
const work: LiveTopic = async ({ tx, actor, now }) => {
  if (actor.posts.length === 0) return undefined;
  const posts = actor.posts.map(({ postId }) => postId);
  return { mark: await markTasks(tx, { visible: mayDoTask.where(actor, "t"), posts, ends: dayEnds(now) }) };
};

export const LIVE_TOPICS: Readonly<Record<string, LiveTopic>> = { work };
