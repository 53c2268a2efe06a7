import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { legalDay } from "#platform/legal-day.ts";
import { findBarriers } from "./harness/axe.ts";
import type { DemoPerson } from "./harness/demo.ts";
import { DESK, PHONE, clickThrough, press, unfold, visitAs, wordsOf, type Reader } from "./harness/reader.ts";
import { useDemoTown } from "./harness/town.ts";

const town = useDemoTown();

const visit = async (who: DemoPerson | "visitor", path: string, reader: Reader): Promise<Page> =>
  await visitAs(town.browser, town.server.url, who, path, reader);

describe("a steward changes the way an appeal goes, without JavaScript", () => {
  const renamed = ["受理派单", "登记、核实并派单"] as const;
  const reader: Reader = { width: 1280, javaScript: false };
  let drawn = "";

  async function upload(page: Page, bpmn: string): Promise<void> {
    await page.goto("/t/qinghe/cases/procedures/new");
    await page.getByLabel("诉求办理").check();
    await page.getByLabel("BPMN 文件").setInputFiles({ name: "办理.bpmn", mimeType: "text/xml", buffer: Buffer.from(bpmn) });
    await press(page, "上传并检查");
  }

  test("takes the drawing in force, is told by name what is wrong with a change of it", async () => {
    const page = await visit("steward", "/t/qinghe/cases/procedures", reader);
    await clickThrough(page.getByRole("link", { name: "第 1 版" }).nth(1));
    expect(await wordsOf(page)).toContain("紧急事项 2 小时");
    const link = await page.getByRole("link", { name: "下载 BPMN 文件" }).getAttribute("href");
    drawn = await (await page.request.get(link ?? "")).text();
    await upload(page, drawn.replace('gongzhi:post="appeals.dispatch"', 'gongzhi:post="appeals.nobody"'));
    expect(await wordsOf(page)).toContain("“受理派单”现在没有一个岗位能办。");
    expect(await findBarriers(page)).toEqual([]);
    expect(await page.getByRole("button", { name: "施行", exact: true }).count()).toBe(0);
    await unfold(page, "不要这份草稿");
    await press(page, "删除草稿");
    expect(new URL(page.url()).pathname).toBe("/t/qinghe/cases/procedures");
  });

  test("uploads it mended, and enacts it from today; everybody reads the new version", async () => {
    const page = await visit("steward", "/t/qinghe/cases/procedures", reader);
    await upload(page, drawn.replace(`name="${renamed[0]}"`, `name="${renamed[1]}"`));
    await page.getByText("检查通过，可以施行").waitFor();
    await page.getByLabel("从哪天起施行").fill(legalDay(new Date()));
    await press(page, "施行");
    expect(new URL(page.url()).pathname).toBe("/t/qinghe/cases/procedures/appeals.handling/2");
    const read = await wordsOf(await visit("visitor", new URL(page.url()).pathname, PHONE));
    for (const words of ["施行中", renamed[1], "已停止施行", "核验通过"]) expect(read).toContain(words);
  });
});

describe("a steward draws in the browser", () => {
  const edit = "/t/qinghe/cases/procedures/appeals.handling/edit";
  const shape = (id: string) => `.djs-element[data-element-id="${id}"]`;

  async function openBoard(path: string): Promise<Page> {
    const page = await visit("steward", path, DESK);
    await page.locator(".editor-ready .bjs-powered-by").waitFor();
    return page;
  }

  test("takes a step away, and is told by its id what is missing; the drawing opens where the fault is", async () => {
    const page = await openBoard(edit);
    expect(await findBarriers(page)).toEqual([]);
    await page.locator(shape("f-closed")).first().dispatchEvent("click");
    await page.locator(".editor-panel code", { hasText: "f-closed" }).waitFor();
    await clickThrough(page.locator(".djs-context-pad [data-action=delete]"));
    await press(page, "保存草稿并检查");
    await page.getByText("检查没有通过，不能施行").waitFor();
    const words = await wordsOf(page);
    for (const said of ["“办结”永远走不到。", "closed"]) expect(words).toContain(said);
    // Those that were closed would have gone back to be handled again.
    expect(words).toMatch(/试了 \d+ 件，[1-9]\d* 件会走另一条路/u);
    await clickThrough(page.getByRole("link", { name: "在网页上修改" }));
    await page.locator(`.editor-ready ${shape("closed")}.editor-place`).waitFor();
    await clickThrough(page.getByRole("button", { name: "在图上找到" }).first());
    expect(await page.locator(".editor-panel code").innerText()).toBe("closed");
  });

  test("names a step anew, sees which past cases it would have changed, and the draft takes the place of the one before", async () => {
    const page = await openBoard(edit);
    await page.locator(shape("dispatch")).first().dispatchEvent("click");
    await page.getByLabel("名称", { exact: true }).fill("登记派单");
    await page.getByLabel("名称", { exact: true }).press("Enter");
    await press(page, "保存草稿并检查");
    await page.getByText("检查通过，可以施行").waitFor();
    const words = await wordsOf(page);
    expect(words).toContain("登记派单");
    expect(words).toMatch(/试了 \d+ 件，0 件会走另一条路/u);
    const first = page.url();
    await clickThrough(page.getByRole("link", { name: "在网页上修改" }));
    await page.locator(".editor-ready").waitFor();
    await press(page, "保存草稿并检查");
    await page.getByText("检查通过，可以施行").waitFor();
    expect(page.url()).not.toBe(first);
    expect((await page.request.get(first)).status()).toBe(404);
  });

  test("without JavaScript uploads what was drawn elsewhere on the same page", async () => {
    const page = await visit("steward", edit, PHONE);
    expect(await page.getByRole("link", { name: "下载 BPMN 文件" }).count()).toBe(1);
    await page.getByLabel("BPMN 文件").setInputFiles({ name: "坏.bpmn", mimeType: "text/xml", buffer: Buffer.from("不是图") });
    await press(page, "保存草稿并检查");
    await page.locator("[role=alert]").first().waitFor();
    expect(await findBarriers(page)).toEqual([]);
  });
});

