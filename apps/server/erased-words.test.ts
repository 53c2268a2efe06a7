import { readFileSync } from "node:fs";
import sharp from "sharp";
import { verifyRecord } from "@gongzhi/log-verifier";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CAPABILITIES } from "#apps/capabilities.ts";
import { dispatchAppeal } from "#capabilities/appeals/contract/dispatch-appeal.ts";
import { raiseAppeal } from "#capabilities/appeals/contract/raise-appeal.ts";
import { readAppeal } from "#capabilities/appeals/contract/read-appeal.ts";
import { releaseAppeal } from "#capabilities/appeals/contract/release-appeal.ts";
import { beginCorrection } from "#capabilities/disclosure/contract/begin-correction.ts";
import { beginDraft } from "#capabilities/disclosure/contract/begin-draft.ts";
import { editDraft } from "#capabilities/disclosure/contract/edit-draft.ts";
import { fixDraft } from "#capabilities/disclosure/contract/fix-draft.ts";
import { openItem } from "#capabilities/disclosure/contract/open-item.ts";
import { publishDisclosure } from "#capabilities/disclosure/contract/publish-disclosure.ts";
import { readDisclosure } from "#capabilities/disclosure/contract/read-disclosure.ts";
import { reviewDraft } from "#capabilities/disclosure/contract/review-draft.ts";
import { sendToReview } from "#capabilities/disclosure/contract/send-to-review.ts";
import { pathOfCode } from "#capabilities/divisions/index.ts";
import { giveMandate } from "#capabilities/mandates/contract/give-mandate.ts";
import { decideObjection } from "#capabilities/mandates/contract/decide-objection.ts";
import { judgeCharge } from "#capabilities/mandates/contract/judge-charge.ts";
import { liftCharge } from "#capabilities/mandates/contract/lift-charge.ts";
import { objectToCharge } from "#capabilities/mandates/contract/object-to-charge.ts";
import { readCharge } from "#capabilities/mandates/contract/read-charge.ts";
import { reportCharge } from "#capabilities/mandates/contract/report-charge.ts";
import { callOffMeeting } from "#capabilities/meetings/contract/call-off-meeting.ts";
import { closeMeeting } from "#capabilities/meetings/contract/close-meeting.ts";
import { conveneMeeting } from "#capabilities/meetings/contract/convene-meeting.ts";
import { countVotes } from "#capabilities/meetings/contract/count-votes.ts";
import { openMeeting } from "#capabilities/meetings/contract/open-meeting.ts";
import { publishResult as publishMeeting } from "#capabilities/meetings/contract/publish-result.ts";
import { putToVote } from "#capabilities/meetings/contract/put-to-vote.ts";
import { readAttendance } from "#capabilities/meetings/contract/read-attendance.ts";
import { readConveneForm } from "#capabilities/meetings/contract/read-convene-form.ts";
import { readMeeting } from "#capabilities/meetings/contract/read-meeting.ts";
import { recountItem } from "#capabilities/meetings/contract/recount-item.ts";
import { signInAttendees } from "#capabilities/meetings/contract/sign-in-attendees.ts";
import { addContract } from "#capabilities/projects/contract/add-contract.ts";
import { beginProject } from "#capabilities/projects/contract/begin-project.ts";
import { changeLine } from "#capabilities/projects/contract/change-line.ts";
import { changeMilestone } from "#capabilities/projects/contract/change-milestone.ts";
import { closeAccount } from "#capabilities/projects/contract/close-account.ts";
import { hangPapers } from "#capabilities/projects/contract/hang-papers.ts";
import { judgeProject } from "#capabilities/projects/contract/judge-project.ts";
import { reachMilestone } from "#capabilities/projects/contract/reach-milestone.ts";
import { readProject } from "#capabilities/projects/contract/read-project.ts";
import { reportDone } from "#capabilities/projects/contract/report-done.ts";
import { stopProject } from "#capabilities/projects/contract/stop-project.ts";
import { askErasure } from "#capabilities/record/contract/ask-erasure.ts";
import { decideErasure } from "#capabilities/record/contract/decide-erasure.ts";
import { readEntry } from "#capabilities/record/contract/read-entry.ts";
import type { RecordSource } from "#capabilities/record/index.ts";
import { giveUp } from "#capabilities/resolutions/contract/give-up.ts";
import { listProposals } from "#capabilities/resolutions/contract/list-proposals.ts";
import { passStep } from "#capabilities/resolutions/contract/pass-step.ts";
import { propose } from "#capabilities/resolutions/contract/propose.ts";
import { publishResult } from "#capabilities/resolutions/contract/publish-result.ts";
import { readProposal } from "#capabilities/resolutions/contract/read-proposal.ts";
import { reportResult } from "#capabilities/resolutions/contract/report-result.ts";
import { reviseProposal } from "#capabilities/resolutions/contract/revise-proposal.ts";
import { beginDraft as beginRule } from "#capabilities/rulemaking/contract/begin-draft.ts";
import { giveUpDraft as giveUpRule } from "#capabilities/rulemaking/contract/give-up-draft.ts";
import { openConsultation } from "#capabilities/rulemaking/contract/open-consultation.ts";
import { readDraft as readRuleDraft } from "#capabilities/rulemaking/contract/read-draft.ts";
import { saveDraft as saveRule } from "#capabilities/rulemaking/contract/save-draft.ts";
import { endPost } from "#capabilities/organizations/contract/end-post.ts";
import { answerFinding } from "#capabilities/supervision/contract/answer-finding.ts";
import { answerMatter } from "#capabilities/supervision/contract/answer-matter.ts";
import { publishAudit } from "#capabilities/supervision/contract/publish-audit.ts";
import { putRight } from "#capabilities/supervision/contract/put-right.ts";
import { raiseObjection } from "#capabilities/supervision/contract/raise-objection.ts";
import { readAppraisal } from "#capabilities/supervision/contract/read-appraisal.ts";
import { readAudit } from "#capabilities/supervision/contract/read-audit.ts";
import { readMatter } from "#capabilities/supervision/contract/read-matter.ts";
import { ruleOnMatter } from "#capabilities/supervision/contract/rule-on-matter.ts";
import { takeUpward } from "#capabilities/supervision/contract/take-upward.ts";
import { hits, hitsInLog, readLog } from "./testing/own-data/hits.ts";
import { OWN_PATH } from "./testing/rights/places.ts";
import { startTestHouse, type TestHouse } from "./testing/start-test-house.ts";
import type { TestClient } from "./testing/test-client.ts";

