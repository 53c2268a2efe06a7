import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestHouse, type TestHouse } from "#apps/server/testing/start-test-house.ts";
import type { TestClient } from "#apps/server/testing/test-client.ts";
import { pathOfCode } from "#capabilities/divisions/index.ts";
import { givePost } from "#capabilities/organizations/contract/give-post.ts";
import { enactVersion } from "#capabilities/rules/contract/enact-version.ts";
import { readRule } from "#capabilities/rules/contract/read-rule.ts";
import { closeMeeting } from "../contract/close-meeting.ts";
import { conveneMeeting } from "../contract/convene-meeting.ts";
import { countVotes } from "../contract/count-votes.ts";
import { openMeeting } from "../contract/open-meeting.ts";
import { publishResult } from "../contract/publish-result.ts";
import { putToVote } from "../contract/put-to-vote.ts";
import { readAttendance } from "../contract/read-attendance.ts";
import { readConveneForm } from "../contract/read-convene-form.ts";
import { readMeeting } from "../contract/read-meeting.ts";
import { signInAttendees } from "../contract/sign-in-attendees.ts";

const VILLAGE = pathOfCode("990101101201");
const IN_A_WEEK = `${new Date(Date.now() + 7 * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10)}T07:00:00.000Z`;
const KIND = "self-governing-body-meeting";
const SEATS = 7;

let house: TestHouse;
let keeper: TestClient;
let teller: TestClient;
let steward: TestClient;
let council = "";
let members: readonly string[] = [];

beforeAll(async () => {
  house = await startTestHouse();
  keeper = await house.signIn("village");
  teller = await house.signIn("supervisor");
  steward = await house.signIn("steward");
  const [body] = await house.admin<{ id: string }>("select id from organizations.organization where name = '大柳村红白理事会'");
  council = body?.id ?? "";
  await house.admin("delete from organizations.post where organization_id = $1", [council]);
  const people = await house.admin<{ id: string }>(
    `select p.id from register.person p where p.division_path <@ $1::ltree and p.ended_on is null
       and not exists (select 1 from organizations.post o where o.person_id = p.id) order by p.id limit $2`,
    [VILLAGE, SEATS],
  );
  members = people.map(({ id }) => id);
  for (const personId of members) {
    const post = { personId, organizationId: council, title: "理事", duties: [], areas: [VILLAGE], namePublic: true };
    await steward.call(givePost, post);
  }
});
afterAll(async () => {
  await house.close();
});

const asked = (more: Readonly<Record<string, unknown>> = {}) => ({
  kind: KIND,
  area: VILLAGE,
  due: "own-posts",
  convener: council,
  title: "理事会议",
  meetsAt: IN_A_WEEK,
  place: "村文化礼堂",
  chair: "刘理事",
  items: [{ title: "宴席标准", wording: "倡议每桌不超过三百元。" }] as never,
  ...more,
});

/** Holds one with so many of the seven here, and so many for it. */
async function hold(here: number, votes: number) {
  const { id, due } = await keeper.call(conveneMeeting, asked());
  expect(due).toBe(SEATS);
  await house.admin("update meetings.meeting set meets_at = now() where id = $1", [id]);
  await keeper.call(signInAttendees, { id, personIds: members.slice(0, here) });
  const opened = await keeper.send(openMeeting, { id });
  if (opened.statusCode !== 200) return { refused: opened.json<{ code: string }>().code };
  const [item] = (await keeper.call(readMeeting, { id })).items;
  const itemId = item?.id ?? "";
  await keeper.call(putToVote, { id: itemId, method: "show-of-hands" });
  const count = { id: itemId, for: votes, against: here - votes, abstain: 0, invalid: 0 };
  await keeper.call(countVotes, count);
  await teller.call(countVotes, count);
  await keeper.call(closeMeeting, { id, discussion: "逐项讨论。" });
  await keeper.call(publishResult, { id });
  const view = await house.visitor().call(readMeeting, { id });
  return { id, outcome: view.items[0]?.outcome, reasons: view.items[0]?.reasons ?? [] };
}

