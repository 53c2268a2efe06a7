import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { findBarriers } from "./harness/axe.ts";
import { signInAs } from "./harness/demo.ts";
import { askDatabase } from "./harness/database.ts";
import { clickThrough } from "./harness/reader.ts";
import { useDemoTown } from "./harness/town.ts";

const town = useDemoTown();

/** The list of the meeting that is called, as the head of the village keeps it. */
async function openList(): Promise<Page> {
  const page = await town.browser.newPage({ baseUrl: town.server.url, width: 390 });
  await signInAs(page, "village");
  await page.goto("/t/qinghe/meetings");
  await clickThrough(page.getByRole("link", { name: "大柳村第四季度村民代表会议" }));
  await clickThrough(page.getByRole("link", { name: "签到", exact: true }));
  return page;
}

/** Ticks that many more people and sends the list; gives their names. */
async function tick(page: Page, people: number): Promise<readonly string[]> {
  const boxes = await page.locator("form[data-later-form] input[name=personIds]:enabled").all();
  const names = [];
  for (const box of boxes.slice(0, people)) {
    await box.check();
    names.push((await box.locator("xpath=ancestor::label").textContent()) ?? "");
  }
  await clickThrough(page.getByRole("button", { name: "勾选的人已到" }).first());
  return names;
}

const waiting = (page: Page) => page.locator("[data-later-count]");

test("a hall without a network: the list goes on, and all are signed in once when the line is back", async () => {
  const page = await openList();
  expect(await page.locator("[data-later]").isVisible()).toBe(false);
  await page.context().setOffline(true);
  const first = await tick(page, 2);
  await waiting(page).filter({ hasText: "1" }).waitFor();
  const more = await tick(page, 1);
  await waiting(page).filter({ hasText: "2" }).waitFor();
  expect(await findBarriers(page)).toEqual([]);
  expect(new Set([...first, ...more]).size).toBe(3);

  // Meanwhile somebody else at the door has signed in one of them.
  const door = await openList();
  await tick(door, 1);
  await door.getByRole("heading", { name: "已到", exact: true }).waitFor();

  await page.context().setOffline(false);
  await page.getByText("记在这台设备上的已经发出").waitFor();
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
  await clickThrough(page.getByRole("link", { name: "看最新情况" }));
  const here = await page.getByRole("table").textContent();
  for (const name of [...first, ...more]) expect(here).toContain(name.trim().split(" ").at(-1));
  expect(await page.getByText("已到 3 人").count()).toBeGreaterThan(0);
});

test("the server did it and the answer was lost on the way: the form goes again under its key, and nothing happens twice", async () => {
  const page = await openList();
  const done = async () =>
    await askDatabase(town.server.dataDir, async (database) => {
      const { rows } = await database.query<{ n: number }>(
        "select count(*)::int as n from platform.audit where action = 'meetings/sign-in-attendees' and outcome = 'done'",
      );
      return rows[0]?.n ?? 0;
    });
  const before = await done();
  let lost = 0;
  await page.route("**/attendance*", async (route) => {
    if (route.request().method() !== "POST" || lost > 0) return await route.continue();
    lost += 1;
    await route.fetch({ maxRedirects: 0 });
    await route.abort("connectionreset");
  });
  await tick(page, 1);
  await waiting(page).filter({ hasText: "1" }).waitFor();
  await expect.poll(done).toBe(before + 1);
  await page.evaluate(() => globalThis.dispatchEvent(new Event("online"))).catch(() => undefined);
  await page.getByText("记在这台设备上的已经发出").waitFor();
  await clickThrough(page.getByRole("link", { name: "看最新情况" }));
  await page.getByText("已到 4 人").first().waitFor();
  expect([lost, await done()]).toEqual([1, before + 1]);
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
});

test("with a line the form is done at once; what the server refuses is said on its page and not kept", async () => {
  const page = await openList();
  await tick(page, 1);
  await page.getByText("已到 5 人").first().waitFor();
  await clickThrough(page.getByRole("button", { name: "勾选的人已到" }).first());
  await page.getByRole("alert").first().waitFor();
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
});

test("on the day the screen in the hall shows the code, and who is on no roll is told so", async () => {
  const page = await openList();
  await page.goto(page.url().replace("/attendance", "/hall"));
  expect(await page.getByText("开会当天，这里显示签到码").count()).toBe(1);
  await clickThrough(page.getByRole("link", { name: "扫码签到" }));
  expect(await page.locator("main").textContent()).toContain("您不在这次会议的应到名册上");
});