const VILLAGE = pathOfCode("990101101201");
/** Stands in every text that is published here, and in nothing else the house knows. */
const MARK = "彀";
const DAY_MS = 86_400_000;

let house: TestHouse;
let head: TestClient;
let supervisor: TestClient;

beforeAll(async () => {
  house = await startTestHouse();
  head = await house.signIn("village");
  supervisor = await house.signIn("supervisor");
});
afterAll(async () => {
  await house.close();
});

const hung: string[] = [];
const say = (what: string) => `${MARK}家的${what}一事照此办理`;

function day(after: number): string {
  return new Date(Date.now() + 8 * 3_600_000 + after * DAY_MS).toISOString().slice(0, 10);
}

async function upload(purpose: string, shade: number): Promise<string> {
  const background = { r: shade, g: 90, b: 51 };
  const bytes = await sharp({ create: { width: 8, height: 8, channels: 3, background } })
    .png()
    .toBuffer();
  const answer = await head.upload(purpose, { name: `${MARK}家.png`, type: "image/png", bytes });
  const { fileId } = answer.json<{ readonly fileId: string }>();
  hung.push(fileId);
  return fileId;
}

async function publishAppeal(): Promise<string> {
  const [resident, clerk] = [await house.signIn("resident"), await house.signIn("clerk")];
  const { id, number } = await resident.call(raiseAppeal, { area: OWN_PATH, mode: "named", text: "屋顶漏雨，请来看看。" });
  await clerk.call(dispatchAppeal, { id, decision: "answer", matter: "roads", text: "已经告知。" });
  await clerk.call(releaseAppeal, { id, title: say("标题"), text: say("正文"), answer: say("答复") });
  return `appeals/${number}`;
}

