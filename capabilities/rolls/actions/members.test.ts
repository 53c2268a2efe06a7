import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestHouse, type TestHouse } from "#apps/server/testing/start-test-house.ts";
import type { TestClient } from "#apps/server/testing/test-client.ts";
import { pathOfCode } from "#capabilities/divisions/index.ts";
import { confirmMembers } from "../contract/confirm-members.ts";
import { listMembers } from "../contract/list-members.ts";
import { listOthers } from "../contract/list-others.ts";

const AREA = pathOfCode("990101101201");

let house: TestHouse;
let keeper: TestClient;

beforeAll(async () => {
  house = await startTestHouse();
  keeper = await house.signIn("village");
});
afterAll(async () => {
  await house.close();
});

type Page = { readonly next: string | null; readonly count: number };

/** Every page of a list, as its pager leads on. */
async function walk<Answer extends Page>(read: (cursor?: string) => Promise<Answer>): Promise<readonly Answer[]> {
  const pages = [await read()];
  for (let next = pages[0]?.next ?? null; next !== null && pages.length < 100; next = pages.at(-1)?.next ?? null)
    pages.push(await read(next));
  return pages;
}

const membersOf = async () =>
  (await walk((cursor) => keeper.call(listMembers, { area: AREA, ...(cursor === undefined ? {} : { cursor }) }))).map(
    ({ members }) => members,
  );
const othersOf = async () =>
  (await walk((cursor) => keeper.call(listOthers, { area: AREA, ...(cursor === undefined ? {} : { cursor }) }))).map(
    ({ others }) => others,
  );

test("every member is on one page, by household, and nobody on two, whoever lives in no household", async () => {
  const [homeless] = (await membersOf())[0] ?? [];
  await house.admin("update register.person set household_id = null where id = $1", [homeless?.personId]);
  const pages = await membersOf();
  const { count } = await keeper.call(listMembers, { area: AREA });
  expect(pages.length).toBeGreaterThan(2);
  expect(pages.slice(0, -1).every((page) => page.length === 30)).toBe(true);
  const all = pages.flat();
  expect(all).toHaveLength(count);
  expect(new Set(all.map(({ id }) => id)).size).toBe(count);
  const households = all.map(({ household }) => household);
  expect(households.at(-1)).toBe("");
  expect(households.slice(0, -1)).toEqual(households.slice(0, -1).toSorted());
});

test("those who are no members yet page the same way, are found by name, and leave the list once they are entered", async () => {
  const before = (await othersOf()).flat();
  const { count } = await keeper.call(listOthers, { area: AREA });
  expect(before).toHaveLength(count);
  expect(new Set(before.map(({ id }) => id)).size).toBe(count);
  const last = before.at(-1);
  const found = await keeper.call(listOthers, { area: AREA, q: last?.name ?? "" });
  expect(found.others.map(({ id }) => id)).toContain(last?.id);
  expect(found.count).toBe(found.others.length);
  const confirm = { area: AREA, way: "founding" as const, from: "2026-01-01", ground: "成员大会确认名册" };
  await keeper.call(confirmMembers, { ...confirm, personIds: [last?.id ?? ""] });
  expect((await keeper.call(listOthers, { area: AREA })).count).toBe(count - 1);
  const member = await keeper.call(listMembers, { area: AREA, q: last?.name ?? "" });
  expect(member.members.map(({ personId }) => personId)).toContain(last?.id);
  expect(member.count).toBe(member.members.length);
});

test("an address of a page that nobody made is refused, and one list's does not open the other", async () => {
  const bad = [{ pointer: "/cursor", code: "bad-cursor" }];
  expect((await keeper.refused(listMembers, { area: AREA, cursor: "bm90aGluZw" })).fields).toMatchObject(bad);
  const { next } = await keeper.call(listMembers, { area: AREA });
  expect((await keeper.refused(listOthers, { area: AREA, cursor: next ?? "" })).fields).toMatchObject(bad);
  expect((await (await house.signIn("resident")).refused(listOthers, { area: AREA })).code).toBe("not-allowed");
});
