import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestHouse, type TestHouse } from "#apps/server/testing/start-test-house.ts";
import type { TestClient } from "#apps/server/testing/test-client.ts";
import { listOverdue } from "#capabilities/disclosure/contract/list-overdue.ts";
import { pathOfCode } from "#capabilities/divisions/index.ts";
import { closeMeeting } from "#capabilities/meetings/contract/close-meeting.ts";
import { conveneMeeting } from "#capabilities/meetings/contract/convene-meeting.ts";
import { countVotes } from "#capabilities/meetings/contract/count-votes.ts";
import { openMeeting } from "#capabilities/meetings/contract/open-meeting.ts";
import { publishResult as publishMeeting } from "#capabilities/meetings/contract/publish-result.ts";
import { putToVote } from "#capabilities/meetings/contract/put-to-vote.ts";
import { readAttendance } from "#capabilities/meetings/contract/read-attendance.ts";
import { readConveneForm } from "#capabilities/meetings/contract/read-convene-form.ts";
import { readMeeting } from "#capabilities/meetings/contract/read-meeting.ts";
import { signInAttendees } from "#capabilities/meetings/contract/sign-in-attendees.ts";
import { findSeals } from "#capabilities/record/contract/find-seals.ts";
import { propose } from "#capabilities/resolutions/contract/propose.ts";
import { readProposal } from "#capabilities/resolutions/contract/read-proposal.ts";
import { readProposeForm } from "#capabilities/resolutions/contract/read-propose-form.ts";
import { enactRule } from "#capabilities/rules/contract/enact-rule.ts";
import { enactVersion } from "#capabilities/rules/contract/enact-version.ts";
import { listRules } from "#capabilities/rules/contract/list-rules.ts";
import { readRule } from "#capabilities/rules/contract/read-rule.ts";
import { answerComment } from "#capabilities/rulemaking/contract/answer-comment.ts";
import { beginDraft } from "#capabilities/rulemaking/contract/begin-draft.ts";
import { closeConsultation } from "#capabilities/rulemaking/contract/close-consultation.ts";
import { commentOnDraft } from "#capabilities/rulemaking/contract/comment-on-draft.ts";
import { enactDraft } from "#capabilities/rulemaking/contract/enact-draft.ts";
import { fileDraft } from "#capabilities/rulemaking/contract/file-draft.ts";
import { giveUpDraft } from "#capabilities/rulemaking/contract/give-up-draft.ts";
import { listDrafts } from "#capabilities/rulemaking/contract/list-drafts.ts";
import { openConsultation } from "#capabilities/rulemaking/contract/open-consultation.ts";
import { orderCorrection } from "#capabilities/rulemaking/contract/order-correction.ts";
import { passDraft } from "#capabilities/rulemaking/contract/pass-draft.ts";
import { readDraft } from "#capabilities/rulemaking/contract/read-draft.ts";
import { saveDraft } from "#capabilities/rulemaking/contract/save-draft.ts";

const VILLAGE = pathOfCode("990101101201");
const DAY_MS = 86_400_000;
const LAW = { source: "村民委员会组织法（2018 年文本）", article: "27" };

let house: TestHouse;
let head: TestClient;
let secretary: TestClient;
let leader: TestClient;
let visitor: TestClient;

beforeAll(async () => {
  house = await startTestHouse();
  head = await house.signIn("village");
  secretary = await house.signIn("party");
  leader = await house.signIn("leader");
  visitor = house.visitor();
});
afterAll(async () => {
  await house.close();
});

function day(after: number): string {
  return new Date(Date.now() + 8 * 3_600_000 + after * DAY_MS).toISOString().slice(0, 10);
}

type Text = { readonly title: string; readonly articles: readonly string[] };

async function save(number: string, { title, articles }: Text) {
  const { draft, revision } = await head.call(readDraft, { number });
  const texts = articles.map((text) => ({ text }));
  await head.call(saveDraft, { id: draft.id, revision, title, articles: texts, parameters: [], citations: [LAW] });
}

const itIsOver = async (number: string) =>
  await house.admin(
    "update rulemaking.consultation set opened_on = opened_on - 40, open_until = open_until - 40 where number = $1",
    [number],
  );

type Item = { readonly number: string; readonly wording: string; readonly matter: string };