const plan = () => ({
  area: VILLAGE,
  kind: "public-works" as const,
  title: say("工程"),
  aim: say("目标"),
  place: `${MARK}坝`,
  lines: [{ name: say("误工"), source: `${MARK}四`, cents: 100_000 }],
  milestones: [{ title: say("完工"), dueOn: day(2) }],
});

/** One to its account, one stopped: between them they publish whatever a project may. */
async function publishProjects(): Promise<readonly string[]> {
  const { id, number } = await head.call(beginProject, plan());
  const { lines, milestones } = await head.call(readProject, { number });
  const [lineId, milestoneId] = [lines[0]?.id ?? "", milestones[0]?.id ?? ""];
  await head.call(changeLine, { id, lineId, cents: 120_000, why: say("加钱") });
  await head.call(changeMilestone, { id, milestoneId, dueOn: day(1), why: say("提前") });
  await head.call(addContract, { id, lineId, partner: say("乙方"), subject: say("合同"), cents: 100_000, signedOn: day(0) });
  await head.call(hangPapers, { id, caption: "开工当天", photoIds: [await upload("projects/photo", 17)] });
  await head.call(reachMilestone, { id, milestoneId, reachedOn: day(0), note: "完成了" });
  await head.call(reportDone, { id });
  await supervisor.call(judgeProject, { id, verdict: "accepted", opinion: say("验收") });
  await head.call(closeAccount, { id });
  const stopped = await head.call(beginProject, plan());
  await head.call(stopProject, { id: stopped.id, why: say("停工") });
  return [`projects/${number}`, `projects/${stopped.number}`];
}

async function publishResolutions(): Promise<readonly string[]> {
  const secretary = await house.signIn("party");
  const text = { title: say("提案"), wording: `${say("方案")}，共三条。`, asked: `${say("走访")}，多数同意。` };
  const { id, number } = await secretary.call(propose, { area: VILLAGE, matter: "", askedPersons: 31, ...text });
  await head.call(reviseProposal, { id, wording: `${say("方案")}，共四条。`, why: say("改写") });
  await head.call(giveUp, { id, why: say("放弃") });
  const [posted] = (await head.call(listProposals, { state: "post" })).proposals;
  const later = "posted_on = posted_on - 30, posted_until = posted_until - 30, answered = objections";
  await house.admin(`update resolutions.posting set ${later} where case_number = $1`, [posted?.number]);
  const done = { id: posted?.id ?? "" };
  await head.call(passStep, done);
  await head.call(reportResult, { ...done, doneOn: day(0), result: `${say("结果")}，已经完成。` });
  await head.call(publishResult, done);
  return [`resolutions/${number}`, `resolutions/${posted?.number ?? ""}`];
}

/** A draft that was open to everybody, and given up. */
async function publishRule(): Promise<string> {
  const title = say("制度");
  const { id, number } = await head.call(beginRule, { area: VILLAGE, kind: "village-rule", title });
  const citations = [{ source: "村民会议", article: "" }];
  await head.call(saveRule, { id, revision: 1, title, articles: [{ text: say("条文") }], parameters: [], citations });
  await head.call(openConsultation, { id });
  await head.call(giveUpRule, { id, why: say("不办") });
  return `rulemaking/${number}`;
}

/** What the township handed down, was reported with a paper, sent back and lifted. */
async function publishMandate(): Promise<string> {
  const leader = await house.signIn("leader");
  const asked = { basis: "会议纪要", matter: "garbage", act: "handle", evidence: "清单一份", wantsPapers: "yes" } as const;
  const words = { title: say("任务"), text: `${say("部署")}，按期完成。` };
  const { number } = await leader.call(giveMandate, { ...asked, ...words, dueOn: day(20), areas: [VILLAGE] });
  const { charge } = await head.call(readCharge, { number, place: 1 });
  await head.call(objectToCharge, { id: charge.id, ground: "no-means", why: say("异议") });
  await leader.call(decideObjection, { id: charge.id, verdict: "goes-on", opinion: say("决定") });
  await head.call(reportCharge, { id: charge.id, report: say("办理"), photoIds: [await upload("mandates/photo", 203)] });
  await leader.call(judgeCharge, { id: charge.id, verdict: "sent-back", opinion: say("退回") });
  await leader.call(liftCharge, { id: charge.id, why: say("减免") });
  return `mandates/${number}`;
}

