import { expect, it } from "vitest";
import { migrationNames } from "./migration-names.ts";
import { withAdded } from "./planted-migration.ts";
import { found } from "./planted.ts";

it("lets a sound migration stand, and a table in a privacy domain", () => {
  expect(withAdded(migrationNames, "create table sealed.identity (id uuid primary key);")).toEqual([]);
});

it("stops a table in another capability's schema or in none", () => {
  expect(withAdded(migrationNames, "create table cases.extra (id uuid);")).toEqual([
    "cases.extra: a table made here lies in the schema appeals",
  ]);
  expect(withAdded(migrationNames, "create table extra (id uuid);")).toHaveLength(1);
});

it.each(["1-first.sql", "0001_first.sql", "0001-First.sql", "0001.sql"])("stops the name %s", (name) => {
  expect(found(migrationNames, { [`platform/db/migrations/${name}`]: "" })).toHaveLength(1);
});

it("stops a number used twice in the house, and a folder of its own", () => {
  const files = { "platform/db/migrations/0001-platform.sql": "", "capabilities/appeals/store/migrations/0001-appeals.sql": "" };
  expect(found(migrationNames, files)).toEqual([
    "capabilities/appeals/store/migrations/0001-appeals.sql:0 has the number of platform/db/migrations/0001-platform.sql",
  ]);
  expect(found(migrationNames, { "capabilities/appeals/migrations/0001-appeals.sql": "" })).toHaveLength(1);
});
