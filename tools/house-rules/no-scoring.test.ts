import { expect, it } from "vitest";
import { noScoring } from "./no-scoring.ts";
import { withAdded } from "./planted-migration.ts";

const person = (column: string) => `create table people.person (tenant_id uuid, id uuid, ${column});`;
const aboutPerson = (column: string) => `create table farming.grower (tenant_id uuid, person_id uuid, ${column});`;

it("lets facts, sealed numbers and figures about places stand", () => {
  expect(withAdded(noScoring, person("credit_code_cipher bytea"))).toEqual([]);
  expect(withAdded(noScoring, aboutPerson("area_mu numeric(10,2)"))).toEqual([]);
  expect(withAdded(noScoring, "create table needs.place (tenant_id uuid, division text, need_score numeric);")).toEqual([]);
  expect(withAdded(noScoring, "create view appeals.v_hot as select topic, rank() over (order by n) from appeals.topic;")).toEqual(
    [],
  );
});

it.each([
  "score integer",
  "risk_level smallint",
  "loyalty numeric",
  "satisfaction_rank int",
  "rating real",
  "credit_points bigint",
  "grade text",
])("stops %s on a table about persons", (column) => {
  expect(withAdded(noScoring, person(column))).toEqual([expect.stringContaining("rates a person")]);
  expect(withAdded(noScoring, aboutPerson(column))).toEqual([expect.stringContaining("rates a person")]);
});

it.each(["is_difficult boolean", "blacklisted_at timestamptz", "watchlist text"])("stops the label %s", (column) => {
  expect(withAdded(noScoring, person(column))).toEqual([expect.stringContaining("labels a person")]);
});

it("reads comments, later columns and views", () => {
  const comment = `${person("kind text")} comment on column people.person.kind is '重点人员';`;
  expect(withAdded(noScoring, comment)).toEqual([expect.stringContaining("its comment")]);
  expect(withAdded(noScoring, `${person("kind text")} alter table people.person add column trust_score int;`)).toHaveLength(1);
  const view = "create or replace view people.v_top as select person_id, dense_rank() over (order by appeals) from people.x;";
  expect(withAdded(noScoring, view)).toEqual([expect.stringContaining("by dense_rank")]);
  expect(withAdded(noScoring, "create view people.v as select household_id, points as score from x;")).toHaveLength(1);
});
