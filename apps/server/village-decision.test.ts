import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestHouse, type TestHouse } from "#apps/server/testing/start-test-house.ts";
import type { TestClient } from "#apps/server/testing/test-client.ts";
import { readCourse } from "#capabilities/cases/contract/read-course.ts";
import { listTasks } from "#capabilities/cases/contract/list-tasks.ts";
import { pathOfCode } from "#capabilities/divisions/index.ts";
import { closeMeeting } from "#capabilities/meetings/contract/close-meeting.ts";
import { conveneMeeting } from "#capabilities/meetings/contract/convene-meeting.ts";
import { countVotes } from "#capabilities/meetings/contract/count-votes.ts";
import { endUnheld } from "#capabilities/meetings/contract/end-unheld.ts";
import { openMeeting } from "#capabilities/meetings/contract/open-meeting.ts";
import { publishResult as publishMeeting } from "#capabilities/meetings/contract/publish-result.ts";
import { putToVote } from "#capabilities/meetings/contract/put-to-vote.ts";
import { readAttendance } from "#capabilities/meetings/contract/read-attendance.ts";
import { readConveneForm } from "#capabilities/meetings/contract/read-convene-form.ts";
import { readMeeting } from "#capabilities/meetings/contract/read-meeting.ts";
import { signInAttendees } from "#capabilities/meetings/contract/sign-in-attendees.ts";
import { isDue } from "#capabilities/party/contract/is-due.ts";
import { enterMembers } from "#capabilities/party/contract/enter-members.ts";
import { readPartyDesk } from "#capabilities/party/contract/read-party-desk.ts";
import { signInMembers } from "#capabilities/party/contract/sign-in-members.ts";
import { findSeals } from "#capabilities/record/contract/find-seals.ts";
import { answerObjection } from "#capabilities/resolutions/contract/answer-objection.ts";
import { giveUp } from "#capabilities/resolutions/contract/give-up.ts";
import { listProposals } from "#capabilities/resolutions/contract/list-proposals.ts";
import { objectToResolution } from "#capabilities/resolutions/contract/object-to-resolution.ts";
import { passStep } from "#capabilities/resolutions/contract/pass-step.ts";
import { propose } from "#capabilities/resolutions/contract/propose.ts";
import { publishResolution } from "#capabilities/resolutions/contract/publish-resolution.ts";
import { publishResult } from "#capabilities/resolutions/contract/publish-result.ts";
import { readProposal } from "#capabilities/resolutions/contract/read-proposal.ts";
import { reportResult } from "#capabilities/resolutions/contract/report-result.ts";
import { reviseProposal } from "#capabilities/resolutions/contract/revise-proposal.ts";

const VILLAGE = pathOfCode("990101101201");
const WORDING = "在村东路安装二十盏太阳能路灯，预算三万元，从村级公益事业经费中列支。";

let house: TestHouse;
let head: TestClient;
let secretary: TestClient;
let resident: TestClient;
let visitor: TestClient;
let names: readonly string[];

beforeAll(async () => {
  house = await startTestHouse();
  head = await house.signIn("village");
  secretary = await house.signIn("party");
  resident = await house.signIn("resident");
  visitor = house.visitor();
  // The demo entered these; the store itself tells nobody.
  const rows = await house.admin<{ name: string }>(
    "select name from register.person_personal n where division_path <@ $1::ltree and name <> '' group by name having count(*) = 1 order by name limit 18",
    [VILLAGE],
  );
  names = rows.map(({ name }) => name);
});
afterAll(async () => {
  await house.close();
});

const asked = "走访东片三十一户，多数人同意；有人问电费谁出。";
const put = async (matter = "") =>
  await secretary.call(propose, { area: VILLAGE, title: "村东路安装路灯", wording: WORDING, matter, asked, askedPersons: 31 });

type Called = {
  readonly kind: string;
  readonly due: string;
  readonly number: string;
  readonly matter?: string;
  readonly facts?: string[];
};

/** The notice, and its day has come: nobody waits for a test. */
async function call(by: TestClient, { kind, due, number, matter = "", facts = [] }: Called, wording = WORDING): Promise<string> {
  const { kinds } = await by.call(readConveneForm, { area: VILLAGE, kind });
  const { id } = await by.call(conveneMeeting, {
    kind,
    area: VILLAGE,
    due,
    convener: kinds.find((one) => one.id === kind)?.conveners[0]?.value ?? "",
    title: `会议 ${kind}`,
    meetsAt: new Date(Date.now() + 20 * 86_400_000).toISOString(),
    place: "村委会",
    chair: "主任",
    items: [{ title: "村东路安装路灯", wording, matter, caseNumber: number }],
    facts,
  });
  return id;
}

