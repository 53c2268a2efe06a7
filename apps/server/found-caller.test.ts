import { afterAll, beforeAll, expect, test } from "vitest";
import { demoSignIn } from "#capabilities/accounts/contract/demo-sign-in.ts";
import { foundTenant } from "#capabilities/setup/contract/found-tenant.ts";
import { foundCaller } from "./found-caller.ts";
import { startTestHouse, type TestHouse } from "./testing/start-test-house.ts";

const KEY = "k".repeat(43);
const NAMES = { province: "演示省", city: "演示市", county: "云溪县", township: "清河镇" };
const input = (slug: string) => ({
  key: KEY,
  code: "990101101",
  ...NAMES,
  name: "清河镇",
  slug,
  organization: "清河镇人民政府",
  adminName: "李建国",
  phone: "13800138000",
});

let house: TestHouse;

beforeAll(async () => {
  house = await startTestHouse({ furnishing: "bare" });
  Object.assign(house.house, { setUpKey: KEY });
});
afterAll(async () => {
  await house.close();
});

async function found(given: Readonly<Record<string, unknown>>) {
  const caller = foundCaller(foundTenant.name, given, "127.0.0.1", house.newId);
  if (caller === undefined) throw new Error("this would not reach the action");
  return await house.invoker.invoke(foundTenant.name, given, caller);
}

test("only a whole input makes a caller, and no other action does", () => {
  expect(foundCaller(demoSignIn.name, input("qinghe"), "", house.newId)).toBeUndefined();
  expect(foundCaller(foundTenant.name, { ...input("qinghe"), code: "99010'" }, "", house.newId)).toBeUndefined();
});

test("of several set-ups at once one tenant comes out, whole, with its rules and one steward's post", async () => {
  expect((await found({ ...input("qinghe"), key: "guess" })).value).toMatchObject({ code: "setup-key-wrong" });
  const outcomes = await Promise.all(["qinghe", "baihe", "heihe"].map(async (slug) => (await found(input(slug))).value));
  expect(outcomes.filter((value) => "slug" in (value as object))).toHaveLength(1);
  expect(outcomes.filter((value) => "code" in (value as object))).toMatchObject([{ code: "setup-done" }, { code: "setup-done" }]);
  expect(await house.admin("select name from platform.tenant")).toEqual([{ name: "清河镇" }]);
  const [made] = await house.admin<{ duties: string[]; areas: string }>("select duties, areas::text from organizations.post");
  expect(made?.duties).toContain("setup.steward");
  expect(made?.duties).not.toContain("accounts.audit");
  expect(made?.areas).toBe("{cn.99.9901.990101.990101101}");
  const [counts] = await house.admin<Record<string, number>>(`select (select count(*)::int from rules.rule) as rules,
    (select count(*)::int from cases.procedure) as procedures, (select count(*)::int from divisions.division) as divisions,
    (select count(*)::int from platform.audit where action = 'setup/found-tenant') as acts, (select count(*)::int from platform.session where strong) as sessions`);
  expect(counts).toMatchObject({ procedures: 3, divisions: 4, acts: 1, sessions: 1 });
  expect(counts?.["rules"]).toBeGreaterThan(2);
});
