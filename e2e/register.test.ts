import { expect, test } from "vitest";
import { findBarriers } from "./harness/axe.ts";
import { clickThrough } from "./harness/reader.ts";
import { useDemoTown } from "./harness/town.ts";

const VILLAGE = "cn.99.9901.990101.990101101.990101101201";

const town = useDemoTown();

async function signIn(phone: string, javaScript: boolean) {
  const page = await town.browser.newPage({ baseUrl: town.server.url, javaScript });
  await page.goto("/t/qinghe");
  await clickThrough(page.locator(`form:has(input[value="${phone}"]) button`).first());
  return page;
}

test.each([false, true])("a keeper puts an entry right, and takes a list in and back (JavaScript: %s)", async (javaScript) => {
  const page = await signIn("19900000007", javaScript);
  await page.goto(`/t/qinghe/register?area=${VILLAGE}`);
  await clickThrough(page.locator("tbody th a").first());
  const name = (await page.locator("h1").textContent()) ?? "";
  await clickThrough(page.locator("summary", { hasText: "更正登记" }));
  const form = page.locator('form:has(input[value="register/correct-person"])');
  await form.getByLabel("地址").fill(javaScript ? "大柳村新址 2 号" : "大柳村新址 1 号");
  await form.getByLabel("依据").fill("本人到窗口说明");
  await clickThrough(form.getByRole("button", { name: "更正登记" }));
  expect(await page.locator(".timeline").textContent()).toContain("本人到窗口说明");
  expect(await findBarriers(page)).toEqual([]);

  const house = javaScript ? "201-8002" : "201-8001";
  const list = `姓名,户号,与户主关系\n新来的,${house},户主\n${name},${house},配偶\n,${house},子\n`;
  await page.goto("/t/qinghe/register/imports");
  await page.locator("input[type=file]").setInputFiles({ name: `${house}.csv`, mimeType: "text/csv", buffer: Buffer.from(list) });
  await page.selectOption("select[name=area]", VILLAGE);
  await clickThrough(page.getByRole("button", { name: "读取名单" }));
  await clickThrough(page.getByRole("button", { name: "确认，开始核对" }));
  await page.getByRole("heading", { name: "核对结果" }).waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await clickThrough(page.getByRole("button", { name: "开始导入" }));
  await page.locator("summary", { hasText: "撤销整个导入" }).waitFor();
  await clickThrough(page.locator("summary", { hasText: "撤销整个导入" }));
  await clickThrough(page.getByRole("button", { name: "撤销整个导入" }));
  expect(await page.locator("main").textContent()).toContain("已经整批撤销");
});

test("a resident sees their own entry, who looked, and asks for a correction without JavaScript", async () => {
  const page = await signIn("19900000011", false);
  await page.goto("/t/qinghe/register/mine");
  expect(await page.locator("dl.facts").textContent()).toContain("大柳村 1 号");
  await clickThrough(page.locator("summary", { hasText: "申请更正" }));
  await page.getByLabel("哪里有误").selectOption("address");
  await page.getByLabel("应当是什么").fill("门牌应是 2 号，有房产证。");
  await clickThrough(page.getByRole("button", { name: "申请更正" }));
  expect(await page.locator("main").textContent()).toContain("门牌应是 2 号");
  expect(await findBarriers(page)).toEqual([]);
});

test("anybody reads how many are on a roll, and a resident objects to it", async () => {
  const page = await signIn("19900000011", false);
  await page.goto("/t/qinghe/rolls");
  await clickThrough(page.getByRole("link", { name: "大柳村村民会议（年度）" }));
  expect(await page.locator("main").textContent()).toContain("您在这份名册上");
  await clickThrough(page.locator("summary", { hasText: "提出异议" }));
  await page.getByLabel("异议内容").fill("我儿子已满十八岁，没有列入。");
  await clickThrough(page.getByRole("button", { name: "提出异议" }));
  expect(await page.locator("main").textContent()).toContain("待答复");
  expect(await findBarriers(page)).toEqual([]);
});

