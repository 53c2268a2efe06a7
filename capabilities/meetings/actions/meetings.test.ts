import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newPerson } from "#apps/server/testing/rights/scene.ts";
import { startTestHouse, type TestHouse } from "#apps/server/testing/start-test-house.ts";
import type { TestClient } from "#apps/server/testing/test-client.ts";
import { pathOfCode } from "#capabilities/divisions/index.ts";
import { findSeals } from "#capabilities/record/contract/find-seals.ts";
import { answerInitiative } from "../contract/answer-initiative.ts";
import { callOffMeeting } from "../contract/call-off-meeting.ts";
import { castBallot } from "../contract/cast-ballot.ts";
import { closeMeeting } from "../contract/close-meeting.ts";
import { conveneMeeting } from "../contract/convene-meeting.ts";
import { countVotes } from "../contract/count-votes.ts";
import { endBallot } from "../contract/end-ballot.ts";
import { endUnheld } from "../contract/end-unheld.ts";
import { enterSignatures } from "../contract/enter-signatures.ts";
import { enterSheet } from "../contract/enter-sheet.ts";
import { listInitiatives } from "../contract/list-initiatives.ts";
import { listMeetings } from "../contract/list-meetings.ts";
import { openMeeting } from "../contract/open-meeting.ts";
import { publishResult } from "../contract/publish-result.ts";
import { putToVote } from "../contract/put-to-vote.ts";
import { readAttendance } from "../contract/read-attendance.ts";
import { readBallot } from "../contract/read-ballot.ts";
import { readConveneForm } from "../contract/read-convene-form.ts";
import { readInitiative } from "../contract/read-initiative.ts";
import { readMeeting } from "../contract/read-meeting.ts";
import { recountItem } from "../contract/recount-item.ts";
import { signInAttendees } from "../contract/sign-in-attendees.ts";
import { signInitiative } from "../contract/sign-initiative.ts";
import { startInitiative } from "../contract/start-initiative.ts";
import { stepAside } from "../contract/step-aside.ts";
import { strikeAttendee } from "../contract/strike-attendee.ts";
import { withdrawSignature } from "../contract/withdraw-signature.ts";

const VILLAGE = pathOfCode("990101101201");
const NEXT_DOOR = pathOfCode("990101101202");

let house: TestHouse;
let keeper: TestClient;
let teller: TestClient;
let resident: TestClient;

beforeAll(async () => {
  house = await startTestHouse();
  keeper = await house.signIn("village");
  teller = await house.signIn("supervisor");
  resident = await house.signIn("resident");
});
afterAll(async () => {
  await house.close();
});

async function committee(kind: string, path = VILLAGE): Promise<string> {
  const [row] = await house.admin<{ id: string }>(
    "select o.id from organizations.organization o join platform.tenant t on t.id = o.tenant_id where t.slug = 'qinghe' and o.kind = $1 and o.division_path = $2::ltree",
    [kind, path],
  );
  return row?.id ?? "";
}

/** So many days on, at 15:00 Chinese time. */
function inDays(days: number): string {
  const day = new Date(Date.now() + days * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10);
  return `${day}T07:00:00.000Z`;
}

async function call(
  kind: string,
  due: string,
  more: { readonly days?: number; readonly bodies?: string; readonly items?: readonly object[] } = {},
) {
  return {
    kind,
    area: VILLAGE,
    due,
    convener: await committee(more.bodies ?? "village-committee"),
    title: `会议 ${kind} ${due}`,
    meetsAt: inDays(more.days ?? 11),
    place: "村委会会议室",
    chair: "王主任",
    items: (more.items ?? [{ title: "路灯", wording: "同意在村东路安装二十盏路灯。" }]) as never,
    facts: ["partyStudied"],
  };
}

/** Its day has come: nobody waits ten days for a test. */
async function itIsToday(id: string): Promise<void> {
  await house.admin(
    "update meetings.meeting set meets_at = now(), notice_day = (now() at time zone 'Asia/Shanghai')::date - 11 where id = $1",
    [id],
  );
}

async function dueOf(id: string): Promise<readonly string[]> {
  return (await keeper.call(readAttendance, { id })).due.map((one) => one.id);
}

const HANDS = { against: 0, abstain: 0, invalid: 0 };

