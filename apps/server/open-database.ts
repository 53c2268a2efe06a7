import { existsSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import type { PoolConfig } from "pg";
import { assertRestoreFinished } from "#platform/backup/restore-mark.ts";
import { mendRowSecurity } from "#platform/backup/row-security.ts";
import { openDatabase, pgCode, type Database } from "#platform/db/database.ts";
import { assertMigrated, migrate } from "#platform/db/migrate.ts";
import { ensureRoles, loginRole, makeRolePasswords, type Login, type RolePasswords } from "#platform/db/roles.ts";
import { installQueue } from "#platform/jobs/install-queue.ts";
import { assertDurable } from "#platform/postgres/durability.ts";
import { StartRefusal } from "#platform/postgres/start-refusal.ts";
import type { Config } from "./config.ts";
import { holdDatabase, reachDatabase, type ReachedDatabase } from "./reach-database.ts";
import { houseMigrations } from "./schema.ts";

const CONNECT_TIMEOUT_MS = 10_000;

export type OpenedDatabase = {
  readonly database: Database;
  /** For migrations and backup; never for a request. */
  readonly adminConfig: PoolConfig;
  /** The job queue's own way in: a direct connection where one is named. */
  readonly queueConfig: PoolConfig;
  readonly close: () => Promise<void>;
};

/** Starts or reaches PostgreSQL, brings it to this version's schema, and opens a pool for each privacy domain. */
export async function openHouseDatabase(config: Config, progress: (line: string) => void): Promise<OpenedDatabase> {
  return await openReached(config, await holdDatabase(config, progress), progress);
}

/**
 * For a command: goes in beside the house that runs on this data folder, or starts its database for the time of the command.
 * Beside a running house nothing is migrated: the schema must be the one this version knows.
 */
export async function joinHouseDatabase(config: Config, progress: (line: string) => void): Promise<OpenedDatabase> {
  return await openReached(config, await reachDatabase(config, progress), progress);
}

async function openReached(config: Config, reached: ReachedDatabase, progress: (line: string) => void): Promise<OpenedDatabase> {
  const { connection, close } = reached;
  return await openPools(config, connection, close, (passwords) =>
    reached.beside ? checkDatabase(connection) : prepareDatabase(connection, passwords, progress),
  );
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
    const named = config.preparedStatements;
    const database = openDatabase((domain) => loginConfig(adminConfig, name, domain, passwords), { named });
    const { directUrl } = config;
    const direct = directUrl === undefined ? adminConfig : { connectionString: directUrl };
    return {
      database,
      adminConfig,
      queueConfig: loginConfig(direct, name, "jobs", passwords),
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

/** Checks that a restore came to its end and that the disk keeps what is told it, makes the roles, migrates. @returns the database's name. */
export async function prepareDatabase(
  adminConfig: PoolConfig,
  passwords: RolePasswords,
  progress: (line: string) => void,
): Promise<string> {
  const name = await asAdmin(adminConfig, async (admin) => {
    await assertRestoreFinished(admin);
    await assertDurable(admin);
    await mendRowSecurity(admin);
    const found = await nameOf(admin);
    await ensureRoles(admin, found, passwords);
    await migrate(admin, await houseMigrations(), progress);
    return found;
  });
  await installQueue(adminConfig);
  return name;
}

/** After much was written at once, so that the planner need not guess until PostgreSQL's own round comes by, a minute later. */
export async function takeStatistics(opened: OpenedDatabase): Promise<void> {
  await asOwner(opened, async (admin) => void (await admin.query("analyze")));
}

/** As the role that owns the tables: for operators' acts, never for a request. */
export async function asOwner<T>({ adminConfig }: OpenedDatabase, work: (client: pg.ClientBase) => Promise<T>): Promise<T> {
  return await asAdmin(adminConfig, work);
}

async function asAdmin<T>(adminConfig: PoolConfig, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ ...adminConfig, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  admin.on("error", () => undefined); // The query under way fails as well.
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

function loginConfig(admin: PoolConfig, database: string, domain: Login, passwords: RolePasswords): PoolConfig {
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
  const kept = JSON.parse(await readFile(path, "utf8")) as Partial<RolePasswords>;
  const whole = { ...makeRolePasswords(), ...kept };
  // An older version knew fewer roles.
  if (Object.keys(whole).length > Object.keys(kept).length) await replaceFile(path, JSON.stringify(whole));
  return whole;
}

async function replaceFile(path: string, text: string): Promise<void> {
  const draft = `${path}.${process.pid}.draft`;
  await writeFile(draft, text, { mode: 0o600 });
  await rename(draft, path);
}
