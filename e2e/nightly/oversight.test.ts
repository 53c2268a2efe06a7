import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { act, choose, dayIn, send, signInByPhone } from "../harness/acts.ts";
import { findBarriers } from "../harness/axe.ts";
import { VILLAGE } from "../harness/meeting.ts";
import { clickThrough, wordsOf } from "../harness/reader.ts";
import { useDemoTown } from "../harness/town.ts";

/** What is decided above is carried out below and shown; who left a post is audited: as their people do it, without scripts. */

const HEAD = "19900000005";
const LEADER = "19900000006";
const STEWARD = "19900000007";
const NEXT_VILLAGE = "cn.99.9901.990101.990101101.990101101202";

const town = useDemoTown();

const signIn = async (phone: string, width = 1280) => await signInByPhone(town.browser, town.server.url, phone, { width });
const visit = async (width = 390) => await town.browser.newPage({ baseUrl: town.server.url, javaScript: false, width });

/** A seal without a way is still waiting for its place; the first that has one opens its entry, which names whose it is. */
async function openProof(visitor: Page, address: string): Promise<void> {
  await expect
    .poll(
      async () => {
        await visitor.goto(address);
        return await visitor.locator("a.seal").count();
      },
      { timeout: 60_000, interval: 1_000 },
    )
    .toBeGreaterThan(0);
  await clickThrough(visitor.locator("a.seal").first());
  expect(new URL(visitor.url()).pathname).toMatch(/\/record\/\d+$/);
  expect(await wordsOf(visitor)).toContain("大柳村村民委员会");
}

test("the township hands a decision down: each place has an owner and a day, shows what it did, and anybody sees how it stands", async () => {
  const leader = await signIn(LEADER);
  await leader.goto("/t/qinghe/mandates");
  await clickThrough(leader.getByRole("link", { name: "下达任务" }).first());
  const form = leader.locator('form:has(input[value="mandates/give-mandate"])');
  const title = "冬至前检查独居老人用电安全";
  await form.locator('[name="title"]').fill(title);
  await form.locator('[name="basis"]').fill("清河镇 2026 年第十二次镇长办公会议纪要");
  await form.locator('[name="text"]').fill("逐户检查独居老人的电线、插座和取暖器，有隐患的当天排除。");
  await choose(form, "matter", "street-light");
  await choose(form, "act", "enforce");
  await form.locator('[name="evidence"]').fill("检查记录，排除隐患前后的照片");
  await form.locator('[name="dueOn"]').fill(dayIn(1));
  for (const area of [VILLAGE, NEXT_VILLAGE]) await form.locator(`[name="areas"][value="${area}"]`).check();
  const submit = async () => {
    await clickThrough(leader.locator('button[value="review"]'));
    await clickThrough(leader.locator('button[value="send"]'));
  };
  await submit();
  // A power nobody there has, and too few days: each is said with what can be done, and nothing that was typed is lost.
  expect(await wordsOf(leader)).toContain("至少要留");
  await form.locator('[name="dueOn"]').fill(dayIn(20));
  await submit();
  expect(await wordsOf(leader)).toContain("没有组织有这项职权");
  expect(await findBarriers(leader)).toEqual([]);
  await choose(form, "act", "handle");
  await submit();
  await leader.waitForURL(/mandates\/\d{8}-[0-9A-Z-]+$/);
  const mandate = new URL(leader.url()).pathname;
  for (const words of ["交给 2 个村（社区）", "大柳村村民委员会", "石桥村村民委员会"])
    expect(await wordsOf(leader)).toContain(words);

  const head = await signIn(HEAD, 390);
  await head.goto("/t/qinghe/mandates");
  await clickThrough(head.getByRole("link", { name: "本单位的任务" }));
  await clickThrough(head.getByRole("link", { name: title }).first());
  const charge = new URL(head.url()).pathname;
  await act(head, "mandates/report-charge", "报告落实情况", async (one) => {
    await one.locator('[name="report"]').fill("独居老人十一户全部查过，两户换了插座。");
  });
  expect(await wordsOf(head)).toContain("这项任务要附材料或者照片");
  const report = head.locator('form:has(input[value="mandates/report-charge"])');
  const photo = { name: "换好的插座.png", mimeType: "image/png", buffer: await head.screenshot() };
  await report.locator('input[type="file"]').first().setInputFiles(photo);
  await send(head, report);
  expect(await wordsOf(head)).toContain("已报告，待认可");
  expect(await findBarriers(head)).toEqual([]);

  await leader.goto("/t/qinghe/mandates?state=reported");
  await clickThrough(leader.getByRole("link", { name: title }));
  // From the keyboard: accepted, with a word.
  await leader.locator("summary", { hasText: "认可或者退回" }).focus();
  for (const key of ["Enter", "Tab", "Space", "Tab"]) await leader.keyboard.press(key);
  await leader.keyboard.type("抽查三户，属实。");
  await leader.keyboard.press("Tab");
  await Promise.all([leader.waitForResponse((one) => one.request().method() === "POST"), leader.keyboard.press("Enter")]);
  expect(await wordsOf(leader)).toContain("已落实");

  const visitor = await visit();
  await visitor.goto(mandate);
  expect(await wordsOf(visitor)).toContain("已落实 1 个");
  await clickThrough(visitor.getByRole("link", { name: title }).first());
  expect(new URL(visitor.url()).pathname).toBe(charge);
  for (const words of ["两户换了插座", "换好的插座.png", "抽查三户，属实。"]) expect(await wordsOf(visitor)).toContain(words);
  expect(await findBarriers(visitor)).toEqual([]);
  await openProof(visitor, charge);
}, 150_000);

