import { sql } from "kysely";
import type { Database } from "#platform/db/database.ts";

const READ = { mode: "read only" } as const;

/** The slug of a tenant in which the session's account has a person, for pages that belong to no tenant; the first of several. */
export async function findHomeTenant(database: Database, sessionHash: Buffer): Promise<string | undefined> {
  const accountId = await findAccount(database, sessionHash);
  if (accountId === undefined) return undefined;
  return await database.transact(
    { areas: [], accountId, purpose: "accounts/find-home" },
    async ({ db }) => {
      const { rows } = await sql<{ slug: string }>`
        select t.slug from register.v_person p join platform.tenant t on t.id = p.tenant_id
        where p.account_id = ${accountId} and p.left_at is null order by t.slug limit 1`.execute(db);
      return rows[0]?.slug;
    },
    READ,
  );
}

async function findAccount(database: Database, sessionHash: Buffer): Promise<string | undefined> {
  return await database.transact(
    { areas: [], purpose: "accounts/find-home" },
    async ({ db, now }) => {
      const { rows } = await sql<{ id: string }>`
        select account_id as id from platform.session where token_hash = ${sessionHash} and expires_at > ${now}`.execute(db);
      return rows[0]?.id;
    },
    READ,
  );
}
