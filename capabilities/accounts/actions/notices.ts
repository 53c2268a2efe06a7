import { bind } from "#platform/capability.ts";
import { findSealedNotices, markSealedRead } from "#platform/notices/sealed-notices.ts";
import { startOfLegalDay } from "#platform/legal-day.ts";
import { signedIn } from "#platform/policy.ts";
import { listNotices } from "../contract/list-notices.ts";
import { listReadings } from "../contract/list-readings.ts";
import { markNoticesRead } from "../contract/mark-notices-read.ts";
import { findNotices, findReadings, markAllRead } from "../store/notices.ts";

export const listNoticesBound = bind(listNotices, {
  policy: signedIn,
  run: async (context) => {
    const { tx, actor } = context;
    const rows = actor.personId === undefined ? [] : await findNotices(tx, actor.personId);
    const open = rows.map(({ created_at, read_at, ...row }) => ({
      ...row,
      createdAt: created_at.toISOString(),
      readAt: read_at?.toISOString() ?? null,
    }));
    const sealed = (await findSealedNotices(context)).map(({ toldOn, readOn, ...row }) => ({
      ...row,
      params: { ...row.params },
      createdAt: startOfLegalDay(toldOn).toISOString(),
      readAt: readOn === null ? null : startOfLegalDay(readOn).toISOString(),
    }));
    return { notices: [...open, ...sealed].toSorted((a, b) => b.createdAt.localeCompare(a.createdAt)) };
  },
});

export const markNoticesReadBound = bind(markNoticesRead, {
  policy: signedIn,
  run: async (context) => {
    const { tx, actor } = context;
    if (actor.personId !== undefined) await markAllRead(tx, actor.personId);
    await markSealedRead(context);
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