async function itIsToday(id: string): Promise<void> {
  await house.admin(
    "update meetings.meeting set meets_at = now(), notice_day = (now() at time zone 'Asia/Shanghai')::date - 12 where id = $1",
    [id],
  );
}

async function signIn(id: string, persons: number): Promise<void> {
  const { due, closed } = await head.call(readAttendance, { id });
  if (!closed) await head.call(signInAttendees, { id, personIds: due.slice(0, persons).map((one) => one.id) });
  else await secretary.call(signInMembers, { id, names: names.slice(0, persons) });
}

async function vote(id: string, here: number, inFavour: number): Promise<void> {
  await head.call(openMeeting, { id });
  const item = (await head.call(readMeeting, { id })).items[0]?.id ?? "";
  await head.call(putToVote, { id: item, method: "show-of-hands" });
  for (const teller of [head, secretary])
    await teller.call(countVotes, { id: item, for: inFavour, against: here - inFavour, abstain: 0, invalid: 0 });
  await head.call(closeMeeting, { id, discussion: "" });
}

/** Called, held and published: `here` of those due came, `inFavour` of them voted for it. */
async function hold(by: TestClient, called: Called, here: number, inFavour = here): Promise<string> {
  const id = await call(by, called);
  await itIsToday(id);
  await signIn(id, here);
  await vote(id, here, inFavour);
  await head.call(publishMeeting, { id });
  return id;
}

const JOINT = { kind: "joint-committees-meeting", due: "posts" } as const;
const REVIEW = { kind: "party-members-review", due: "party-members" } as const;
const REPRESENTATIVES = { kind: "representatives-meeting", due: "villagers-representatives" } as const;

async function representatives(): Promise<number> {
  const [row] = await house.admin<{ n: number }>(
    "select due_persons as n from meetings.meeting where kind = 'representatives-meeting' and division_path = $1::ltree order by id desc limit 1",
    [VILLAGE],
  );
  return row?.n ?? 0;
}

const shut = async (id: string) => {
  const refused = await head.refused(passStep, { id });
  expect(refused.code).toBe("gate-shut");
  return refused;
};

