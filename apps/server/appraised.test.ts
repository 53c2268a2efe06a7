import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestHouse, type TestHouse } from "#apps/server/testing/start-test-house.ts";
import type { TestClient } from "#apps/server/testing/test-client.ts";
import { listOverdue } from "#capabilities/disclosure/contract/list-overdue.ts";
import { pathOfCode } from "#capabilities/divisions/index.ts";
import { closeMeeting } from "#capabilities/meetings/contract/close-meeting.ts";
import { conveneMeeting } from "#capabilities/meetings/contract/convene-meeting.ts";
import { countVotes } from "#capabilities/meetings/contract/count-votes.ts";
import { openMeeting } from "#capabilities/meetings/contract/open-meeting.ts";
import { publishResult } from "#capabilities/meetings/contract/publish-result.ts";
import { putToVote } from "#capabilities/meetings/contract/put-to-vote.ts";
import { readAttendance } from "#capabilities/meetings/contract/read-attendance.ts";
import { readConveneForm } from "#capabilities/meetings/contract/read-convene-form.ts";
import { readMeeting } from "#capabilities/meetings/contract/read-meeting.ts";
import { recountItem } from "#capabilities/meetings/contract/recount-item.ts";
import { signInAttendees } from "#capabilities/meetings/contract/sign-in-attendees.ts";
import { endPost } from "#capabilities/organizations/contract/end-post.ts";
import { readOrganization } from "#capabilities/organizations/contract/read-organization.ts";
import { findSeals } from "#capabilities/record/contract/find-seals.ts";
import { answerFinding } from "#capabilities/supervision/contract/answer-finding.ts";
import { listAppraisals } from "#capabilities/supervision/contract/list-appraisals.ts";
import { listAudits } from "#capabilities/supervision/contract/list-audits.ts";
import { openAppraisal } from "#capabilities/supervision/contract/open-appraisal.ts";
import { publishAudit } from "#capabilities/supervision/contract/publish-audit.ts";
import { readAppraisal } from "#capabilities/supervision/contract/read-appraisal.ts";
import { readAudit } from "#capabilities/supervision/contract/read-audit.ts";

const VILLAGE = pathOfCode("990101101201");
const KIND = "representatives-meeting";
const VICE = "村委会副主任";
const MEMBER = "村委会委员";
const YEAR = Number(new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 4));

let house: TestHouse;
let head: TestClient;
let party: TestClient;
let supervisor: TestClient;
let leader: TestClient;
let visitor: TestClient;

beforeAll(async () => {
  house = await startTestHouse();
  head = await house.signIn("village");
  party = await house.signIn("party");
  supervisor = await house.signIn("supervisor");
  leader = await house.signIn("leader");
  visitor = house.visitor();
});
afterAll(async () => {
  await house.close();
});

const appraisals = async () => (await visitor.call(listAppraisals, { area: VILLAGE })).appraisals;
const numberOf = async (year: number) => (await appraisals()).find((one) => one.year === year)?.number ?? "";
const memberOf = async (year: number, title: string) =>
  (await visitor.call(readAppraisal, { number: await numberOf(year) })).members.find((one) => one.title === title);
const sealed = async (kind: string, subject: string) =>
  (await visitor.call(findSeals, { kind: `supervision.${kind}`, subjects: subject })).seals.length;
const overdue = async (what: string) => (await visitor.call(listOverdue, {})).late.filter((one) => one.what === what);

/** The committee as everybody sees it. */
async function committee() {
  const { organizationId } = (await appraisals())[0] ?? { organizationId: "" };
  return await visitor.call(readOrganization, { id: organizationId });
}