test("an official's account is closed and opened again, and a desk gives a resident a new sign-in phone, without JavaScript", async () => {
  const [official, security] = [await signIn("19900000003", false), await signIn("19900000014", false)];
  await security.goto("/t/qinghe/accounts/security");
  expect(await findBarriers(security)).toEqual([]);
  const row = security.locator("tr", { hasText: "执法队员" });
  await clickThrough(row.locator("summary", { hasText: "停用" }));
  await row.getByLabel("事由").fill("无");
  await clickThrough(row.getByRole("button", { name: "停用" }));
  expect(await row.locator(".error-summary").textContent()).toContain("事由");
  await row.getByLabel("事由").fill("手机被盗，账户可能被冒用。");
  await clickThrough(row.getByRole("button", { name: "停用" }));
  expect(await row.textContent()).toContain("已停用");
  expect((await official.goto("/t/qinghe/accounts/me"))?.status()).toBe(401);
  const auditor = await signIn("19900000008", false);
  await auditor.goto("/t/qinghe/accounts/security");
  expect(await auditor.locator("main").textContent()).toContain("手机被盗，账户可能被冒用。");
  expect(await auditor.locator("main form[method=post]").count()).toBe(0);
  await clickThrough(row.locator("summary", { hasText: "恢复" }));
  await row.getByLabel("事由").fill("手机已经找回。");
  await clickThrough(row.getByRole("button", { name: "恢复" }));
  expect(await row.textContent()).not.toContain("已停用");

  const desk = await signIn("19900000005", false);
  await desk.goto(`/t/qinghe/register?area=${VILLAGE}`);
  await clickThrough(desk.locator("tbody th a").last());
  await clickThrough(desk.getByRole("link", { name: "换登录手机号" }));
  expect(await findBarriers(desk)).toEqual([]);
  await desk.getByLabel("新手机号").fill("199 0000 0090");
  await desk.getByLabel("依据").fill("核对身份证，照片相符。");
  await clickThrough(desk.getByRole("button", { name: "换登录手机号" }));
  expect(await desk.locator(".timeline").textContent()).toContain("核对身份证，照片相符。");
});

test("a phone signs in by code: a browser that computes at once, one without JavaScript after a wait", async () => {
  const typeCode = async (page: Awaited<ReturnType<typeof signIn>>, phone: string) => {
    await page.waitForURL("**/accounts/code*");
    const inbox = await town.browser.newPage({ baseUrl: town.server.url });
    // It goes out after the answer, and the town has other things to tell.
    const sent = inbox.locator("tbody tr", { hasText: phone }).first();
    for (let n = 0; n < 100 && (await sent.count()) === 0; n += 1) await inbox.goto("/t/qinghe/accounts/inbox");
    const code = /验证码 (\d{6})/.exec((await sent.textContent()) ?? "")?.[1];
    await page.getByLabel("验证码").fill(code ?? "");
    await clickThrough(page.getByRole("button", { name: "登录" }));
    await page.waitForURL("**/accounts/me");
  };
  const page = await town.browser.newPage({ baseUrl: town.server.url, width: 390 });
  await page.goto("/t/qinghe/accounts/sign-in");
  await page.getByLabel("手机号").fill("199 0000 0091");
  await clickThrough(page.getByRole("button", { name: "获取验证码" }));
  await typeCode(page, "19900000091");

  const plain = await town.browser.newPage({ baseUrl: town.server.url, width: 390, javaScript: false });
  await plain.goto("/t/qinghe/accounts/sign-in");
  expect(await plain.locator("main").textContent()).toContain("没有开启 JavaScript");
  expect(await findBarriers(plain)).toEqual([]);
  await plain.getByLabel("手机号").fill("199 0000 0092");
  await clickThrough(plain.getByRole("button", { name: "获取验证码" }));
  expect(await plain.locator("main").textContent()).toContain("请等 10 秒");
  expect(await plain.getByLabel("手机号").inputValue()).toBe("199 0000 0092");
  expect(await findBarriers(plain)).toEqual([]);
  await clickThrough(plain.getByRole("button", { name: "获取验证码" }));
  expect(await plain.locator("main").textContent()).toMatch(/还要等 \d+ 秒/);
  await plain.waitForTimeout(10_500);
  await clickThrough(plain.getByRole("button", { name: "获取验证码" }));
  await typeCode(plain, "19900000092");
});
