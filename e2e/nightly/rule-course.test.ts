import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { signInMembers } from "#capabilities/party/contract/sign-in-members.ts";
import { passStep } from "#capabilities/resolutions/contract/pass-step.ts";
import { publishResolution } from "#capabilities/resolutions/contract/publish-resolution.ts";
import { readProposal } from "#capabilities/resolutions/contract/read-proposal.ts";
import { act, choose, dayIn, send, signInByPhone } from "../harness/acts.ts";
import { callAs, type Caller } from "../harness/api.ts";
import { findBarriers } from "../harness/axe.ts";
import { holdMeeting, type Hall } from "../harness/meeting.ts";
import { clickThrough, wordsOf } from "../harness/reader.ts";
import { askDatabase } from "../harness/database.ts";
import { useDemoTown } from "../harness/town.ts";

/**
 * A rule of a village on its whole way, as its people walk it without scripts: written by articles, spoken of, answered, fixed, passed by
 * 四议两公开, filed, ordered to be corrected, corrected, passed by a meeting and enacted. The meetings themselves are held by the API:
 * `village-decision.test.ts` walks them page by page.
 */

const SECRETARY = "19900000016";
const HEAD = "19900000005";
const LEADER = "19900000006";
const RESIDENT = "19900000011";

const TITLE = "大柳村集体开支办法";

const town = useDemoTown();

const signIn = async (phone: string, width = 1280) => await signInByPhone(town.browser, town.server.url, phone, { width });

async function change(statement: string, number: string): Promise<void> {
  await askDatabase(town.server.dataDir, async (database) => {
    await database.query(statement, [number]);
  });
}

const itsDaysAreOver = async (number: string) =>
  await change(
    "update rulemaking.consultation set opened_on = opened_on - 40, open_until = open_until - 40 where number = $1",
    number,
  );

/** Begun at the list; @returns the draft's page and its number */
async function begin(head: Page, earlier?: string): Promise<{ readonly draft: string; readonly number: string }> {
  await head.goto("/t/qinghe/rulemaking");
  await clickThrough(head.getByRole("link", { name: "起草制度" }).first());
  const form = head.locator('form:has(input[value="rulemaking/begin-draft"])');
  await choose(form, "kind", "village-rule");
  await form.locator('[name="title"]').fill(TITLE);
  if (earlier !== undefined) await choose(form, "earlier", earlier);
  await send(head, form);
  await head.waitForURL(/rulemaking\/[0-9A-Z-]+\/write$/);
  const draft = new URL(head.url()).pathname.replace(/\/write$/, "");
  return { draft, number: draft.slice(draft.lastIndexOf("/") + 1) };
}

/** Saved, one is back on the draft's page, where the whole text stands. */
async function save(head: Page): Promise<void> {
  await send(head, head.locator('form:has(input[value="rulemaking/save-draft"])'));
}

async function fix(head: Page, draft: string, number: string): Promise<void> {
  await itsDaysAreOver(number);
  await head.goto(draft);
  await act(head, "rulemaking/close-consultation", "定稿，交会议表决");
  expect(await wordsOf(head)).toContain("文本已定，等有权的会议通过");
}

/** Everything between the proposal and the end of its posting. */
async function takeThroughChain(hall: Hall, secretary: Caller, number: string): Promise<void> {
  const [head] = hall.tellers;
  const { proposal, wording } = await head(readProposal, { number });
  const next = async () => await head(passStep, { id: proposal.id });
  const items = [{ title: TITLE, wording, matter: "", caseNumber: number }];
  await holdMeeting(hall, { kind: "joint-committees-meeting", due: "posts", title: "村“两委”会议", items });
  await next();
  const party = { kind: "party-members-review", due: "party-members", title: "党员大会", items };
  const names = await membersOfParty();
  await holdMeeting({ ...hall, convener: secretary }, party, async (id) => (await secretary(signInMembers, { id, names })).here);
  await next();
  await holdMeeting(hall, { kind: "representatives-meeting", due: "villagers-representatives", title: "村民代表会议", items });
  await next();
  await head(publishResolution, { id: proposal.id });
  await change(
    "update resolutions.posting set posted_on = posted_on - 8, posted_until = posted_until - 8 where case_number = $1",
    number,
  );
  await next();
}

