import { sql } from "kysely";
import type { Job } from "../capability.ts";
import { daysAgo } from "./purge-traces.ts";

/** An upload nobody attached to anything within a day was given up. */
const LOOSE_DAYS = 1;
/** Files of a step: their names on the disk are handed to the next one. */
const BATCH = 500;

/**
 * Nightly. Row-level security knows it by its name: it sees everybody's uploads while they hang on nothing. Rows go in one step, their
 * bytes in the next, once no row of any tenant is committed that names them.
 */
export const purgeFiles: Job = {
  cron: "30 2 * * *",
  step: async (context, { cursor, done }) => {
    const { tx } = context;
    const before = cursor?.["bytes"];
    if (typeof before === "string") await context.removeBytes(JSON.parse(before) as readonly string[]);
    const { rows } = await sql<{ sha256: string; thumbnail_sha256: string | null }>`
      delete from platform.file where tenant_id = ${tx.tenantId} and id in (
        select id from platform.file where tenant_id = ${tx.tenantId} and attached_to is null and created_at < ${daysAgo(tx.now, LOOSE_DAYS)}
        limit ${BATCH}) returning sha256, thumbnail_sha256`.execute(tx.db);
    if (rows.length === 0) return { done };
    const bytes = rows.flatMap((row) => [row.sha256, ...(row.thumbnail_sha256 === null ? [] : [row.thumbnail_sha256])]);
    return { done: done + rows.length, next: { bytes: JSON.stringify(bytes) } };
  },
};
