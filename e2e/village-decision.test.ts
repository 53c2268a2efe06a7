import { expect, test } from "vitest";
import { act, choose, send } from "./harness/acts.ts";
import { findBarriers } from "./harness/axe.ts";
import type { TestBrowser } from "./harness/browser.ts";
import { askDatabase } from "./harness/database.ts";
import { clickThrough } from "./harness/reader.ts";
import { useDemoTown } from "./harness/town.ts";

/**
 * One matter of a village through the seven steps of 四议两公开, as its people take it: proposed, talked over, reviewed, decided, posted,
 * carried out and published; each gate tried once before its facts are there.
 */

const SECRETARY = "19900000016";
const HEAD = "19900000005";
const RESIDENT = "19900000011";

type Page = Awaited<ReturnType<TestBrowser["newPage"]>>;

const town = useDemoTown();

async function signIn(phone: string, javaScript: boolean): Promise<Page> {
  const page = await town.browser.newPage({ baseUrl: town.server.url, javaScript });
  await page.goto("/t/qinghe");
  await clickThrough(page.locator(`form:has(input[value="${phone}"]) button`).first());
  return page;
}

const main = async (page: Page) => (await page.locator("main").textContent()) ?? "";

/** Called from the proposal's page: title, text and matter are there already. @returns the meeting's address */
async function call(page: Page, chain: string, button: string): Promise<string> {
  await page.goto(chain);
  await clickThrough(page.getByRole("link", { name: button }));
  const wording = await page.locator('textarea[name="items.0.wording"]').inputValue();
  expect(wording).toContain("路灯");
  await page.locator('input[name="meetsAt"]').fill("2099-01-01T15:00");
  await page.locator('input[name="chair"]').fill("村委会主任");
  await clickThrough(page.locator('button[value="send"]'));
  await page.waitForURL(/meetings\/[0-9a-f-]{36}$/);
  const address = new URL(page.url()).pathname;
  const id = address.slice(-36);
  // Its day has come: nobody waits for a test.
  await askDatabase(town.server.dataDir, async (database) => {
    await database.query(
      "update meetings.meeting set meets_at = now(), notice_day = (now() at time zone 'Asia/Shanghai')::date - 12 where id = $1",
      [id],
    );
  });
  return address;
}

/** Opened, voted by show of hands, counted by two people, closed and published. */
async function hold(head: Page, secretary: Page, address: string, here: number, inFavour = here): Promise<void> {
  await head.goto(address);
  await act(head, "meetings/open-meeting", "宣布开会");
  await act(head, "meetings/put-to-vote", "提交表决");
  for (const teller of [head, secretary]) {
    await teller.goto(address);
    const form = teller.locator('form:has(input[value^="meetings/count-votes"])');
    await form.locator('input[name="for"]').fill(String(inFavour));
    await form.locator('input[name="against"]').fill(String(here - inFavour));
    await form.locator('input[name="abstain"]').fill("0");
    await send(teller, form);
  }
  await head.goto(address);
  await act(head, "meetings/close-meeting", "散会");
  await act(head, "meetings/publish-result", "公布结果");
}

async function tick(page: Page, address: string, persons: number): Promise<void> {
  await page.goto(`${address}/attendance`);
  const boxes = page.locator('form:has(input[value="meetings/sign-in-attendees"]) input[name="personIds"]');
  for (let place = 0; place < persons; place += 1) await boxes.nth(place).check();
  await send(page, page.locator('form:has(input[value="meetings/sign-in-attendees"])'));
}

async function names(): Promise<readonly string[]> {
  return await askDatabase(town.server.dataDir, async (database) => {
    const { rows } = await database.query<{ name: string }>(
      "select name from register.person_personal where division_path <@ 'cn.99.9901.990101.990101101.990101101201' and name <> '' group by name having count(*) = 1 order by name limit 18",
    );
    return rows.map(({ name }) => name);
  });
}

/** Without a script the forms are the browser's own; the long run sends them by script too. */
const WAYS = process.env["GONGZHI_NIGHTLY"] === "1" ? [false, true] : [false];

