import { sql } from "kysely";
import type { Limit } from "../capability.ts";
import type { Tx } from "../db/tx.ts";

/**
 * Takes one point of a fixed-window limit that every process sees and a restart does not forget. It is given back if the act rolls back, so
 * what must stay counted keeps its refusal (`context.keep`). @param key hashed under a key of the house: no address is stored.
 * @returns how many are taken now, or undefined where there was none left
 */
export async function takeKeptPoint(tx: Tx, limit: Limit, key: string): Promise<number | undefined> {
  const endsAt = new Date(tx.now.getTime() + limit.seconds * 1000);
  const { rows } = await sql<{ used: number }>`
    insert into platform.kept_limit as l (key, ends_at, used) values (${key}, ${endsAt}, 1)
    on conflict (key) do update set
      used = case when l.ends_at <= ${tx.now} then 1 else l.used + 1 end,
      ends_at = case when l.ends_at <= ${tx.now} then excluded.ends_at else l.ends_at end
    where l.ends_at <= ${tx.now} or l.used < ${limit.points}
    returning l.used`.execute(tx.db);
  return rows[0]?.used;
}
