import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestHouse, type TestHouse } from "#apps/server/testing/start-test-house.ts";
import type { TestClient } from "#apps/server/testing/test-client.ts";
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
import { signInAttendees } from "#capabilities/meetings/contract/sign-in-attendees.ts";
import { givePost } from "#capabilities/organizations/contract/give-post.ts";
import { passStep } from "#capabilities/resolutions/contract/pass-step.ts";
import { propose } from "#capabilities/resolutions/contract/propose.ts";
import { proposeMerged } from "#capabilities/resolutions/contract/propose-merged.ts";
import { readMergeForm } from "#capabilities/resolutions/contract/read-merge-form.ts";
import { readProposal } from "#capabilities/resolutions/contract/read-proposal.ts";

/** 四议两公开, steps 1 and 2 in one: open where one person holds both posts, and nowhere else. */

const VILLAGE = pathOfCode("990101101201");
const WORDING = "翻修村口公交站台，预算一万二千元，从村级公益事业经费中列支。";
const ASKED = { asked: "走访二十户，都赞成；有人问何时动工。", askedPersons: 20 };
const JOINT = "joint-committees-meeting";

let house: TestHouse;
let head: TestClient;
let secretary: TestClient;
let visitor: TestClient;

beforeAll(async () => {
  house = await startTestHouse();
  head = await house.signIn("village");
  secretary = await house.signIn("party");
  visitor = house.visitor();
});
afterAll(async () => {
  await house.close();
});

type Held = {
  readonly kind?: string;
  readonly due?: string;
  readonly against?: number;
  readonly publish?: boolean;
  readonly number?: string;
};

/** A meeting held now, its item voted. @returns the meeting and its item */
async function hold({ kind = JOINT, due = "posts", against = 0, publish = true, number }: Held = {}) {
  const { kinds } = await head.call(readConveneForm, { area: VILLAGE, kind });
  const { id } = await head.call(conveneMeeting, {
    kind,
    area: VILLAGE,
    due,
    convener: kinds.find((one) => one.id === kind)?.conveners[0]?.value ?? "",
    title: "村“两委”会",
    meetsAt: new Date(Date.now() + 20 * 86_400_000).toISOString(),
    place: "村委会",
    chair: "主任",
    items: [{ title: "翻修村口公交站台", wording: WORDING, matter: "", ...(number === undefined ? {} : { caseNumber: number }) }],
    facts: [],
  });
  await house.admin(
    "update meetings.meeting set meets_at = now(), notice_day = (now() at time zone 'Asia/Shanghai')::date - 12 where id = $1",
    [id],
  );
  const { due: people } = await head.call(readAttendance, { id });
  const personIds = people.map((one) => one.id);
  await head.call(signInAttendees, { id, personIds });
  await head.call(openMeeting, { id });
  const item = (await head.call(readMeeting, { id })).items[0]?.id ?? "";
  await head.call(putToVote, { id: item, method: "show-of-hands" });
  const votes = { for: personIds.length - against, against, abstain: 0, invalid: 0 };
  for (const teller of [head, secretary]) await teller.call(countVotes, { id: item, ...votes });
  await head.call(closeMeeting, { id, discussion: "" });
  if (publish) await head.call(publishResult, { id });
  return { id, item };
}

const merge = async (item: string) => await secretary.refused(proposeMerged, { area: VILLAGE, item, ...ASKED });

/** From now on the head of the village committee is the party secretary too; whoever was it heads it no more. */
async function becomeSecretary(): Promise<void> {
  const steward = await house.signIn("steward");
  const [post] = await house.admin<{ organization_id: string; person_id: string }>(
    `select party.organization_id, own.person_id from organizations.post party join organizations.organization o on o.id = party.organization_id
      cross join (select p.person_id from organizations.post p join organizations.organization c on c.id = p.organization_id
        where c.kind = 'village-committee' and c.division_path = $1::ltree and p.leads) own
      where o.kind = 'party-organization' and o.division_path = $1::ltree and party.leads`,
    [VILLAGE],
  );
  await house.admin("update organizations.post set leads = false where organization_id = $1", [post?.organization_id]);
  await steward.call(givePost, {
    personId: post?.person_id ?? "",
    organizationId: post?.organization_id ?? "",
    title: "党支部书记",
    duties: [],
    areas: [VILLAGE],
    namePublic: true,
    leads: true,
  });
}

