import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

/** Keeps a case, with all its rows, from persons and bodies: when its capability learns whom its matter complains of. */
export async function barCase(tx: Tx, id: string, barred: readonly string[]): Promise<void> {
  const from = sql`${[...barred]}::uuid[]`;
  const own = sql`tenant_id = ${tx.tenantId} and case_id = ${id}`;
  await sql`with t as (update cases.task set barred = ${from} where ${own}),
      e as (update cases.event set barred = ${from} where ${own}),
      r as (update cases.reason_personal set barred = ${from} where ${own}),
      n as (update cases.consent set barred = ${from} where ${own}),
      l as (update cases.link set barred = ${from} where ${own}),
      w as (update cases.link_personal p set barred = ${from} from cases.link l
        where p.tenant_id = ${tx.tenantId} and l.tenant_id = p.tenant_id and l.message_id = p.message_id and l.direction = p.direction and l.case_id = ${id})
    update cases.case set barred = ${from} where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}
