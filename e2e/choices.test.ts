import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { listDelegates } from "#capabilities/rolls/contract/list-delegates.ts";
import { act, choose, send, signInByPhone } from "./harness/acts.ts";
import { callAs } from "./harness/api.ts";
import { findBarriers } from "./harness/axe.ts";
import { holdCalled, VILLAGE, type Hall } from "./harness/meeting.ts";
import { clickThrough, wordsOf } from "./harness/reader.ts";
import { askDatabase } from "./harness/database.ts";
import { useDemoTown } from "./harness/town.ts";

/** 推选 and 罢免, called and carried out on their pages without scripts; the votes between are the API's. */

const SECRETARY = "19900000016";
const HEAD = "19900000005";
const DELEGATES = `/t/qinghe/rolls/delegates?area=${VILLAGE}`;
const TODAY = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

const town = useDemoTown();
let hall: Hall;
beforeAll(async () => {
  const [head, secretary] = [await callAs(town.server.url, HEAD), await callAs(town.server.url, SECRETARY)];
  hall = { server: town.server, convener: head, tellers: [head, secretary] };
});

/** The form of a kind of meeting, from the list of kinds; its first group, where it is one's. */
async function openForm(head: Page, kind: string) {
  await head.goto("/t/qinghe/meetings");
  await clickThrough(head.getByRole("link", { name: "召开会议" }).first());
  await clickThrough(head.getByRole("link", { name: kind, exact: true }));
  const form = head.locator('form:has(input[value="meetings/convene-meeting"])');
  const group = form.locator('[name="groupId"]');
  if ((await group.count()) > 0)
    await choose(form, "groupId", (await form.locator('input[name="groupId"]').first().inputValue()) || "");
  await form.locator('[name="title"]').fill(`大柳村${kind}`);
  await form.locator('[name="meetsAt"]').fill("2099-01-01T15:00");
  await form.locator('[name="chair"]').fill("村委会主任");
  for (const fact of await form.locator('[name="facts"]').all()) await fact.check();
  return form;
}

/** Sent, and held by the API. @returns its page */
async function hold(head: Page): Promise<string> {
  await send(head, head.locator('form:has(input[value="meetings/convene-meeting"])'));
  await head.waitForURL(/meetings\/[0-9a-f-]{36}$/);
  const address = new URL(head.url()).pathname;
  await holdCalled(hall, address.slice(-36));
  await head.goto(address);
  return address;
}

/** Ticks candidates of the first group, each of a name that no other here has. @returns their names */
async function tickCandidates(form: ReturnType<Page["locator"]>, number: number): Promise<readonly string[]> {
  const [head] = hall.tellers;
  const { delegates } = await head(listDelegates, { area: VILLAGE });
  const taken = new Set(delegates.map(({ name }) => name));
  const group = (
    await form
      .locator("label.choice", { has: form.page().locator('[name="groupId"]') })
      .first()
      .innerText()
  ).trim();
  const names: string[] = [];
  for (const label of await form.locator("label.choice", { hasText: group }).all()) {
    const name = (await label.innerText()).trim().split(/\s+/).at(-1) ?? "";
    const box = label.locator('[name="candidateIds"]');
    if (names.length === number) break;
    if ((await box.count()) === 0 || taken.has(name) || name.includes("（")) continue;
    await box.check();
    taken.add(name);
    names.push(name);
  }
  expect(names).toHaveLength(number);
  return names;
}

test("a group chooses its representatives, and recalls one: each is entered after its meeting as the result says", async () => {
  const head = await signInByPhone(town.browser, town.server.url, HEAD);
  const form = await openForm(head, "推选村民代表");
  const [first = "", second = ""] = await tickCandidates(form, 2);
  // How many seats is asked for beside its field.
  await send(head, form);
  expect(await wordsOf(head)).toContain("请填写");
  await form.locator('[name="seats"]').fill("2");
  const chosen = await hold(head);
  expect(await findBarriers(head)).toEqual([]);
  for (const name of [first, second]) expect(await wordsOf(head)).toContain(`推选${name}为村民代表。`);
  const entry = head.locator('form:has(input[value^="meetings/carry-out"])').first();
  await act(head, "meetings/carry-out", "登记结果", async (one) => await one.locator('[name="from"]').fill("2020-01-01"));
  expect(await wordsOf(head)).toContain("不能早于");
  await entry.locator('[name="from"]').fill(TODAY);
  await send(head, entry);
  expect(await wordsOf(head)).toContain("任职已登记");
  await clickThrough(head.getByRole("link", { name: "看现在的名单" }));
  expect(await head.locator("tr", { hasText: first }).count()).toBe(1);
  expect(await head.locator("tr", { hasText: second }).count()).toBe(0);

  // A term ends later than it began: this one began a while ago.
  await askDatabase(town.server.dataDir, async (database) => {
    await database.query("update rolls.delegate set valid_from = valid_from - 40 where valid_from = $1", [TODAY]);
  });
  const recall = await openForm(head, "村民小组会议");
  const held = recall.locator("option, label.choice", { hasText: first });
  if ((await recall.locator('select[name="recallId"]').count()) > 0)
    await recall.locator('select[name="recallId"]').selectOption((await held.first().getAttribute("value")) ?? "");
  else await held.locator("input").check();
  await hold(head);
  expect(await wordsOf(head)).toContain(`罢免${first}的村民代表职务。`);
  await act(head, "meetings/carry-out", "登记结果", async (one) => await one.locator('[name="from"]').fill(TODAY));
  expect(await wordsOf(head)).toContain("任职已终止");
  await head.goto(DELEGATES);
  expect(await head.locator("tr", { hasText: first }).count()).toBe(0);

  const visitor = await town.browser.newPage({ baseUrl: town.server.url, javaScript: false, width: 390 });
  await visitor.goto(chosen);
  for (const words of [`推选${first}`, "任职已登记", "通过"]) expect(await wordsOf(visitor)).toContain(words);
  expect(await visitor.locator('form:has(input[value^="meetings/carry-out"])').count()).toBe(0);
  expect(await findBarriers(visitor)).toEqual([]);
}, 150_000);

test("a village chooses its council: whoever was chosen has a seat there that anybody reads", async () => {
  const head = await signInByPhone(town.browser, town.server.url, HEAD);
  const form = await openForm(head, "推选村民理事会");
  const [first = ""] = await tickCandidates(form, 3);
  await form.locator('[name="seats"]').fill("2");
  await send(head, form);
  // By the rule three to seven: what can be done is said, what was typed stays.
  expect(await wordsOf(head)).toContain("3");
  await form.locator('[name="seats"]').fill("3");
  const held = await hold(head);
  await act(head, "meetings/carry-out", "登记结果", async (one) => await one.locator('[name="from"]').fill(TODAY));
  expect(await wordsOf(head)).toContain("任职已登记");
  const visitor = await town.browser.newPage({ baseUrl: town.server.url, javaScript: false, width: 390 });
  await visitor.goto(held);
  await clickThrough(visitor.getByRole("link", { name: "看谁在这里任职" }));
  await clickThrough(visitor.getByRole("link", { name: "大柳村村民理事会" }));
  const seat = visitor.locator("tr", { hasText: "村民理事会成员" }).filter({ hasText: first });
  expect(await seat.count()).toBe(1);
  expect(await findBarriers(visitor)).toEqual([]);
}, 150_000);
