import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

const MOST = 30;

export type DemoMessageRow = { readonly channel: "sms" | "mail"; readonly to: string; readonly text: string; readonly at: Date };

export async function findDemoMessages(tx: Tx): Promise<readonly DemoMessageRow[]> {
  const { rows } = await sql<DemoMessageRow>`
    select channel, recipient as "to", body as text, at from platform.demo_message order by at desc, key limit ${MOST}`.execute(
    tx.db,
  );
  return rows;
}
