import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestHouse, type TestHouse } from "#apps/server/testing/start-test-house.ts";
import type { TestClient } from "#apps/server/testing/test-client.ts";
import { pathOfCode } from "#capabilities/divisions/index.ts";
import { endPerson } from "#capabilities/register/contract/end-person.ts";
import { readOwnEntry } from "#capabilities/register/contract/read-own-entry.ts";
import { readPerson } from "#capabilities/register/contract/read-person.ts";
import { confirmMembers } from "#capabilities/rolls/contract/confirm-members.ts";
import { correctRoll } from "#capabilities/rolls/contract/correct-roll.ts";
import { endMember } from "#capabilities/rolls/contract/end-member.ts";
import { listMembers } from "#capabilities/rolls/contract/list-members.ts";
import { listOthers } from "#capabilities/rolls/contract/list-others.ts";
import { answerInitiative } from "../contract/answer-initiative.ts";
import { conveneMeeting } from "../contract/convene-meeting.ts";
import { enterSignatures } from "../contract/enter-signatures.ts";
import { listInitiatives } from "../contract/list-initiatives.ts";
import { readAttendance } from "../contract/read-attendance.ts";
import { readConveneForm } from "../contract/read-convene-form.ts";
import { readInitiative } from "../contract/read-initiative.ts";
import { readMeeting } from "../contract/read-meeting.ts";
import { signInAttendees } from "../contract/sign-in-attendees.ts";
import { startInitiative } from "../contract/start-initiative.ts";

const AREA = pathOfCode("990101101201");
const WORDING = "请把村口桥梁加固列入议题，去年汛期桥面已经开裂。";

let house: TestHouse;
let keeper: TestClient;
let steward: TestClient;
let resident: TestClient;

beforeAll(async () => {
  house = await startTestHouse();
  keeper = await house.signIn("village");
  steward = await house.signIn("steward");
  resident = await house.signIn("resident");
});
afterAll(async () => {
  await house.close();
});

async function asked(kind: string, due: string, items: readonly { readonly title: string; readonly wording: string }[]) {
  const { kinds } = await keeper.call(readConveneForm, { area: AREA, kind });
  return {
    kind,
    area: AREA,
    due,
    convener: kinds.find(({ id }) => id === kind)?.conveners[0]?.value ?? "",
    title: "要求召开的会议",
    meetsAt: new Date(Date.now() + 12 * 86_400_000).toISOString(),
    place: "村委会会议室",
    chair: "王主任",
    items: [...items],
    facts: ["partyStudied"],
  };
}

const OTHER = [{ title: "路灯", wording: "同意在村东路安装二十盏路灯。" }];

test("one item is asked for by the figure of the whole meeting, is late in public, and answered only by an agenda that has it word for word", async () => {
  const { kinds } = await resident.call(listInitiatives, {});
  expect(kinds.map(({ value }) => value)).toEqual(expect.arrayContaining(["villagers-assembly", "item-villagers-assembly"]));
  const start = { kind: "item-villagers-assembly", signers: "adults" as const, title: "桥梁加固列入议题", wording: WORDING };
  const { id } = await resident.call(startInitiative, start);
  await house.settle();
  const { initiative, unsigned } = await keeper.call(readInitiative, { id });
  expect(initiative).toMatchObject({ asks: "item", kind: { value: "villagers-assembly" }, signed: 1, state: "gathering" });
  const needed = initiative.needed ?? 0;
  expect(needed).toBe(Math.ceil((initiative.outOf ?? 0) / 10));
  await keeper.call(enterSignatures, { id, personIds: unsigned.slice(0, needed - 1).map(({ value }) => value) });
  await house.admin("update meetings.initiative set due_on = '2026-01-01' where id = $1", [id]);
  expect((await house.visitor().call(readInitiative, { id })).initiative).toMatchObject({ state: "reached", late: true });

  const without = await asked("villagers-assembly", "adults", OTHER);
  expect((await keeper.refused(conveneMeeting, { ...without, initiativeId: id })).code).toBe("item-not-on-agenda");
  const other = await keeper.call(conveneMeeting, without);
  expect((await keeper.refused(answerInitiative, { id, meetingId: other.id })).code).toBe("item-not-on-agenda");
  const representatives = await asked("representatives-meeting", "villagers-representatives", [
    { title: "桥梁", wording: WORDING },
  ]);
  expect((await keeper.refused(conveneMeeting, { ...representatives, initiativeId: id })).code).toBe("another-meeting");
  const form = await keeper.call(readConveneForm, { area: AREA, kind: "villagers-assembly", initiative: id });
  expect(form.asked).toMatchObject({ id, wording: WORDING });
  const whole = await asked("villagers-assembly", "adults", [...OTHER, { title: "桥梁", wording: WORDING }]);
  const called = await keeper.call(conveneMeeting, { ...whole, initiativeId: id });
  expect((await house.visitor().call(readInitiative, { id })).initiative).toMatchObject({
    state: "answered",
    meetingId: called.id,
  });
  expect((await keeper.refused(conveneMeeting, { ...whole, initiativeId: id })).code).toBe("initiative-state");
});