describe("nobody skips a step", () => {
  let made: { readonly id: string; readonly number: string };

  test("only the party organization proposes, and everybody reads it at once", async () => {
    const input = { area: VILLAGE, title: "村东路安装路灯", wording: WORDING, asked, askedPersons: 31 };
    expect((await head.refused(propose, input)).code).toBe("not-party-organization");
    expect((await resident.refused(propose, input)).status).toBe(404);
    made = await put();
    const view = await visitor.call(readProposal, { number: made.number });
    expect(view.proposal.state).toBe("talk");
    expect(view.may).toEqual([]);
    expect((await visitor.call(listProposals, { q: "路灯", state: "talk" })).proposals.map(({ id }) => id)).toContain(made.id);
    const { svg } = await visitor.call(readCourse, { number: made.number });
    expect(svg).toContain("<svg");
    expect((await head.call(listTasks, {})).tasks.some(({ caseNumber }) => caseNumber === made.number)).toBe(true);
  });

  test("the talks: no meeting, a meeting of other words, one not held, one not published, one on an older text", async () => {
    expect((await shut(made.id)).facts["missing"]).toContain("还没有就这件事召开");
    for (const later of [publishResolution, publishResult]) {
      expect((await head.refused(later, { id: made.id })).code).toBe("step-not-open");
    }
    const about = { ...JOINT, number: made.number };
    const { kinds } = await head.call(readConveneForm, { area: VILLAGE, kind: JOINT.kind });
    const convener = kinds.find(({ id }) => id === JOINT.kind)?.conveners[0]?.value ?? "";
    const other = await head.refused(conveneMeeting, {
      ...JOINT,
      area: VILLAGE,
      convener,
      title: "两委会议",
      meetsAt: new Date(Date.now() + 86_400_000).toISOString(),
      place: "村委会",
      chair: "主任",
      items: [{ title: "路灯", wording: "买四十盏路灯，不比价。", caseNumber: made.number }],
    });
    expect(other.code).toBe("another-text");
    const id = await call(head, about);
    expect((await shut(made.id)).facts["missing"]).toContain("还没有结果");
    await itIsToday(id);
    await signIn(id, 2);
    await vote(id, 2, 2);
    expect((await shut(made.id)).facts["missing"]).toContain("没有公布");
    await head.call(publishMeeting, { id });
    await head.call(reviseProposal, { id: made.id, wording: `${WORDING}\n由三家比价。`, why: "补写比价" });
    expect((await shut(made.id)).facts["missing"]).toContain("不是现在的方案");
    await head.call(reviseProposal, { id: made.id, wording: WORDING, why: "比价另行规定" });
    expect((await resident.refused(passStep, { id: made.id })).status).toBe(404);
    expect(await head.call(passStep, { id: made.id })).toMatchObject({ state: "review" });
    expect((await head.refused(reviseProposal, { id: made.id, wording: WORDING, why: "再改一次" })).code).toBe("text-is-fixed");
  });

  test("the review: called by the party's post alone, and one vote short of more than half of those due", async () => {
    const about = { ...REVIEW, number: made.number };
    await shut(made.id);
    // The same meeting that passed the talks does not pass the review.
    expect((await head.refused(conveneMeeting, await inputOf(about))).code).toBe("not-party-post");
    const { members } = await secretary.call(readPartyDesk, {});
    expect(members).toBe(18);
    await hold(secretary, about, 12, 9);
    const refused = await shut(made.id);
    expect(refused).toMatchObject({ facts: { figure: 9, threshold: 10 } });
    await hold(secretary, about, 12, 10);
    expect(await secretary.call(passStep, { id: made.id })).toMatchObject({ state: "decide" });
  });

  test("the decision: one representative short of the quorum, then one vote more than half", async () => {
    const about = { ...REPRESENTATIVES, number: made.number };
    const id = await call(head, about);
    await itIsToday(id);
    const due = await representatives();
    const quorum = Math.ceil((due * 2) / 3);
    await signIn(id, quorum - 1);
    expect((await head.refused(openMeeting, { id })).code).toBe("below-quorum");
    await head.call(endUnheld, { id });
    await head.call(publishMeeting, { id });
    const refused = await shut(made.id);
    expect(refused).toMatchObject({ facts: { figure: quorum - 1, threshold: quorum } });
    expect(JSON.stringify(refused.rule)).toContain("26");
    await hold(head, about, quorum, Math.floor(quorum / 2) + 1);
    expect(await head.call(passStep, { id: made.id })).toMatchObject({ state: "publish" });
  });

  test("the posting: its days, and an answer to whoever objected", async () => {
    await head.call(publishResolution, { id: made.id });
    expect((await visitor.refused(objectToResolution, { id: made.id, text: "预算太高。" })).code).toBe("sign-in-required");
    await resident.call(objectToResolution, { id: made.id, text: "预算太高，请公布三家报价。" });
    expect((await shut(made.id)).facts["missing"]).toContain("公示 7 日");
    expect((await visitor.call(readProposal, { number: made.number })).objections).toEqual([]);
    await house.admin(
      "update resolutions.posting set posted_on = posted_on - 8, posted_until = posted_until - 8 where case_number = $1",
      [made.number],
    );
    expect((await shut(made.id)).facts["missing"]).toContain("还有 1 件没有答复");
    expect((await resident.refused(objectToResolution, { id: made.id, text: "再说一遍。" })).code).toBe("not-posted");
    const [objection] = (await head.call(readProposal, { number: made.number })).objections;
    await head.call(answerObjection, { id: objection?.id ?? "", answer: "三家报价已在公示栏张贴。" });
    expect(await head.call(passStep, { id: made.id })).toMatchObject({ state: "carry" });
    const [told] = (await visitor.call(readProposal, { number: made.number })).objections;
    expect(told).toMatchObject({ answer: "三家报价已在公示栏张贴。", own: false });
  });

  test("carried out and published: everybody reads it, each publication on the record", async () => {
    expect((await head.refused(giveUp, { id: made.id, why: "不办了。" })).code).toBe("resolution-stands");
    expect((await head.refused(publishResult, { id: made.id })).code).toBe("step-not-open");
    const doneOn = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
    await head.call(reportResult, { id: made.id, doneOn, result: "二十盏路灯全部装好，验收合格。", costCents: 2_960_000 });
    expect(await head.call(publishResult, { id: made.id })).toMatchObject({ state: "done" });
    const view = await visitor.call(readProposal, { number: made.number });
    expect(view).toMatchObject({ costCents: 2_960_000, doneOn, proposal: { state: "done" } });
    expect(view.steps.every(({ state }) => state === "done")).toBe(true);
    expect(view.steps.flatMap(({ facts }) => facts).every(({ met }) => met)).toBe(true);
    expect(view.publications.map(({ kind }) => kind)).toEqual(["proposal", "proposal", "proposal", "resolution", "outcome"]);
    for (const { kind, version } of view.publications) {
      const { seals } = await visitor.call(findSeals, { kind: `resolutions.${kind}`, subjects: `${made.number}/${version}` });
      expect(seals).toHaveLength(1);
    }
  });

  async function inputOf({ kind, due, number }: Called) {
    const { kinds } = await secretary.call(readConveneForm, { area: VILLAGE, kind });
    return {
      kind,
      area: VILLAGE,
      due,
      convener: kinds.find((one) => one.id === kind)?.conveners[0]?.value ?? "",
      title: "党员大会",
      meetsAt: new Date(Date.now() + 86_400_000).toISOString(),
      place: "村委会",
      chair: "书记",
      items: [{ title: "村东路安装路灯", wording: WORDING, matter: "", caseNumber: number }],
    };
  }
});