describe("calling a meeting", () => {
  test("freezes the roll, tells those due, and puts notice and hash on the record; visitors see figures and no name", async () => {
    const { id, due, rollSha256, told } = await keeper.call(conveneMeeting, await call("villagers-assembly", "adults"));
    expect(told).toBeGreaterThan(0);
    const view = await house.visitor().call(readMeeting, { id });
    expect(view).toMatchObject({ roll: { persons: due, sha256: rollSha256 }, own: null, may: [], meeting: { state: "called" } });
    expect(view.quorum).toMatchObject({ held: null, figure: 0, outOf: due, threshold: Math.floor(due / 2) + 1 });
    expect(view.reasons.find(({ code }) => code === "notice")).toMatchObject({ effect: "met", article: "21" });
    expect(await house.visitor().refused(readAttendance, { id })).toMatchObject({ code: "sign-in-required" });
    expect((await resident.call(readMeeting, { id })).own).toEqual({ here: false });
    const notices = await house.admin<{ n: number }>("select count(*)::int as n from platform.notice where path = $1", [
      `meetings/${id}`,
    ]);
    expect(notices[0]?.n).toBe(told);
    const [entry] = await house.admin<{ hash: string }>("select list_sha256 as hash from rolls.roll where id = $1", [
      view.roll.id,
    ]);
    expect(entry?.hash).toBe(rollSha256);
    const { seals } = await house.visitor().call(findSeals, { kind: "meetings.notice", subjects: `${id}/1` });
    expect(seals).toHaveLength(1);
    await keeper.call(callOffMeeting, { id, why: "遇暴雨改期，另行通知。" });
    expect((await house.visitor().call(readMeeting, { id })).meeting).toMatchObject({ state: "called-off", published: true });
  });

  test("is refused with figure and article where the notice is too short, the body cannot decide, or nobody may call it so", async () => {
    expect(await keeper.refused(conveneMeeting, await call("villagers-assembly", "adults", { days: 9 }))).toMatchObject({
      code: "notice-too-short",
      facts: { figure: 9, threshold: 10 },
      rule: { article: "21" },
    });
    const pact = [{ title: "村规民约", wording: "通过修订后的村规民约。", matter: "village-pact" }];
    expect(
      await keeper.refused(conveneMeeting, await call("representatives-meeting", "villagers-representatives", { items: pact })),
    ).toMatchObject({ code: "item-beyond-power", rule: { article: "27" } });
    const members = await call("collective-members-meeting", "collective-members");
    expect(await keeper.refused(conveneMeeting, members)).toMatchObject({ code: "not-convener" });
    const party = await call("party-members-meeting", "party-members", { bodies: "party-organization" });
    expect(await keeper.refused(conveneMeeting, party)).toMatchObject({ code: "not-party-post" });
    expect(await keeper.refused(conveneMeeting, await call("residents-meeting", "adults"))).toMatchObject({
      code: "kind-not-here",
    });
    expect(await keeper.refused(conveneMeeting, await call("committee-election", "adults"))).toMatchObject({
      code: "election-not-offered",
    });
    const strange = { ...(await call("villagers-assembly", "adults")), convener: await committee("party-organization") };
    expect(await keeper.refused(conveneMeeting, strange)).toMatchObject({ code: "not-convener" });
    const next = { ...(await call("villagers-assembly", "adults")), area: NEXT_DOOR };
    expect(await keeper.refused(conveneMeeting, next)).toMatchObject({ code: "absent" });
    const { kinds } = await keeper.call(readConveneForm, {});
    expect(kinds.map(({ id, refused }) => [id, refused])).toEqual([
      ["villagers-assembly", null],
      ["representatives-meeting", null],
      ["group-meeting", null],
      ["joint-committees-meeting", null],
      ["party-members-review", null],
      ["party-members-meeting", null],
      ["supervision-committee-meeting", null],
      ["residents-meeting", "kind-not-here"],
      ["collective-members-meeting", null],
      ["collective-delegates-meeting", null],
      ["collective-council-meeting", "not-convener"],
      ["representatives-selection", null],
      ["group-leader-selection", null],
      ["villagers-council-selection", null],
      ["villagers-council-meeting", null],
      ["self-governing-body-meeting", null],
      ["owners-assembly", "kind-not-here"],
    ]);
  });

  test("of one villagers' group takes that group's people only", async () => {
    const { groups } = await keeper.call(readConveneForm, { kind: "group-meeting" });
    const [group] = groups;
    const asked = { ...(await call("group-meeting", "adults")), groupId: group?.value ?? "" };
    const { id, due } = await keeper.call(conveneMeeting, asked);
    const [counted] = await house.admin<{ n: number }>(
      `select count(*)::int as n from meetings.due d join register.person p on p.id = d.person_id where d.meeting_id = $1 and p.group_id = $2`,
      [id, group?.value],
    );
    expect(counted?.n).toBe(due);
    expect(await keeper.refused(conveneMeeting, await call("group-meeting", "adults"))).toMatchObject({ code: "invalid-input" });
  });

  test("of a closed body is seen by those due and those who run it, and by everybody once its result is published", async () => {
    const asked = await call("joint-committees-meeting", "posts", { bodies: "party-organization", days: 1 });
    const { id, due } = await keeper.call(conveneMeeting, asked);
    // The secretary, the head and two members of the committee.
    expect(due).toBe(4);
    expect(await house.visitor().refused(readMeeting, { id })).toMatchObject({ code: "absent" });
    expect(await resident.refused(readMeeting, { id })).toMatchObject({ code: "absent" });
    const shown = await house.visitor().call(listMeetings, {});
    expect(shown.coming.some((one) => one.id === id)).toBe(false);
    await itIsToday(id);
    await keeper.call(endUnheld, { id });
    await keeper.call(publishResult, { id });
    expect((await house.visitor().call(readMeeting, { id })).meeting.state).toBe("not-held");
  });
});

