import { findJobs } from "#platform/jobs/find-jobs.ts";
import type { LiveTopic } from "#platform/live/hub.ts";
import { countUnread } from "#platform/notices/count-unread.ts";

/** Jobs that ended longer ago are told no more. */
const ENDED_MS = 5 * 60_000;

const notices: LiveTopic = async ({ tx, actor }) => ({
  unread: actor.personId === undefined ? 0 : await countUnread(tx, actor.personId),
});

const jobs: LiveTopic = async ({ tx, actor, now }) => {
  const rows = actor.accountId === undefined ? [] : await findJobs(tx, actor.accountId);
  const lately = rows.filter(({ ended_at }) => ended_at === null || now.getTime() - ended_at.getTime() < ENDED_MS);
  return { jobs: lately.map(({ id, state, done, total, failure }) => ({ id, state, done, total, failure })) };
};

/** What whoever is signed in is told as it happens: how many notices are unread, and how far their own long work is. */
export const LIVE_TOPICS: Readonly<Record<string, LiveTopic>> = { notices, jobs };