test("a council meets by its charter: its own people are due, and what the law keeps for the assembly is not its to decide", async () => {
  const { kinds } = await keeper.call(readConveneForm, { kind: KIND });
  const offered = kinds.find(({ id }) => id === KIND);
  expect(offered).toMatchObject({ refused: null, forms: [{ value: "own-posts" }] });
  expect(offered?.conveners.map(({ value }) => value)).toContain(council);
  const { id } = await keeper.call(conveneMeeting, asked());
  const due = (await keeper.call(readAttendance, { id })).due.map((one) => one.id);
  expect(new Set(due)).toEqual(new Set(members));
  const works = [{ title: "修路", wording: "由理事会决定修村东路。", matter: "public-works" }];
  for (const kind of [KIND, "villagers-council-meeting"])
    expect(await keeper.refused(conveneMeeting, asked({ kind, items: works }))).toMatchObject({
      code: "item-beyond-power",
      rule: { article: "24" },
    });
  expect(await keeper.refused(conveneMeeting, asked({ due: "posts" }))).toMatchObject({ code: "invalid-input" });
});

test("without a measure of its own the votes are told and nothing is concluded; with one the verdict turns on one vote", async () => {
  const before = await hold(5, 4);
  expect(before.outcome).not.toBe("passed");
  expect(before.reasons?.map(({ code }) => code)).toContain("no-passing-rule");
  const [rule] = await house.admin<{ id: string }>(
    "select r.id from rules.rule r join platform.tenant t on t.id = r.tenant_id where t.slug = 'qinghe' and r.key = 'meetings.kinds'",
  );
  const { versions } = await steward.call(readRule, { id: rule?.id ?? "" });
  const now = versions[0];
  const parameters = (now?.parameters ?? []).map(({ pointer, value }) => ({
    pointer,
    value: { [`/kinds/${KIND}/quorum`]: "≥5/7", [`/kinds/${KIND}/majority`]: ">1/2" }[pointer] ?? value,
  }));
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const version = {
    ruleId: rule?.id ?? "",
    from: today,
    text: now?.text ?? "",
    citations: now?.citations ?? [],
    source: "大柳村",
  };
  const looser = parameters.map((one) =>
    one.pointer === "/kinds/villagers-assembly/majority" ? { ...one, value: ">1/3" } : one,
  );
  expect(await steward.refused(enactVersion, { ...version, parameters: looser })).toMatchObject({
    code: "invalid-input",
    rule: { article: "22" },
  });
  await steward.call(enactVersion, { ...version, parameters });
  expect(await hold(4, 4)).toMatchObject({ refused: "below-quorum" });
  expect((await hold(5, 2)).outcome).toBe("failed");
  const passed = await hold(5, 3);
  expect(passed.outcome).toBe("passed");
  expect(passed.reasons?.find(({ code }) => code === "votes")).toMatchObject({ figure: 3, threshold: 3, article: null });
});

test("a body without a charter on file, or past its term, is not convened", async () => {
  const late = asked({ meetsAt: "2029-03-01T07:00:00.000Z" });
  expect(await keeper.refused(conveneMeeting, late)).toMatchObject({ code: "no-charter" });
  expect((await keeper.send(conveneMeeting, asked({ meetsAt: "2029-02-28T07:00:00.000Z" }))).statusCode).toBe(200);
  await house.admin("delete from organizations.charter where organization_id = $1", [council]);
  expect(await keeper.refused(conveneMeeting, asked())).toMatchObject({ code: "no-charter" });
});

test("the demo's village has its council: its five members are due at its meeting", async () => {
  const kind = "villagers-council-meeting";
  const { kinds } = await keeper.call(readConveneForm, { kind, area: VILLAGE });
  const convener = kinds.find(({ id }) => id === kind)?.conveners.find(({ name }) => name === "大柳村村民理事会")?.value ?? "";
  const { due } = await keeper.call(conveneMeeting, asked({ kind, convener, title: "村民理事会会议" }));
  expect(due).toBe(5);
});
