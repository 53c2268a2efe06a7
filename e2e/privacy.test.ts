import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { findBarriers } from "./harness/axe.ts";
import { clickThrough } from "./harness/reader.ts";
import { useDemoTown } from "./harness/town.ts";

const [STEWARD, LEADER] = ["19900000007", "19900000006"];

const town = useDemoTown();

const signInButton = (page: Page, phone: string) => page.locator(`form:has(input[value="${phone}"]) button`).first();

async function signIn(phone: string, javaScript: boolean): Promise<Page> {
  const page = await town.browser.newPage({ baseUrl: town.server.url, javaScript });
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

/** How often something was pressed since it was asked last. */
function pressesOn(page: Page): { readonly press: (name: string) => Promise<void>; readonly since: () => number } {
  let presses = 0;
  return {
    press: async (name) => {
      presses += 1;
      await clickThrough(page.getByRole("button", { name, exact: true }));
    },
    since: () => {
      const counted = presses;
      presses = 0;
      return counted;
    },
  };
}

/** Boxes somebody would agree by without having touched them. */
const ticked = async (page: Page) => await page.locator("main input[type=checkbox]:checked").count();

test("nothing is agreed to by a box that was ticked before, and a consent is taken back with no more presses than it was given with", async () => {
  const page = await signIn(RESIDENT, false);
  const { press: pressed, since } = pressesOn(page);
  const withdraw = async (title: string) => {
    await page.goto("/t/qinghe/privacy/uses");
    const card = page.locator(".card", { hasText: title }).last();
    await card.getByText("现在有效").waitFor();
    await clickThrough(card.getByRole("button", { name: "收回同意" }));
    await page.locator(".card", { hasText: title }).last().getByText("现在没有").waitFor();
    return 1;
  };

  await page.goto("/t/qinghe/appeals/new");
  expect(await ticked(page)).toBe(0);
  await page.getByLabel("什么事").fill("村口路灯不亮，请来看看，打电话问我。");
  await page.getByLabel("联系人").fill("刘大柳");
  await page.getByLabel("联系电话").fill("19900000011");
  await pressed("下一步：核对");
  expect(await ticked(page)).toBe(0);
  await pressed("提交诉求");
  await page.getByText("已经收到").waitFor();
  expect(await withdraw("诉求里留的联系人和电话")).toBeLessThanOrEqual(since());

  await page.goto("/t/qinghe/accounts/channels");
  expect(await page.locator("form:has(input[name=email]) input[type=checkbox]:checked").count()).toBe(0);
  await page.getByLabel("邮箱地址").fill("liu@example.org");
  await pressed("发送验证码");
  await page.goto("/t/qinghe/accounts/inbox");
  const code = /邮箱验证码是 (\d{6})/.exec((await page.locator("main").textContent()) ?? "")?.[1];
  await page.goto("/t/qinghe/accounts/channels");
  await page.getByLabel("验证码").fill(code ?? "");
  await pressed("确认邮箱");
  expect(await withdraw("用邮箱给您发通知")).toBeLessThanOrEqual(since());
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