describe.each([
  { how: "on a phone without JavaScript", reader: PHONE, name: "seal-use", title: "用印审批" },
  { how: "at a desk with JavaScript", reader: DESK, name: "car-use", title: "用车审批" },
])("an office uploads a procedure of its own, $how", ({ reader, name, title }) => {
  const key = `office.${name}`;
  const step = (id: string, words: string) => `<userTask id="${id}" name="${words}" gongzhi:post="appeals.dispatch"/>`;
  const flow = (from: string, to: string) => `<sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}"/>`;
  const drawn = (parts: readonly string[]) => `<?xml version="1.0" encoding="UTF-8"?>
    <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:gongzhi="urn:gongzhi:bpmn:1" id="d" targetNamespace="t">
      <process id="${name}" isExecutable="true"><startEvent id="s"/><endEvent id="e"/>${parts.join("")}</process></definitions>`;
  const STEPS = [step("check", "核对事由"), step("sign", "负责人签字"), step("note", "登记归档")];
  /** Two steps begin at once and nothing waits for both: the filing would be done twice. */
  const TWICE = drawn([
    ...STEPS,
    '<parallelGateway id="both"/><exclusiveGateway id="either"/>',
    flow("s", "both"),
    flow("both", "check"),
    flow("both", "sign"),
    flow("check", "either"),
    flow("sign", "either"),
    flow("either", "note"),
    flow("note", "e"),
  ]);
  const SOUND = drawn([...STEPS, flow("s", "check"), flow("check", "sign"), flow("sign", "note"), flow("note", "e")]);

  async function upload(page: Page, file: string | Buffer): Promise<void> {
    await page.goto("/t/qinghe/cases/procedures");
    await clickThrough(page.getByRole("link", { name: "上传流程新版本", exact: true }).first());
    await clickThrough(page.getByRole("link", { name: "要上传的是一个新流程" }));
    await page.getByLabel("流程标识").fill(name);
    await page.getByLabel("流程名称", { exact: true }).fill(title);
    await page.getByLabel("期限依据哪项制度").selectOption({ index: 1 });
    await page.getByLabel("BPMN 文件").setInputFiles({ name: "流程.bpmn", mimeType: "text/xml", buffer: Buffer.from(file) });
    await press(page, "上传并检查");
  }

  test("what is no drawing is refused beside its field, and what was typed stays", async () => {
    const page = await visit("steward", "/t/qinghe/cases/procedures", reader);
    await upload(page, "这不是流程图");
    await page.locator("[role=alert]").first().waitFor();
    expect(await page.getByLabel("流程名称", { exact: true }).inputValue()).toBe(title);
    expect(await findBarriers(page)).toEqual([]);
  });

  test("an unsound one is not enacted: the way that goes wrong is written out and lit", async () => {
    const page = await visit("steward", "/t/qinghe/cases/procedures", reader);
    await upload(page, TWICE);
    await page.getByText("检查没有通过，不能施行").waitFor();
    const words = await wordsOf(page);
    expect(words).toMatch(/走法：.*(核对事由|负责人签字)/u);
    expect(await page.locator("svg .is-present").count()).toBeGreaterThan(0);
    expect(await page.getByRole("button", { name: "施行", exact: true }).count()).toBe(0);
    expect(await findBarriers(page)).toEqual([]);
    await unfold(page, "不要这份草稿");
    await press(page, "删除草稿");
    await page.waitForURL(/cases\/procedures$/u);
  });

  test("a sound one is enacted from today, and a matter goes by it to its end", async () => {
    const page = await visit("steward", "/t/qinghe/cases/procedures", reader);
    await upload(page, SOUND);
    await page.getByText("检查通过，可以施行").waitFor();
    await page.getByLabel("从哪天起施行").fill(legalDay(new Date()));
    await press(page, "施行");
    await page.waitForURL(`**/cases/procedures/${key}/1`);
    const clerk = await visit("clerk", `/t/qinghe/cases/procedures/${key}/1`, reader);
    await clerk.getByLabel("要办什么事").fill(`申请${title}一次。`);
    await press(clerk, "开始办理");
    for (const words of ["核对事由", "负责人签字", "登记归档"]) {
      await clerk.locator(".case-can").getByText(words).first().waitFor();
      await press(clerk, "完成这一步");
    }
    await clerk.getByText("已结束").first().waitFor();
    expect(await findBarriers(clerk)).toEqual([]);
  });
});