async function convene(): Promise<string> {
  const kind = "joint-committees-meeting";
  const { kinds } = await head.call(readConveneForm, { area: VILLAGE, kind });
  const { id } = await head.call(conveneMeeting, {
    kind,
    area: VILLAGE,
    due: "posts",
    convener: kinds.find((one) => one.id === kind)?.conveners[0]?.value ?? "",
    title: say("会议"),
    meetsAt: new Date(Date.now() + 20 * DAY_MS).toISOString(),
    place: say("院子"),
    chair: "主任",
    items: [{ title: say("议题"), wording: say("议案") }],
  });
  return id;
}

/** One called off, one held whose count was mistaken. */
async function publishMeetings(): Promise<readonly string[]> {
  const called = "select id from meetings.meeting where state = 'called' and public and division_path <@ $1::ltree limit 1";
  const [{ id: off } = { id: "" }] = await house.admin<{ id: string }>(called, [VILLAGE]);
  await head.call(callOffMeeting, { id: off, why: say("改日") });
  const id = await convene();
  await house.admin(
    "update meetings.meeting set meets_at = now(), notice_day = (now() at time zone 'Asia/Shanghai')::date - 12 where id = $1",
    [id],
  );
  const { due } = await head.call(readAttendance, { id });
  await head.call(signInAttendees, { id, personIds: due.map((one) => one.id) });
  await head.call(openMeeting, { id });
  const itemId = (await head.call(readMeeting, { id })).items[0]?.id ?? "";
  await head.call(putToVote, { id: itemId, method: "show-of-hands" });
  const count = async (votes: number) => {
    for (const teller of [head, await house.signIn("party")])
      await teller.call(countVotes, { id: itemId, for: votes, against: due.length - votes, abstain: 0, invalid: 0 });
  };
  await count(due.length - 1);
  await head.call(closeMeeting, { id, discussion: "" });
  await head.call(publishMeeting, { id });
  await head.call(recountItem, { id: itemId, why: say("漏记") });
  await count(due.length);
  return [`meetings/${off}`, `meetings/${id}`];
}

async function publishDisclosures(): Promise<string> {
  const opened = { area: VILLAGE, entry: "collective-assets", title: say("事项"), happenedOn: day(0) };
  const { id } = await head.call(openItem, opened);
  await head.call(beginDraft, { id });
  const publish = async () => {
    const sections = [{ heading: say("小标题"), text: say("正文"), table: `项目 | 金额\n${say("表格")} | 18,000` }];
    const paperIds = [await upload("disclosure/paper", 171)];
    await head.call(editDraft, { id, title: say("公开"), sections, paperIds });
    await head.call(sendToReview, { id });
    await supervisor.call(reviewDraft, { id, verdict: "passed", opinion: say("审核") });
    await head.call(fixDraft, { id, metOn: day(0), reference: say("纪要") });
    await head.call(publishDisclosure, { id });
  };
  await publish();
  await head.call(beginCorrection, { id, reason: say("更正") });
  await publish();
  // Another correction is under way: its draft began with what is published.
  await head.call(beginCorrection, { id, reason: "再核对一次。" });
  return `disclosure/${id}`;
}

/** An objection to a project, from its words to what was put right. */
async function publishSupervision(): Promise<readonly string[]> {
  const project = await head.call(beginProject, plan());
  const about = `projects/${project.number}`;
  const { id, number } = await supervisor.call(raiseObjection, { about, title: say("意见"), words: say("监督") });
  await head.call(answerMatter, { id, outcome: "explained", answer: say("说明") });
  await supervisor.call(takeUpward, { id, why: say("上报") });
  await (await house.signIn("leader")).call(ruleOnMatter, { id, upheld: "yes", ruling: say("处理") });
  await head.call(putRight, { id, report: say("改正") });
  return [about, `supervision/${number}`];
}

