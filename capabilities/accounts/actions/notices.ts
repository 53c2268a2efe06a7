import { bind } from "#platform/capability.ts";
import { signedIn } from "#platform/policy.ts";
import { listNotices } from "../contract/list-notices.ts";
import { listReadings } from "../contract/list-readings.ts";
import { markNoticesRead } from "../contract/mark-notices-read.ts";
import { findNotices, findReadings, markAllRead } from "../store/notices.ts";

export const listNoticesBound = bind(listNotices, {
  policy: signedIn,
  run: async ({ tx, actor }) => {
    const rows = actor.personId === undefined ? [] : await findNotices(tx, actor.personId);
    return {
      notices: rows.map(({ created_at, read_at, ...row }) => ({
        ...row,
        createdAt: created_at.toISOString(),
        readAt: read_at?.toISOString() ?? null,
      })),
    };
  },
});

export const markNoticesReadBound = bind(markNoticesRead, {
  policy: signedIn,
  run: async ({ tx, actor }) => {
    if (actor.personId !== undefined) await markAllRead(tx, actor.personId);
    return { done: true };
  },
});

export const listReadingsBound = bind(listReadings, {
  policy: signedIn,
  run: async ({ tx, actor }) => {
    const rows = actor.personId === undefined ? [] : await findReadings(tx, actor.personId);
    return { readings: rows.map((row) => ({ ...row, at: row.at.toISOString() })) };
  },
});
