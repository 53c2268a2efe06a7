import { sql } from "kysely";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import type { Tenant } from "#platform/capability.ts";
import { openTrialHouse, type TrialHouse } from "#platform/testing/trial-house.ts";
import { appendPublic, appendSealed, record } from "../index.ts";

let house: TrialHouse;
let town: Tenant;

beforeAll(async () => {
  house = await openTrialHouse(inject("postgres"), [record]);
  town = await house.addTenant("qinghe", "cn.99.9901.990101.990101101");
});
afterAll(() => house.close());

test("a leaf is committed with the act it is about, and not without it", async () => {
  const leaf = { kind: "rules.version", subject: "r1/1", content: { title: "通知期限" } };
  await house.act(town, async (context) => appendPublic(context, leaf));
  await expect(
    house.act(town, async (context) => {
      appendPublic(context, { ...leaf, subject: "r1/2" });
      throw new Error("the act failed");
    }),
  ).rejects.toThrow("the act failed");
  expect(await house.look("select subject, title, content from record.waiting")).toEqual([
    { subject: "r1/1", title: "通知期限", content: '{"title":"通知期限"}' },
  ]);
});

test("nothing of a sealed field lies in clear anywhere", async () => {
  const fields = { title: { value: "路灯", shown: true }, name: { value: "王秀兰", shown: false } };
  await house.act(town, async (context) => appendSealed(context, { kind: "appeals.outcome", subject: "a1", fields }));
  const [row] = await house.look("select leaf, content, title from record.waiting where subject = 'a1'");
  const kept = await house.look("select name, public, opening_cipher from record.sealed_field order by name");
  expect(kept).toMatchObject([
    { name: "name", public: false },
    { name: "title", public: true },
  ]);
  expect(JSON.stringify([row, kept])).not.toContain("王秀兰");
  expect(row).toMatchObject({ content: null, title: "路灯" });
});

test("row-level security alone shows a visitor what is shown, and what is not to officials of the area", async () => {
  const names = async (areas: readonly string[]) =>
    await house.database.transact({ tenantId: town.id, areas, purpose: "test/read" }, async ({ db }) =>
      (await sql<{ name: string }>`select name from record.sealed_field order by name`.execute(db)).rows.map(({ name }) => name),
    );
  expect(await names([])).toEqual(["title"]);
  expect(await names(["cn.99.9901.990101.990101102"])).toEqual(["title"]);
  expect(await names([town.rootPath])).toEqual(["name", "title"]);
});
