import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { findBarriers } from "./harness/axe.ts";
import type { DemoPerson } from "./harness/demo.ts";
import { DESK, PHONE, clickThrough, press, unfold, visitAs, wordsOf, type Reader } from "./harness/reader.ts";
import { useDemoTown } from "./harness/town.ts";

const town = useDemoTown();

const visit = async (who: DemoPerson | "visitor", path: string, reader: Reader): Promise<Page> =>
  await visitAs(town.browser, town.server.url, who, path, reader);

/** Sent, done, and back on the page it was sent from. */
const sent = async (page: Page, path: string, says: string): Promise<void> => {
  await page.getByText(says).first().waitFor();
  expect(new URL(page.url()).pathname).toBe(path);
  expect(await page.locator(".refusal, [role=alert]").count()).toBe(0);
};

/** Writes it, looks it over, sends it; where it then stands. */
async function raise(page: Page, text: string, place: string): Promise<string> {
  await page.getByLabel("什么事").fill(text);
  await page.getByLabel("具体地点").fill(place);
  await press(page, "下一步：核对");
  expect(await page.locator(".review").innerText()).toContain(text);
  await press(page, "提交诉求");
  await page.getByText("已经收到").waitFor();
  return new URL(page.url()).pathname;
}

describe.each([
  { how: "on a phone without JavaScript", reader: PHONE },
  { how: "at a desk with JavaScript", reader: DESK },
])("from a voice to an answer, $how", ({ reader }) => {
  let path: string;

  test("a resident raises it in the words of the place and sees where it stands", async () => {
    const page = await visit("resident", "/t/qinghe/appeals/new", reader);
    path = await raise(page, `桥头第二盏路灯不亮一个星期了，孩子放学看不见路。${reader.width}`, "大柳村桥头");
    expect(path).toMatch(/^\/t\/qinghe\/appeals\/\d{8}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    expect(await wordsOf(page)).toContain("受理中心正在派单");
    expect(await page.locator("svg").first().isVisible()).toBe(true);
    expect(await findBarriers(page)).toEqual([]);
  });

  test("nobody else in the village finds it", async () => {
    const page = await visit("visitor", path, reader);
    expect(await wordsOf(page)).not.toContain("路灯");
    await page.goto("/t/qinghe/appeals?q=桥头第二盏");
    expect(await wordsOf(page)).not.toContain("桥头第二盏");
  });

  test("the clerk confirms the suggested matter and dispatches it to the unit with the power", async () => {
    const page = await visit("clerk", path, reader);
    expect(await wordsOf(page)).toContain("建议事项：路灯");
    await page.getByRole("radio", { name: "村镇建设办公室" }).check();
    await press(page, "派单");
    await sent(page, path, "由村镇建设办公室办理");
    expect(await findBarriers(page)).toEqual([]);
  });

  test("another unit does not see it; the unit with the power contacts, answers by its rule", async () => {
    const stranger = await visit("welfare", path, reader);
    expect(await wordsOf(stranger)).not.toContain("路灯");
    const page = await visit("works", path, reader);
    await unfold(page, "记录联系");
    await page.getByLabel("联系情况").fill("已电话联系，今天下午到现场。");
    await press(page, "记录联系");
    await sent(page, path, "已电话联系，今天下午到现场。");
    // A no must name the article it rests on: what was written stays.
    await page.getByLabel("依规不能办理").check();
    await page.getByLabel("答复内容").fill("路灯属于产权单位维护。");
    await press(page, "答复");
    await page.getByText("不能办理的，请写明依据的条款").first().waitFor();
    expect(await page.getByLabel("答复内容").inputValue()).toBe("路灯属于产权单位维护。");
    await page.getByLabel("已解决").check();
    await page.getByLabel("答复内容").fill("灯泡和线路已换新，晚上已亮。");
    await press(page, "答复");
    await sent(page, path, "已答复，等待提出人评价");
  });

  /** The drawing is wider than a phone: its box opens where the matter is now, script or none. */
  const presentIsInView = async (page: Page) =>
    await page.evaluate(() => {
      const [box, at] = [".drawing", ".drawing .is-present"].map((one) => document.querySelector(one)?.getBoundingClientRect());
      return box !== undefined && at !== undefined && at.left > box.left && at.right < box.right;
    });

  test("the resident has it taken up again, then judges the second answer, and sees who read it", async () => {
    const page = await visit("resident", path, reader);
    expect(await wordsOf(page)).toContain("灯泡和线路已换新，晚上已亮。");
    expect(await presentIsInView(page)).toBe(true);
    await page.getByLabel("按时联系了我").check();
    await page.getByLabel("要求再办").check();
    await page.getByLabel("想说的话").fill("只亮了一晚又灭了。");
    await press(page, "提交评价");
    await sent(page, path, "村镇建设办公室正在办理");
    const works = await visit("works", path, reader);
    await works.getByLabel("已解决").check();
    await works.getByLabel("答复内容").fill("更换了控制器，连续三晚正常。");
    await press(works, "答复");
    await sent(works, path, "已答复，等待提出人评价");
    await page.goto(path);
    for (const yes of ["按时联系了我", "问题解决了", "我满意"]) await page.getByLabel(yes).check();
    await press(page, "提交评价");
    await sent(page, path, "已经办结");
    expect(await wordsOf(page)).toContain("满意 是");
    expect(await findBarriers(page)).toEqual([]);
    await page.goto("/t/qinghe/accounts/readings");
    expect(await wordsOf(page)).toContain("您的诉求");
    await page.goto("/t/qinghe/accounts/notices");
    expect(await wordsOf(page)).toContain("已派给村镇建设办公室");
  });

  test("a person releases its text, and then everybody reads it, and only what was released", async () => {
    const page = await visit("clerk", path, reader);
    if ((await page.getByLabel("公开标题").count()) === 0 || !(await page.getByLabel("公开标题").isVisible()))
      await unfold(page, "公开");
    await page.getByLabel("公开标题").fill("桥头路灯已修好");
    await page.getByLabel("公开内容").fill("桥头路灯不亮，已更换控制器。");
    await press(page, "公开");
    await page.getByText("取消公开").first().waitFor();
    const visitor = await visit("visitor", path, reader);
    const words = await wordsOf(visitor);
    expect(words).toContain("桥头路灯已修好");
    for (const own of ["孩子放学", "已电话联系", "大柳村桥头"]) expect(words).not.toContain(own);
    expect(await findBarriers(visitor)).toEqual([]);
  });
});

test("an anonymous matter is found again by its receipt code alone, and withdrawn", async () => {
  const page = await visit("visitor", "/t/qinghe/appeals/new", PHONE);
  await page.getByLabel("匿名").check();
  const path = await raise(page, "河边有人夜里倒建筑垃圾，已经三次了。", "河滨二网格");
  const code = await page.locator(".receipt-code").innerText();
  expect(code).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/);
  const other = await visit("visitor", "/t/qinghe/appeals/receipt", PHONE);
  await other.getByLabel("回执码").fill(code.toLowerCase().replaceAll("-", " "));
  await press(other, "查看");
  await clickThrough(other.getByRole("link", { name: "河边有人夜里倒建筑垃圾" }));
  expect(new URL(other.url()).pathname).toBe(path);
  // Shown once: whoever comes back by the code is not shown it again.
  expect(await wordsOf(other)).not.toContain(code);
  await unfold(other, "撤回诉求");
  await other.getByLabel("撤回说明").fill("已经自己解决。");
  await press(other, "撤回诉求");
  await sent(other, path, "您已撤回");
  const guess = await visit("visitor", "/t/qinghe/appeals/receipt", PHONE);
  await guess.getByLabel("回执码").fill("AAAA-BBBB-CCCC-DDDD");
  await press(guess, "查看");
  expect(await wordsOf(guess)).not.toContain("建筑垃圾");
});

