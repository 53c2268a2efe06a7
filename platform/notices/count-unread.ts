import { sql } from "kysely";
import type { Database } from "../db/database.ts";
import { scopeOf, type Caller } from "../registry/invoke.ts";

/** More are shown as "99+". */
const MOST = 100;

/** Unread notices of whoever is signed in, for the header. */
export async function countUnreadNotices(database: Database, caller: Caller): Promise<number> {
  const { personId, tenantId } = caller.actor;
  if (personId === undefined) return 0;
  const read = { mode: "read only" } as const;
  return await database.transact(
    scopeOf(caller.actor, "platform/count-notices"),
    async ({ db }) => {
      const { rows } = await sql<{ count: number }>`
        select count(*) as count from (select 1 from platform.notice where tenant_id = ${tenantId} and person_id = ${personId} and read_at is null limit ${MOST}) n`.execute(
        db,
      );
      return rows[0]?.count ?? 0;
    },
    read,
  );
}