/** An appraisal counted anew, and an audit from its first report to an answer; people whose names are public words as well. */
async function publishYearly(): Promise<readonly string[]> {
  const [judged] = await house.admin<{ item: string; number: string; here: number }>(
    `select i.id as item, x.number, i.here_persons as here from supervision.appraised m
       join supervision.appraisal x on x.tenant_id = m.tenant_id and x.id = m.appraisal_id
       join meetings.item i on i.tenant_id = m.tenant_id and i.case_number = m.number
       where m.division_path = $1::ltree and i.title not like '%村委会主任%' limit 1`, // nobody counts their own
    [VILLAGE],
  );
  const { item = "", number = "", here = 0 } = judged ?? {};
  await house.admin("update supervision.appraised set holder = $1 where division_path = $2::ltree and outcome is not null", [
    say("干部"),
    VILLAGE,
  ]);
  await head.call(recountItem, { id: item, why: say("票数") });
  for (const teller of [head, await house.signIn("party")])
    await teller.call(countVotes, { id: item, for: here - 1, against: 1, abstain: 0, invalid: 0 });
  const [post] = await house.admin<{ id: string }>(
    "select id from organizations.post where title = '村委会委员' and valid_to is null and $1::ltree = any(areas)",
    [VILLAGE],
  );
  await (await house.signIn("steward")).call(endPost, { id: post?.id ?? "" });
  await house.settle();
  const [audit] = await house.admin<{ id: string; number: string }>(
    "update supervision.audit set holder = $1 where post_id = $2 returning id, number",
    [say("离任"), post?.id],
  );
  const leader = await house.signIn("leader");
  const parts = Object.fromEntries(["finance", "debts", "funds", "works", "assets", "asked"].map((of) => [of, say(of)]));
  const report = { ...REPORT, ...parts, id: audit?.id ?? "", madeBy: say("审计人"), findings: [say("问题")] };
  await leader.call(publishAudit, report);
  await leader.call(publishAudit, { ...report, finance: say("收支"), findings: [], why: say("更正审计") });
  const { findings } = await head.call(readAudit, { number: audit?.number ?? "" });
  await head.call(answerFinding, { id: findings[0]?.id ?? "", answer: say("整改答复") });
  return [`appraisals/${number}`, `audits/${audit?.number ?? ""}`];
}

const REPORT = {
  orderedBy: "township" as const,
  from: "2024-01-01",
  to: "2025-12-31",
  finance: "",
  debts: "",
  funds: "",
  works: "",
  assets: "",
};

const sources = new Map(
  CAPABILITIES.flatMap(({ contributes }) => Object.entries(contributes?.["record.sources"] ?? {})),
) as ReadonlyMap<string, RecordSource>;

/** Asked for by one person and decided by another, field by field, until no entry shows the mark. @returns the fields, by kind */
async function eraseEverything(): Promise<readonly string[]> {
  const [steward, leader] = [await house.signIn("steward"), await house.signIn("leader")];
  const kinds = [...sources].flatMap(([kind, { erase }]) => (erase === undefined ? [] : [kind]));
  const entries = await house.admin<{ index: string }>(
    "select index::text from record.entry where kind = any($1) and index >= $2 order by index desc",
    [kinds, first],
  );
  const gone: string[] = [];
  for (const { index } of entries) {
    const { fields } = await house.visitor().call(readEntry, { index: Number(index) });
    for (const { name, value } of fields) {
      if (!(value ?? "").includes(MARK)) continue;
      const [{ kind } = { kind: "" }] = await house.admin<{ kind: string }>("select kind from record.entry where index = $1", [
        index,
      ]);
      const { id } = await steward.call(askErasure, { index: Number(index), field: name, ground: "personal" });
      await leader.call(decideErasure, { id, decision: "erased" });
      gone.push(`${kind.slice(0, kind.indexOf("."))}.${name}`);
    }
  }
  await house.settle();
  return [...new Set(gone)].toSorted();
}

/** Fields on the record that a reader of its page would be shown by their code. */
async function namelessFields(): Promise<readonly string[]> {
  const fields = await house.admin<{ name: string }>("select distinct name from record.sealed_field order by name");
  return ["zh-CN", "en"].flatMap((locale) => {
    const file = new URL(`../../capabilities/record/messages/${locale}.json`, import.meta.url);
    const { names } = JSON.parse(readFileSync(file, "utf8")) as { readonly names: Readonly<Record<string, string>> };
    return fields.flatMap(({ name }) => (names[name] === undefined ? [`${locale} ${name}`] : []));
  });
}