async function convene(kind: string, due: string, { number, wording, matter }: Item, by = head) {
  const { kinds } = await by.call(readConveneForm, { area: VILLAGE, kind });
  const input = {
    kind,
    area: VILLAGE,
    due,
    convener: kinds.find((one) => one.id === kind)?.conveners[0]?.value ?? "",
    title: "表决制度草案",
    meetsAt: new Date(Date.now() + 20 * DAY_MS).toISOString(),
    place: "村委会",
    chair: "主任",
    items: [{ title: "制度草案", wording, matter, caseNumber: number }],
    facts: [],
  };
  return { call: async () => await by.call(conveneMeeting, input), refused: async () => await by.refused(conveneMeeting, input) };
}

/** Called, its day has come, all came, all but one voted for it, published. */
async function hold(kind: string, due: string, item: Item): Promise<void> {
  const { id } = await (await convene(kind, due, item)).call();
  await house.admin(
    "update meetings.meeting set meets_at = now(), notice_day = (now() at time zone 'Asia/Shanghai')::date - 12 where id = $1",
    [id],
  );
  const listed = await head.call(readAttendance, { id });
  const personIds = listed.due.map((one) => one.id);
  await head.call(signInAttendees, { id, personIds });
  await head.call(openMeeting, { id });
  const itemId = (await head.call(readMeeting, { id })).items[0]?.id ?? "";
  await head.call(putToVote, { id: itemId, method: "show-of-hands" });
  for (const teller of [head, secretary])
    await teller.call(countVotes, { id: itemId, for: personIds.length - 1, against: 1, abstain: 0, invalid: 0 });
  await head.call(closeMeeting, { id, discussion: "" });
  await head.call(publishMeeting, { id });
}