test.each(WAYS)(
  "a village takes a matter from its proposal to the published result (JavaScript: %s)",
  async (javaScript) => {
    const secretary = await signIn(SECRETARY, javaScript);
    const head = await signIn(HEAD, javaScript);
    await secretary.goto("/t/qinghe/resolutions/new");
    await secretary.getByLabel("题目").fill("村东路安装路灯");
    await secretary.getByLabel("方案").fill("在村东路安装二十盏太阳能路灯，预算三万元。");
    await secretary.getByLabel("事先问过多少人").fill("31");
    await secretary.getByLabel("怎样征求的意见，大家怎么说").fill("走访三十一户，多数同意。");
    await clickThrough(secretary.locator('button[value="review"]'));
    await clickThrough(secretary.locator('button[value="send"]'));
    await secretary.waitForURL(/resolutions\/\d{8}-/);
    const chain = new URL(secretary.url()).pathname;
    expect(await findBarriers(secretary)).toEqual([]);

    await head.goto(chain);
    await act(head, "resolutions/pass-step", "进入下一步");
    expect(await main(head)).toContain("还没有就这件事召开");

    const talks = await call(head, chain, "召开村“两委”会商议");
    await tick(head, talks, 4);
    await hold(head, secretary, talks, 4);
    await head.goto(chain);
    await act(head, "resolutions/pass-step", "进入下一步");

    const review = await call(secretary, chain, "召开党员大会审议");
    await secretary.goto(`${review}/attendance`);
    await clickThrough(secretary.getByRole("link", { name: "去签到" }));
    await secretary.locator("textarea").fill((await names()).join("\n"));
    await send(secretary, secretary.locator("form:has(textarea)"));
    expect(await findBarriers(secretary)).toEqual([]);
    await hold(head, secretary, review, 18, 9);
    await head.goto(chain);
    await act(head, "resolutions/pass-step", "进入下一步");
    // Nine of eighteen who are due: one short of more than half.
    expect(await main(head)).toContain("没有通过这件事");

    const again = await call(secretary, chain, "召开党员大会审议");
    await secretary.goto(`${again}/attendance`);
    await clickThrough(secretary.getByRole("link", { name: "去签到" }));
    await secretary.locator("textarea").fill((await names()).join("\n"));
    await send(secretary, secretary.locator("form:has(textarea)"));
    await hold(head, secretary, again, 18, 10);
    await head.goto(chain);
    await act(head, "resolutions/pass-step", "进入下一步");

    const decision = await call(head, chain, "召开村民代表会议");
    await head.goto(`${decision}/attendance`);
    const due = await head.locator('form:has(input[value="meetings/sign-in-attendees"]) input[name="personIds"]').count();
    const quorum = Math.ceil((due * 2) / 3);
    await tick(head, decision, quorum - 1);
    await head.goto(decision);
    await act(head, "meetings/open-meeting", "宣布开会");
    expect(await main(head)).toContain(`到会 ${quorum - 1}，法定至少 ${quorum}，不能开会。`);
    await tick(head, decision, due - quorum + 1);
    await hold(head, secretary, decision, due);
    await head.goto(chain);
    await act(head, "resolutions/pass-step", "进入下一步");
    await act(head, "resolutions/publish-resolution", "公布决议并开始公示");

    const resident = await signIn(RESIDENT, javaScript);
    await resident.goto(chain);
    await act(resident, "resolutions/object-to-resolution", "提出异议", async (form) => {
      await form.locator("textarea").fill("请公布三家报价。");
    });
    await askDatabase(town.server.dataDir, async (database) => {
      await database.query(
        "update resolutions.posting set posted_on = posted_on - 8, posted_until = posted_until - 8 where case_number = $1",
        [chain.slice(chain.lastIndexOf("/") + 1)],
      );
    });
    await head.goto(chain);
    await act(head, "resolutions/pass-step", "进入下一步");
    expect(await main(head)).toContain("还有 1 件没有答复");
    await act(head, "resolutions/answer-objection", "答复", async (form) => {
      await form.locator("textarea").fill("报价已经张贴。");
    });
    await act(head, "resolutions/pass-step", "进入下一步");
    await act(head, "resolutions/report-result", "报告实施结果", async (form) => {
      await form.locator('input[name="doneOn"]').fill("2026-01-05");
      await form.locator("textarea").fill("二十盏路灯全部装好，验收合格。");
      await form.locator('input[name="costCents"]').fill("29600");
    });
    await act(head, "resolutions/publish-result", "公布结果");

    const visitor = await town.browser.newPage({ baseUrl: town.server.url, javaScript });
    await visitor.goto(chain);
    const told = await main(visitor);
    for (const words of ["已办结", "赞成 10", "请公布三家报价。", "报价已经张贴。", "二十盏路灯全部装好"])
      expect(told).toContain(words);
    expect(await visitor.locator(".drawing svg").count()).toBe(1);
    expect(await findBarriers(visitor)).toEqual([]);
    for (const paper of ["paper", "notice", "result"]) {
      await visitor.goto(`${chain}/${paper}`);
      expect(await visitor.locator(".document-foot img.qr").count()).toBe(1);
      expect(await findBarriers(visitor)).toEqual([]);
    }
  },
  240_000,
);

