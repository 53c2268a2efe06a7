import pg from "pg";
import { seedTownship } from "#apps/demo/seed-township.ts";
import { houseMigrations } from "#apps/server/schema.ts";
import type { Database } from "#platform/db/database.ts";
import { openDatabase } from "#platform/db/database.ts";
import { migrate } from "#platform/db/migrate.ts";
import { ensureRoles, loginRole, makeRolePasswords } from "#platform/db/roles.ts";
import type { House } from "#platform/house.ts";
import { uuidv7Source } from "#platform/identifiers/uuidv7.ts";
import type { Connection } from "#platform/postgres/probe.ts";

/** `bare` has every table and no tenant; `township` the demo county and township as a first start makes them. */
export type Furnishing = "bare" | "township";

/** Whoever comes first makes the templates, the others wait; and group roles, the server's, are granted by one at a time. */
const LOCK = 4_702;
const SEED_PROGRESS = () => {};

export type HouseDatabase = {
  readonly database: Database;
  readonly adminConfig: Connection;
  readonly drop: () => Promise<void>;
};

/**
 * A database of one's own on the lane's PostgreSQL, copied from a template that the first file of a run makes: migrating and
 * seeding takes seconds, copying tenths of one.
 */
export async function copyHouseDatabase(
  server: Connection,
  name: string,
  from: Furnishing,
  house: House,
): Promise<HouseDatabase> {
  const opened = await asAdmin(server, "postgres", async (admin) => {
    await admin.query("select pg_advisory_lock($1)", [LOCK]);
    await makeTemplates(server, admin, from, house);
    await admin.query(`create database "${name}" template "${templateName(from)}"`);
    return await openPools(server, name);
  });
  return {
    ...opened,
    adminConfig: { ...server, database: name },
    drop: async () => {
      await opened.database.close();
      await asAdmin(server, "postgres", (admin) => admin.query(`drop database "${name}" with (force)`));
    },
  };
}

function templateName(from: Furnishing): string {
  return `house_${from}`;
}

async function makeTemplates(server: Connection, admin: pg.Client, from: Furnishing, house: House): Promise<void> {
  await makeTemplate(admin, "bare", "template1", async (draft) => {
    await asAdmin(server, draft, async (client) => {
      await ensureRoles(client, draft, makeRolePasswords());
      await migrate(client, await houseMigrations());
    });
  });
  if (from === "township")
    await makeTemplate(admin, "township", templateName("bare"), async (draft) => await seed(server, draft, house));
}

/** A draft is renamed once it is whole: a test run that was killed half-way leaves no half template. */
async function makeTemplate(
  admin: pg.Client,
  made: Furnishing,
  from: string,
  furnish: (draft: string) => Promise<void>,
): Promise<void> {
  const { rowCount } = await admin.query("select 1 from pg_database where datname = $1", [templateName(made)]);
  if (rowCount === 1) return;
  const draft = `${templateName(made)}_draft`;
  await admin.query(`drop database if exists "${draft}" with (force)`);
  await admin.query(`create database "${draft}" template "${from}"`);
  await furnish(draft);
  await admin.query(`alter database "${draft}" rename to "${templateName(made)}"`);
}

async function seed(server: Connection, name: string, house: House): Promise<void> {
  const { database } = await openPools(server, name);
  const random = (bytes: number): Uint8Array => crypto.getRandomValues(new Uint8Array(bytes));
  const newId = uuidv7Source(Date.now, (bytes) => crypto.getRandomValues(bytes));
  await seedTownship({ database, house, newId, random }, SEED_PROGRESS);
  await database.close();
  await asAdmin(server, name, async (admin) => void (await admin.query("analyze")));
}

/** Login roles belong to one database, so a copy needs its own. */
async function openPools(server: Connection, name: string): Promise<Pick<HouseDatabase, "database">> {
  const passwords = makeRolePasswords();
  await asAdmin(server, name, (admin) => ensureRoles(admin, name, passwords));
  const config = (domain: keyof typeof passwords) => ({
    ...server,
    database: name,
    user: loginRole(name, domain),
    password: passwords[domain],
  });
  return { database: openDatabase(config) };
}

async function asAdmin<T>(server: Connection, database: string, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ ...server, database });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}
