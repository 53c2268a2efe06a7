import { expect, it } from "vitest";
import { withAdded } from "./planted-migration.ts";
import { schemaBorders } from "./schema-borders.ts";

const OTHERS =
  "create table cases.case (tenant_id uuid, id uuid, primary key (tenant_id, id)); create table platform.tenant (id uuid primary key);" +
  "create table ballots.ballot (tenant_id uuid, id uuid, primary key (tenant_id, id));" +
  "create table budgets.budget (tenant_id uuid, id uuid, primary key (tenant_id, id));";

function reference(from: string, to: string) {
  return `${OTHERS} alter table ${from} add foreign key (tenant_id, id) references ${to};`;
}

it("lets foreign keys go to the platform, to a declared dependency and within a schema", () => {
  expect(withAdded(schemaBorders, reference("appeals.appeal", "cases.case"))).toEqual([]);
  expect(withAdded(schemaBorders, reference("appeals.appeal", "platform.tenant"))).toEqual([]);
  expect(withAdded(schemaBorders, reference("ballots.ballot", "platform.tenant"))).toEqual([]);
});

it("stops one to a capability the manifest does not name", () => {
  expect(withAdded(schemaBorders, reference("appeals.appeal", "budgets.budget"))).toEqual([
    "appeals.appeal → budgets.budget: the manifest of appeals does not name budgets in dependsOn",
  ]);
});

it("stops one into or out of a privacy domain, declared or not", () => {
  expect(withAdded(schemaBorders, reference("appeals.appeal", "ballots.ballot"))).toEqual([
    expect.stringContaining("joined to nothing"),
  ]);
  expect(withAdded(schemaBorders, reference("ballots.ballot", "cases.case"))).toEqual([
    expect.stringContaining("joined to nothing"),
  ]);
});