test("a corrected roll reaches the meeting it was frozen for until that opens: who is due, its hash, and a second notice", async () => {
  const { id } = await keeper.call(conveneMeeting, await asked("villagers-assembly", "adults", OTHER));
  const before = await keeper.call(readMeeting, { id });
  const { due } = await keeper.call(readAttendance, { id });
  const [here, gone] = [due[0]?.id ?? "", due[1]?.id ?? ""];
  await keeper.call(signInAttendees, { id, personIds: [here, gone] });
  const { person } = await steward.call(readPerson, { id: gone });
  await steward.call(endPerson, { id: gone, version: person.version, how: "mistake", on: "2026-01-01", ground: "重复登记" });
  await keeper.call(correctRoll, { id: before.roll.id ?? "", reason: "一人重复登记" });
  await house.settle();
  const after = await keeper.call(readMeeting, { id });
  expect(after.roll.persons).toBe(before.roll.persons - 1);
  expect(after.roll.sha256).not.toBe(before.roll.sha256);
  expect(after.here.persons).toBe(1);
  expect(after.publications.filter(({ kind }) => kind === "notice").map(({ version }) => version)).toEqual(
    expect.arrayContaining([1, 2]),
  );
  const [kept] = await house.admin<{ sha: string; version: number }>(
    "select list_sha256 as sha, version from rolls.roll where id = $1 order by version desc limit 1",
    [before.roll.id],
  );
  expect(kept).toEqual({ sha: after.roll.sha256, version: 2 });
});

test("the collective's members, as it confirmed them, are who is due at its meeting: of age on the day, and nobody else", async () => {
  const list = await keeper.call(listMembers, { area: AREA });
  const [other] = (await keeper.call(listOthers, { area: AREA })).others;
  const day = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const confirm = {
    area: AREA,
    personIds: [other?.id ?? ""],
    way: "birth" as const,
    from: "2026-01-01",
    ground: "成员大会确认",
  };
  expect(await keeper.call(confirmMembers, confirm)).toEqual({ entered: 1 });
  expect((await keeper.refused(confirmMembers, confirm)).code).toBe("member-already");
  const stranger = (await (await house.signIn("clerk")).call(readOwnEntry, {})).person?.id ?? "";
  expect((await keeper.refused(confirmMembers, { ...confirm, personIds: [stranger] })).code).toBe("not-of-village");
  const [first] = list.members;
  await keeper.call(endMember, { id: first?.id ?? "", how: "civil-servant", on: day, ground: "录用公告" });
  expect((await keeper.refused(endMember, { id: first?.id ?? "", how: "left", on: day, ground: "再次" })).code).toBe(
    "member-ended",
  );
  expect((await keeper.call(listMembers, { area: AREA })).count).toBe(list.count);

  const meeting = await asked("collective-members-meeting", "collective-members", OTHER);
  const { id, due } = await keeper.call(conveneMeeting, meeting);
  const [counted] = await house.admin<{ n: number }>(
    `select count(*)::int as n from rolls.member m join register.person_personal p on p.tenant_id = m.tenant_id and p.person_id = m.person_id
       join register.person r on r.tenant_id = m.tenant_id and r.id = m.person_id
     where m.division_path = $1::ltree and m.valid_to is null and r.left_at is null and age($2::date, p.born_on) >= interval '18 years'`,
    [AREA, new Date(Date.parse(meeting.meetsAt) + 8 * 3_600_000).toISOString().slice(0, 10)],
  );
  expect(due).toBe(counted?.n);
  const view = await keeper.call(readMeeting, { id });
  // Two thirds of all members (Art. 27).
  expect(view.quorum).toMatchObject({ outOf: due, threshold: Math.ceil((due * 2) / 3) });
  expect(view.rule).toMatchObject({ decides: "collective-members-meeting", text: "农村集体经济组织法" });
});