describe("the yearly appraisal", () => {
  test("is late in public where nobody was appraised, and nowhere else", async () => {
    const { late } = await visitor.call(listAppraisals, {});
    expect(late.map(({ area, year }) => [area, year])).toEqual([
      ["杨家湾村", YEAR - 1],
      ["白鹭村", YEAR - 1],
    ]);
    expect((await overdue("supervision-appraise")).map(({ area, who }) => [area, who])).toEqual([
      ["杨家湾村", "杨家湾村村务监督委员会"],
      ["白鹭村", "白鹭村村务监督委员会"],
    ]);
  });

  test("is opened by the supervision committee alone, for this year or the last", async () => {
    const input = { area: VILLAGE, year: YEAR };
    expect((await head.refused(openAppraisal, input)).status).toBe(404);
    expect((await supervisor.refused(openAppraisal, { ...input, year: YEAR + 1 })).code).toBe("invalid-input");
    // Opened already: the same one, brought up to date.
    expect(await supervisor.call(openAppraisal, input)).toMatchObject({ number: await numberOf(YEAR), members: 3 });
    expect((await supervisor.refused(openAppraisal, { ...input, area: pathOfCode("990101101202") })).status).toBe(404);
  });

  test("is put to the representatives, member by member, in the law's words and by secret ballot alone", async () => {
    const about = await numberOf(YEAR);
    const form = await supervisor.call(readConveneForm, { area: VILLAGE, kind: KIND, about });
    expect(form.kinds.map(({ id }) => id)).toEqual(["villagers-assembly", KIND]);
    expect(form.subject).toMatchObject({ chair: "大柳村村务监督委员会主任" });
    expect(form.subject?.parts).toHaveLength(3);
    const joint = { ...(await agenda(about)), kind: "joint-committees-meeting", due: "posts" };
    expect((await head.refused(conveneMeeting, joint)).code).toBe("decided-elsewhere");
    const items = await hold(about);
    expect((await supervisor.refused(putToVote, { id: items[0]?.id ?? "", method: "show-of-hands" })).code).toBe("secret-alone");
    const [chair, vice, member] = items;
    await nobodyCountsTheirOwn(chair?.id ?? "", vice?.id ?? "");
    await decide(chair?.id ?? "", "competent");
    await decide(vice?.id ?? "", "incompetent");
    await decide(member?.id ?? "", "undecided");
    await supervisor.call(closeMeeting, { id: meetingId, discussion: "逐人述职。" });
    await supervisor.call(publishResult, { id: meetingId });
    await house.settle();
    const view = await visitor.call(readAppraisal, { number: about });
    expect(view.members.map(({ title, outcome, endedOn }) => [title, outcome, endedOn])).toEqual([
      ["村委会主任", "competent", null],
      [VICE, "incompetent", null],
      [MEMBER, "undecided", null],
    ]);
    expect(view.appraisal).toMatchObject({ done: true, late: false });
    expect(await sealed("appraisal", `${about}/1`)).toBe(1);
    await saidInItsOwnWords(chair?.id ?? "");
  });

  /** The chair of the village committee counts for others where the kind lets them, and not what is said of their own year. */
  async function nobodyCountsTheirOwn(own: string, others: string) {
    const given = { for: 1, against: 0, abstain: 0, invalid: 0 };
    await supervisor.call(putToVote, { id: own, method: "paper-ballots" });
    const refused = await head.refused(countVotes, { id: own, ...given });
    expect(refused).toMatchObject({ status: 403, code: "own-item" });
    expect(JSON.stringify(refused.rule)).toContain("33");
    const mine = (view: { readonly items: readonly { readonly id: string; readonly ownMatter: boolean }[] }) =>
      view.items.filter(({ ownMatter }) => ownMatter).map(({ id }) => id);
    expect(mine(await head.call(readMeeting, { id: meetingId }))).toEqual([own]);
    expect(mine(await supervisor.call(readMeeting, { id: meetingId }))).toEqual([]);
    expect((await head.refused(countVotes, { id: others, ...given })).code).toBe("item-state");
  }

  /** 称职 and 不称职 in the figures, the reasons and on the record: nobody reads 赞成 of a person. */
  async function saidInItsOwnWords(id: string) {
    const item = (await visitor.call(readMeeting, { id: meetingId })).items.find((one) => one.id === id);
    expect(item).toMatchObject({ does: "appraise", outcome: "passed" });
    expect(item?.reasons.map(({ sentence }) => sentence).join()).toMatch(/^(?!.*赞成).*称职/u);
    expect(item?.reasons.map(({ sentenceEn }) => sentenceEn).join()).toMatch(/^(?!.*in favour).*competent/u);
    const [result] = await house.admin<{ votes: object }>(
      "select content->'items'->0->'votes' as votes from meetings.publication where meeting_id = $1 and kind = 'result'",
      [meetingId],
    );
    expect(result?.votes).toEqual({ competent: present - 1, incompetent: 1, abstain: 0, invalid: 0 });
  }

  let meetingId = "";
  let present = 0;

  /** What a meeting about an appraisal is convened with, as its form gives it. */
  async function agenda(about: string) {
    const { subject, kinds } = await supervisor.call(readConveneForm, { area: VILLAGE, kind: KIND, about });
    return {
      kind: KIND,
      area: VILLAGE,
      due: "villagers-representatives",
      convener: kinds.find(({ id }) => id === KIND)?.conveners[0]?.value ?? "",
      title: subject?.title ?? "",
      meetsAt: new Date(Date.now() + 20 * 86_400_000).toISOString(),
      place: "村委会",
      chair: subject?.chair ?? "",
      items: (subject?.parts ?? []).map(({ number, title, wording }) => ({ caseNumber: number, title, wording })),
      facts: ["partyStudied"],
    };
  }

  async function hold(about: string) {
    meetingId = (await supervisor.call(conveneMeeting, await agenda(about))).id;
    await house.admin(
      "update meetings.meeting set meets_at = now(), notice_day = (now() at time zone 'Asia/Shanghai')::date - 12 where id = $1",
      [meetingId],
    );
    const { due } = await supervisor.call(readAttendance, { id: meetingId });
    present = due.length;
    await supervisor.call(signInAttendees, { id: meetingId, personIds: due.map(({ id }) => id) });
    await supervisor.call(openMeeting, { id: meetingId });
    return (await supervisor.call(readMeeting, { id: meetingId })).items;
  }

  async function decide(id: string, outcome: "competent" | "incompetent" | "undecided") {
    const item = (await supervisor.call(readMeeting, { id: meetingId })).items.find((one) => one.id === id);
    if (item?.state === "waiting") await supervisor.call(putToVote, { id, method: "paper-ballots" });
    await count([supervisor, party], id, outcome, present);
  }

  async function count(tellers: readonly TestClient[], id: string, outcome: string, persons: number) {
    const half = Math.floor(persons / 2);
    const votes = { competent: [persons - 1, 1], incompetent: [1, persons - 1], undecided: [half, half] }[outcome] ?? [0, 0];
    const [yes = 0, no = 0] = votes;
    for (const teller of tellers)
      await teller.call(countVotes, { id, for: yes, against: no, abstain: persons - yes - no, invalid: 0 });
  }

  /** Last year's count of one member was mistaken. */
  async function recount(outcome: string, why: string) {
    const before = await memberOf(YEAR - 1, VICE);
    const [item] = await house.admin<{ id: string; here: number }>(
      "select id, here_persons as here from meetings.item where case_number = $1",
      [before?.number],
    );
    await head.call(recountItem, { id: item?.id ?? "", why });
    await count([head, party], item?.id ?? "", outcome, item?.here ?? 0);
    await house.settle();
  }

  test("ends the post at the second incompetent in a row, in front of everybody, and leaves a vacancy", async () => {
    await recount("incompetent", "唱票时两人的票数记反。");
    expect(await memberOf(YEAR - 1, VICE)).toMatchObject({ outcome: "incompetent", endedOn: null });
    expect((await memberOf(YEAR, VICE))?.endedOn).not.toBeNull();
    const body = await committee();
    expect(body.posts.map(({ title }) => title)).not.toContain(VICE);
    expect(body.vacancies).toMatchObject([{ title: VICE, page: `supervision/appraisals/${await numberOf(YEAR)}` }]);
    const [told] = await house.admin<{ told: number }>(
      "select count(*)::int as told from platform.notice n join supervision.appraised m on m.person_id = n.person_id where m.title = $1 and n.topic = 'supervision.post-ended'",
      [VICE],
    );
    expect(told?.told).toBeGreaterThan(0);
    const due = (await visitor.call(listAudits, { area: VILLAGE })).audits;
    expect(due).toMatchObject([{ kind: "exit", title: VICE, withdrawnOn: null, late: false }]);
    expect(await sealed("appraisal", `${await numberOf(YEAR - 1)}/2`)).toBe(1);
    expect(await sealed("appraisal", `${await numberOf(YEAR)}/2`)).toBe(1);
  });

  test("gives the post back where the result turns out a mistake, and says so", async () => {
    await recount("competent", "复核选票，原来的计票是对的。");
    expect((await memberOf(YEAR, VICE))?.endedOn).toBeNull();
    const body = await committee();
    expect(body.posts.map(({ title }) => title)).toContain(VICE);
    expect(body.posts.every(({ holder }) => holder !== "")).toBe(true);
    expect(body.vacancies).toEqual([]);
    expect((await visitor.call(readAppraisal, { number: await numberOf(YEAR) })).why).toBe("复核选票，原来的计票是对的。");
    const [audit] = (await visitor.call(listAudits, { area: VILLAGE })).audits;
    expect(audit?.withdrawnOn).not.toBeNull();
    expect((await leader.refused(publishAudit, { ...REPORT, id: audit?.id ?? "" })).code).toBe("audit-withdrawn");
  });
});

