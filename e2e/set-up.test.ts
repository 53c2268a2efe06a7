import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findBarriers } from "./harness/axe.ts";
import { startBrowser, type TestBrowser } from "./harness/browser.ts";
import { startServer, type TestServer } from "./harness/server.ts";

let server: TestServer;
let browser: TestBrowser;

beforeAll(async () => {
  server = await startServer({ args: ["--empty"] });
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

/** The address as a deployer reads it from the terminal. */
function printedAddress(): string {
  const printed = /^ +(http\S+\/setup\?key=\S+)$/m.exec(server.output)?.[1];
  if (printed === undefined) throw new Error(`no address was printed:\n${server.output}`);
  return new URL(printed).pathname + new URL(printed).search;
}

async function heading(page: Page): Promise<string> {
  return (await page.locator("h1").textContent()) ?? "";
}

async function next(page: Page, words: string): Promise<void> {
  await page.getByRole("button", { name: words }).click();
}

test("without the printed address nothing of the set-up is seen", async () => {
  const page = await browser.newPage({ baseUrl: server.url });
  for (const path of ["/setup", "/setup/name", "/setup/administrator", "/setup?key=guess"]) {
    const answer = await page.goto(path);
    expect(answer?.status()).toBe(403);
    expect(await page.locator("main").textContent()).toContain("开通地址不对");
  }
  await page.goto("/");
  expect(await page.locator("main").textContent()).toContain("还没有开通的地方");
});

test("a deployer sets up a township on a phone without JavaScript, and is its signed-in steward", async () => {
  const page = await browser.newPage({ baseUrl: server.url, width: 390, javaScript: false });
  await page.goto(printedAddress());
  expect(page.url()).toBe(`${server.url}/setup`);
  expect(await findBarriers(page)).toEqual([]);

  // The place: a level without its name is asked for, and what was typed stays.
  await page.getByLabel("区划代码").fill("990101101");
  await page.getByLabel("省（自治区、直辖市）").fill("演示省");
  await page.getByLabel("县（市、区、旗）").fill("云溪县");
  await page.getByLabel("乡镇（街道）").fill("清河镇");
  await next(page, "下一步");
  expect(await page.locator(".error-summary").textContent()).toContain("市（州、盟）");
  await page.getByLabel("市（州、盟）").fill("演示市");
  await next(page, "下一步");

  expect(await heading(page)).toBe("开通：名称和网址");
  expect(await page.getByLabel("名称", { exact: true }).inputValue()).toBe("清河镇");
  expect(await findBarriers(page)).toEqual([]);
  await page.getByLabel("网址标识").fill("Qing He");
  await next(page, "下一步");
  expect(await page.locator(".error-summary").textContent()).toContain("网址标识");
  await page.getByLabel("网址标识").fill("qinghe");
  await next(page, "下一步");

  expect(await heading(page)).toBe("开通：第一位管理员");
  expect(await page.getByLabel("机关全称").inputValue()).toBe("清河镇人民政府");
  expect(await findBarriers(page)).toEqual([]);
  await page.getByLabel("管理员姓名").fill("李建国");
  await page.getByLabel("管理员手机号").fill("0990-5550100");
  await next(page, "完成开通");
  expect(await page.locator(".error-summary").textContent()).toContain("管理员手机号");
  await page.getByLabel("管理员手机号").fill("138 0013 8000");
  await next(page, "完成开通");

  expect(new URL(page.url()).pathname).toBe("/t/qinghe/setup/welcome");
  expect(await page.locator(".account").textContent()).toContain("李建国");
  expect(await page.locator(".brand-name").textContent()).toBe("清河镇");
  expect(await page.locator("main").textContent()).toContain("开启验证器或通行密钥");
  expect(await findBarriers(page)).toEqual([]);

  // What a tenant begins with is there: an appeal can be raised and finds its rules.
  await page.goto("/t/qinghe/appeals/new");
  expect(await heading(page)).not.toContain("没有");
  // The front page reminds the steward of the keys until a copy is kept, and nobody else.
  await page.goto("/");
  expect(await page.locator("main").textContent()).toContain("密钥还没有另存");
  await page.getByRole("link", { name: "开通与维护" }).first().click();
  await next(page, "已另存一份");
  expect(await page.locator("main").textContent()).toContain("确认另存");
  await page.goto("/");
  expect(await page.locator("main").textContent()).not.toContain("密钥还没有另存");
  const stranger = await browser.newPage({ baseUrl: server.url });
  await stranger.goto("/");
  expect(await stranger.locator("main").textContent()).toContain("清河镇");
});

test("a second set-up is refused, with the right key too", async () => {
  const page = await browser.newPage({ baseUrl: server.url });
  const answer = await page.goto(printedAddress());
  expect(answer?.status()).toBe(410);
  expect(await page.locator("main").textContent()).toContain("这里已经开通");
  const stranger = await page.goto("/t/qinghe/setup/welcome");
  expect(stranger?.status()).toBe(401);
});
