import { describe, expect, it } from "vitest";
import { withAdded, withChanged } from "./planted-migration.ts";
import { judgePlanted } from "./planted.ts";
import { tenantKeys } from "./tenant-keys.ts";

describe("tenant-keys", () => {
  it("lets a sound migration stand", () => {
    expect(withAdded(tenantKeys, "")).toEqual([]);
  });

  it.each([
    ["a primary key", "primary key (tenant_id, id)", "primary key (id, tenant_id)", "primary key (id, tenant_id) does not begin"],
    ["a column's own primary key", "  id uuid not null,", "  id uuid primary key,", "primary key (id) does not begin"],
    ["no primary key", "  primary key (tenant_id, id),\n", "", "has no primary key"],
    [
      "a unique constraint",
      "unique (tenant_id, number)",
      "constraint one unique nulls not distinct (number)",
      "unique (number) does not begin",
    ],
    ["a column's own unique", "number text not null", "number text not null unique", "unique (number) does not begin"],
    [
      "a unique index",
      "(tenant_id, topic, raised_at desc)",
      "(lower(topic), tenant_id)",
      "unique (lower, tenant_id) does not begin",
    ],
    [
      "an exclusion",
      "gist (tenant_id with =, appeal_id",
      "gist (appeal_id with =, tenant_id",
      "exclude (appeal_id, tenant_id) does not begin",
    ],
  ])("stops %s without tenant_id first", (_what, piece, by, message) => {
    expect(withChanged(tenantKeys, piece, by)).toEqual([expect.stringContaining(message)]);
  });

  const REFERENCE = "foreign key (tenant_id, appeal_id) references appeals.appeal (tenant_id, id) on delete cascade";
  it.each([
    [
      "a single-column foreign key",
      "foreign key (appeal_id) references appeals.appeal (id)",
      "is composite and begins with tenant_id",
    ],
    ["a reversed one", "foreign key (appeal_id, tenant_id) references appeals.appeal (id, tenant_id)", "is composite"],
    ["one to tenant_id alone", "foreign key (tenant_id) references appeals.appeal (tenant_id)", "is composite"],
    ["set null", REFERENCE.replace("cascade", "set null (appeal_id)"), "on delete set null would write"],
    ["set default", REFERENCE.replace("cascade", "set default"), "on delete set default would write"],
    ["a table nobody makes", "foreign key (tenant_id, appeal_id) references appeals.ghost", "no migration makes that table"],
  ])("stops %s", (_what, by, message) => {
    expect(withChanged(tenantKeys, REFERENCE, by)).toEqual([expect.stringContaining(message)]);
  });

  it("takes the target's primary key where a foreign key names no columns", () => {
    expect(withChanged(tenantKeys, "references appeals.appeal (tenant_id, id)", "references appeals.appeal")).toEqual([]);
  });

  it("stops a reference table that points into a tenant's tables, and an inline reference between tenant tables", () => {
    const table = "create table appeals.favourite (code text primary key, appeal uuid references appeals.appeal (id));";
    expect(withAdded(tenantKeys, table)).toEqual([expect.stringContaining("a reference table may not point")]);
    const inline = "alter table appeals.appeal add column parent uuid references appeals.appeal (id) on delete set null;";
    expect(withAdded(tenantKeys, inline)).toEqual([expect.stringContaining("set null")]);
  });

  it("follows later migrations: what is dropped is gone, what is added is judged", () => {
    expect(
      withAdded(tenantKeys, "alter table appeals.appeal add constraint extra unique (topic), add column note text;"),
    ).toHaveLength(1);
    expect(
      withAdded(
        tenantKeys,
        "alter table appeals.appeal add constraint extra unique (topic); alter table appeals.appeal drop constraint extra;",
      ),
    ).toEqual([]);
    expect(withAdded(tenantKeys, "create unique index i on appeals.appeal (topic); drop index if exists appeals.i;")).toEqual([]);
    expect(withAdded(tenantKeys, "alter table appeals.appeal drop constraint appeal_pkey;")).toEqual([
      expect.stringContaining("has no primary key"),
    ]);
  });

  it("says which migration it could not read, and fails when there was none", () => {
    expect(withAdded(tenantKeys, "create table appeals.x (a text default 'open);")).toEqual([
      expect.stringContaining("0101-appeals.sql"),
    ]);
    expect(judgePlanted(tenantKeys, { "platform/db/migrate.ts": "" }).state).toBe("failed");
    expect(judgePlanted(tenantKeys, { "packages/x/src/index.ts": "" }).state).toBe("skipped");
  });
});