describe("a representatives' meeting", () => {
  test("does not open one below its quorum, opens on it, and its verdict turns on one vote; a wrong count is counted again", async () => {
    const twice = [
      { title: "路灯", wording: "同意在村东路安装二十盏路灯。" },
      { title: "保洁", wording: "同意聘请两名保洁员。" },
    ];
    const asked = await call("representatives-meeting", "villagers-representatives", { days: 1, items: twice });
    const { id } = await keeper.call(conveneMeeting, asked);
    const people = await dueOf(id);
    const quorum = Math.ceil((people.length * 2) / 3);
    expect(await keeper.refused(openMeeting, { id })).toMatchObject({ code: "not-the-day" });
    await itIsToday(id);
    await keeper.call(signInAttendees, { id, personIds: people.slice(0, quorum - 1) });
    expect(await keeper.refused(openMeeting, { id })).toMatchObject({
      code: "below-quorum",
      facts: { figure: quorum - 1, threshold: quorum },
      rule: { article: "26" },
    });
    await keeper.call(signInAttendees, { id, personIds: people.slice(0, quorum) });
    expect(await keeper.refused(endUnheld, { id })).toMatchObject({ code: "quorum-reached" });
    await keeper.call(openMeeting, { id });
    const [lamps, cleaners] = (await keeper.call(readMeeting, { id })).items.map((item) => item.id);
    const need = Math.floor(quorum / 2) + 1;
    await keeper.call(stepAside, { id: cleaners ?? "", personId: people[0] ?? "" });
    expect(await keeper.refused(stepAside, { id: cleaners ?? "", personId: people[0] ?? "" })).toMatchObject({
      code: "already-aside",
    });
    await keeper.call(putToVote, { id: lamps ?? "", method: "show-of-hands" });
    const given = { ...HANDS, id: lamps ?? "", for: need, against: quorum - need };
    expect(await keeper.refused(countVotes, { ...given, for: quorum + 1 })).toMatchObject({ code: "too-many-votes" });
    expect(await keeper.call(countVotes, given)).toMatchObject({ state: "waiting" });
    expect(await keeper.refused(countVotes, given)).toMatchObject({ code: "counted-already" });
    expect(await resident.refused(countVotes, given)).toMatchObject({ code: "absent" });
    expect(await teller.call(countVotes, { ...given, for: need - 1 })).toMatchObject({ state: "differs" });
    expect((await keeper.call(readMeeting, { id })).items[0]).toMatchObject({
      round: 2,
      state: "voting",
      votes: null,
      counted: 0,
    });
    expect((await keeper.call(readMeeting, { id })).items[0]?.differed).toHaveLength(2);
    await keeper.call(countVotes, given);
    expect(await teller.call(countVotes, given)).toMatchObject({ state: "agreed" });
    await keeper.call(putToVote, { id: cleaners ?? "", method: "paper-ballots" });
    // Who stepped aside stays in the hall: the denominator is whole, and one vote fewer can be cast.
    const less = { ...HANDS, id: cleaners ?? "", for: need - 1 };
    expect(await keeper.refused(countVotes, { ...less, for: quorum })).toMatchObject({ code: "too-many-votes" });
    await keeper.call(countVotes, less);
    expect(await keeper.refused(closeMeeting, { id, discussion: "" })).toMatchObject({ code: "vote-under-way" });
    await teller.call(countVotes, less);
    expect(await keeper.refused(strikeAttendee, { id, personId: people[0] ?? "" })).toMatchObject({ code: "vote-begun" });
    await keeper.call(closeMeeting, { id, discussion: "代表们问了路灯的电费由谁出。" });
    const view = await house.visitor().call(readMeeting, { id });
    expect(view.discussion).toBe("");
    expect(view.items.map(({ outcome, steppedAside }) => [outcome, steppedAside])).toEqual([
      ["passed", 0],
      ["failed", 1],
    ]);
    expect(view.items[1]?.reasons.find(({ code }) => code === "votes")).toMatchObject({
      figure: need - 1,
      threshold: need,
      outOf: quorum,
      article: "26",
    });
    expect(await keeper.call(publishResult, { id })).toMatchObject({ version: 1 });
    expect(await keeper.refused(publishResult, { id })).toMatchObject({ code: "published-already" });
    // A mistake found later: counted again by both, published as a second version with its reason.
    await keeper.call(recountItem, { id: cleaners ?? "", why: "唱票时漏记一票赞成。" });
    await keeper.call(countVotes, { ...less, for: need });
    await teller.call(countVotes, { ...less, for: need });
    const corrected = await house.visitor().call(readMeeting, { id });
    expect(corrected.items[1]?.outcome).toBe("passed");
    expect(
      corrected.publications.filter(({ kind }) => kind === "result").map(({ version, reason }) => [version, reason]),
    ).toEqual([
      [2, "唱票时漏记一票赞成。"],
      [1, ""],
    ]);
    const { seals } = await house.visitor().call(findSeals, { kind: "meetings.result", subjects: `${id}/1,${id}/2` });
    expect(seals).toHaveLength(2);
  });

  test("one short ends as not held with its reason; a paper sheet counts once two people typed the same", async () => {
    const asked = await call("representatives-meeting", "villagers-representatives", { days: 1 });
    const { id } = await keeper.call(conveneMeeting, asked);
    const people = await dueOf(id);
    const quorum = Math.ceil((people.length * 2) / 3);
    await itIsToday(id);
    const came = people.slice(0, quorum - 1);
    expect(await keeper.call(enterSheet, { id, personIds: people.slice(0, quorum) })).toMatchObject({
      state: "waiting",
      here: 0,
    });
    expect(await teller.call(enterSheet, { id, personIds: [...came] })).toMatchObject({ state: "differs", differ: 1, here: 0 });
    expect((await keeper.call(readAttendance, { id })).sheet.differ.map((one) => one.id)).toEqual([people[quorum - 1]]);
    expect(await keeper.call(enterSheet, { id, personIds: [...came] })).toMatchObject({ state: "agreed", here: quorum - 1 });
    expect(await keeper.refused(openMeeting, { id })).toMatchObject({ code: "below-quorum" });
    await keeper.call(endUnheld, { id });
    await keeper.call(publishResult, { id });
    const view = await house.visitor().call(readMeeting, { id });
    expect(view.meeting.state).toBe("not-held");
    expect(view.reasons.find(({ code }) => code === "attendance")).toMatchObject({
      effect: "violated",
      figure: quorum - 1,
      threshold: quorum,
      outOf: people.length,
      article: "26",
    });
    expect(await keeper.refused(signInAttendees, { id, personIds: [people[0] ?? ""] })).toMatchObject({ code: "meeting-state" });
  });
});