/** What an official copied into drafts: beside a name stands somebody else's, and a word that it is part of. */
async function copyByHand(): Promise<void> {
  const table = [["李四", `${MARK}四`, "四海"]];
  const sections = JSON.stringify([{ heading: "经手", text: `经手人：${MARK}四、李四`, table }]);
  await house.admin("update disclosure.draft set sections = sections || $1::jsonb", [sections]);
}

const drafts = async () =>
  (await house.admin<{ text: string }>("select sections::text as text from disclosure.draft order by item_id")).map(
    ({ text }) => text,
  );

let first = 0;

/** What the pages are drawn from, as a visitor and as an official read it; and the papers that hung there. */
async function readAgain(pages: readonly string[]): Promise<readonly string[]> {
  const read = async (who: TestClient, page: string) => {
    const [what, key = ""] = page.split("/");
    if (what === "projects") return await who.call(readProject, { number: key });
    if (what === "resolutions") return await who.call(readProposal, { number: key });
    if (what === "mandates") return await who.call(readCharge, { number: key, place: 1 });
    if (what === "rulemaking") return await who.call(readRuleDraft, { number: key });
    if (what === "appraisals") return await who.call(readAppraisal, { number: key });
    if (what === "audits") return await who.call(readAudit, { number: key });
    if (what === "supervision") return await who.call(readMatter, { number: key });
    if (what === "meetings") return await who.call(readMeeting, { id: key });
    return what === "appeals" ? await who.call(readAppeal, { number: key }) : await who.call(readDisclosure, { id: key });
  };
  const all: string[] = [];
  for (const page of pages)
    for (const who of [house.visitor(), await house.signIn("leader")]) all.push(JSON.stringify(await read(who, page)));
  return all;
}

test("whatever is published is erased by the record's own act from every table, file and page that shows it", async () => {
  const [size] = await house.admin<{ size: number }>("select count(*)::int as size from record.entry");
  first = size?.size ?? 0;
  const pages = [
    await publishAppeal(),
    ...(await publishProjects()),
    ...(await publishResolutions()),
    await publishRule(),
    await publishMandate(),
    ...(await publishMeetings()),
    await publishDisclosures(),
    ...(await publishSupervision()),
    ...(await publishYearly()),
  ];
  await house.settle();
  expect((await hits(house, [MARK])).length).toBeGreaterThan(20);
  const before = (await verifyRecord((path) => readLog(house, path))).findings;
  expect(await namelessFields()).toEqual([]);
  for (const id of hung) expect((await house.visitor().fetch({ url: `/t/qinghe/files/${id}` })).statusCode).toBe(200);
  await copyByHand();
  const copies = await drafts();
  // The final account began a draft: names of two signs stand in it as cells and lines.
  expect(copies.join()).toContain(`"${MARK}四"`);
  expect(copies.join()).toContain(`\\n${MARK}坝\\n`);

  const erased = await eraseEverything();
  // Whatever kind and field can be erased was; another one that comes tomorrow is missed here until it is published above.
  const erasable = [...sources].flatMap(([kind, { erase }]) =>
    (erase?.fields ?? []).map((field) => `${kind.slice(0, kind.indexOf("."))}.${field}`),
  );
  expect(erased).toEqual([...new Set(erasable)].toSorted());
  expect(await hits(house, [MARK])).toEqual([]);
  const left = await drafts();
  expect(left).toHaveLength(copies.length);
  for (const text of left) expect(text).toMatch(/"李四", "〔已删除〕", "四海".*|经手人：〔已删除〕、李四/);
  expect(await hitsInLog(house, [MARK])).toEqual([]);
  expect((await verifyRecord((path) => readLog(house, path))).findings).toEqual(before);
  const views = await readAgain(pages);
  expect(views).toHaveLength(pages.length * 2);
  expect(views.filter((text) => text.includes(MARK))).toEqual([]);
  for (const id of hung) expect((await house.visitor().fetch({ url: `/t/qinghe/files/${id}` })).statusCode).toBe(404);
});
