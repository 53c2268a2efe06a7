import { sql } from "kysely";
import { Rollback, type Database } from "#platform/db/database.ts";

/**
 * Every transaction answers as ever and then leaves nothing behind: a question asked twice is answered alike. What a commit would have
 * brought to light (writes sent without waiting, constraints put off) comes to light before.
 */
export function rollBackAll(database: Database): Database {
  return {
    ...database,
    transact: async (scope, work, options) =>
      await database.transact(
        scope,
        async (tx) => {
          const value = await work(tx);
          await sql`set constraints all immediate`.execute(tx.db);
          throw new Rollback(value);
        },
        options,
      ),
  };
}