test("the next pact is spoken of by its article, answered, and not fixed before its days are over, without JavaScript", async () => {
  const resident = await signIn(RESIDENT, false);
  await resident.goto("/t/qinghe/rulemaking?state=consult");
  await clickThrough(resident.getByRole("link", { name: "大柳村村规民约" }));
  const draft = new URL(resident.url()).pathname;
  await act(resident, "rulemaking/comment-on-draft", "提意见", async (form) => {
    await form.locator('[name="article"]').selectOption("2");
    await form.locator("textarea").fill("垃圾点离村东太远，请再设一个。");
  });
  await resident.goto(draft);
  expect(await main(resident)).toContain("垃圾点离村东太远");
  const head = await signIn(HEAD, false);
  await head.goto(`${draft}/write`);
  expect(await main(head)).toContain("文本现在不能改");
  await head.goto(draft);
  expect(await findBarriers(head)).toEqual([]);
  await act(head, "rulemaking/answer-comment", "答复", async (form) => {
    await form.locator('[name="outcome"][value="adopted"]').check();
    await form.locator("textarea").fill("采纳，十二月底前再设一个。");
  });
  await head.goto(draft);
  await act(head, "rulemaking/close-consultation", "定稿，交会议表决");
  expect(await main(head)).toContain("要征求意见 15 日");
  await head.goto("/t/qinghe/mandates?state=accepted");
  await clickThrough(head.getByRole("link", { name: "入冬前检修路灯" }).first());
  expect(await main(head)).toContain("抽查属实");
});

test.each(WAYS)(
  "villagers force a meeting: enough sign, its day is fixed by the rule, it is late in public, and then it is called (JavaScript: %s)",
  async (javaScript) => {
    const resident = await signIn(RESIDENT, javaScript);
    await resident.goto("/t/qinghe/meetings/initiatives");
    await act(resident, "meetings/start-initiative", "发起", async (form) => {
      await choose(form, "kind", "villagers-assembly");
      await choose(form, "signers", "adults");
      await form.locator('input[name="title"]').fill("要求开会商量桥梁加固");
      await form.locator("textarea").fill("去年汛期桥面开裂，要求开会商量加固。");
    });
    await resident.waitForURL(/initiatives\/[0-9a-f-]{36}$/);
    const address = new URL(resident.url()).pathname;
    const visitor = await town.browser.newPage({ baseUrl: town.server.url, javaScript });
    const look = async () => {
      await visitor.goto(address);
      return await main(visitor);
    };
    await expect.poll(look, { timeout: 60_000 }).toContain("已签 1 人");
    const head = await signIn(HEAD, javaScript);
    await head.goto(address);
    const needed = Number(/须 (\d+) 人/.exec(await main(head))?.[1]);
    await act(head, "meetings/enter-signatures", "录入", async (form) => {
      const boxes = form.locator('input[name="personIds"]');
      for (let place = 0; place < needed - 1; place += 1) await boxes.nth(place).check();
    });
    await visitor.goto(address);
    expect(await main(visitor)).toContain("人数已够，最迟应在");
    await askDatabase(town.server.dataDir, async (database) => {
      await database.query("update meetings.initiative set due_on = due_on - 40 where id = $1", [address.slice(-36)]);
    });
    await visitor.goto(address);
    expect(await main(visitor)).toContain("逾期未召开");
    expect(await findBarriers(visitor)).toEqual([]);
    await visitor.goto("/t/qinghe/disclosure/overdue");
    expect(await main(visitor)).toContain("要求开会商量桥梁加固");

    await head.goto(address);
    await clickThrough(head.getByRole("link", { name: "召开这次会议" }));
    expect(await head.locator('textarea[name="items.0.wording"]').inputValue()).toContain("桥面开裂");
    await head.locator('input[name="meetsAt"]').fill("2099-01-01T15:00");
    await head.locator('input[name="chair"]').fill("村委会主任");
    await clickThrough(head.locator('button[value="send"]'));
    await head.waitForURL(/meetings\/[0-9a-f-]{36}$/);
    await visitor.goto(address);
    expect(await main(visitor)).toContain("会议已经通知");
    await clickThrough(visitor.getByRole("link", { name: "查看会议" }));
    expect(await main(visitor)).toContain("要求开会商量桥梁加固");
  },
  120_000,
);

test("anybody finds the demo's matters, with one that was not held for want of a quorum", async () => {
  const page = await town.browser.newPage({ baseUrl: town.server.url, javaScript: false });
  await page.goto("/t/qinghe/resolutions?q=停车场");
  await clickThrough(page.getByRole("link", { name: "村口空地改建停车场" }));
  expect(await main(page)).toContain("还缺");
  expect(await findBarriers(page)).toEqual([]);
  await page.goto("/t/qinghe");
  expect(await main(page)).toContain("村里正在商量的大事");
});
