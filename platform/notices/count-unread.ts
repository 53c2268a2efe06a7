import { sql } from "kysely";
import type { Database } from "../db/database.ts";
import type { Tx } from "../db/tx.ts";
import { scopeOf, type Caller } from "../registry/invoke.ts";

/** More are shown as "99+". */
const MOST = 100;

/** Unread notices of whoever is signed in, for the header. */
export async function countUnreadNotices(database: Database, caller: Caller): Promise<number> {
  const { personId } = caller.actor;
  if (personId === undefined) return 0;
  const scope = scopeOf(caller.actor, "platform/count-notices");
  return await database.transact(scope, async (tx) => await countUnread(tx, personId), { mode: "read only" });
}

/** Unread notices of the transaction's own person, up to one more than is ever shown. */
export async function countUnread(tx: Tx, personId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (select 1 from platform.notice
      where tenant_id = ${tx.tenantId} and person_id = ${personId} and read_at is null limit ${MOST}) n`.execute(tx.db);
  return rows[0]?.count ?? 0;
}
