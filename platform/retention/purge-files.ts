import { sql } from "kysely";
import type { Job } from "../capability.ts";
import { purging } from "../jobs/purge.ts";
import { daysAgo } from "./purge-traces.ts";

/** An upload nobody attached to anything within a day was given up. */
const LOOSE_DAYS = 1;

/** Nightly. Row-level security knows it by its name: it sees everybody's uploads while they hang on nothing. */
export const purgeFiles: Job = {
  cron: "30 2 * * *",
  step: purging([
    async ({ tx }, most) => {
      const result = await sql`delete from platform.file where tenant_id = ${tx.tenantId} and id in (
        select id from platform.file where tenant_id = ${tx.tenantId} and attached_to is null and created_at < ${daysAgo(tx.now, LOOSE_DAYS)}
        limit ${most})`.execute(tx.db);
      return Number(result.numAffectedRows);
    },
  ]),
};
