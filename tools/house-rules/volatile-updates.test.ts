import { describe, expect, it } from "vitest";
import { found } from "./planted.ts";
import { withAdded } from "./planted-migration.ts";
import { volatileUpdates } from "./volatile-updates.ts";

describe("in a migration", () => {
  it.each([
    "insert into appeals.topic (code, name) values ('a', now()) on conflict (code) do nothing;",
    "insert into appeals.topic values ('a', 'b') on conflict (code) do update set name = excluded.name returning now();",
    "update appeals.appeal set topic = 'x' where raised_at < now();",
    "with gone as (update appeals.appeal set topic = 'x' where id is null returning id) select now() from gone;",
    "select random() from appeals.topic for update;",
    "create table appeals.x (tenant_id uuid, at timestamptz default now());",
  ])("lets %s stand", (sql) => {
    expect(withAdded(volatileUpdates, sql)).toEqual([]);
  });

  it.each([
    ["update appeals.appeal set raised_at = now() where id is null;", "now in update … set"],
    ["update appeals.appeal set topic = lower(name || random()::text) from appeals.topic;", "random in update … set"],
    ["update appeals.appeal set raised_at = (select clock_timestamp());", "clock_timestamp in update … set"],
    [
      "insert into appeals.topic values ('a', 'b') on conflict (code) do update set name = gen_random_uuid()::text;",
      "gen_random_uuid in on conflict",
    ],
    [
      "with u as (update appeals.appeal set raised_at = current_timestamp where id is null returning id) select 1 from u;",
      "current_timestamp in update … set",
    ],
    ["update appeals.appeal set topic = 'x', tenant_id = $1;", "updates tenant_id"],
    [
      "create function appeals.f() returns void language sql as $body$ update appeals.appeal set raised_at = now(); $body$;",
      "now in update … set",
    ],
  ])("stops %s", (sql, message) => {
    expect(withAdded(volatileUpdates, sql)).toEqual([message]);
  });
});

describe("in code", () => {
  const code = (text: string) =>
    found(volatileUpdates, { "capabilities/appeals/store/appeals.ts": `import { sql } from "kysely";\n${text}` });

  it.each([
    ["a template", "await sql`update appeals.appeal\n set raised_at = now() where id = ${id}`.execute(db);"],
    ["a string", 'await client.query("insert into a.b values ($1) on conflict (x) do update set y = random()");'],
    ["Kysely's set", "await db.updateTable('a.b').set({ at: sql`clock_timestamp()` }).execute();"],
    [
      "Kysely's doUpdateSet",
      "db.insertInto('a.b').values(v).onConflict((c) => c.column('x').doUpdateSet({ at: sql<Date>`now()` }));",
    ],
  ])("stops %s", (_what, text) => {
    expect(code(text)).toHaveLength(1);
  });

  it("gives the line, and lets reading the time stand", () => {
    expect(code("await sql`update a.b\n set c = 1,\n d = now()`.execute(db);")).toEqual([
      "capabilities/appeals/store/appeals.ts:4 now in update … set",
    ]);
    expect(code("const { now } = await sql`select now() as now`.execute(db); new Map().set('now', now);")).toEqual([]);
  });
});
