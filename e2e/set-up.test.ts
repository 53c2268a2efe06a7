import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findBarriers } from "./harness/axe.ts";
import { startBrowser, type TestBrowser } from "./harness/browser.ts";
import { clickThrough } from "./harness/reader.ts";
import { startServer, type TestServer } from "./harness/server.ts";

let server: TestServer;
let browser: TestBrowser;
/** Of the steward, once there is one. */
let cookies: Awaited<ReturnType<BrowserContext["cookies"]>> = [];

beforeAll(async () => {
  server = await startServer({ args: ["--empty"], env: { HOST: "localhost" } });
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
  await clickThrough(page.getByRole("button", { name: words }));
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
  await clickThrough(page.getByRole("link", { name: "开通与维护" }).first());
  await next(page, "已另存一份");
  expect(await page.locator("main").textContent()).toContain("确认另存");
  await page.goto("/");
  expect(await page.locator("main").textContent()).not.toContain("密钥还没有另存");
  cookies = await page.context().cookies();
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

/** A device with a fingerprint reader, as Chromium plays one; without a finger nothing is signed. */
async function addDevice(page: Page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  const { authenticatorId } = await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    finger: async (isUserVerified: boolean) =>
      await devtools.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified }),
    keys: async () => (await devtools.send("WebAuthn.getCredentials", { authenticatorId })).credentials,
  };
}

test("the steward makes a passkey on this device, and signs in with it, with the post's rights at once", async () => {
  const page = await browser.newPage({ baseUrl: server.url, width: 390 });
  await page.context().addCookies(cookies);
  const device = await addDevice(page);
  await page.goto("/t/qinghe/accounts/me");
  expect(await findBarriers(page)).toEqual([]);
  await clickThrough(page.getByRole("link", { name: "管理通行密钥" }));
  expect(await page.locator("main").textContent()).toContain("还没有通行密钥");
  await clickThrough(page.getByRole("link", { name: "添加通行密钥" }));
  await next(page, "添加通行密钥");
  expect(await findBarriers(page)).toEqual([]);
  await page.getByLabel("名称").fill("我的手机");
  await device.finger(false);
  await next(page, "在这台设备上创建");
  await page.getByRole("alert").filter({ hasText: "设备没有完成验证", visible: true }).waitFor();
  await device.finger(true);
  await next(page, "在这台设备上创建");
  await page.waitForURL("**/accounts/passkeys");
  expect(await page.locator("main").textContent()).toContain("我的手机");
  expect(await findBarriers(page)).toEqual([]);
  expect(await device.keys()).toMatchObject([{ rpId: "localhost", isResidentCredential: true }]);

  await page.goto("/t/qinghe/accounts/me");
  await next(page, "退出登录");
  await page.goto("/t/qinghe/accounts/sign-in");
  await clickThrough(page.getByRole("link", { name: "用通行密钥登录" }));
  await next(page, "用通行密钥登录");
  expect(await findBarriers(page)).toEqual([]);
  await next(page, "用通行密钥登录");
  await page.waitForURL("**/t/qinghe");
  expect(await page.locator(".account").textContent()).toContain("李建国");
  await page.goto("/t/qinghe/accounts/me");
  expect(await page.locator("main").textContent()).not.toContain("岗位职权尚未生效");
});
