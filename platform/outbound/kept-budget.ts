import { sql } from "kysely";
import { Rollback, type Database } from "../db/database.ts";
import { legalDaySql } from "../legal-day.ts";
import type { DailyBudget } from "./daily-cap.ts";

const SCOPE = { areas: [], purpose: "platform/sms-budget" };

/**
 * Parts of SMS a legal day may have, in the database: every process takes from the same day, and a restart forgets nothing.
 * @param most what this budget leaves off at; another over the same days may go on to more
 */
export function keptBudget(database: Database, most: number): DailyBudget {
  return {
    reserve: async (key, parts) =>
      await database.transact(SCOPE, async ({ db, now }) => {
        const fresh = await sql`insert into platform.sms_taken (key, day, parts) values (${key}, ${legalDaySql(now)}, ${parts})
          on conflict (key) do nothing`.execute(db);
        if (fresh.numAffectedRows !== 1n) return true;
        const counted = await sql`
          insert into platform.sms_day as d (day, parts) select ${legalDaySql(now)}, ${parts} where ${parts}::int <= ${most}::int
          on conflict (day) do update set parts = d.parts + excluded.parts where d.parts + excluded.parts <= ${most}`.execute(db);
        if (counted.numAffectedRows !== 1n) throw new Rollback(false);
        return true;
      }),
    release: async (key) =>
      await database.transact(SCOPE, async ({ db }) => {
        await sql`with gone as (delete from platform.sms_taken where key = ${key} returning day, parts)
          update platform.sms_day d set parts = d.parts - gone.parts from gone where d.day = gone.day`.execute(db);
      }),
  };
}
