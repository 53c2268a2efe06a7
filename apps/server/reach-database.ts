import { setTimeout as sleep } from "node:timers/promises";
import type { PoolConfig } from "pg";
import { startEmbeddedPostgres } from "#platform/postgres/embedded.ts";
import { findRunningPostgres } from "#platform/postgres/running.ts";
import { StartRefusal } from "#platform/postgres/start-refusal.ts";
import type { Config } from "./config.ts";

/** The administrator's way in. */
export type ReachedDatabase = {
  readonly connection: PoolConfig;
  /** A house runs on it at this moment. */
  readonly beside: boolean;
  /** Ends what was started for it; a server of another process is left running. */
  readonly close: () => Promise<void>;
};

/** A server that holds the data folder but does not answer yet is starting: it is waited for this long. */
const JOIN_TRIES = 60;
const JOIN_POLL_MS = 500;

/** Reaches the database as it stands: beside the house that runs on this data folder, or started for the time of a command. */
export async function reachDatabase(config: Config, progress: (line: string) => void): Promise<ReachedDatabase> {
  if (config.databaseUrl !== undefined) return atUrl(config);
  for (let attempt = 1; ; attempt += 1) {
    const running = await findRunningPostgres(config.dataDir);
    if (running !== undefined) return { connection: running.connection, beside: true, close: async () => running.close() };
    try {
      return await startOwn(config, progress);
    } catch (error) {
      if (!(error instanceof StartRefusal) || error.code !== "already-running" || attempt >= JOIN_TRIES) throw error;
      await sleep(JOIN_POLL_MS);
    }
  }
}

/** The database of a command that must have it to itself; refused while a house runs on the data folder. */
export async function holdDatabase(config: Config, progress: (line: string) => void): Promise<ReachedDatabase> {
  return config.databaseUrl === undefined ? await startOwn(config, progress) : atUrl(config);
}

function atUrl({ databaseUrl }: Config): ReachedDatabase {
  return { connection: { connectionString: databaseUrl }, beside: false, close: async () => {} };
}

async function startOwn(config: Config, progress: (line: string) => void): Promise<ReachedDatabase> {
  const server = await startEmbeddedPostgres({ dataDir: config.dataDir, progress });
  return { connection: server.connection, beside: false, close: () => server.stop() };
}