/** The demo entered these; the store itself tells nobody. */
async function membersOfParty(): Promise<string[]> {
  return await askDatabase(town.server.dataDir, async (database) => {
    const { rows } = await database.query<{ name: string }>(
      "select name from register.person_personal where division_path <@ 'cn.99.9901.990101.990101101.990101101201' and name <> '' group by name having count(*) = 1 order by name limit 18",
    );
    return rows.map(({ name }) => name);
  });
}

test("a village's rule goes from its first article into force: spoken of, passed by 四议两公开, filed, corrected, passed by a meeting, enacted", async () => {
  const [headCalls, secretaryCalls] = [await callAs(town.server.url, HEAD), await callAs(town.server.url, SECRETARY)];
  const hall: Hall = { server: town.server, convener: headCalls, tellers: [headCalls, secretaryCalls] };
  const head = await signIn(HEAD);

  // Written by articles; what is missing is said beside its field.
  const { draft, number } = await begin(head);
  await head.locator('[name="articles.0.text"]').fill("一千元以下的开支，由村委会主任审批。");
  await clickThrough(head.locator('button[value="add:articles"]'));
  await head.locator('[name="articles.1.text"]').fill("一千元以上的开支，由村“两委”会议商定，每季度公布。");
  await save(head);
  expect(await wordsOf(head)).toContain("依据：至少填 1 项");
  await head.locator('[name="citations.0.source"]').fill("村民委员会组织法（2018 年文本）");
  await head.locator('[name="citations.0.article"]').fill("30");
  await save(head);
  expect(new URL(head.url()).pathname).toBe(draft);
  expect(await wordsOf(head)).toContain("第 2 条 一千元以上的开支");
  await act(head, "rulemaking/open-consultation", "公开征求意见");

  // A resident speaks of an article from the keyboard, on a phone's width.
  const resident = await signIn(RESIDENT, 390);
  await resident.goto(draft);
  expect(await wordsOf(resident)).toContain("还有 7 天");
  await resident.locator("summary", { hasText: "提意见" }).focus();
  await resident.keyboard.press("Enter");
  await resident.keyboard.press("Tab");
  await resident.keyboard.press("ArrowDown");
  await resident.keyboard.press("ArrowDown");
  await resident.keyboard.press("Tab");
  await resident.keyboard.type("一千元太高，五百元以上就应当商定。");
  await resident.keyboard.press("Tab");
  await Promise.all([resident.waitForResponse((one) => one.request().method() === "POST"), resident.keyboard.press("Enter")]);
  await resident.goto(draft);
  expect(await wordsOf(resident)).toContain("您提出的");
  expect(await findBarriers(resident)).toEqual([]);

  // Answered, adopted into the text, and fixed by its digest.
  await head.goto(draft);
  await act(head, "rulemaking/close-consultation", "定稿，交会议表决");
  expect(await wordsOf(head)).toContain("还有 1 条没有答复");
  await act(head, "rulemaking/answer-comment", "答复", async (form) => {
    await choose(form, "outcome", "adopted");
    await form.locator("textarea").fill("采纳，改为五百元。");
  });
  await itsDaysAreOver(number);
  await head.goto(draft);
  expect(await wordsOf(head)).toContain("征求意见的日子已满");
  await clickThrough(head.getByRole("link", { name: "写条文" }));
  await head.locator('[name="articles.1.text"]').fill("五百元以上的开支，由村“两委”会议商定，每季度公布。");
  await save(head);
  await fix(head, draft, number);
  const digest = (await head.locator("dd code").textContent()) ?? "";
  expect(digest).toMatch(/^[0-9a-f]{64}$/);
  await act(head, "rulemaking/pass-draft", "会议通过了");
  expect(await wordsOf(head)).toContain("还没有就这件事召开");

  // The party organization proposes this very text, and its chain passes it.
  const secretary = await signIn(SECRETARY);
  await secretary.goto(draft);
  await clickThrough(secretary.getByRole("link", { name: "就这一稿提出议案" }));
  const form = secretary.locator('form:has(input[value="resolutions/propose"])');
  expect(await form.locator('[name="wording"]').inputValue()).toContain(digest);
  await form.locator('[name="askedPersons"]').fill("31");
  await form.locator('[name="asked"]').fill("走访三十一户，开院坝会一次，多数同意。");
  await clickThrough(form.locator('button[value="review"]'));
  await clickThrough(secretary.locator('button[value="send"]'));
  await secretary.waitForURL(/resolutions\/\d{8}-/);
  const resolution = new URL(secretary.url()).pathname.split("/").at(-1) ?? "";
  await takeThroughChain(hall, secretaryCalls, resolution);
  await head.goto(draft);
  await act(
    head,
    "rulemaking/pass-draft",
    "会议通过了",
    async (one) => await one.locator('[name="resolution"]').fill(resolution),
  );
  expect(await wordsOf(head)).toContain("会议已经通过，等报上级备案");

  // Filed; the township orders an article to be put right, and it does not come into force.
  await act(head, "rulemaking/file-draft", "报上级备案");
  const leader = await signIn(LEADER);
  await leader.goto("/t/qinghe/rulemaking?state=enact");
  await clickThrough(leader.getByRole("link", { name: TITLE }));
  await act(leader, "rulemaking/order-correction", "责令改正", async (one) => {
    await choose(one, "article", "2");
    await one.locator('[name="against"]').fill("清河镇村级财务管理办法");
    await one.locator('[name="againstArticle"]').fill("6");
    await one.locator('[name="why"]').fill("公布应当每月一次。");
    await one.locator('[name="dueOn"]').fill(dayIn(20));
  });
  expect(await wordsOf(leader)).toContain("退回改正");

  // Corrected on the text that was returned, through the whole course again, and enacted.
  await head.goto(draft);
  await clickThrough(head.getByRole("link", { name: "以这份文本重新起草" }));
  const again = await begin(head, number);
  expect(await head.locator('[name="articles.0.text"]').inputValue()).toContain("一千元以下");
  await head.locator('[name="articles.1.text"]').fill("五百元以上的开支，由村“两委”会议商定，每月公布。");
  await save(head);
  await act(head, "rulemaking/open-consultation", "公开征求意见");
  await fix(head, again.draft, again.number);
  const { wording, matter } = { wording: await textToVote(head, again.draft), matter: "" };
  const items = [{ title: TITLE, wording, matter, caseNumber: again.number }];
  await holdMeeting(hall, { kind: "representatives-meeting", due: "villagers-representatives", title: "村民代表会议", items });
  await head.goto(again.draft);
  await act(head, "rulemaking/pass-draft", "会议通过了");
  await act(head, "rulemaking/file-draft", "报上级备案");
  await act(head, "rulemaking/enact-draft", "施行", async (one) => await one.locator('[name="from"]').fill(dayIn(1)));

  // Anybody reads where it stands, what was said, and finds its proof.
  const visitor = await town.browser.newPage({ baseUrl: town.server.url, javaScript: false, width: 390 });
  await visitor.goto(again.draft);
  for (const words of ["已施行", "赞成", "每月公布"]) expect(await wordsOf(visitor)).toContain(words);
  expect(await findBarriers(visitor)).toEqual([]);
  await visitor.goto(draft);
  for (const words of ["退回改正", "已改正", "采纳，改为五百元。", "公布应当每月一次。"])
    expect(await wordsOf(visitor)).toContain(words);
}, 180_000);

/** What the meeting's form shows as the words that are voted on. */
async function textToVote(head: Page, draft: string): Promise<string> {
  await head.goto(draft);
  await clickThrough(head.getByRole("link", { name: "召开村民代表会议表决" }));
  return await head.locator('textarea[name="items.0.wording"]').inputValue();
}