describe("an initiative", () => {
  test("is due once one in ten signed, not one before; it is late in public, and answered by the meeting of its kind", async () => {
    const asked = {
      kind: "villagers-assembly",
      signers: "adults" as const,
      title: "讨论自来水改造",
      wording: "去年冬天停水三次，要求开会讨论。",
    };
    const { id } = await resident.call(startInitiative, asked);
    await house.settle();
    const view = await resident.call(readInitiative, { id });
    expect(view).toMatchObject({ ownSigned: true, unsigned: [], initiative: { signed: 1, state: "gathering", dueOn: null } });
    const { outOf, needed } = view.initiative;
    expect(needed).toBe(Math.ceil((outOf ?? 0) / 10));
    expect(await resident.refused(signInitiative, { id })).toMatchObject({ code: "signed-already" });
    const townsman = await house.signIn("clerk");
    expect(await townsman.refused(signInitiative, { id })).toMatchObject({ code: "not-on-roll" });
    expect((await resident.call(withdrawSignature, { id })).signed).toBe(0);
    expect((await resident.call(signInitiative, { id })).signed).toBe(1);
    const people = (await keeper.call(readInitiative, { id })).unsigned.map(({ value }) => value);
    expect(people).toHaveLength((outOf ?? 0) - 1);
    const most = (needed ?? 0) - 1;
    expect(await keeper.call(enterSignatures, { id, personIds: people.slice(0, most - 1) })).toMatchObject({ signed: most });
    expect((await house.visitor().call(readInitiative, { id })).initiative.state).toBe("gathering");
    // One of the sheet signed before: counted once.
    expect(await keeper.call(enterSignatures, { id, personIds: people.slice(0, most) })).toMatchObject({
      signed: needed,
      added: 1,
    });
    const reached = (await house.visitor().call(listInitiatives, {})).initiatives.find((one) => one.id === id);
    expect(reached).toMatchObject({ state: "reached", late: false });
    expect(reached?.reasons[0]).toMatchObject({ effect: "met", figure: needed, threshold: needed, outOf, article: "21" });
    expect(await resident.refused(withdrawSignature, { id })).toMatchObject({ code: "initiative-state" });
    await house.admin("update meetings.initiative set due_on = '2026-01-01' where id = $1", [id]);
    expect((await house.visitor().call(readInitiative, { id })).initiative).toMatchObject({ state: "reached", late: true });
    const other = await keeper.call(conveneMeeting, await call("representatives-meeting", "villagers-representatives"));
    expect(await keeper.refused(answerInitiative, { id, meetingId: other.id })).toMatchObject({ code: "another-meeting" });
    const forced = await keeper.call(conveneMeeting, await call("villagers-assembly", "adults"));
    await keeper.call(answerInitiative, { id, meetingId: forced.id });
    expect((await resident.call(readInitiative, { id })).initiative).toMatchObject({ state: "answered", meetingId: forced.id });
  });
});