describe("a village pact", () => {
  let id = "";
  let number = "";
  const shut = async (act: typeof closeConsultation | typeof passDraft) => {
    const refused = await head.refused(act, { id });
    expect(refused.code).toBe("gate-shut");
    return refused;
  };
  const read = async (who = visitor) => await who.call(readDraft, { number });

  test("is open to comments for its days; each is answered by article before the text is fixed", async () => {
    const [open] = (await visitor.call(listDrafts, { state: "consult" })).drafts;
    [id, number] = [open?.id ?? "", open?.number ?? ""];
    expect(await head.refused(beginDraft, { area: VILLAGE, kind: "village-pact", title: "另一份村规民约" })).toMatchObject({
      code: "draft-under-way",
    });
    const said = { id, article: 2, text: "垃圾点离我家太远，能不能再设一个？" };
    expect((await visitor.refused(commentOnDraft, said)).status).toBe(401);
    await (await house.signIn("resident")).call(commentOnDraft, said);
    expect((await (await house.signIn("resident-2")).refused(commentOnDraft, said)).code).toBe("not-of-here");
    const before = await read();
    expect(before.comments.some(({ text }) => text === said.text)).toBe(false);
    expect(before.consultation).toMatchObject({ comments: 3, answered: 1, over: false });
    expect(before.lines.some(({ kind }) => kind === "changed")).toBe(true);
    expect((await shut(closeConsultation)).facts["missing"]).toContain("要征求意见 15 日");
    await itIsOver(number);
    expect((await shut(closeConsultation)).facts["missing"]).toContain("还有 2 条没有答复");
    for (const comment of (await read(head)).comments.filter(({ outcome }) => outcome === null))
      await head.call(answerComment, { id: comment.id, outcome: "partly", answer: "再设一个，十二月底前完成。" });
    expect((await read()).comments.find(({ text }) => text === said.text)).toMatchObject({ article: 2, outcome: "partly" });
  });

  test("is written by one at a time, and by nobody once it goes to the vote", async () => {
    const view = await read(head);
    const articles = view.articles.map((text, place) => ({ text: place === 1 ? `${text}村东再设一个点。` : text }));
    const typed = { id, revision: view.revision, title: view.draft.title, articles, parameters: [], citations: view.citations };
    const doubled = { ...typed, articles: [...articles, { text: "第一段\n第三条 另一条" }] };
    expect((await head.refused(saveDraft, doubled)).fields).toMatchObject([{ code: "article-in-article" }]);
    await head.call(saveDraft, typed);
    expect(await head.refused(saveDraft, typed)).toMatchObject({ code: "saved-since", facts: { revision: view.revision + 1 } });
    for (const later of [passDraft, fileDraft]) expect((await head.refused(later, { id })).code).toBe("step-not-open");
    await head.call(closeConsultation, { id });
    const fixed = await read();
    expect(fixed).toMatchObject({ fixed: true, matter: "village-pact" });
    expect(fixed.wording).toContain(fixed.sha256);
    expect((await head.refused(saveDraft, { ...typed, revision: fixed.revision })).code).toBe("text-is-fixed");
  });

  test("is passed by the assembly alone, on this very text; then filed, then enacted as it was passed", async () => {
    const { wording, matter } = await read();
    const missing = await shut(passDraft);
    expect(missing.facts["missing"]).toContain("村民会议");
    expect(missing.rule).toMatchObject({ article: "27" });
    const lower = await (
      await convene("representatives-meeting", "villagers-representatives", { number, wording, matter })
    ).refused();
    expect(lower).toMatchObject({ code: "item-beyond-power", rule: { article: "27" } });
    const other = await (
      await convene("villagers-assembly", "adults", { number, wording: `${wording}另加一条。`, matter })
    ).refused();
    expect(other.code).toBe("another-text");
    await hold("villagers-assembly", "adults", { number, wording, matter });
    await head.call(passDraft, { id });
    expect((await read()).passedBy).toContain("赞成");
    expect((await head.refused(giveUpDraft, { id, why: "不想要了" })).code).toBe("passed-already");
    expect((await head.refused(enactDraft, { id, from: day(1) })).code).toBe("step-not-open");
    await head.call(fileDraft, { id });
    expect((await head.refused(enactDraft, { id, from: day(-1) })).fields).toMatchObject([{ pointer: "/from" }]);
    await head.call(enactDraft, { id, from: day(1) });
    const done = await read();
    const rule = await visitor.call(readRule, { id: done.enacted?.ruleId ?? "" });
    expect(rule.versions.map(({ version, state }) => [version, state])).toEqual([
      [3, "to-come"],
      [2, "in-force"],
      [1, "past"],
    ]);
    expect(rule.versions[0]?.text).toContain("第二条 房前屋后");
    expect(rule.versions[0]?.text).toContain("村东再设一个点。");
    await house.settle();
    const { seals } = await visitor.call(findSeals, { kind: "rulemaking.passage", subjects: `${number}/1` });
    expect(seals).toMatchObject([{ subject: `${number}/1` }]);
  });

  test("is not enacted by hand, and what the township orders to be put right is late to everybody", async () => {
    const steward = await house.signIn("steward");
    const [rule] = (await visitor.call(listRules, { q: "大柳村村规民约" })).rules;
    const text = { text: "第一条 照旧。", parameters: [], citations: [LAW], source: "管理员", from: day(30) };
    expect(await steward.refused(enactVersion, { ruleId: rule?.id ?? "", ...text })).toMatchObject({
      code: "takes-course",
      rule: { article: "27" },
    });
    const charter = { title: "大柳村村民自治章程", key: "village.charter", level: "village", area: VILLAGE } as const;
    expect((await steward.refused(enactRule, { ...charter, ...text })).code).toBe("takes-course");
    // Whatever else a village makes for itself takes it too, under any key, in its grids, and as a new version; a township's own does not.
    const canals = { title: "大柳村水渠管护办法", key: "local.canals", level: "village", area: VILLAGE } as const;
    expect(await steward.refused(enactRule, { ...canals, ...text })).toMatchObject({
      code: "takes-course",
      rule: { rule: "村（社区）制度的制定" },
    });
    const [grid] = await house.admin<{ path: string }>(
      "select path::text from divisions.v_area where path <@ $1::ltree and path <> $1::ltree limit 1",
      [VILLAGE],
    );
    expect((await steward.refused(enactRule, { ...canals, ...text, area: grid?.path ?? "" })).code).toBe("takes-course");
    const before = await steward.call(enactRule, { ...canals, ...text, from: "2019-05-01" });
    expect((await steward.refused(enactVersion, { ruleId: before.id, ...text })).code).toBe("takes-course");
    const town = { ...canals, ...text, title: "清河镇水渠管护办法", key: "town.canals", level: "township" as const };
    expect(await steward.call(enactRule, { ...town, area: VILLAGE.split(".").slice(0, -1).join(".") })).toHaveProperty("id");
    // What held before the place had any course is entered as it was.
    await steward.call(enactRule, { ...charter, ...text, from: "2019-05-01" });
    const order = { id, article: 3, against: "清河镇移风易俗办法", againstArticle: "6", why: "宴席桌数应改为倡议。" };
    expect((await head.refused(orderCorrection, { ...order, dueOn: day(20) })).status).toBe(404);
    await leader.call(orderCorrection, { ...order, dueOn: day(20) });
    expect(await read()).toMatchObject({
      draft: { state: "done" },
      corrections: [{ article: 3, againstArticle: "6", daysLate: 0 }],
    });
    await house.admin("update rulemaking.correction set ordered_on = ordered_on - 30, due_on = due_on - 30 where number = $1", [
      number,
    ]);
    const { late } = await visitor.call(listOverdue, { area: VILLAGE });
    expect(late.filter(({ page }) => page === `rulemaking/${number}`)).toMatchObject([{ what: "rule-correction", daysLate: 10 }]);
    expect(late.some(({ what }) => what === "rule-filing")).toBe(true);
  });
});

