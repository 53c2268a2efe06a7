import pg from "pg";
import { findRunningPostgres } from "#platform/postgres/running.ts";

/** A superuser's query on the deployment's own database. */
export async function askDatabase<T>(dataDir: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const running = await findRunningPostgres(dataDir);
  if (running === undefined) throw new Error("the database does not run");
  const client = new pg.Client(running.connection);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end();
    running.close();
  }
}
