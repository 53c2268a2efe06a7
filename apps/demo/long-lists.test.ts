import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestHouse, type TestHouse } from "#apps/server/testing/start-test-house.ts";
import type { TestClient } from "#apps/server/testing/test-client.ts";
import { forgetRemembered } from "#capabilities/appeals/index.ts";
import { listAppeals } from "#capabilities/appeals/contract/list-appeals.ts";
import { listPublicAppeals } from "#capabilities/appeals/contract/list-public-appeals.ts";
import { raiseAppeal } from "#capabilities/appeals/contract/raise-appeal.ts";
import { systemActor } from "#platform/actor.ts";
import { systemContext } from "#platform/outbox/drain.ts";
import { scopeOf } from "#platform/registry/invoke.ts";
import { findModels, loadBatch } from "./load-appeals.ts";

/** Of which four in five hold the word: enough of them that their ranks are kept for a moment. */
const MADE = 1_500;
const WORD = "旁边";
const VILLAGE = "cn.99.9901.990101.990101101.990101101201";
const PAGE = 20;

let house: TestHouse;
let clerk: TestClient;

beforeAll(async () => {
  house = await startTestHouse();
  clerk = await house.signIn("clerk");
  const town = await house.tenants.bySlug("qinghe");
  if (town === undefined) throw new Error("the demo's township is not there");
  await house.database.transact(scopeOf(systemActor(town.id, town.rootPath), "demo/load-appeals"), async (tx) => {
    const context = systemContext({ ...house, offered: house.invoker.registry }, tx, town);
    await loadBatch(context, await findModels(context), 0, MADE);
  });
}, 120_000);
afterAll(async () => await house.close());

type Asked = { readonly q?: string; readonly area?: string };
type List = typeof listAppeals | typeof listPublicAppeals;

async function pages(client: TestClient, list: List, asked: Asked, most: number): Promise<readonly string[]> {
  const numbers: string[] = [];
  let after: string | null = "";
  for (let page = 0; page < most && after !== null; page += 1) {
    const answer = (await client.call(list, { ...asked, ...(after && { after }) })) as {
      appeals: readonly { number: string }[];
      next: string | null;
    };
    numbers.push(...answer.appeals.map(({ number }) => number));
    after = answer.next;
  }
  return numbers;
}

/** The same by a plain statement, which no policy and no memory stands before. */
async function plainly(where: string, order: string, most: number): Promise<readonly string[]> {
  const rows = await house.admin<{ number: string }>(`select a.number from appeals.appeal a
    join appeals.appeal_personal w on w.tenant_id = a.tenant_id and w.appeal_id = a.id join platform.tenant t on t.id = a.tenant_id
    where t.slug = 'qinghe' and ${where} order by ${order} limit ${most}`);
  return rows.map(({ number }) => number);
}

const HOLDS = `w.words @@ '''${WORD}'''::tsquery`;
const BEST = `ts_rank(w.words, '''${WORD}'''::tsquery)::float8 desc, a.id desc`;

test("the best of a thousand finds are read page by page, those that are kept and those behind them, in one order", async () => {
  forgetRemembered();
  const first = await clerk.call(listAppeals, { q: WORD });
  expect(first).toMatchObject({ ranked: true, countIsCapped: false });
  expect(first.count).toBe((await plainly(HOLDS, BEST, 10_000)).length);
  expect(first.count).toBeGreaterThan(1_000);
  expect(await pages(clerk, listAppeals, { q: WORD }, 13)).toEqual(await plainly(HOLDS, BEST, 13 * PAGE));
});

test("whoever reads on goes on in the order that was kept; whoever asks later is shown what came since", async () => {
  forgetRemembered();
  const { count, next } = await clerk.call(listAppeals, { q: WORD });
  const text = `${WORD}有坑，${WORD}积水，${WORD}没有灯，${WORD}也没有人管。`;
  const { number } = await house.visitor().call(raiseAppeal, { text, mode: "anonymous" });
  expect(await clerk.call(listAppeals, { q: WORD, after: next ?? "" })).toMatchObject({ count, ranked: true });
  forgetRemembered();
  const later = await clerk.call(listAppeals, { q: WORD });
  expect(later.count).toBe(count + 1);
  expect(later.appeals.map((one) => one.number)).toContain(number);
});

test("one that is kept from the reader meanwhile is on no page any more, though its rank is kept", async () => {
  forgetRemembered();
  const [best, ...others] = await pages(clerk, listAppeals, { q: WORD }, 2);
  await house.admin(`update appeals.appeal set barred = array(select organization_id from organizations.post where 'appeals.import' = any(duties))
    where number = '${best}'`);
  expect(await pages(clerk, listAppeals, { q: WORD }, 2)).toEqual(others);
});

test("an area's list is that of its parts, merged by time, for who reads it and for everybody", async () => {
  const grids = await house.admin<{ path: string }>(
    `select distinct division_path::text as path from appeals.appeal where division_path <@ '${VILLAGE}'`,
  );
  expect(grids.length).toBeGreaterThan(1);
  const newest = "a.raised_at desc, a.id desc";
  for (const area of [VILLAGE, ...grids.map(({ path }) => path)]) {
    const inside = `a.division_path <@ '${area}'`;
    const own = `${inside} and cardinality(a.barred) = 0`;
    expect(await pages(clerk, listAppeals, { area }, 4)).toEqual(await plainly(own, newest, 4 * PAGE));
    const all = await pages(house.visitor(), listPublicAppeals, { area }, 50);
    expect(all).toEqual(await plainly(`${inside} and a.public`, newest, 1_000));
  }
  expect(await pages(clerk, listAppeals, { area: `${VILLAGE}.nobody` }, 1)).toEqual([]);
  // Whose name begins like another's is none of its parts.
  expect(await pages(clerk, listAppeals, { area: VILLAGE.slice(0, -1) }, 1)).toEqual([]);
});

test("a search of what is public counts and ranks within an area what lies there", async () => {
  // Which matters are copied is another choice each time: where the most of them were released.
  const [fullest] = await house.admin<{
    path: string;
  }>(`select subpath(area, 0, ${VILLAGE.split(".").length})::text as path from appeals.release
    where words @@ '''${WORD}'''::tsquery group by 1 order by count(*) desc limit 1`);
  for (const area of ["", fullest?.path ?? VILLAGE]) {
    const { count, ranked } = await house.visitor().call(listPublicAppeals, { q: WORD, area });
    const rows =
      await house.admin(`select 1 from appeals.release r join appeals.appeal a on a.tenant_id = r.tenant_id and a.id = r.appeal_id
      join platform.tenant t on t.id = a.tenant_id where t.slug = 'qinghe' and r.words @@ '''${WORD}'''::tsquery ${area && `and a.division_path <@ '${area}'`}`);
    expect({ count, ranked }).toEqual({ count: rows.length, ranked: true });
    expect(count).toBeGreaterThan(10);
  }
});