const REPORT = {
  orderedBy: "township" as const,
  madeBy: "清河镇农村财务服务中心",
  from: "2024-01-01",
  to: "2026-01-31",
  finance: "收支与账面一致。",
  debts: "没有对外担保。",
  funds: "专款专用。",
  works: "没有新建项目。",
  assets: "合同齐全。",
};

describe("an audit", () => {
  test("is due by itself when a post ends, is published by the township, and what it found is answered by its day", async () => {
    expect(await overdue("supervision-audit")).toMatchObject([{ area: "杨家湾村", who: "清河镇" }]);
    const answersLate = (await overdue("supervision-finding")).filter(({ area }) => area === "大柳村");
    expect(answersLate).toEqual([]);
    const steward = await house.signIn("steward");
    const body = await steward.call(readOrganization, { id: (await committee()).id });
    const post = body.posts.find(({ title }) => title === MEMBER)?.id ?? "";
    await steward.call(endPost, { id: post });
    await house.settle();
    const found = (await visitor.call(listAudits, { area: VILLAGE })).audits.find(({ title }) => title === MEMBER);
    const { id, number } = found ?? { id: "", number: "" };
    expect(found).toMatchObject({ kind: "exit", publishedOn: null, late: false });

    const findings = ["差旅凭证缺少签字。", "租金没有单列。"];
    expect((await head.refused(publishAudit, { ...REPORT, id })).status).toBe(404);
    expect((await leader.refused(publishAudit, { ...REPORT, id, to: "2023-01-01" })).code).toBe("invalid-input");
    expect(await leader.call(publishAudit, { ...REPORT, id, findings })).toMatchObject({ number, version: 1 });
    // A corrected report says why, and adds to what was found.
    expect((await leader.refused(publishAudit, { ...REPORT, id })).code).toBe("invalid-input");
    await leader.call(publishAudit, {
      ...REPORT,
      id,
      works: "一处路面维修，手续齐全。",
      findings: ["路面维修没有公示。"],
      why: "补充一个项目。",
    });
    const view = await visitor.call(readAudit, { number });
    expect(view.findings.map((one) => one.words)).toEqual([...findings, "路面维修没有公示。"]);
    expect(view.report.map(({ of }) => of)).toEqual(["finance", "debts", "funds", "works", "assets"]);
    expect(await sealed("audit", `${number}/1,${number}/2`)).toBe(2);

    const [first, second] = view.findings;
    const answer = { id: first?.id ?? "", answer: "已经补齐签字，今后凭证不全不予报销。" };
    expect((await supervisor.refused(answerFinding, answer)).status).toBe(404);
    await head.call(answerFinding, answer);
    expect((await head.refused(answerFinding, answer)).code).toBe("answered-already");
    expect(await sealed("finding-answer", `${number}/1`)).toBe(1);
    await house.admin("update supervision.finding set answer_due = answer_due - 40 where id = $1", [second?.id]);
    expect((await overdue("supervision-finding")).filter(({ area }) => area === "大柳村")).toMatchObject([{ daysLate: 10 }]);
  });

  test("of a term is due once it has ended for whoever still holds their post", async () => {
    const { id } = await committee();
    await house.admin(
      `insert into organizations.charter (tenant_id, organization_id, version, text, may_decide, term_from, term_to)
         select tenant_id, $1, 1, '村民委员会任期', '', '2021-01-01', (now() at time zone 'Asia/Shanghai')::date - 61 from organizations.organization where id = $1`,
      [id],
    );
    // Whatever ends brings what is due about: the head's own term among it.
    const [other] = await house.admin<{ post: string; organization: string; person: string }>(
      "select id as post, organization_id as organization, person_id as person from organizations.post where organization_id = $1 limit 1",
      [id],
    );
    await house.admin(
      `insert into platform.outbox (tenant_id, id, topic, payload, due_at)
         select tenant_id, gen_random_uuid(), 'organizations.post-ended', $2::jsonb, now() from organizations.organization where id = $1`,
      [id, JSON.stringify({ postId: other?.post, personId: other?.person, organizationId: id })],
    );
    await house.settle();
    const term = (await visitor.call(listAudits, { area: VILLAGE, kind: "term" })).audits;
    // Whoever left since then held their post as the term ended.
    expect(term.map(({ title, late }) => `${title} ${late}`).toSorted()).toEqual(
      [VICE, MEMBER, "村委会主任"].map((title) => `${title} true`).toSorted(),
    );
  });
});
