import pg from "pg";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findRunningPostgres } from "#platform/postgres/running.ts";
import { findBarriers } from "./harness/axe.ts";
import type { PageOptions } from "./harness/browser.ts";
import { signInAs, type DemoPerson } from "./harness/demo.ts";
import { clickThrough } from "./harness/reader.ts";
import { useDemoTown } from "./harness/town.ts";

const town = useDemoTown();
let database: pg.Client;
let letGo: () => void;

beforeAll(async () => {
  const running = await findRunningPostgres(town.server.dataDir);
  if (running === undefined) throw new Error("the server has no database");
  letGo = () => running.close();
  database = new pg.Client(running.connection);
  await database.connect();
});
afterAll(async () => {
  await database.end();
  letGo();
});

async function visit(who: DemoPerson, path: string, options: Partial<PageOptions> = {}): Promise<Page> {
  const page = await town.browser.newPage({ baseUrl: town.server.url, ...options });
  await signInAs(page, who);
  await page.goto(path);
  return page;
}

/** What the page's own policy stopped, and what its scripts threw. */
function listenForFaults(page: Page): readonly string[] {
  const faults: string[] = [];
  page.on("console", (message) => void (message.type() === "error" && faults.push(message.text())));
  page.on("pageerror", (error) => void faults.push(error.message));
  return faults;
}

async function raise(page: Page): Promise<void> {
  await page.goto("/t/qinghe/appeals/new");
  await page.getByLabel("什么事").fill("桥头第二盏路灯不亮一个星期了，孩子放学看不见路。");
  await clickThrough(page.getByRole("button", { name: "下一步：核对", exact: true }));
  await clickThrough(page.getByRole("button", { name: "提交诉求", exact: true }));
  await page.getByText("已经收到").waitFor();
}

const countOf = async (page: Page): Promise<number> => Number(/(\d+)/.exec(await page.locator(".lead").first().innerText())?.[1]);

describe("a clerk who has the work list open", () => {
  test("sees new work come without doing anything; the keyboard stays where it was, and nothing of the policy is broken", async () => {
    const page = await town.browser.newPage({ baseUrl: town.server.url });
    const faults = listenForFaults(page);
    await signInAs(page, "clerk");
    await page.goto("/t/qinghe/cases/work");
    const before = await countOf(page);
    expect(await findBarriers(page)).toEqual([]);
    await page.locator("#content a").nth(4).focus();
    const stood = await page.evaluate(() => document.activeElement?.getAttribute("href"));
    // The first answer says how things stand; only what differs from it is a change.
    await page.waitForTimeout(3_000);
    await raise(await visit("resident", "/t/qinghe"));
    await page.waitForFunction((count) => document.querySelector(".lead")?.textContent?.includes(String(count)), before + 1);
    expect(await page.evaluate(() => document.activeElement?.getAttribute("href"))).toBe(stood);
    expect(await page.locator("#live-said").textContent()).toBe("页面内容已更新。");
    expect(await page.locator("#live-note").isVisible()).toBe(false);
    expect(await findBarriers(page)).toEqual([]);
    expect(faults).toEqual([]);
  });

  test("is told quietly while something is being typed, and loses nothing of it", async () => {
    const page = await visit("clerk", "/t/qinghe/cases/work");
    const before = await countOf(page);
    await clickThrough(page.locator("#content summary").first());
    const field = page.locator("#content select").first();
    await field.selectOption({ index: 1 });
    await page.waitForTimeout(3_000);
    await raise(await visit("resident", "/t/qinghe"));
    await page.locator("#live-note").waitFor({ state: "visible" });
    expect(await field.evaluate((element) => (element as HTMLSelectElement).selectedIndex)).toBe(1);
    expect(await countOf(page)).toBe(before);
    expect(await findBarriers(page)).toEqual([]);
    await clickThrough(page.getByRole("button", { name: "重新载入" }));
    await page.waitForFunction((count) => document.querySelector(".lead")?.textContent?.includes(String(count)), before + 1);
  });

  test("is taken to the sign-in when signed out somewhere else", async () => {
    const page = await visit("works", "/t/qinghe/cases/work");
    await page.waitForTimeout(1_500);
    const other = await visit("works", "/t/qinghe/accounts/me");
    await clickThrough(other.getByRole("button", { name: "在所有设备上退出" }));
    await page.getByText("需要先登录").first().waitFor({ timeout: 40_000 });
    expect(await page.locator("main").textContent()).not.toContain("待办");
  });

  test("has the same page without JavaScript, and a visitor's page sends no script", async () => {
    const page = await visit("clerk", "/t/qinghe/cases/work", { javaScript: false });
    expect(await countOf(page)).toBeGreaterThan(0);
    const visitor = await town.browser.newPage({ baseUrl: town.server.url });
    await visitor.goto("/t/qinghe/appeals");
    expect(await visitor.locator("script").count()).toBe(0);
  });
});

describe.each([
  { how: "with JavaScript", javaScript: true },
  { how: "without JavaScript", javaScript: false },
])("long work, $how", ({ javaScript }) => {
  test("is watched as it goes on, and left", async () => {
    const page = await visit("resident", "/t/qinghe/accounts/jobs", { javaScript });
    const { rows } = await database.query<{ id: string }>(
      `insert into platform.job (tenant_id, id, name, key, payload, state, done, total, account_id, created_at, due_at)
       select p.tenant_id, gen_random_uuid(), 'accounts/purge', gen_random_uuid()::text, '{}', 'running', 300, 1000, p.account_id, now(), now() + interval '1 hour'
       from register.person p join register.person_personal n on n.tenant_id = p.tenant_id and n.person_id = p.id
       join platform.session s on s.account_id = p.account_id order by s.created_at desc limit 1 returning id`,
    );
    await page.goto(`/t/qinghe/accounts/jobs/${rows[0]?.id}`);
    await page.getByText("300 / 1,000").first().waitFor();
    expect(await page.locator("main").innerText()).toContain("可以离开这个页面");
    expect(await findBarriers(page)).toEqual([]);
    await page.waitForTimeout(2_000);
    await database.query("update platform.job set done = 1000, state = 'done', due_at = null, ended_at = now() where id = $1", [
      rows[0]?.id,
    ]);
    // Without script one looks again by oneself.
    if (!javaScript) await clickThrough(page.getByRole("link", { name: "再看一次进度" }));
    await page.getByText("已完成").first().waitFor({ timeout: 40_000 });
    await clickThrough(page.getByRole("link", { name: "全部后台任务" }));
    expect(await page.locator("main").innerText()).toContain("已完成");
    expect(await findBarriers(page)).toEqual([]);
  });
});