describe("a secret ballot by phone", () => {
  const VOTERS = 6;
  const AT_ONCE = 8;

  /** A person on the roll with a phone of their own. */
  async function withPhone(personId: string, index: number): Promise<TestClient> {
    const { personId: other, accountId, client } = await newPerson(house, `1990000007${index}`, VILLAGE);
    await house.admin("update register.person set account_id = null where id = $1", [other]);
    await house.admin("update register.person set account_id = $2 where id = $1", [personId, accountId]);
    return client;
  }

  async function openHall() {
    const asked = await call("representatives-meeting", "villagers-representatives", {
      days: 1,
      items: [
        { title: "路灯", wording: "同意在村东路安装二十盏路灯。" },
        { title: "保洁", wording: "同意聘请两名保洁员。" },
      ],
    });
    const { id } = await keeper.call(conveneMeeting, asked);
    const people = await dueOf(id);
    await itIsToday(id);
    await keeper.call(signInAttendees, { id, personIds: [...people] });
    await keeper.call(openMeeting, { id });
    const voters = await Promise.all(people.slice(0, VOTERS).map(withPhone));
    return { id, people, voters, items: (await keeper.call(readMeeting, { id })).items.map((item) => item.id) };
  }

  test("takes one ballot of each voter however often it is sent, and nothing joins the two", async () => {
    const { id, people, voters, items } = await openHall();
    const [lamps = "", cleaners = ""] = items;
    await keeper.call(putToVote, { id: lamps, method: "phone" });
    const receipts = await Promise.all(voters.map(async (voter) => (await voter.call(readBallot, { id: lamps })).receipt));
    expect(new Set(receipts).size).toBe(VOTERS);
    const choices = ["for", "for", "for", "against", "abstain", "against"] as const;
    const sent = voters.flatMap((voter, index) =>
      Array.from({ length: AT_ONCE }, async () => {
        const ballot = { id: lamps, choice: choices[index] ?? "for", receipt: receipts[index] ?? "" };
        return (await voter.send(castBallot, ballot)).statusCode;
      }),
    );
    expect(new Set(await Promise.all(sent))).toEqual(new Set([200]));
    const marks = async (item: string) =>
      (await house.admin<{ n: number }>("select count(*)::int as n from meetings.mark where item_id = $1", [item]))[0]?.n;
    expect(await marks(lamps)).toBe(VOTERS);
    // The receipt changes the choice until the end; without it nobody votes twice, nor who is not here.
    const [first, second] = voters;
    await first?.call(castBallot, {
      id: lamps,
      choice: "against",
      receipt: (receipts[0] ?? "").toLowerCase().replaceAll("-", ""),
    });
    expect(
      await first?.refused(castBallot, {
        id: lamps,
        choice: "for",
        receipt: receipts[1]?.replace(/.$/, (sign) => (sign === "0" ? "1" : "0")) ?? "",
      }),
    ).toMatchObject({
      code: "voted-already",
    });
    expect(await resident.refused(castBallot, { id: lamps, choice: "for", receipt: "AAAA-BBBB-CCCC" })).toMatchObject({
      code: "not-here",
    });
    expect(await keeper.refused(countVotes, { id: lamps, for: 9, against: 0, abstain: 0 })).toMatchObject({
      code: "counted-by-urn",
    });
    const urns = await house.admin<{ cast_ballots: Record<string, string> }>("select * from ballots.urn where item_id = $1", [
      lamps,
    ]);
    expect(Object.keys(urns[0] ?? {}).toSorted()).toEqual(["cast_ballots", "item_id", "tenant_id"]);
    const hashes = Object.keys(urns[0]?.cast_ballots ?? {});
    expect(hashes).toEqual(hashes.toSorted());
    const kept = await house.admin<{ n: number }>(
      "select count(*)::int as n from platform.idempotency where action = 'meetings/cast-ballot'",
    );
    expect(kept[0]?.n).toBe(0);
    const inMain = house.database.transact(
      { areas: [], purpose: "test/x" },
      async ({ db }) =>
        await db.executeQuery({ sql: "select * from ballots.urn", parameters: [], query: { kind: "RawNode" } } as never),
    );
    await expect(inMain).rejects.toThrow(/permission denied/);
    await keeper.call(endBallot, { id: lamps });
    const view = await house.visitor().call(readMeeting, { id });
    expect(view.items[0]).toMatchObject({
      state: "decided",
      votes: { for: 2, against: 3, abstain: 1, invalid: 0 },
      outcome: "failed",
    });
    expect(view.items[0]?.reasons.find(({ code }) => code === "did-not-vote")?.figure).toBe(people.length - VOTERS);
    expect(await second?.refused(castBallot, { id: lamps, choice: "for", receipt: receipts[1] ?? "" })).toMatchObject({
      code: "item-state",
    });
    // It is the constraint that holds, and nothing beside it: without it the same request would be marked each time.
    await keeper.call(putToVote, { id: cleaners, method: "phone" });
    await house.admin("alter table meetings.mark drop constraint mark_once");
    const again = Array.from(
      { length: AT_ONCE },
      async () => await second?.send(castBallot, { id: cleaners, choice: "for", receipt: receipts[1] ?? "" }),
    );
    await Promise.all(again);
    expect(await marks(cleaners)).toBe(AT_ONCE);
  });

  test("is refused where so few vote that the result would tell how each did", async () => {
    const asked = await call("joint-committees-meeting", "posts", { bodies: "party-organization", days: 1 });
    const { id } = await keeper.call(conveneMeeting, asked);
    await itIsToday(id);
    await keeper.call(signInAttendees, { id, personIds: [...(await dueOf(id))] });
    await keeper.call(openMeeting, { id });
    const [item] = (await keeper.call(readMeeting, { id })).items;
    expect(await keeper.refused(putToVote, { id: item?.id ?? "", method: "phone" })).toMatchObject({
      code: "too-few-for-secret",
      facts: { voters: 4, least: 5 },
    });
  });
});
