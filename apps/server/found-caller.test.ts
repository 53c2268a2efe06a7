import { afterAll, beforeAll, expect, test } from "vitest";
import { demoSignIn } from "#capabilities/accounts/contract/demo-sign-in.ts";
import { addPerson } from "#capabilities/register/contract/add-person.ts";
import { givePost } from "#capabilities/organizations/contract/give-post.ts";
import { listOrganizations } from "#capabilities/organizations/contract/list-organizations.ts";
import { foundTenant } from "#capabilities/setup/contract/found-tenant.ts";
import { readUpkeep } from "#capabilities/setup/contract/read-upkeep.ts";
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

/** The administrator's session, once somebody founded the place. */
let token = "";

test("only a whole input makes a caller, and no other action does", () => {
  expect(foundCaller(demoSignIn.name, input("qinghe"), "", house.newId)).toBeUndefined();
  expect(foundCaller(foundTenant.name, { ...input("qinghe"), code: "99010'" }, "", house.newId)).toBeUndefined();
});

test("of several set-ups at once one tenant comes out, whole, with its rules and one steward's post", async () => {
  expect((await found({ ...input("qinghe"), key: "guess" })).value).toMatchObject({ code: "setup-key-wrong" });
  const founded = await Promise.all(["qinghe", "baihe", "heihe"].map(async (slug) => await found(input(slug))));
  const outcomes = founded.map(({ value }) => value);
  token = founded.map(({ session }) => (session?.kind === "begin" ? session.token : "")).join("");
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
  expect(counts).toMatchObject({ procedures: 6, divisions: 4, acts: 1, sessions: 1 });
  expect(counts?.["rules"]).toBeGreaterThan(2);
});

test("the three administrators are three people: the first gives the other two posts, and holds neither", async () => {
  const [tenant] = await house.admin<{ slug: string; root_path: string }>("select slug, root_path::text from platform.tenant");
  if (tenant === undefined) throw new Error("nobody founded a place");
  const steward = house.visitor({ tenant: tenant.slug, token });
  const [government] = (await steward.call(listOrganizations, {})).organizations;
  const area = tenant.root_path;
  const give = (personId: string, duty: string) => {
    const post = {
      personId,
      organizationId: government?.id ?? "",
      title: "管理员",
      duties: [duty],
      areas: [area],
      namePublic: true,
    };
    return steward.send(givePost, post);
  };
  const add = async (name: string) => {
    const entry = { name, sex: "female", bornOn: "1990-05-05", standing: "registered", area, ground: "身份证" } as const;
    return (await steward.call(addPerson, entry)).id;
  };
  const [one, other] = [await add("王安全"), await add("赵审计")];
  expect((await steward.call(readUpkeep, {})).guarded).toBe(false);
  expect((await give(one, "accounts.security")).statusCode).toBe(200);
  expect((await give(one, "accounts.audit")).json()).toMatchObject({ code: "duties-kept-apart" });
  expect((await give(one, "rules.steward")).json()).toMatchObject({ code: "duties-kept-apart" });
  // Two grants in one moment: the second waits for the first, and is refused.
  const both = await Promise.all([give(other, "accounts.audit"), give(other, "register.steward")]);
  expect(both.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([200, 409]);
  const held = await house.admin<{ duties: string[] }>("select duties from organizations.post where person_id = $1", [other]);
  expect(held).toHaveLength(1);
  expect((await steward.call(readUpkeep, {})).guarded).toBe(held[0]?.duties.includes("accounts.audit"));
});
