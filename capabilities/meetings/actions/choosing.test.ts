import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestHouse, type TestHouse } from "#apps/server/testing/start-test-house.ts";
import type { TestClient } from "#apps/server/testing/test-client.ts";
import { pathOfCode } from "#capabilities/divisions/index.ts";
import { listDelegates } from "#capabilities/rolls/contract/list-delegates.ts";
import { carryOut } from "../contract/carry-out.ts";
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

const AREA = pathOfCode("990101101201");
const TODAY = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

let house: TestHouse;
let keeper: TestClient;
let teller: TestClient;

beforeAll(async () => {
  house = await startTestHouse();
  keeper = await house.signIn("village");
  teller = await house.signIn("supervisor");
});
afterAll(async () => {
  await house.close();
});

async function asked(kind: string) {
  const form = await keeper.call(readConveneForm, { area: AREA, kind });
  const input = {
    kind,
    area: AREA,
    groupId: form.groups[0]?.value ?? "",
    due: "adults",
    convener: form.kinds.find(({ id }) => id === kind)?.conveners[0]?.value ?? "",
    title: "第一小组会议",
    meetsAt: new Date(Date.now() + 86_400_000).toISOString(),
    place: "晒谷场",
    chair: "组长",
    facts: ["partyStudied"],
  };
  return { form, input };
}

/** Its day has come, and everybody is there. @returns how many */
async function begin(id: string): Promise<number> {
  await house.admin("update meetings.meeting set meets_at = now() where id = $1", [id]);
  const { due } = await keeper.call(readAttendance, { id });
  await keeper.call(signInAttendees, { id, personIds: due.map((one) => one.id) });
  await keeper.call(openMeeting, { id });
  return due.length;
}

async function vote(item: string, here: number, inFavour: number): Promise<void> {
  await keeper.call(putToVote, { id: item, method: "show-of-hands" });
  const count = { id: item, for: inFavour, against: here - inFavour, abstain: 0, invalid: 0 };
  for (const who of [keeper, teller]) await who.call(countVotes, count);
}

async function end(id: string): Promise<void> {
  await keeper.call(closeMeeting, { id, discussion: "" });
  await keeper.call(publishResult, { id });
}

test("a group chooses its representatives for two seats, by the rule; the term begins as the result says, and the group recalls one", async () => {
  const { form, input } = await asked("representatives-selection");
  const group = form.groups[0];
  const delegates = async () => (await keeper.call(listDelegates, { area: AREA })).delegates;
  const chosenBefore = new Set((await delegates()).map(({ personId }) => personId));
  const own = form.candidates.filter(({ value, name }) => name.startsWith(group?.name ?? "") && !chosenBefore.has(value));
  const other = form.candidates.find(({ name }) => !name.startsWith(group?.name ?? ""));
  const candidateIds = own.slice(0, 3).map(({ value }) => value);
  const choose = { ...input, seats: 2, candidateIds };
  const strange = { ...choose, candidateIds: [other?.value ?? ""] };
  expect((await keeper.refused(conveneMeeting, strange)).fields).toMatchObject([{ pointer: "/candidateIds" }]);
  const { id } = await keeper.call(conveneMeeting, choose);
  const here = await begin(id);
  const { items } = await keeper.call(readMeeting, { id });
  expect(items.map(({ does }) => does)).toEqual(["choose", "choose", "choose"]);
  const [first, second, third] = items.map((item) => item.id);
  const half = Math.floor(here / 2);
  await vote(first ?? "", here, here);
  await vote(second ?? "", here, half + 1);
  // Each has two votes: what is left of them is all the third can have.
  const left = 2 * here - here - (half + 1);
  await keeper.call(putToVote, { id: third ?? "", method: "show-of-hands" });
  const over = { id: third ?? "", for: left + 1, against: 0, abstain: 0, invalid: 0 };
  expect((await keeper.refused(countVotes, over)).code).toBe("too-many-votes");
  for (const who of [keeper, teller]) await who.call(countVotes, { ...over, for: left, against: here - left });
  const view = await keeper.call(readMeeting, { id });
  expect(view.seats).toBe(2);
  // More than half of those present (Art. 28): the third is short of it.
  expect(view.items.map(({ outcome }) => outcome)).toEqual(["passed", "passed", "failed"]);
  expect(view.items[1]?.reasons.find(({ code }) => code === "candidate")).toMatchObject({
    figure: half + 1,
    threshold: half + 1,
    article: "28",
  });
  expect((await keeper.refused(carryOut, { id: first ?? "", from: TODAY })).code).toBe("not-published");
  await end(id);
  expect((await keeper.refused(carryOut, { id: third ?? "", from: TODAY })).code).toBe("not-chosen");
  expect((await keeper.refused(carryOut, { id: first ?? "", from: "2020-01-01" })).fields).toMatchObject([{ pointer: "/from" }]);
  await keeper.call(carryOut, { id: first ?? "", from: TODAY });
  expect((await keeper.refused(carryOut, { id: first ?? "", from: TODAY })).code).toBe("carried-out-already");
  const added = (await delegates()).filter(({ personId }) => !chosenBefore.has(personId));
  expect(added).toMatchObject([{ kind: "villagers-representative", group: group?.name, from: TODAY }]);

  const recalling = await asked("group-meeting");
  expect(recalling.form.recalls.map(({ value }) => value)).toContain(added[0]?.id);
  const recall = await keeper.call(conveneMeeting, { ...recalling.input, recallId: added[0]?.id ?? "" });
  const present = await begin(recall.id);
  const [item] = (await keeper.call(readMeeting, { id: recall.id })).items;
  expect(item).toMatchObject({ does: "recall" });
  await vote(item?.id ?? "", present, Math.floor(present / 2) + 1);
  await end(recall.id);
  const tomorrow = new Date(Date.now() + 32 * 3_600_000).toISOString().slice(0, 10);
  const sameDay = await keeper.refused(carryOut, { id: item?.id ?? "", from: TODAY });
  expect(sameDay.fields).toMatchObject([{ pointer: "/from", code: "before-the-term" }]);
  await keeper.call(carryOut, { id: item?.id ?? "", from: tomorrow });
  const [ended] = await house.admin<{ until: string }>("select valid_to::text as until from rolls.delegate where id = $1", [
    added[0]?.id,
  ]);
  expect(ended?.until).toBe(tomorrow);
});

