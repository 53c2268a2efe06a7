import type { Locator, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { legalDay } from "#platform/legal-day.ts";
import { findBarriers } from "./harness/axe.ts";
import type { DemoPerson } from "./harness/demo.ts";
import { DESK, PHONE, clickThrough, press, visitAs, wordsOf, type Reader } from "./harness/reader.ts";
import { askDatabase } from "./harness/database.ts";
import { useDemoTown } from "./harness/town.ts";

const town = useDemoTown();

const OVERDUE = "/t/qinghe/disclosure/overdue?area=cn.99.9901.990101.990101101.990101101201";

const visit = async (who: DemoPerson | "visitor", path: string, reader: Reader): Promise<Page> =>
  await visitAs(town.browser, town.server.url, who, path, reader);

/** Unfolds an act, fills its fields by their labels, and sends it; back on the page, what it then says is there. */
async function act(page: Page, name: string, fields: Readonly<Record<string, string>>, says: string): Promise<void> {
  await clickThrough(page.locator("summary").getByText(name, { exact: true }).last());
  const form = page.locator("details[open] form");
  for (const [label, value] of Object.entries(fields)) {
    const field = form.getByLabel(label, { exact: true });
    if ((await field.getAttribute("type")) === "radio") await field.check();
    else await field.fill(value);
  }
  const answered = page.waitForEvent("load");
  await clickThrough(form.getByRole("button", { name, exact: true }));
  await answered;
  await page.getByText(says).first().waitFor();
  expect(await page.locator(".refusal, [role=alert]").count()).toBe(0);
}

describe.each([
  { how: "on a phone without JavaScript", reader: PHONE },
  { how: "at a desk with JavaScript", reader: DESK },
])("what became late, $how", ({ reader }) => {
  let path: string;

  test("stands on everybody's page of what is overdue, and somebody of the village tells the township", async () => {
    const page = await visit("resident", OVERDUE, reader);
    const link = page.getByRole("rowheader").getByRole("link").first();
    path = (await link.getAttribute("href")) ?? "";
    await clickThrough(link);
    await page.getByText("逾期未公开").first().waitFor();
    expect(await wordsOf(page)).toContain("至今没有公布");
    await act(page, "向上级反映没有公开", { 情况: "到期没有公布，请核查。" }, "上级核查中");
    expect(await findBarriers(page)).toEqual([]);
    const visitor = await visit("visitor", path, reader);
    expect(await wordsOf(visitor)).toContain("反映逾期没有公开");
    expect(await wordsOf(visitor)).not.toContain("请核查。");
  });

  test("is drafted, passes its review, is fixed and published; the board says that it came late", async () => {
    const keeper = await visit("village", path, reader);
    await clickThrough(keeper.locator("summary").getByText("起草", { exact: true }));
    await clickThrough(keeper.locator("details[open] form").getByRole("button", { name: "起草", exact: true }));
    await keeper.waitForURL((url) => url.pathname.endsWith("/draft"));
    await keeper.getByLabel("小标题").first().fill("收入和用途");
    await keeper.getByLabel("文字").first().fill("集体收益用于公益事业。");
    await keeper.getByLabel("表格").first().fill("项目 | 金额（元）\n机动地租金 | 18,000");
    await clickThrough(keeper.getByRole("button", { name: "保存公开稿", exact: true }));
    await keeper.waitForURL((url) => url.pathname === path);
    await act(keeper, "送监督委员会审查", {}, "审查中");
    const supervisor = await visit("supervisor", path, reader);
    expect(await wordsOf(supervisor)).toContain("机动地租金");
    await act(supervisor, "审查", { 同意: "" }, "同意");
    const again = await visit("village", path, reader);
    const met = { 会议日期: legalDay(new Date()), 会议记录编号: "两委联席会议纪要 2026-20" };
    await act(again, "登记联席会议确定", met, "两委联席会议纪要 2026-20");
    await act(again, "公布", {}, "已公开（逾期）");
    const visitor = await visit("visitor", path, reader);
    expect(await wordsOf(visitor)).toContain("机动地租金");
    expect(await findBarriers(visitor)).toEqual([]);
    await visitor.goto(`${path}/poster`);
    expect(await visitor.locator(".poster .qr").first().isVisible()).toBe(true);
    await visitor.goto(OVERDUE);
    expect(await visitor.locator(`a[href="${path}"]`).count()).toBe(0);
    const pdf = await visitor.request.get(`${path}/poster.pdf?size=A3`);
    expect((await pdf.body()).subarray(0, 5).toString("latin1")).toBe("%PDF-");
    await visitor.goto(`/t/qinghe/disclosure?q=${encodeURIComponent("机动地租金")}`);
    expect(await visitor.locator(`a[href="${path}"]`).count()).toBe(1);
  });

  test("an objection that is not satisfied by its reply goes upward, and the township has it corrected", async () => {
    const resident = await visit("resident", path, reader);
    await act(resident, "提出异议", { 哪里不对: "租金和合同不一样。" }, "待答复");
    const keeper = await visit("village", path, reader);
    await act(keeper, "答复", { 答复: "按合同收取，金额无误。" }, "已答复");
    const again = await visit("resident", path, reader);
    expect(await wordsOf(again)).toContain("按合同收取，金额无误。");
    await act(again, "向上级反映", { 理由: "请核对合同。" }, "上级核查中");
    const leader = await visit("leader", "/t/qinghe/disclosure/desk", reader);
    expect(await wordsOf(leader)).toContain("核查答复");
    await leader.goto(path);
    await act(
      leader,
      "答复并决定",
      { "属实，责令公布或者更正": "", 核查情况和答复: "合同为 16,000 元，责令更正。" },
      "上级已答复",
    );
    const visitor = await visit("visitor", path, reader);
    const words = await wordsOf(visitor);
    expect(words).toContain("上级责令在");
    expect(words).toContain("合同为 16,000 元，责令更正。");
    expect(words).not.toContain("请核对合同。");
    expect(await findBarriers(visitor)).toEqual([]);
  });
});

test("an objection of the supervision committee that is not accepted goes upward and is put right, without JavaScript", async () => {
  const supervisor = await visit("supervisor", "/t/qinghe/supervision/desk", PHONE);
  await clickThrough(supervisor.getByRole("rowheader").getByRole("link", { name: "设备型号没有公布", exact: true }).first());
  const path = new URL(supervisor.url()).pathname;
  expect(await wordsOf(supervisor)).toContain("等答复");
  const head = await visit("village", path, PHONE);
  await act(head, "答复", { "不采纳，或者说明情况": "", 答复: "设备由企业直接采购，村里没有型号清单。" }, "已说明，未采纳");
  await supervisor.goto(path);
  await act(supervisor, "提请上级处理", { 为什么提请上级: "捐赠物资应当逐项公开。" }, "上级处理中");
  const leader = await visit("leader", "/t/qinghe/supervision/desk", PHONE);
  await leader.goto(path);
  const ruled = { "成立，责令改正": "", 查明的情况和处理: "捐赠物资属于应当公开的事项，意见成立。" };
  await act(leader, "核查处理", ruled, "改正中");
  await head.goto(path);
  await act(head, "报告改正情况", { 改正情况: "型号、数量和报价已挂在项目页面。" }, "已改正");
  const visitor = await visit("visitor", path, PHONE);
  const words = await wordsOf(visitor);
  for (const said of ["村里没有型号清单", "捐赠物资应当逐项公开", "意见成立", "报价已挂在项目页面"])
    expect(words).toContain(said);
  expect(await findBarriers(visitor)).toEqual([]);
});

/** A choice is laid open or stands in a select, by how many there are. */
async function choose(form: Locator, name: string, value: string): Promise<void> {
  const select = form.locator(`select[name="${name}"]`);
  if ((await select.count()) > 0) await select.selectOption(value);
  else await form.locator(`input[name="${name}"][value="${value}"]`).check();
}

/** What is short runs with and without JavaScript each night, without it every time. */
const WAYS = process.env["GONGZHI_NIGHTLY"] === "1" ? [PHONE, DESK] : [PHONE];

describe.each(WAYS.map((reader) => ({ how: reader.javaScript === false ? "without JavaScript" : "with JavaScript", reader })))(
  "what villagers ask, $how",
  ({ reader }) => {
    test("by their signatures is answered too late for everybody to see, and goes upward", async () => {
      const title = `集体山林的租金${reader.javaScript === false ? "" : "去向"}`;
      const resident = await visit("resident", "/t/qinghe/meetings/initiatives", reader);
      await clickThrough(resident.locator("summary").getByText("发起", { exact: true }));
      const begun = resident.locator("details[open] form");
      await choose(begun, "kind", "inquiry");
      await choose(begun, "signers", "adults");
      await begun.getByLabel("要求", { exact: true }).fill(title);
      await begun.getByLabel("理由和要议的事").fill("去年收了多少、用在哪里，请书面答复。");
      await clickThrough(begun.getByRole("button", { name: "发起", exact: true }));
      await resident.waitForURL((url) => /\/initiatives\/[0-9a-f-]{36}$/.test(url.pathname));
      const initiative = new URL(resident.url()).pathname;

      const clerk = await visit("village", initiative, reader);
      // The roll it is counted on is frozen after the act that began it.
      const look = async () => {
        await clerk.reload();
        return await wordsOf(clerk);
      };
      await expect.poll(look, { timeout: 60_000 }).toContain("已签 1 人");
      const needed = Number(/须 (\d+) 人/.exec(await wordsOf(clerk))?.[1]);
      await clickThrough(clerk.locator("summary").getByText("录入纸质签名", { exact: true }));
      const sheet = clerk.locator("details[open] form");
      for (let place = 0; place < needed; place += 1) await sheet.locator('input[name="personIds"]').nth(place).check();
      await clickThrough(sheet.getByRole("button", { name: "录入纸质签名", exact: true }));
      await clickThrough(clerk.locator(`main a[href*="/supervision/20"]`).first());
      await clerk.waitForURL((url) => /\/supervision\/\d{8}-/.test(url.pathname));
      const path = new URL(clerk.url()).pathname;
      expect(await wordsOf(clerk)).toContain("联名提出");

      // Its fifteen days pass.
      const passed = "update supervision.matter set made_on = made_on - 16, answer_due = answer_due - 16 where title = $1";
      await askDatabase(town.server.dataDir, async (database) => await database.query(passed, [title]));
      const visitor = await visit("visitor", OVERDUE, reader);
      await clickThrough(visitor.getByRole("link", { name: title, exact: true }));
      await visitor.getByText("答复逾期").first().waitFor();
      const supervisor = await visit("supervisor", path, reader);
      await act(supervisor, "提请上级处理", { 为什么提请上级: "十五日内没有答复。" }, "上级处理中");
      const leader = await visit("leader", path, reader);
      const ruling = { "成立，责令改正": "", 查明的情况和处理: "应当答复，责令逐笔公布。" };
      await act(leader, "核查处理", ruling, "改正中");
      await visitor.goto(path);
      const words = await wordsOf(visitor);
      for (const said of ["十五日内没有答复。", "应当答复，责令逐笔公布。"]) expect(words).toContain(said);
      expect(await findBarriers(visitor)).toEqual([]);
    });

    test("the township is told by a resident alone, and rules on it in public", async () => {
      const words = "厨房的工程款付在验收以前，请镇里核查。";
      const resident = await visit("resident", "/t/qinghe/projects", reader);
      await clickThrough(resident.getByRole("link", { name: "老年食堂厨房改造", exact: true }).first());
      const photos = resident.locator("main img");
      expect(await photos.count()).toBeGreaterThan(0);
      for (const photo of await photos.all())
        expect((await resident.request.get((await photo.getAttribute("src")) ?? "")).status()).toBe(200);
      await clickThrough(resident.locator('main a[href*="/supervision?about="]').first());
      await clickThrough(resident.getByRole("link", { name: "向乡镇（街道）反映", exact: true }));
      await resident.getByLabel("反映的问题").fill(words);
      await press(resident, "向乡镇（街道）反映");
      await resident.waitForURL((url) => /\/supervision\/\d{8}-/.test(url.pathname));
      const path = new URL(resident.url()).pathname;
      expect(await wordsOf(resident)).toContain(words);
      const head = await visit("village", path, reader);
      expect(await wordsOf(head)).not.toContain(words);
      const leader = await visit("leader", path, reader);
      expect(await wordsOf(leader)).toContain(words);
      await act(
        leader,
        "核查处理",
        { 不成立: "", 查明的情况和处理: "付款凭证和验收单齐全，反映的问题不成立。" },
        "上级认定不成立",
      );
      const visitor = await visit("visitor", path, reader);
      expect(await wordsOf(visitor)).toContain("付款凭证和验收单齐全");
      expect(await wordsOf(visitor)).not.toContain(words);
      expect(await findBarriers(visitor)).toEqual([]);
    });
  },
);
