import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestHouse, type TestHouse } from "#apps/server/testing/start-test-house.ts";
import type { TestClient } from "#apps/server/testing/test-client.ts";
import { systemActor } from "#platform/actor.ts";
import type { Tenant } from "#platform/capability.ts";
import { beginScheduled } from "#platform/jobs/begin-scheduled.ts";
import { scopeOf } from "#platform/registry/invoke.ts";
import { hideAppeal } from "../contract/hide-appeal.ts";
import { listAppeals } from "../contract/list-appeals.ts";
import { listReleased } from "../contract/list-released.ts";
import { listPublicAppeals } from "../contract/list-public-appeals.ts";
import { raiseAppeal } from "../contract/raise-appeal.ts";
import { takeList } from "../contract/take-list.ts";
import { takeOpenData } from "../contract/take-open-data.ts";
import { releaseAppeal } from "../contract/release-appeal.ts";
import { emptyRelease } from "../store/releases.ts";

let house: TestHouse;
let clerk: TestClient;

beforeAll(async () => {
  house = await startTestHouse();
  clerk = await house.signIn("clerk");
});
afterAll(async () => await house.close());

type List = typeof listAppeals | typeof listPublicAppeals;

/** Numbers of every page, in order. */
async function all(client: TestClient, list: List, q?: string): Promise<readonly string[]> {
  const numbers: string[] = [];
  for (let after: string | null | undefined = undefined; after !== null;) {
    const page: Awaited<ReturnType<TestClient["call"]>> = await client.call(list, { ...(q && { q }), ...(after && { after }) });
    const { appeals, next } = page as { appeals: readonly { number: string }[]; next: string | null };
    numbers.push(...appeals.map(({ number }) => number));
    after = next;
  }
  return numbers;
}

async function raise(text: string): Promise<{ readonly id: string; readonly number: string }> {
  return await house.visitor().call(raiseAppeal, { text, mode: "anonymous" });
}

const found = async (client: TestClient, q: string) =>
  (await client.call(listAppeals, { q })).appeals.map(({ number }) => number);
const foundByAll = async (q: string) =>
  (await house.visitor().call(listPublicAppeals, { q })).appeals.map(({ number }) => number);

describe("a search", () => {
  test.each(["clerk", "works", "village", "leader"])("shows %s what their list shows, and all of it", async (key) => {
    const client = await house.signIn(key);
    const texts = await house.admin<{ number: string }>(
      "select a.number from appeals.appeal a join appeals.appeal_personal w on w.appeal_id = a.id where position('路灯' in w.title || w.text) > 0",
    );
    const holding = new Set(texts.map(({ number }) => number));
    const listed = (await all(client, listAppeals)).filter((number) => holding.has(number));
    expect([...(await all(client, listAppeals, "路灯"))].toSorted()).toEqual(listed.toSorted());
    if (key === "clerk") expect(listed.length).toBeGreaterThan(5);
  });

  test("shows everybody what was released, by the released words alone", async () => {
    const { id, number } = await raise("玳瑁胡同口的井盖丢了，住户李某某家的车陷了进去。");
    expect(await foundByAll("玳瑁")).toEqual([]);
    await clerk.call(releaseAppeal, { id, title: "井盖丢失", text: "某胡同口的井盖丢了，琥珀路。" });
    expect([await foundByAll("玳瑁"), await foundByAll("琥珀"), await found(clerk, "玳瑁")]).toEqual([[], [number], [number]]);
    await clerk.call(hideAppeal, { id, text: "还要再核对。" });
    expect(await foundByAll("琥珀")).toEqual([]);
  });

  test("finds what was erased from a released text no more", async () => {
    const { id, number } = await raise("请问琉璃厂的事谁管，一直没人答复。");
    await clerk.call(releaseAppeal, { id, title: "琉璃厂的事", text: "珐琅的事谁管。" });
    expect(await foundByAll("珐琅")).toEqual([number]);
    const rows = await house.admin<{ tenant_id: string }>("select tenant_id from appeals.appeal where id = $1", [id]);
    const tenantId = rows[0]?.tenant_id ?? "";
    const scope = scopeOf(systemActor(tenantId, "d"), "record/erase");
    await house.database.transact(scope, async (tx) => await emptyRelease(tx, number, "text"));
    expect([await foundByAll("珐琅"), await foundByAll("琉璃厂")]).toEqual([[], [number]]);
  });

  test("marks what it found, puts a title before a text, and takes numbers by their beginning and without hyphens", async () => {
    const inText = await raise("门口有一大片积水。好像是翡翠园的水管漏了，请派人来看看。");
    const inTitle = await raise("翡翠园的水管漏了。请派人来看看。");
    const { appeals, ranked, count } = await clerk.call(listAppeals, { q: "翡翠园" });
    expect({ numbers: appeals.map(({ number }) => number), ranked, count }).toEqual({
      numbers: [inTitle.number, inText.number],
      ranked: true,
      count: 2,
    });
    expect(appeals[0]?.found?.title[0]).toEqual({ text: "翡翠园", found: true });
    expect(appeals[1]?.found?.excerpt.filter((one) => one.found)).toEqual([{ text: "翡翠园", found: true }]);
    const { number } = inText;
    expect([await found(clerk, number.replaceAll("-", "").toLowerCase()), await found(clerk, number.slice(0, -2))]).toEqual([
      [number],
      [number],
    ]);
  });

  test("takes filters along, and finds nothing by signs alone", async () => {
    const waiting = await clerk.call(listAppeals, { q: "路灯", state: "waiting" });
    expect(waiting.appeals.every(({ state }) => state === "waiting")).toBe(true);
    expect(await found(clerk, "'&|!:*")).toEqual([]);
    const tomorrow = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
    expect((await clerk.call(listAppeals, { q: "路灯", from: tomorrow })).count).toBe(0);
  });

  test("pages through ranked finds without losing or repeating one", async () => {
    const raised = await Promise.all(
      Array.from({ length: 21 }, async (_, index) => await raise(`珍珠湾第${index + 1}号楼的门禁坏了。`)),
    );
    const numbers = await all(clerk, listAppeals, "珍珠湾");
    expect(numbers.toSorted()).toEqual(raised.map(({ number }) => number).toSorted());
  });
});

