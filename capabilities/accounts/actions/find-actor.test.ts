import { createHash, randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import type { Tenant } from "#platform/capability.ts";
import { isRefusal } from "#platform/refusal.ts";
import { openTrialHouse, personActor, type TrialHouse } from "#platform/testing/trial-house.ts";
import { divisions, pathOfCode, putDivisions } from "#capabilities/divisions/index.ts";
import { addGrid } from "#capabilities/divisions/contract/add-grid.ts";
import { addOrganization, givePost, organizations } from "#capabilities/organizations/index.ts";
import { endPost } from "#capabilities/organizations/contract/end-post.ts";
import { cases } from "#capabilities/cases/index.ts";
import { addPerson, register } from "#capabilities/register/index.ts";
import { record } from "#capabilities/record/index.ts";
import { rules } from "#capabilities/rules/index.ts";
import { accounts, addAccount, findActor } from "../index.ts";

const VILLAGE_CODE = "990101101201";
let house: TrialHouse;
let town: Tenant;

beforeAll(async () => {
  house = await openTrialHouse(inject("postgres"), [record, divisions, register, organizations, rules, cases, accounts]);
  town = await house.addTenant("qinghe", pathOfCode("990101101"));
  await house.act(town, ({ tx }) =>
    putDivisions(tx, [{ code: VILLAGE_CODE, name: "大柳村", validFrom: "2024-01-01", source: "test" }]),
  );
});
afterAll(() => house.close());

test("a post that ends takes its rights with it at once, in the middle of a session", async () => {
  const [organizationId, personId, postId] = [house.newId(), house.newId(), house.newId()];
  const hash = createHash("sha256").update(randomBytes(32)).digest();
  await house.act(town, async (context) => {
    const { tx } = context;
    const accountId = await addAccount(context, "+8613800138000");
    const person = { id: personId, accountId, householdId: null, path: town.rootPath, proofLevel: 1, publicName: "" } as const;
    const personal = { name: "网格长", sex: null, bornOn: null, phone: null, identityNumber: null, address: "" } as const;
    await addPerson(tx, house.house.keys, { ...person, ...personal });
    const body = { kind: "government", name: "镇政府", nameEn: "", parentId: null, path: town.rootPath, dutyText: "" };
    await addOrganization(tx, { id: organizationId, ...body, validFrom: "2024-01-01" });
    const post = { id: postId, organizationId, personId, title: "网格长", duties: ["divisions.steward"], areas: [town.rootPath] };
    await givePost(tx, { ...post, validFrom: new Date("2024-01-01T00:00:00+08:00") });
  });
  await house.look(
    `insert into platform.session (token_hash, account_id, method, strong, created_at, expires_at)
     select $1, account_id, 'totp', true, now(), now() + interval '1 hour' from register.person where id = $2`,
    [hash, personId],
  );
  const now = () => findActor(house.database, town, hash);
  const add = async (name: string) =>
    await house.call(addGrid, { divisionCode: VILLAGE_CODE, name, from: "2025-01-01" }, await now());
  expect((await now()).posts).toMatchObject([{ postId, duties: ["divisions.steward"] }]);
  expect(await add("东片")).toHaveProperty("id");
  const steward = personActor(town, house.newId(), [{ duties: ["organizations.steward"] }]);
  if (isRefusal(await house.call(endPost, { id: postId }, steward))) throw new Error("not ended");
  expect(await add("西片")).toMatchObject({ refused: true, code: "absent" });
  expect(await now()).toMatchObject({ personId, posts: [] });
});