test("two persons in the two posts: refused with what is missing and where it stands; nothing is begun", async () => {
  const { item } = await hold();
  const before = await house.admin("select 1 from resolutions.proposal");
  const refused = await merge(item);
  expect(refused).toMatchObject({ code: "gate-shut", status: 409, facts: { figure: 2, threshold: 1 } });
  expect(refused.facts["missing"]).toContain("由 2 人分别担任");
  expect(refused.facts["missingEn"]).toContain("2 persons");
  expect(JSON.stringify(refused.rule)).toContain("四议两公开");
  expect(await house.admin("select 1 from resolutions.proposal")).toHaveLength(before.length);
  const form = await secretary.call(readMergeForm, {});
  expect(form.talks.find((one) => one.item === item)).toMatchObject({ open: false });
  expect(form.today.some(({ met }) => met)).toBe(true);
  expect((await head.refused(proposeMerged, { area: VILLAGE, item, ...ASKED })).code).toBe("not-party-organization");
  expect((await (await house.signIn("resident")).refused(proposeMerged, { area: VILLAGE, item, ...ASKED })).status).toBe(404);
  // Both in one from later on does not reach back to this meeting.
  await becomeSecretary();
  expect((await merge(item)).facts["missing"]).toContain("村党组织没有登记主要负责人");
});

test("one person in both: one meeting opens both steps, everybody reads why, and the review still wants its own", async () => {
  const { id, item } = await hold();
  expect((await secretary.call(readMergeForm, {})).talks.find((one) => one.item === item)).toMatchObject({ open: true });
  const made = await secretary.call(proposeMerged, { area: VILLAGE, item, ...ASKED });
  const view = await visitor.call(readProposal, { number: made.number });
  expect(view).toMatchObject({ wording: WORDING, proposal: { state: "review", title: "翻修村口公交站台" } });
  const [first, talk, review] = view.steps;
  expect([first?.element, first?.state, talk?.element, talk?.state]).toEqual(["propose", "done", "talk", "done"]);
  for (const step of [first, talk]) expect(step?.facts.some(({ path }) => path === `meetings/${id}`)).toBe(true);
  expect(first?.facts.map(({ sentence }) => sentence).join()).toContain(
    "由同一人担任，提议和商议（四议两公开第一、二步）可以合并",
  );
  expect(view.steps.flatMap((step) => (step.element === "talk" ? step.facts : [])).every(({ met }) => met)).toBe(true);
  expect(review).toMatchObject({ state: "now" });
  expect((await head.refused(passStep, { id: made.id })).facts["missing"]).toContain("还没有就这件事召开");
  // The same vote begins one matter.
  expect(await merge(item)).toMatchObject({ code: "merged-already", facts: { number: made.number } });
  const [leaf] = view.publications;
  expect(leaf).toMatchObject({ kind: "proposal", version: 1 });
  const content = await house.admin<{ content: object }>("select content from resolutions.publication where number = $1", [
    made.number,
  ]);
  expect(content[0]?.content).toMatchObject({ mergedPage: `meetings/${id}`, wording: WORDING });
});

test("no other way around the steps: not passed, not published, of another kind, about a case, too long ago, not allowed", async () => {
  const failed = await hold({ against: 3 });
  expect((await merge(failed.item)).facts["missing"]).toContain("没有通过");
  const unpublished = await hold({ publish: false });
  expect((await merge(unpublished.item)).code).toBe("invalid-input");
  const other = await hold({ kind: "representatives-meeting", due: "villagers-representatives" });
  expect((await merge(other.item)).code).toBe("invalid-input");
  const { number, id: proposalId } = await secretary.call(propose, {
    area: VILLAGE,
    title: "翻修公交站台",
    wording: WORDING,
    matter: "",
    ...ASKED,
  });
  const about = await hold({ number });
  expect((await merge(about.item)).code).toBe("invalid-input");
  expect(await head.call(passStep, { id: proposalId })).toMatchObject({ state: "review" });
  expect((await merge(crypto.randomUUID())).code).toBe("invalid-input");
  // Put first and talked over afterwards, a meeting held before it does not count, whoever holds the posts.
  const early = await hold();
  const later = await secretary.call(propose, { area: VILLAGE, title: "翻修公交站台", wording: WORDING, matter: "", ...ASKED });
  await house.admin("update meetings.item set case_number = $2 where id = $1", [early.item, later.number]);
  expect((await head.refused(passStep, { id: later.id })).facts["missing"]).toContain("还没有就这件事召开");
  const old = await hold();
  await house.admin("update organizations.post set valid_from = valid_from - interval '90 days' where leads", []);
  await house.admin("update meetings.meeting set meets_at = meets_at - interval '40 days' where id = $1", [old.id]);
  expect((await merge(old.item)).facts["missing"]).toContain("已经过期");
  const now = await hold();
  await house.admin(
    "update rules.version set parameters = parameters || '{\"mergedByOneHolder\": false}' where rule_id in (select id from rules.rule where key = 'resolutions.steps')",
    [],
  );
  expect((await merge(now.item)).facts["missing"]).toContain("不允许");
});