describe("what was found, as a file", () => {
  const text = ({ base64 }: { readonly base64: string }) =>
    Buffer.from(base64, "base64")
      .toString("utf8")
      .replaceAll(/[\uFEFF"]/g, "")
      .trim()
      .split("\n");

  test("holds what the desk's list shows, in its order, and nothing anybody wrote", async () => {
    const raised = await raise("玛瑙桥塌了一角，请派人来看。");
    const [heading = "", ...lines] = text(await clerk.call(takeList, { format: "csv", q: "玛瑙" }));
    expect(heading.split(",")[0]).toBe("编号");
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(new RegExp(`^${raised.number},待派单,`));
    expect(lines.join("")).not.toContain("玛瑙");
    const listed = await all(clerk, listAppeals);
    expect(
      text(await clerk.call(takeList, { format: "csv" }))
        .slice(1)
        .map((line) => line.split(",")[0]),
    ).toEqual(listed);
    expect(text(await clerk.call(takeList, { format: "csv", q: "'&|" }))).toHaveLength(1);
    const resident = await house.signIn("resident");
    expect((await resident.refused(takeList, { format: "csv" })).status).toBe(403);
  });

  test("and of what is public holds the found alone, in files and feeds", async () => {
    const { id, number } = await raise("水晶河的堤坏了。");
    await clerk.call(releaseAppeal, { id, title: "堤坏了", text: "水晶河的堤坏了。" });
    const { appeals } = await house.visitor().call(listReleased, { q: "水晶" });
    expect(appeals.map((one) => one.number)).toEqual([number]);
    expect(text(await house.visitor().call(takeOpenData, { format: "csv", q: "水晶" }))).toHaveLength(2);
    expect((await house.visitor().call(listReleased, { q: "'&|" })).appeals).toEqual([]);
  });
});

describe("the index", () => {
  test("catches up with texts that have no words", async () => {
    const { id, number } = await raise("珊瑚桥的栏杆松了，请来修。");
    await house.admin("update appeals.appeal_personal set words = null where appeal_id = $1", [id]);
    expect(await found(clerk, "珊瑚")).toEqual([]);
    const tenants = await house.admin<Tenant>('select id, root_path::text as "rootPath" from platform.tenant');
    await beginScheduled({ database: house.database, newId: () => crypto.randomUUID() }, tenants, "appeals/index-words", "now");
    await house.settle();
    expect(await found(clerk, "珊瑚")).toEqual([number]);
  });
});
