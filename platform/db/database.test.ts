import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { openDatabase, pgConstraint, Rollback, type Database } from "./database.ts";

const NAME = `writes_${process.pid}`;
const SCOPE = { areas: [], purpose: "test/writes" };

let admin: pg.Client;
let database: Database;
beforeAll(async () => {
  const owner = new pg.Client({ ...inject("postgres"), database: "postgres" });
  await owner.connect();
  await owner.query(`create database ${NAME}`);
  await owner.end();
  admin = new pg.Client({ ...inject("postgres"), database: NAME });
  await admin.connect();
  await admin.query("create table mark (id integer primary key)");
  database = openDatabase(() => ({ ...inject("postgres"), database: NAME }), { named: true });
});
afterAll(async () => {
  await database.close();
  await admin.end();
});

const insert = (id: number) => sql`insert into mark values (${id}::int)`;
const marks = async () => (await admin.query<{ id: number }>("select id from mark order by id")).rows.map(({ id }) => id);
const names = (error: unknown) => pgConstraint(error);

test("writes sent without waiting are in before the commit is answered, and seen by reads after them", async () => {
  const seen = await database.transact(SCOPE, async (tx) => {
    tx.write(insert(1));
    tx.write(insert(2));
    return (await sql<{ n: number }>`select count(*)::int as n from mark`.execute(tx.db)).rows[0]?.n;
  });
  expect(seen).toBe(2);
  expect(await marks()).toEqual([1, 2]);
});

test("one that fails undoes all, says why, and nothing follows the commit that was none", async () => {
  let followed = false;
  const doomed = database.transact(SCOPE, async (tx) => {
    tx.afterCommit(() => (followed = true));
    tx.write(insert(3));
    tx.write(insert(1));
    tx.write(insert(4));
    await Promise.resolve();
  });
  expect(names(await doomed.catch((error: unknown) => error))).toBe("mark_pkey");
  expect(followed).toBe(false);
  expect(await marks()).toEqual([1, 2]);
});

test("a read after it fails with the write's own reason, not with its own", async () => {
  const doomed = database.transact(SCOPE, async (tx) => {
    tx.write(insert(1));
    await sql`select 1`.execute(tx.db);
  });
  expect(names(await doomed.catch((error: unknown) => error))).toBe("mark_pkey");
});

test("a rollback on purpose takes what was sent with it", async () => {
  const value = await database.transact(SCOPE, async (tx) => {
    tx.write(insert(5));
    await Promise.resolve();
    throw new Rollback("no");
  });
  expect(value).toBe("no");
  expect(await marks()).toEqual([1, 2]);
});

test("one read at once has its scope, writes nothing, and leaves its connection clean", async () => {
  const scope = { ...SCOPE, areas: ["a.b"] };
  expect(await database.readAtOnce(scope, sql`select current_setting('app.areas') as areas`)).toEqual([{ areas: "{a.b}" }]);
  await expect(database.readAtOnce(SCOPE, insert(6))).rejects.toThrow(/read-only/);
  await expect(database.readAtOnce(SCOPE, sql`select 1 / 0`)).rejects.toThrow(/zero/);
  const many = Array.from({ length: 60 }, async (_, n) => await database.readAtOnce(scope, sql`select ${n}::int as n`));
  expect((await Promise.all(many)).map(([row]) => row)).toEqual(many.map((_, n) => ({ n })));
  expect(await database.readAtOnce(SCOPE, sql`select current_setting('app.areas', true) as areas`)).toEqual([{ areas: "{}" }]);
  expect(await marks()).toEqual([1, 2]);
});

test("a connection that breaks in use fails its work, takes nothing else with it, and the next work gets another", async () => {
  const broken = database.transact(SCOPE, async (tx) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx.db);
    await admin.query("select pg_terminate_backend($1)", [rows[0]?.pid]);
    // The socket closes while nothing is asked of it: only the connection's own event tells.
    await new Promise((resolve) => setTimeout(resolve, 200));
    tx.write(insert(9));
  });
  await expect(broken).rejects.toThrow(/connection/i);
  expect(await marks()).not.toContain(9);
  expect(await database.ping()).toBe(true);
});