test("who leaves a post of the committee is audited: the township publishes the report, the committee answers, anybody reads both with their proof", async () => {
  const steward = await signIn(STEWARD);
  await steward.goto("/t/qinghe/organizations?q=大柳村村民委员会");
  await clickThrough(steward.getByRole("link", { name: "大柳村村民委员会" }).first());
  const row = steward.locator("tr", { hasText: "村委会副主任" });
  await clickThrough(row.locator("summary"));
  await send(steward, row.locator('form:has(input[value^="organizations/end-post"])'));

  // It is on the township's desk by itself, with its day.
  const leader = await signIn(LEADER);
  const desk = async () => {
    await leader.goto("/t/qinghe/supervision/desk");
    return await leader.locator("tr", { hasText: "大柳村村民委员会" }).count();
  };
  await expect.poll(desk, { timeout: 30_000, interval: 500 }).toBe(1);
  expect(await findBarriers(leader)).toEqual([]);
  await clickThrough(leader.locator("tr", { hasText: "大柳村村民委员会" }).getByRole("link").first());
  const audit = new URL(leader.url()).pathname;
  const visitor = await visit();
  await visitor.goto(audit);
  expect(await wordsOf(visitor)).toContain("待公布结果");
  await act(leader, "supervision/publish-audit", "公布审计结果", async (form) => {
    await form.locator('[name="madeBy"]').fill("清河镇农村财务服务中心");
    await form.locator('[name="from"]').fill("2024-01-01");
    for (const part of ["finance", "debts", "funds", "works"])
      await form.locator(`[name="${part}"]`).fill("查了凭证和合同，账实相符。");
    await form.locator('[name="findings"]').fill("两张差旅凭证没有经办人签字。");
  });
  // Every part the law lists is wanted.
  expect(await wordsOf(leader)).toContain("请填写");
  const form = leader.locator('form:has(input[value="supervision/publish-audit"])');
  await form.locator('[name="assets"]').fill("门面房租金按合同收取。");
  await send(leader, form);
  expect(await wordsOf(leader)).toContain("待答复问题");

  const head = await signIn(HEAD);
  await head.goto("/t/qinghe/supervision/desk");
  await clickThrough(head.locator("tr", { hasText: "待答复问题" }).filter({ hasText: "大柳村" }).getByRole("link").first());
  expect(new URL(head.url()).pathname).toBe(audit);
  await act(head, "supervision/answer-finding", "答复", async (one) => {
    await one.locator("textarea").fill("已经补签，以后由报账员逐张核对以后再入账。");
  });
  await visitor.goto(audit);
  for (const words of ["两张差旅凭证没有经办人签字。", "已经补签", "账实相符"]) expect(await wordsOf(visitor)).toContain(words);
  expect(await findBarriers(visitor)).toEqual([]);
  await openProof(visitor, audit);
}, 150_000);