test("what the law keeps for the assembly does not end at the representatives without its delegation", async () => {
  const matter = "collective-asset-disposal";
  const { id, number } = await put(matter);
  expect((await visitor.call(readProposal, { number })).matter).toMatchObject({ reserved: true, article: "24" });
  await hold(head, { ...JOINT, number, matter }, 2);
  await head.call(passStep, { id });
  await hold(secretary, { ...REVIEW, number, matter }, 18);
  await head.call(passStep, { id });
  await hold(head, { ...REPRESENTATIVES, number, matter }, await representatives());
  const refused = await shut(id);
  expect(JSON.stringify(refused.rule)).toContain("24");
  await head.call(giveUp, { id, why: "先请村民会议授权。" });
  expect((await visitor.call(readProposal, { number })).proposal.state).toBe("given-up");
});

describe("the store of members", () => {
  test("answers a yes or no to the party's own post, for one meeting, and nobody else", async () => {
    const { number } = await put();
    const id = await call(secretary, { ...REVIEW, number });
    expect(await secretary.call(isDue, { id, name: names[0] ?? "" })).toEqual({ due: true, here: false });
    expect(await secretary.call(isDue, { id, name: "查无此人" })).toEqual({ due: false, here: false });
    for (const other of [head, resident, await house.signIn("steward"), await house.signIn("auditor")]) {
      expect((await other.refused(isDue, { id, name: names[0] ?? "" })).status).toBe(404);
      expect((await other.refused(readPartyDesk, {})).code).toBe("not-allowed");
      expect((await other.refused(enterMembers, { names: [names[0] ?? ""] })).code).toBe("not-allowed");
    }
    expect((await secretary.refused(signInMembers, { id, names: ["查无此人"] })).code).toBe("not-due");
    expect((await secretary.refused(enterMembers, { names: ["查无此人"] })).code).toBe("unknown-names");
  });

  test("lies under a role of its own: no table of the house names a member, and no other role reads it", async () => {
    const reading = "select has_schema_privilege($1, 'party', 'usage') as reads";
    for (const role of ["gongzhi_main", "gongzhi_sealed", "gongzhi_ballots", "gongzhi_sweeper", "gongzhi_jobs"])
      expect(await house.admin<{ reads: boolean }>(reading, [role])).toEqual([{ reads: false }]);
    const due = await house.admin(
      "select 1 from meetings.due d join meetings.meeting m on m.id = d.meeting_id where m.closed_roll is not null",
    );
    expect(due).toEqual([]);
    const [persons] = await house.admin<{ ids: string[] }>("select array_agg(id::text) as ids from register.person", []);
    const rows = await house.admin<{ member_index: string }>("select member_index from party.member");
    expect(rows.length).toBeGreaterThan(17);
    expect(rows.some(({ member_index }) => persons?.ids.some((id) => member_index.includes(id)))).toBe(false);
  });

  test("forgets who was due and here once the result is published", async () => {
    const { number } = await put();
    await hold(head, { ...JOINT, number }, 2);
    const { proposal } = await head.call(readProposal, { number });
    await head.call(passStep, { id: proposal.id });
    const id = await hold(secretary, { ...REVIEW, number }, 13);
    await house.settle();
    expect(await house.admin("select 1 from party.due where meeting_id = $1", [id])).toEqual([]);
    expect((await visitor.call(readMeeting, { id })).here.persons).toBe(13);
  });
});
