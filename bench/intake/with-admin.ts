import pg from "pg";
import { findRunningPostgres } from "#platform/postgres/running.ts";
import type { BenchServer } from "./start-server.ts";

/** A connection past row-level security, for what a benchmark plants or counts. */
export async function withAdmin<T>(server: BenchServer, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const running = await findRunningPostgres(server.dataDir);
  if (running === undefined) throw new Error("the server's database does not answer");
  const admin = new pg.Client(running.connection);
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
    running.close();
  }
}
