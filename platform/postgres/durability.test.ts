import pg from "pg";
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, test } from "vitest";
import { assertDurable } from "./durability.ts";
import { StartRefusal } from "./start-refusal.ts";
import { startThrowawayPostgres, type ThrowawayPostgres } from "./throwaway.ts";

let server: ThrowawayPostgres;
let client: pg.Client;

beforeAll(async () => {
  server = await startThrowawayPostgres();
});

afterAll(async () => {
  await server.stop();
});

beforeEach(async () => {
  client = new pg.Client(server.connection);
  await client.connect();
});

afterEach(async () => {
  await client.end();
});

async function refusal(): Promise<string> {
  const error: unknown = await assertDurable(client).catch((reason: unknown) => reason);
  return error instanceof StartRefusal ? `${error.code}: ${error.message}` : `passed: ${String(error)}`;
}

test("a server of ours is durable", async () => {
  await expect(assertDurable(client)).resolves.toBe(undefined);
});

test("a value that waits for our own disk is durable, in the session and for a role", async () => {
  for (const value of ["local", "remote_write", "remote_apply"]) {
    await client.query(`SET synchronous_commit = ${value}`);
    await client.query(`ALTER ROLE gongzhi_admin SET synchronous_commit = ${value}`);
    await expect(assertDurable(client)).resolves.toBe(undefined);
  }
  await client.query("ALTER ROLE gongzhi_admin RESET ALL");
});

describe("synchronous_commit off is refused, and the line names the place", () => {
  test("in the session", async () => {
    await client.query("SET synchronous_commit = off");
    expect(await refusal()).toMatch(/^not-durable: synchronous_commit is off on this server/);
  });

  test("for another role, in whatever words PostgreSQL takes for off", async () => {
    await client.query("CREATE ROLE clerk");
    for (const value of ["off", "'OFF'", "false", "'no'", "0"]) {
      await client.query(`ALTER ROLE clerk SET synchronous_commit = ${value}`);
      expect(await refusal()).toMatch(/^not-durable: .* off for role clerk/);
    }
    await client.query("DROP ROLE clerk");
  });

  test("for this database, but not for another", async () => {
    await client.query("ALTER DATABASE postgres SET synchronous_commit = off");
    await expect(assertDurable(client)).resolves.toBe(undefined);
    await client.query("ALTER DATABASE gongzhi SET synchronous_commit = off");
    expect(await refusal()).toMatch(/^not-durable: .* off for database gongzhi/);
    await client.query("ALTER DATABASE gongzhi RESET ALL");
  });

  test("for a role in this database, and for all roles", async () => {
    await client.query("ALTER ROLE gongzhi_admin IN DATABASE gongzhi SET synchronous_commit = off");
    expect(await refusal()).toMatch(/off for role gongzhi_admin in database gongzhi/);
    await client.query("ALTER ROLE gongzhi_admin IN DATABASE gongzhi RESET ALL");
    await client.query("ALTER ROLE ALL SET synchronous_commit = off");
    expect(await refusal()).toMatch(/off for all roles/);
    await client.query("ALTER ROLE ALL RESET ALL");
  });
});

test("an older server is refused", async () => {
  // The catalogue's view, seen through one of ours that tells another version.
  await client.query(`CREATE TEMP VIEW pg_settings AS
    SELECT name, CASE name WHEN 'server_version_num' THEN '140022' ELSE setting END AS setting FROM pg_catalog.pg_settings`);
  await client.query("SET search_path = pg_temp, pg_catalog");
  expect(await refusal()).toMatch(/^old-server: PostgreSQL 15 or newer is needed; this server is 14\./);
});

test("fsync off for the server is refused", async () => {
  const loose = await startThrowawayPostgres({ durable: false });
  const other = new pg.Client(loose.connection);
  await other.connect();
  try {
    await expect(assertDurable(other)).rejects.toThrow(/^fsync is off on this server/);
  } finally {
    await other.end();
    await loose.stop();
  }
});
