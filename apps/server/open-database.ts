import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import type { PoolConfig } from "pg";
import { CAPABILITIES } from "#apps/capabilities.ts";
import { openDatabase, pgCode, type Database, type PrivacyDomain } from "#platform/db/database.ts";
import { migrate, readMigrations, type Migration } from "#platform/db/migrate.ts";
import { ensureRoles, loginRole, makeRolePasswords, type RolePasswords } from "#platform/db/roles.ts";
import { assertDurable } from "#platform/postgres/durability.ts";
import { startEmbeddedPostgres } from "#platform/postgres/embedded.ts";
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
  const server =
    config.databaseUrl === undefined ? await startEmbeddedPostgres({ dataDir: config.dataDir, progress }) : undefined;
  try {
    const adminConfig: PoolConfig = server === undefined ? { connectionString: config.databaseUrl } : { ...server.connection };
    const passwords = await rolePasswords(join(config.dataDir, "keys"));
    const name = await prepareDatabase(adminConfig, passwords, progress);
    const database = openDatabase((domain) => loginConfig(adminConfig, name, domain, passwords));
    return {
      database,
      adminConfig,
      close: async () => {
        await database.close();
        await server?.stop();
      },
    };
  } catch (error) {
    await server?.stop();
    throw error;
  }
}

/** Checks durability, makes the roles, migrates. @returns the database's name. */
export async function prepareDatabase(
  adminConfig: PoolConfig,
  passwords: RolePasswords,
  progress: (line: string) => void,
): Promise<string> {
  const admin = new pg.Client({ ...adminConfig, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  await connectOrRefuse(admin);
  try {
    await assertDurable(admin);
    const { rows } = await admin.query<{ name: string }>("select current_database() as name");
    const name = rows[0]?.name ?? "";
    await ensureRoles(admin, name, passwords);
    await migrate(admin, await houseMigrations(), progress);
    return name;
  } finally {
    await admin.end();
  }
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