describe.each([
  { how: "on a phone without JavaScript", reader: PHONE },
  { how: "at a desk", reader: DESK },
])("a place is pointed at, $how", ({ reader }) => {
  test("by a press on the map and a closer one; what was typed stays, and the appeal lies in its grid", async () => {
    const page = await visit("resident", "/t/qinghe/appeals/new", reader);
    await page.getByLabel("什么事").fill(`河边的护栏断了一截，孩子常在那里玩。${reader.width}`);
    const map = page.locator(".map-picture:visible");
    await map.click({ position: { x: 60, y: 40 } });
    await page.getByText("红色标记是您指的位置").waitFor();
    const pointed = async () => Number(await page.locator("input[name=longitude]").inputValue());
    const first = await pointed();
    const box = await map.boundingBox();
    await map.click({ position: { x: (box?.width ?? 0) / 2 + 20, y: (box?.height ?? 0) / 2 } });
    await page.getByText("红色标记是您指的位置").waitFor();
    const moved = (await pointed()) - first;
    expect(moved).toBeGreaterThan(0);
    expect(moved).toBeLessThan(0.005);
    expect(await findBarriers(page)).toEqual([]);
    await press(page, "下一步：核对");
    await press(page, "提交诉求");
    await page.getByText("已经收到").waitFor();
    // Either side of a border is right by where the two presses fall on this width of map; which grid holds a point is the house's test.
    expect(await wordsOf(page)).toMatch(/河滨[一二]网格/);
  });
});

