import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { PersonalUse } from "#platform/personal-data/uses.ts";

/** What somebody's appeals by name are used for besides being handled; whoever raised one without a name is known to nobody here. */
export const RELEASE_PURPOSE = "appeals.release";
export const WATCH_PURPOSE = "appeals.watch";
export const FOLLOW_PURPOSE = "appeals.follow";
export const UPWARD_PURPOSE = "appeals.upward";

export const USES: Readonly<Record<string, PersonalUse>> = {
  [RELEASE_PURPOSE]: { textVersion: 1, ends: "press", path: "appeals/mine" },
  [WATCH_PURPOSE]: { textVersion: 1, ends: "press", path: "appeals/retaliation" },
  [FOLLOW_PURPOSE]: { textVersion: 1, ends: "press", path: "appeals/subscriptions" },
  [UPWARD_PURPOSE]: { textVersion: 1, ends: "objection", path: "appeals/mine" },
};

/** One's own appeals that stand on the public list, in the order of their ids. */
export async function findPublicOf(tx: Tx, personId: string, most: number): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`select id from appeals.appeal
    where tenant_id = ${tx.tenantId} and owner_person = ${personId} and public order by id limit ${most}`.execute(tx.db);
  return rows.map(({ id }) => id);
}
