import { describe, expect, it } from "vitest";
import { withAdded, withChanged } from "./planted-migration.ts";
import { judgePlanted } from "./planted.ts";
import { rowSecurity } from "./row-security.ts";

const POLICY = "create policy appeal_tenant on appeals.appeal to gongzhi_main using (tenant_id = platform.current_tenant());";

describe("row-security", () => {
  it("lets a sound migration stand, and a sweep that sees every tenant", () => {
    const sweep = "create policy sweep on appeals.appeal for select to gongzhi_sweeper using (true);";
    expect(withAdded(rowSecurity, sweep)).toEqual([]);
  });

  it.each([
    ["not enabled", "alter table appeals.appeal enable row level security;", "", "is not enabled"],
    ["not forced", "alter table appeals.appeal force row level security;", "", "is not forced"],
    ["no policy", POLICY, "", "has no policy"],
    [
      "a policy for everybody",
      POLICY,
      POLICY.replace("tenant_id = platform.current_tenant()", "true"),
      "does not compare tenant_id",
    ],
    ["a subquery", "using (tenant_id =", "using (exists (select 1 from appeals.topic) and tenant_id =", "a subquery runs"],
  ])("stops a tenant table with %s", (_what, piece, by, message) => {
    expect(withChanged(rowSecurity, piece, by)).toEqual([expect.stringContaining(message)]);
  });

  it("sees a policy opened for others than the sweeper, a subquery in with check, and security taken away later", () => {
    const open = "create policy o on appeals.appeal to gongzhi_sweeper, gongzhi_main using (true);";
    expect(withAdded(rowSecurity, open)).toEqual([expect.stringContaining("does not compare tenant_id")]);
    const check = "create policy c on appeals.appeal for insert with check (tenant_id in (select id from platform.tenant));";
    expect(withAdded(rowSecurity, check)).toEqual([expect.stringContaining("a subquery runs")]);
    const altered = (by: string) =>
      withAdded(
        rowSecurity,
        `alter policy appeal_tenant on appeals.appeal using (tenant_id = platform.current_tenant() and ${by});`,
      );
    expect(altered("id in (select id from appeals.topic)")).toEqual([expect.stringContaining("a subquery runs")]);
    // The scope is no row: asked by a scalar subquery it is asked once.
    expect(altered("path <@ (select platform.current_areas())")).toEqual([]);
    expect(withAdded(rowSecurity, "alter table appeals.appeal disable row level security;")).toHaveLength(1);
    expect(withAdded(rowSecurity, "alter table appeals.appeal no force row level security;")).toHaveLength(1);
    expect(withAdded(rowSecurity, "drop policy appeal_tenant on appeals.appeal;")).toHaveLength(1);
  });

  it("leaves a partition to its parent, and fails when there was nothing to read", () => {
    expect(withAdded(rowSecurity, "create table appeals.appeal_1 partition of appeals.appeal default;")).toEqual([]);
    expect(judgePlanted(rowSecurity, { "capabilities/appeals/store/appeals.ts": "" }).state).toBe("failed");
  });
});