test("the map leads from the town to a grid, and to the appeals there", async () => {
  const page = await visit("visitor", "/t/qinghe/appeals/map", PHONE);
  await clickThrough(page.locator("svg.map a", { hasText: "大柳村" }));
  expect(await page.locator("main h2").first().innerText()).toContain("大柳村");
  await clickThrough(page.getByRole("link", { name: "大柳东片" }).first());
  expect(await page.locator("main h2").first().innerText()).toContain("大柳东片");
  expect(await findBarriers(page)).toEqual([]);
  await clickThrough(page.getByRole("link", { name: "回到上一级" }));
  await clickThrough(page.getByRole("link", { name: "在列表中查看全部" }));
  expect(new URL(page.url()).searchParams.get("area")).toContain("990101101201");
});

test("what is public is open data: as a table, as JSON, and as a feed of one street", async () => {
  const page = await visit("visitor", "/t/qinghe/appeals", PHONE);
  const links = page.locator(".exports a");
  expect(await links.allInnerTexts()).toEqual([
    "下载 CSV",
    "下载 Excel",
    "下载 JSON",
    "数据格式说明",
    "订阅（Atom）",
    "订阅（RSS）",
  ]);
  const fetched = async (query: string) => await page.request.get(`/t/qinghe/appeals/${query}`);
  const json = (await (await fetched("open-data?format=json")).json()) as {
    readonly appeals: readonly Record<string, unknown>[];
  };
  expect(json.appeals.length).toBeGreaterThan(10);
  const schema = (await (await fetched("schema.json")).json()) as { readonly properties: Record<string, unknown> };
  expect(Object.keys(json)).toEqual(Object.keys(schema.properties));
  // Days and no hours, numbers and no ids: nothing here can be joined with who was where at that minute.
  expect(JSON.stringify(json)).not.toMatch(/T\d\d:|[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/);
  const csv = await (await fetched("open-data?format=csv&state=closed")).text();
  expect(csv.split("\r\n").length - 2).toBe(json.appeals.filter(({ state }) => state === "closed").length);
  expect((await (await fetched("open-data?format=xlsx")).body()).subarray(0, 2).toString()).toBe("PK");
  expect((await fetched("open-data?format=exe")).status()).toBe(422);
  const area = "cn.99.9901.990101.990101101.990101101201";
  const feed = await fetched(`feed.atom?area=${area}`);
  expect(feed.headers()["content-type"]).toContain("application/atom+xml");
  const entries = (await feed.text()).match(/<entry>/g)?.length;
  const rss = await fetched(`feed.rss?area=${area}`);
  expect(rss.headers()["content-type"]).toContain("application/rss+xml");
  expect((await rss.text()).match(/<item>/g)?.length).toBe(entries);
  const listed = (await (await fetched(`open-data?format=json&area=${area}`)).json()) as { readonly appeals: readonly unknown[] };
  expect(entries).toBe(listed.appeals.length);
});

test("an emergency is shown its number before it is sent, and taken all the same", async () => {
  const page = await visit("visitor", "/t/qinghe/appeals/new", PHONE);
  await page.getByLabel("什么事").fill("隔壁着火了，冒浓烟，有人被困！");
  await press(page, "下一步：核对");
  expect(await page.getByRole("link", { name: "119" }).getAttribute("href")).toBe("tel:119");
  await press(page, "提交诉求");
  await page.getByText("已经收到").waitFor();
});

test("pressed twice, one appeal is raised", async () => {
  const page = await visit("resident", "/t/qinghe/appeals/new", PHONE);
  await page.getByLabel("什么事").fill("村口公交站牌倒了，请扶起来，双击测试。");
  await press(page, "下一步：核对");
  const twin = await page.evaluate(() => {
    const form = [...document.querySelectorAll("form")].find((one) => one.querySelector("[name=_key]") !== null);
    return form === undefined ? "" : new URLSearchParams(new FormData(form) as never).toString();
  });
  expect(twin).toContain("_key=");
  const post = async () =>
    await page.request.post("/t/qinghe/appeals/new", {
      data: twin,
      headers: { "content-type": "application/x-www-form-urlencoded", origin: town.server.url },
      maxRedirects: 0,
    });
  const answers = await Promise.all([post(), post(), post()]);
  const locations = new Set(answers.map((answer) => answer.headers()["location"]));
  expect([answers.map((answer) => answer.status()), locations.size]).toEqual([[303, 303, 303], 1]);
  await page.goto("/t/qinghe/appeals/mine");
  expect((await wordsOf(page)).split("双击测试").length - 1).toBe(1);
});

test("the home page says what waits for its reader, and what came of what others raised", async () => {
  const clerk = await visit("clerk", "/t/qinghe", DESK);
  expect(await clerk.locator(".home-parts h2").allInnerTexts()).toEqual(expect.arrayContaining(["待办", "诉求公开", "公开存证"]));
  expect(await findBarriers(clerk)).toEqual([]);
  await clickThrough(clerk.locator(".digest", { hasText: "待办" }).locator(".digest-lines a").first());
  await clerk.getByText("派给").first().waitFor();
  const resident = await visit("resident", "/t/qinghe", PHONE);
  expect(await resident.locator(".home-parts h2").allInnerTexts()).toEqual(expect.arrayContaining(["我的诉求", "诉求公开"]));
  expect(await findBarriers(resident)).toEqual([]);
  const own = resident.locator(".digest", { hasText: "我的诉求" }).locator(".digest-lines a").first();
  const title = await own.innerText();
  await clickThrough(own);
  expect(await resident.locator("h1").innerText()).toBe(title);
});

test("with the keyboard alone", async () => {
  const page = await visit("visitor", "/t/qinghe/appeals/new", DESK);
  const box = page.getByLabel("什么事");
  for (let stops = 0; stops < 40 && !(await box.evaluate((one) => one === document.activeElement)); stops += 1)
    await page.keyboard.press("Tab");
  await page.keyboard.type("广场舞的音响太吵，九点以后请关小声。");
  for (let stops = 0; stops < 20; stops += 1) {
    await page.keyboard.press("Tab");
    if ((await page.evaluate(() => document.activeElement?.textContent?.trim())) === "下一步：核对") break;
  }
  await page.keyboard.press("Enter");
  await page.locator(".review").waitFor();
  for (let stops = 0; stops < 40; stops += 1) {
    await page.keyboard.press("Tab");
    if ((await page.evaluate(() => document.activeElement?.textContent?.trim())) === "提交诉求") break;
  }
  await page.keyboard.press("Enter");
  await page.getByText("已经收到").waitFor();
  expect(new URL(page.url()).searchParams.has("raised")).toBe(true);
});

test("a resident without JavaScript confirms an e-mail address and chooses what comes by which channel", async () => {
  const page = await visit("resident", "/t/qinghe/accounts/me", PHONE);
  await clickThrough(page.getByRole("link", { name: "选择通知方式" }));
  await page.getByLabel("邮箱地址").fill("liu@example.org");
  await press(page, "发送验证码");
  // The demo sends nothing: what it would have sent lies in its inbox.
  await page.goto("/t/qinghe/accounts/inbox");
  const code = /邮箱验证码是 (\d{6})/.exec((await page.locator("main").textContent()) ?? "")?.[1];
  await page.goto("/t/qinghe/accounts/channels");
  await page.getByLabel("验证码").fill(code ?? "");
  await press(page, "确认邮箱");
  expect(await page.locator("main").textContent()).toContain("通知发到 liu@example.org");
  const box = (channel: string) => page.getByRole("group", { name: channel }).getByLabel("诉求的进展和派单");
  await box("发短信").uncheck();
  await press(page, "保存");
  expect([await box("发短信").isChecked(), await box("发邮件").isChecked()]).toEqual([false, true]);
  expect(await findBarriers(page)).toEqual([]);
});

const WECHAT =
  "Mozilla/5.0 (Linux; Android 10; M2006C3LC) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/107.0.5304.141 Mobile Safari/537.36 XWEB/5023 MMWEBSDK/20230303 MicroMessenger/8.0.33.2320(0x28002151) WeChat/arm64 NetType/4G Language/zh_CN ABI/arm64";

describe("a draft inside WeChat", () => {
  const text = "琥珀桥下的水管漏水，结冰了，老人走不过去。";
  const begin = async (page: Page, button: string) => {
    await page.goto("/t/qinghe/appeals/new");
    await press(page, button);
    expect(await page.getByLabel("什么事").inputValue()).toBe(text);
    await press(page, "下一步：核对");
    // The script of the page that is reviewed runs, too.
    await page.locator(".review").waitFor();
    await page.locator("[data-draft-where]").waitFor();
  };

  test("outlives the page and the line, is sent once though the first answer was lost, and is gone then", async () => {
    const page = await visit("visitor", "/t/qinghe/appeals/new", { width: 390, userAgent: WECHAT });
    const kept = () => page.evaluate(() => localStorage.length);
    await page.getByLabel("什么事").fill(text);
    await page.waitForFunction(() => localStorage.length === 1);
    await page.goto("about:blank");
    await begin(page, "接着填写");
    await page.context().setOffline(true);
    await press(page, "提交诉求");
    expect(await page.getByText("现在没有网络").isVisible()).toBe(true);
    await page.context().setOffline(false);
    // It arrives, and the answer does not.
    await page.route("**/appeals/new*", async (route) => {
      if (route.request().method() !== "POST") return await route.continue();
      await route.fetch({ maxRedirects: 0 });
      await route.abort("connectionreset");
    });
    await press(page, "提交诉求");
    await page.waitForURL((url) => url.protocol === "chrome-error:");
    await page.unroute("**/appeals/new*");
    await page.goto("/t/qinghe/appeals/new");
    expect(await page.getByText("没有收到回答").isVisible()).toBe(true);
    expect(await findBarriers(page)).toEqual([]);
    await begin(page, "接着填写");
    await press(page, "提交诉求");
    await page.getByText("已经收到").waitFor();
    expect(await kept()).toBe(0);
    const desk = await visit("clerk", "/t/qinghe/appeals/desk?q=琥珀桥", DESK);
    expect(await wordsOf(desk)).toContain("共 1 条");
    expect(await desk.locator("mark").first().innerText()).toContain("琥珀");
    expect(await findBarriers(desk)).toEqual([]);
  });

  test("is cleared with one press on a shared computer", async () => {
    const page = await visit("visitor", "/t/qinghe/appeals/new", { width: 390, userAgent: WECHAT });
    await page.getByLabel("什么事").fill(text);
    await page.waitForFunction(() => localStorage.length === 1);
    await press(page, "清除");
    expect([await page.evaluate(() => localStorage.length), await page.getByLabel("什么事").inputValue()]).toEqual([0, ""]);
  });
});

test("a clerk enters a stack of paper without JavaScript, and takes one out again", async () => {
  const page = await visit("clerk", "/t/qinghe/appeals/stack", { width: 1280, javaScript: false });
  const enter = async (text: string) => {
    await page.getByLabel("什么事").first().fill(text);
    // Enter in a field of one line sends: no hand leaves the keyboard.
    await page.getByLabel("代办委托").press("Enter");
    await page.getByText("请把编号写在这张纸上").waitFor();
    return await page.locator(".big-code").innerText();
  };
  await page.getByLabel("具体地点").first().fill("玳瑁巷口");
  await page.getByLabel("代办委托").fill("李四交来的一叠意见");
  const first = await enter("玳瑁巷口的井盖响了半个月，请来看看。");
  expect([await page.getByLabel("具体地点").first().inputValue(), await page.getByLabel("代办委托").inputValue()]).toEqual([
    "玳瑁巷口",
    "李四交来的一叠意见",
  ]);
  const second = await enter("玳瑁巷口的路灯也不亮。");
  expect(second).not.toBe(first);
  expect(await findBarriers(page)).toEqual([]);
  await clickThrough(page.locator("summary", { hasText: "撤销这一件" }).first());
  await press(page, "撤销这一件");
  await page.getByText("已撤销").first().waitFor();
  expect(await wordsOf(page)).toContain(first);
});
