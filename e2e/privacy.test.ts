import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { findBarriers } from "./harness/axe.ts";
import { startBrowser, type TestBrowser } from "./harness/browser.ts";
import { clickThrough } from "./harness/reader.ts";
import { startDemoTown, type TestServer } from "./harness/server.ts";

const [STEWARD, LEADER] = ["19900000007", "19900000006"];

let server: TestServer;
let browser: TestBrowser;

beforeAll(async () => {
  server = await startDemoTown(inject("demoFolder"));
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

const signInButton = (page: Page, phone: string) => page.locator(`form:has(input[value="${phone}"]) button`).first();

async function signIn(phone: string, javaScript: boolean): Promise<Page> {
  const page = await browser.newPage({ baseUrl: server.url, javaScript });
  await page.goto("/t/qinghe");
  await clickThrough(signInButton(page, phone));
  return page;
}

/** As somebody does who has no mouse. */
async function press(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name }).last().focus();
  await page.keyboard.press("Enter");
}

async function unfold(page: Page, words: string): Promise<void> {
  await page.locator("summary", { hasText: words }).last().focus();
  await page.keyboard.press("Enter");
}

async function agree(phone: string): Promise<void> {
  const page = await signIn(phone, false);
  await page.goto("/t/qinghe/privacy/requests");
  const card = page.locator("section.card", { has: page.locator("summary", { hasText: "核对并决定" }) }).first();
  await clickThrough(card.locator("summary"));
  await card.getByLabel("已离开本地").check();
  await card.getByLabel("同意删除").check();
  await clickThrough(card.getByRole("button", { name: "核对并决定" }));
  expect(await page.locator(".error-summary").count()).toBe(0);
}

const RESIDENT = "19900000011";

const shows = async (page: Page, words: string) => await page.locator("main", { hasText: words }).waitFor();

/** Seen on the page, saved as a file and opened to be printed. */
async function seeAndTake(page: Page): Promise<void> {
  await page.goto("/t/qinghe/privacy/mine");
  await shows(page, RESIDENT);
  expect(await findBarriers(page)).toEqual([]);
  const download = page.waitForEvent("download");
  await page.locator("a[download]").focus();
  await page.keyboard.press("Enter");
  const file = JSON.parse(readFileSync(await (await download).path(), "utf8")) as { readonly format: string };
  expect(file.format).toBe("gongzhi-own-data/1");
  expect(JSON.stringify(file)).toContain(RESIDENT);
  await page.goto("/t/qinghe/privacy/mine/paper");
  await shows(page, RESIDENT);
}

/** Stopped by a press, and an objection made where a duty keeps it. */
async function stopAndObject(page: Page): Promise<void> {
  await page.goto("/t/qinghe/privacy/uses");
  expect(await findBarriers(page)).toEqual([]);
  const sms = page.locator(".card", { hasText: "用短信给您发通知" }).first();
  await clickThrough(sms.getByRole("button", { name: "停止" }));
  await sms.getByRole("button", { name: "恢复" }).waitFor();
  const lists = page.locator(".card", { hasText: "列入导出的人口名单" }).first();
  await clickThrough(lists.locator("summary", { hasText: "提出异议" }));
  await lists.getByLabel("为什么要停止这项用途").fill("不愿列入名单。");
  await clickThrough(lists.getByRole("button", { name: "提出异议" }));
  await page.locator(".card", { hasText: "等待决定" }).waitFor();
}

test("a resident sees and takes along what is held about them, and erases at once what no duty keeps, by keyboard", async () => {
  const page = await signIn(RESIDENT, true);
  await seeAndTake(page);
  await page.goto("/t/qinghe/appeals/new");
  await page.getByLabel("什么事").fill("这段话还没有发出。");
  await page.waitForFunction(() => localStorage.length === 1);
  await page.goto("/t/qinghe/privacy/erase");
  expect(await findBarriers(page)).toEqual([]);
  await press(page, "删除这台设备上的草稿");
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
  await press(page, "删除这些");
  await page.locator(".card", { hasText: "删除凭同意保存的内容" }).waitFor();
});

test("a resident has an entry put right and then everything erased, by keyboard and without JavaScript: nobody is left to sign in", async () => {
  const page = await signIn(RESIDENT, false);
  await seeAndTake(page);
  await stopAndObject(page);
  await page.goto("/t/qinghe/register/mine");
  await unfold(page, "申请更正");
  await page.getByLabel("哪里有误").selectOption("address");
  await page.getByLabel("应当是什么").fill("门牌应是 2 号，有房产证。");
  await press(page, "申请更正");
  await shows(page, "门牌应是 2 号");

  await page.goto("/t/qinghe/privacy/erase");
  await unfold(page, "申请删除全部");
  await page.getByLabel("为什么要删除").fill("已经搬走。");
  await press(page, "提出申请");
  await page.locator(".card", { hasText: "等待核对" }).waitFor();
  for (const one of [STEWARD, LEADER]) await agree(one);
  // The job takes its steps; from then on the session opens nothing, and the phone no door.
  const shown = async () => {
    await page.goto("/t/qinghe/privacy/mine");
    return (await page.locator("main").textContent()) ?? "";
  };
  await expect.poll(shown, { timeout: 120_000, interval: 1_000 }).not.toContain(RESIDENT);
  await page.goto("/t/qinghe");
  const door = signInButton(page, RESIDENT);
  if ((await door.count()) > 0) await clickThrough(door);
  expect(await shown()).not.toContain("门牌应是 2 号");
  expect(await shown()).not.toContain("大柳村 1 号");
});
