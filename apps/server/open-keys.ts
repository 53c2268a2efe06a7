import { join } from "node:path";
import { sql } from "kysely";
import { findWrongKey, makeKeyCheck, type KeyCheck } from "#platform/crypto/key-check.ts";
import { KeyFault } from "#platform/crypto/key-files.ts";
import { openKeys, type Keys } from "#platform/crypto/keys.ts";
import type { Database } from "#platform/db/database.ts";

type State = { readonly hasTenant: boolean; readonly check: KeyCheck | undefined };

/**
 * The keys of this deployment. They are made while it has no tenant yet; afterwards a folder that is lost, or that belongs to
 * another deployment (a restore with the wrong copy), stops the start before anything is written that nobody could read.
 * @throws KeyFault with one line for the operator.
 */
export async function openHouseKeys(dataDir: string, database: Database): Promise<Keys> {
  const folder = join(dataDir, "keys");
  const { hasTenant, check } = await readState(database);
  const keys = await openKeys(folder, { mayMake: !hasTenant });
  const wrong = hasTenant && check !== undefined ? findWrongKey(keys, check) : undefined;
  if (wrong !== undefined) {
    throw new KeyFault(
      "key-wrong",
      `The ${wrong} key in ${folder} is not the one this database was written with: put the keys there that were kept with it. Nothing was changed.`,
    );
  }
  if (!hasTenant || check === undefined) await writeCheck(database, makeKeyCheck(keys));
  return keys;
}

async function readState(database: Database): Promise<State> {
  return await database.transact(
    { areas: [], purpose: "platform/open-keys" },
    async ({ db }) => {
      const { rows } = await sql<State>`
        select exists (select from platform.tenant) as "hasTenant",
               (select settings -> 'keyCheck' from platform.deployment where id = 1) as "check"`.execute(db);
      return { hasTenant: rows[0]?.hasTenant === true, check: rows[0]?.check ?? undefined };
    },
    { mode: "read only" },
  );
}

async function writeCheck(database: Database, check: KeyCheck): Promise<void> {
  await database.transact({ areas: [], purpose: "platform/open-keys" }, async ({ db }) => {
    await sql`insert into platform.deployment as d (id, settings) values (1, ${JSON.stringify({ keyCheck: check })}::jsonb)
      on conflict (id) do update set settings = d.settings || excluded.settings`.execute(db);
  });
}