test("a village's council has three to seven; whoever was chosen gets a post of it without any right; committees are elected and recalled elsewhere", async () => {
  const { form, input } = await asked("villagers-council-selection");
  const own = form.candidates.filter(({ name }) => name.startsWith(form.groups[0]?.name ?? "")).slice(0, 3);
  const candidateIds = own.map(({ value }) => value);
  expect(await keeper.refused(conveneMeeting, { ...input, seats: 2, candidateIds })).toMatchObject({
    code: "seats-range",
    facts: { least: 3, most: 7 },
  });
  const { id } = await keeper.call(conveneMeeting, { ...input, seats: 3, candidateIds });
  const here = await begin(id);
  for (const { id: item } of (await keeper.call(readMeeting, { id })).items) await vote(item, here, here);
  await end(id);
  const [item] = (await keeper.call(readMeeting, { id })).items;
  const body = item?.toCarryOut?.bodies[0]?.value ?? "";
  expect((await keeper.refused(carryOut, { id: item?.id ?? "", from: TODAY })).fields).toMatchObject([
    { pointer: "/organizationId" },
  ]);
  await keeper.call(carryOut, { id: item?.id ?? "", organizationId: body, from: TODAY });
  const [post] = await house.admin<{ title: string; duties: string[]; person: string }>(
    "select title, duties, person_id as person from organizations.post where organization_id = $1 and person_id = any($2::uuid[]) order by valid_from desc limit 1",
    [body, candidateIds],
  );
  expect(post).toMatchObject({ title: "村民理事会成员", duties: [] });

  // Chosen again by another meeting, they have the post already. Namesakes are told apart on the agenda by what everybody may know.
  const [again, other] = candidateIds;
  await house.admin(
    "update register.person_personal set name = (select name from register.person_personal where person_id = $1) where person_id = $2",
    [again, other],
  );
  const second = await keeper.call(conveneMeeting, { ...input, seats: 3, candidateIds });
  const titles = (await keeper.call(readMeeting, { id: second.id })).items.map(({ title }) => title);
  expect(titles.filter((title) => title.endsWith(`（${form.groups[0]?.name ?? ""}，同名之1）`))).toHaveLength(1);
  expect(new Set(titles).size).toBe(3);
  const present = await begin(second.id);
  for (const one of (await keeper.call(readMeeting, { id: second.id })).items) await vote(one.id, present, present);
  await end(second.id);
  const held = await house.admin<{ id: string }>("select id from meetings.item where meeting_id = $1 and about_person = $2", [
    second.id,
    post?.person ?? "",
  ]);
  const twice = { id: held[0]?.id ?? "", organizationId: body, from: TODAY };
  expect((await keeper.refused(carryOut, twice)).code).toBe("post-already");
  for (const kind of ["villagers-committee-recall", "committee-election"])
    expect((await keeper.refused(conveneMeeting, { ...input, kind, candidateIds: [] })).code).toBe("election-not-offered");
});
