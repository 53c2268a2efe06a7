import { describe, expect, it } from "vitest";
import { found, judgePlanted } from "./planted.ts";
import { sqlBorders } from "./sql-borders.ts";

const HOUSE = {
  "platform/db/migrations/0001-platform.sql": "create table platform.notice (tenant_id uuid);",
  "capabilities/cases/index.ts": 'export const cases = { name: "cases", dependsOn: [] };',
  "capabilities/cases/store/migrations/0010-cases.sql":
    "create table cases.case (tenant_id uuid); create view cases.v_case as select 1 from cases.case;",
  "capabilities/ballots/index.ts": 'export const ballots = { name: "ballots", dependsOn: [] };',
  "capabilities/ballots/store/migrations/0020-ballots.sql":
    "create table sealed.choice (tenant_id uuid); create view ballots.v_tally as select 1;",
  "capabilities/appeals/index.ts": 'export const appeals = { name: "appeals", dependsOn: ["cases"] };',
};

const inCode = (text: string) => found(sqlBorders, { ...HOUSE, "capabilities/appeals/store/appeals.ts": text });
const inSql = (text: string) => found(sqlBorders, { ...HOUSE, "capabilities/appeals/store/migrations/0030-appeals.sql": text });

describe("sql-borders", () => {
  it.each([
    "sql`select 1 from appeals.appeal join platform.notice using (tenant_id) join cases.v_case c on true`;",
    "db.selectFrom('appeals.appeal as a').innerJoin('cases.v_case as c', 'c.id', 'a.id');",
    "sql`select extract(epoch from row.at) from pg_catalog.pg_class`;",
    "export const sentence = 'a copy from the office';",
  ])("lets %s stand", (text) => {
    expect(inCode(text)).toEqual([]);
  });

  it.each([
    ["sql`select 1 from cases.case`;", "cases.case belongs to cases"],
    [
      "sql`select 1\nfrom appeals.appeal\njoin cases.case c on true where id = ${id}`;",
      "appeals.ts:3 cases.case belongs to cases",
    ],
    ["client.query('update cases.case set x = 1');", "cases.case belongs to cases"],
    ["sql`insert into cases.unknown_yet values (1)`;", "belongs to cases"],
    ["db.selectFrom('cases.case as c');", "belongs to cases"],
    ["db.selectFrom(['appeals.appeal', 'cases.case as c']);", "belongs to cases"],
    ["db.deleteFrom('sealed.choice');", "sealed.choice belongs to ballots"],
    ["db.selectFrom('appeals.appeal').leftJoin('ballots.v_tally', 'a', 'b');", "does not name ballots in dependsOn"],
  ])("stops %s", (text, message) => {
    expect(inCode(text)).toEqual([expect.stringContaining(message)]);
  });

  it("reads migrations too", () => {
    expect(inSql("create view appeals.v_x as select 1 from cases.v_case; -- from cases.case")).toEqual([]);
    expect(inSql("create view appeals.v_x as\nselect 1 from cases.case;")).toEqual([
      expect.stringContaining("0030-appeals.sql:2 cases.case"),
    ]);
  });

  it("fails when there was nothing to read", () => {
    expect(judgePlanted(sqlBorders, { "capabilities/a/store/x.json": "{}" }).state).toBe("failed");
  });
});
