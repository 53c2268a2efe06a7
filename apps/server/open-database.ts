import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { PoolConfig } from "pg";
import { CAPABILITIES } from "#apps/capabilities.ts";
import { openDatabase, pgCode, type Database, type PrivacyDomain } from "#platform/db/database.ts";
import { assertMigrated, migrate, readMigrations, type Migration } from "#platform/db/migrate.ts";
import { ensureRoles, loginRole, makeRolePasswords, type RolePasswords } from "#platform/db/roles.ts";
import { assertDurable } from "#platform/postgres/durability.ts";
import { startEmbeddedPostgres } from "#platform/postgres/embedded.ts";
import { findRunningPostgres } from "#platform/postgres/running.ts";
import { StartRefusal } from "#platform/postgres/start-refusal.ts";
import type { Config } from "./config.ts";

const ROOT = new URL("../../", import.meta.url).pathname;
const CONNECT_TIMEOUT_MS = 10_000;

export type OpenedDatabase = {
  readonly database: Database;
  /** For migrations, backup and the job queue's own schema; never for a request. */
  readonly adminConfig: PoolConfig;
  readonly close: () => Promise<void>;
};

/** Starts or reaches PostgreSQL, brings it to this version's schema, and opens a pool for each privacy domain. */
export async function openHouseDatabase(config: Config, progress: (line: string) => void): Promise<OpenedDatabase> {
  if (config.databaseUrl !== undefined) {
    const adminConfig = { connectionString: config.databaseUrl };
    return await openPools(
      config,
      adminConfig,
      async () => {},
      (passwords) => prepareDatabase(adminConfig, passwords, progress),
    );
  }
  const server = await startEmbeddedPostgres({ dataDir: config.dataDir, progress });
  const { connection } = server;
  return await openPools(
    config,
    connection,
    () => server.stop(),
    (passwords) => prepareDatabase(connection, passwords, progress),
  );
}

/** A server that holds the data folder but does not answer yet is starting: it is waited for this long. */
const JOIN_TRIES = 60;
const JOIN_POLL_MS = 500;

/**
 * For a command: goes in beside the house that runs on this data folder, or starts its database for the time of the command.
 * Beside a running house nothing is migrated: the schema must be the one this version knows.
 */
export async function joinHouseDatabase(config: Config, progress: (line: string) => void): Promise<OpenedDatabase> {
  if (config.databaseUrl !== undefined) return await openHouseDatabase(config, progress);
  for (let attempt = 1; ; attempt += 1) {
    const running = await findRunningPostgres(config.dataDir);
    if (running !== undefined) {
      const { connection } = running;
      return await openPools(
        config,
        connection,
        async () => running.close(),
        () => checkDatabase(connection),
      );
    }
    try {
      return await openHouseDatabase(config, progress);
    } catch (error) {
      if (!(error instanceof StartRefusal) || error.code !== "already-running" || attempt >= JOIN_TRIES) throw error;
      await sleep(JOIN_POLL_MS);
    }
  }
}

async function openPools(
  config: Config,
  adminConfig: PoolConfig,
  leave: () => Promise<void>,
  prepare: (passwords: RolePasswords) => Promise<string>,
): Promise<OpenedDatabase> {
  try {
    const passwords = await rolePasswords(join(config.dataDir, "keys"));
    const name = await prepare(passwords);
    const database = openDatabase((domain) => loginConfig(adminConfig, name, domain, passwords));
    return {
      database,
      adminConfig,
      close: async () => {
        await database.close();
        await leave();
      },
    };
  } catch (error) {
    await leave();
    throw error;
  }
}

/** @returns the database's name; refuses one whose schema is not this version's. */
async function checkDatabase(adminConfig: PoolConfig): Promise<string> {
  return await asAdmin(adminConfig, async (admin) => {
    await assertMigrated(admin, await houseMigrations());
    return await nameOf(admin);
  });
}

/** Checks durability, makes the roles, migrates. @returns the database's name. */
export async function prepareDatabase(
  adminConfig: PoolConfig,
  passwords: RolePasswords,
  progress: (line: string) => void,
): Promise<string> {
  return await asAdmin(adminConfig, async (admin) => {
    await assertDurable(admin);
    const name = await nameOf(admin);
    await ensureRoles(admin, name, passwords);
    await migrate(admin, await houseMigrations(), progress);
    return name;
  });
}

async function asAdmin<T>(adminConfig: PoolConfig, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ ...adminConfig, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  await connectOrRefuse(admin);
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

async function nameOf(admin: pg.Client): Promise<string> {
  const { rows } = await admin.query<{ name: string }>("select current_database() as name");
  return rows[0]?.name ?? "";
}

export async function houseMigrations(): Promise<readonly Migration[]> {
  const folders = CAPABILITIES.flatMap((capability) => (capability.migrations === undefined ? [] : [capability.migrations]));
  return await readMigrations([join(ROOT, "platform/db/migrations"), ...folders]);
}

async function connectOrRefuse(admin: pg.Client): Promise<void> {
  try {
    await admin.connect();
  } catch (error) {
    const why = pgCode(error) ?? (error instanceof Error ? error.message : String(error));
    throw new StartRefusal(
      "database-unreachable",
      `The database does not answer (${why}): check DATABASE_URL, and that PostgreSQL runs there and lets this user in.`,
    );
  }
}

function loginConfig(admin: PoolConfig, database: string, domain: PrivacyDomain, passwords: RolePasswords): PoolConfig {
  const user = loginRole(database, domain);
  if (admin.connectionString === undefined) return { ...admin, user, password: passwords[domain] };
  const url = new URL(admin.connectionString);
  url.username = encodeURIComponent(user);
  url.password = encodeURIComponent(passwords[domain]);
  return { connectionString: url.href };
}

/** Passwords of the login roles: made once, kept beside the keys (0600), set on the roles at every start. */
async function rolePasswords(folder: string): Promise<RolePasswords> {
  const path = join(folder, "database-passwords.json");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (!existsSync(path)) await writeFile(path, JSON.stringify(makeRolePasswords()), { mode: 0o600, flag: "wx" }).catch(() => {});
  return JSON.parse(await readFile(path, "utf8")) as RolePasswords;
}