test("a village's own figures may be stricter than the rule above, never looser", async () => {
  const [above] = (await visitor.call(listRules, { q: "监督、质询" })).rules;
  const { versions } = await visitor.call(readRule, { id: above?.id ?? "" });
  expect(versions[0]?.parameters.some(({ pointer }) => pointer === "/objectionDays")).toBe(true);
  const title = "大柳村监督答复办法";
  const { id, number } = await head.call(beginDraft, { area: VILLAGE, kind: "village-rule", title, rule: above?.id ?? "" });
  const { revision, citations } = await head.call(readDraft, { number });
  const typed = (value: string) => ({
    id,
    revision,
    title,
    citations,
    articles: [{ text: "对监督意见从快答复。" }],
    parameters: [{ pointer: "/objectionDays", value }],
  });
  expect((await head.refused(saveDraft, typed("300"))).fields).toMatchObject([
    { pointer: "/parameters/0/value", code: "loosens-rule-above" },
  ]);
  await head.call(saveDraft, typed("2"));
  expect((await head.call(readDraft, { number })).parameters).toContainEqual(expect.objectContaining({ value: "2" }));
  await head.call(giveUpDraft, { id, why: "先按镇里的办法。" });
});

test("a resolution passes a draft only with its very words, once it stands; corrected before it is in force, it does not come into force", async () => {
  const title = "大柳村公用水车使用办法";
  const { id, number } = await head.call(beginDraft, { area: VILLAGE, kind: "village-rule", title });
  expect((await head.refused(openConsultation, { id })).code).toBe("nothing-written");
  await save(number, { title, articles: ["水车由村委会保管。", "用完当天归还。"] });
  await head.call(openConsultation, { id });
  await itIsOver(number);
  await head.call(closeConsultation, { id });
  const { subject } = await secretary.call(readProposeForm, { about: number });
  expect(subject?.title).toBe(title);
  const asked = { askedPersons: 20, asked: "开院坝会一次，没有反对意见。" };
  const made = async (wording: string) => {
    const proposal = await secretary.call(propose, { area: VILLAGE, title, wording, matter: "", about: number, ...asked });
    return proposal.number;
  };
  const [right, wrong] = [await made(subject?.wording ?? ""), await made(`${subject?.wording ?? ""}另加两条。`)];
  // Draft and proposals lead to each other; a case of another place, or none, is nobody's to propose.
  const { about } = await visitor.call(readProposal, { number: right });
  expect(about).toEqual({ number, path: `rulemaking/${number}` });
  const { proposals } = await visitor.call(readDraft, { number });
  expect(proposals.map((one) => one.path)).toEqual([`resolutions/${right}`, `resolutions/${wrong}`]);
  const strange = { area: VILLAGE, title, wording: "没有这件事，也就没有文本。", about: "20260101-0000-0000", ...asked };
  expect((await secretary.refused(propose, strange)).code).toBe("no-such-case");
  const pass = async (resolution: string) => (await head.refused(passDraft, { id, resolution })).facts["missing"];
  expect(await pass("20260101-0000-0000")).toContain("没有编号为");
  expect(await pass(wrong)).toContain("校验码不同");
  expect(await pass(right)).toContain("还没有通过并公示期满");
  // Its own chain is proved in `village-decision.test.ts`: here it stands.
  await house.admin("update resolutions.proposal set state = 'carry' where number = $1", [right]);
  const unmet = await pass(right);
  expect(unmet).toContain("要由");
  await house.admin("update resolutions.proposal set state = 'talk' where number = $1", [right]);
  await hold("representatives-meeting", "villagers-representatives", { number, wording: subject?.wording ?? "", matter: "" });
  await head.call(passDraft, { id });
  await head.call(fileDraft, { id });
  const order = { id, article: 2, against: "清河镇公用设施办法", againstArticle: "4", why: "归还期限应为三天。", dueOn: day(30) };
  await leader.call(orderCorrection, order);
  expect((await visitor.call(readDraft, { number })).draft.state).toBe("returned");
  expect((await head.refused(enactDraft, { id, from: day(1) })).status).toBe(409);
  expect((await visitor.call(listRules, { q: title })).rules).toEqual([]);
  const again = await head.call(beginDraft, { area: VILLAGE, kind: "village-rule", title, earlier: number });
  expect((await head.call(readDraft, { number: again.number })).articles).toEqual(["水车由村委会保管。", "用完当天归还。"]);
});
