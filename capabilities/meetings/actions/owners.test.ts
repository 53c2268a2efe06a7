import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestHouse, type TestHouse } from "#apps/server/testing/start-test-house.ts";
import type { TestClient } from "#apps/server/testing/test-client.ts";
import { pathOfCode } from "#capabilities/divisions/index.ts";
import { addOrganization } from "#capabilities/organizations/contract/add-organization.ts";
import { fileCharter } from "#capabilities/organizations/contract/file-charter.ts";
import { addGroup } from "#capabilities/register/contract/add-group.ts";
import { addOwner } from "#capabilities/rolls/contract/add-owner.ts";
import { correctRoll } from "#capabilities/rolls/contract/correct-roll.ts";
import { endOwner } from "#capabilities/rolls/contract/end-owner.ts";
import { listOwners } from "#capabilities/rolls/contract/list-owners.ts";
import { listQuarters } from "#capabilities/rolls/contract/list-quarters.ts";
import { readRoll } from "#capabilities/rolls/contract/read-roll.ts";
import { canonicalList } from "#capabilities/rolls/index.ts";
import { judgeDocuments } from "@gongzhi/decision-rules";
import { closeMeeting } from "../contract/close-meeting.ts";
import { conveneMeeting } from "../contract/convene-meeting.ts";
import { countVotes } from "../contract/count-votes.ts";
import { endUnheld } from "../contract/end-unheld.ts";
import { openMeeting } from "../contract/open-meeting.ts";
import { publishResult } from "../contract/publish-result.ts";
import { putToVote } from "../contract/put-to-vote.ts";
import { readAttendance } from "../contract/read-attendance.ts";
import { readConveneForm } from "../contract/read-convene-form.ts";
import { readMeeting } from "../contract/read-meeting.ts";
import { signInAttendees } from "../contract/sign-in-attendees.ts";
import { stepAside } from "../contract/step-aside.ts";
import { strikeAttendee } from "../contract/strike-attendee.ts";

const COMMUNITY = pathOfCode("990101101001");
const VILLAGE = pathOfCode("990101101201");
const QUARTER = "滨河花园";
/** Whole 1/100 m²: nine owners, 740.01 m²; two thirds are six owners and 493.34 m². */
const FLOORS = [30_000, 20_000, 10_000, 5_000, 5_000, 1_000, 1_000, 1_000, 1_001];

let house: TestHouse;
let keeper: TestClient;
let teller: TestClient;
let quarter = "";
/** Owners in the order of `FLOORS`; the first holds two sets of premises. */
let owners: readonly string[] = [];

beforeAll(async () => {
  house = await startTestHouse();
  keeper = await house.signIn("steward");
  await house.admin(
    `update organizations.post set areas = areas || $1::ltree where duties @> '{meetings.count}' and not duties @> '{rolls.keep}' and $2::ltree = any(areas)`,
    [COMMUNITY, VILLAGE],
  );
  teller = await house.signIn("supervisor");
  ({ id: quarter } = await keeper.call(addGroup, {
    kind: "neighbourhood",
    name: QUARTER,
    area: COMMUNITY,
    from: "2024-01-01",
  }));
  owners = (
    await house.admin<{ id: string }>(
      "select id from register.person where division_path <@ $1::ltree and left_at is null order by id limit 9",
      [COMMUNITY],
    )
  ).map(({ id }) => id);
  for (const [index, floorDm2] of FLOORS.entries())
    for (const [part, premises] of (index === 0 ? ["1-101", "1-102"] : [`2-${index}01`]).entries())
      await keeper.call(addOwner, {
        ...line(owners[index] ?? "", premises),
        floorDm2: index === 0 ? (part === 0 ? 29_999 : 1) : floorDm2,
      });
});
afterAll(async () => {
  await house.close();
});

function line(personId: string, premises: string) {
  return { groupId: quarter, personId, premises, floorDm2: 1, from: "2024-05-01", ground: "不动产权证" };
}

async function committee(): Promise<string> {
  const [row] = await house.admin<{ id: string }>(
    "select id from organizations.organization where kind = 'residents-committee' and division_path = $1::ltree",
    [COMMUNITY],
  );
  return row?.id ?? "";
}

async function asked(items: readonly object[] = [{ title: "门禁", wording: "同意更换小区门禁。" }]) {
  return {
    kind: "owners-assembly",
    area: COMMUNITY,
    groupId: quarter,
    due: "owners",
    convener: await committee(),
    title: `${QUARTER}业主大会`,
    meetsAt: new Date(Date.now() + 86_400_000).toISOString(),
    place: "小区广场",
    chair: "李主任",
    items: items as never,
  };
}

async function itIsToday(id: string): Promise<void> {
  await house.admin("update meetings.meeting set meets_at = now() where id = $1", [id]);
}

/** Owners by their place in `FLOORS`, and what they hold together. */
const those = (...places: readonly number[]) => places.map((place) => owners[place] ?? "");
const floorOf = (...places: readonly number[]) => places.reduce((sum, place) => sum + (FLOORS[place] ?? 0), 0);

describe("the owners of a quarter", () => {
  test("are entered by premises: one set of premises at one time once, somebody with two once with the area of both", async () => {
    const [stranger] = await house.admin<{ id: string }>(
      "select id from register.person where division_path <@ $1::ltree and left_at is null limit 1",
      [VILLAGE],
    );
    expect(await keeper.refused(addOwner, line(stranger?.id ?? "", "9-101"))).toMatchObject({ code: "not-of-community" });
    // A co-owner is not counted beside whom they named.
    expect(await keeper.refused(addOwner, line(owners[1] ?? "", "1-101"))).toMatchObject({
      code: "premises-taken",
      facts: { premises: "1-101" },
    });
    expect(await keeper.refused(addOwner, { ...line(owners[1] ?? "", "9-102"), floorDm2: 0 })).toMatchObject({
      code: "invalid-input",
    });
    const village = await house.signIn("village");
    expect(await village.refused(addOwner, line(owners[1] ?? "", "9-103"))).toMatchObject({ code: "absent" });
    expect(await village.refused(listOwners, { groupId: quarter })).toMatchObject({ code: "absent" });
    expect((await village.call(listQuarters, {})).quarters).toEqual([]);
    const sum = { owners: 9, floorDm2: 74_001 };
    expect((await keeper.call(listQuarters, {})).quarters.find(({ id }) => id === quarter)).toMatchObject(sum);
    expect(await keeper.call(listOwners, { groupId: quarter })).toMatchObject({ count: 10, persons: 9, floorDm2: 74_001 });
    expect((await keeper.call(listOwners, { groupId: quarter, q: "1-102" })).owners).toMatchObject([
      { personId: owners[0], floorDm2: 1 },
    ]);
  });

  test("convene by the committee they chose inside its term, and else by the residents' committee", async () => {
    const form = await keeper.call(readConveneForm, { area: COMMUNITY, kind: "owners-assembly" });
    expect(form.kinds.find(({ id }) => id === "owners-assembly")).toMatchObject({
      refused: null,
      forms: [{ value: "owners" }],
      article: null,
    });
    expect(form.groups).toContainEqual({ value: quarter, name: QUARTER });
    expect(form.matters.map(({ value }) => value)).toContain("business-on-common-parts");
    const village = await keeper.call(readConveneForm, { area: VILLAGE, kind: "owners-assembly" });
    expect(village.kinds.find(({ id }) => id === "owners-assembly")?.refused).toBe("kind-not-here");
    const { groupId: _, ...nowhere } = await asked();
    expect((await keeper.refused(conveneMeeting, nowhere)).fields).toMatchObject([{ pointer: "/groupId", code: "required" }]);
    const body = async (name: string) =>
      (await keeper.call(addOrganization, { kind: "self-governing", name, area: COMMUNITY, from: "2024-01-01" })).id;
    const own = await body(`${QUARTER}业主委员会`);
    const other = await body("红白理事会");
    const filed = { text: "业主大会议事规则，经业主大会通过。".repeat(4), mayDecide: "召集业主大会", termFrom: "2024-01-01" };
    await keeper.call(fileCharter, { ...filed, organizationId: other, termTo: "2099-12-31" });
    expect(await keeper.refused(conveneMeeting, { ...(await asked()), convener: other })).toMatchObject({ code: "not-convener" });
    // Without a charter in force it is nobody's committee yet.
    expect(await keeper.refused(conveneMeeting, { ...(await asked()), convener: own })).toMatchObject({ code: "not-convener" });
    await keeper.call(fileCharter, { ...filed, organizationId: own, termTo: "2099-12-31" });
    expect(await keeper.refused(conveneMeeting, await asked())).toMatchObject({
      code: "owners-committee-convenes",
      facts: { name: `${QUARTER}业主委员会` },
    });
    const { due } = await keeper.call(conveneMeeting, { ...(await asked()), convener: own });
    expect(due).toBe(9);
    await house.admin("update organizations.charter set term_to = '2024-12-31' where organization_id = $1", [own]);
  });

  test("are frozen with their areas: the hash covers them, and a corrected roll reaches the meeting", async () => {
    const { id, rollSha256 } = await keeper.call(conveneMeeting, await asked());
    const before = await keeper.call(readMeeting, { id });
    const roll = before.roll.id ?? "";
    const entries = await house.admin<{ personId: string; floorDm2: string }>(
      `select person_id as "personId", household_id as "householdId", group_id as "groupId", woman, floor_dm2 as "floorDm2" from rolls.entry where roll_id = $1 order by person_id`,
      [roll],
    );
    const [{ tenantId, day } = { tenantId: "", day: "" }] = await house.admin<{ tenantId: string; day: string }>(
      `select tenant_id as "tenantId", on_day::text as day from rolls.roll where id = $1`,
      [roll],
    );
    const head = { tenantId, rollId: roll, version: 1, kind: "owners", path: COMMUNITY, day, groupId: quarter };
    const hash = (more: number) =>
      createHash("sha256")
        .update(canonicalList(head, entries.map((one) => ({ ...one, floorDm2: Number(one.floorDm2) + more })) as never))
        .digest("hex");
    expect([hash(0), hash(1) === rollSha256]).toEqual([rollSha256, false]);
    expect(await keeper.call(readRoll, { id: roll })).toMatchObject({ roll: { kind: "owners", persons: 9, floorDm2: 74_001 } });
    const [shop] = (await keeper.call(listOwners, { groupId: quarter, q: "1-102" })).owners;
    await keeper.call(endOwner, { id: shop?.id ?? "", on: "2024-06-01", ground: "已出售" });
    expect(await keeper.refused(endOwner, { id: shop?.id ?? "", on: "2024-06-01", ground: "已出售" })).toMatchObject({
      code: "owner-ended",
    });
    await keeper.call(addOwner, { ...line(owners[8] ?? "", "1-102"), from: "2024-06-01" });
    await keeper.call(correctRoll, { id: roll, reason: "1-102 已过户" });
    await house.settle();
    const after = await keeper.call(readMeeting, { id });
    expect(after.roll.sha256).not.toBe(rollSha256);
    expect(after.roll.floorDm2).toBe(74_001);
    const list = await keeper.call(readAttendance, { id });
    expect(list.due.find((one) => one.id === owners[0])?.floorDm2).toBe(29_999);
    expect(list.due.find((one) => one.id === owners[8])?.floorDm2).toBe(1_002);
    // Back as it was, for the meetings that follow.
    await house.admin("delete from rolls.owner where premises = '1-102' and valid_from = '2024-06-01'");
    await house.admin("update rolls.owner set valid_to = null, end_ground = '' where premises = '1-102'");
  });
});

describe("an owners' assembly", () => {
  test("is not held one owner short although the area suffices, nor short of area although the owners do: both with their article", async () => {
    const { id } = await keeper.call(conveneMeeting, await asked());
    await itIsToday(id);
    const waiting = await house.visitor().call(readMeeting, { id });
    expect(waiting.quorum).toEqual({
      held: null,
      figure: 0,
      outOf: 9,
      threshold: 6,
      floor: { figure: 0, outOf: 74_001, threshold: 49_334 },
    });
    await keeper.call(signInAttendees, { id, personIds: [...those(0, 1, 2, 3, 4)] });
    expect(await keeper.refused(openMeeting, { id })).toMatchObject({
      code: "below-quorum",
      facts: { figure: 5, threshold: 6 },
      rule: { rule: "民法典", article: "278" },
    });
    for (const personId of those(0, 1)) await keeper.call(strikeAttendee, { id, personId });
    await keeper.call(signInAttendees, { id, personIds: [...those(5, 6, 7)] });
    expect(await keeper.refused(openMeeting, { id })).toMatchObject({
      code: "below-quorum",
      facts: { figure: floorOf(2, 3, 4, 5, 6, 7), threshold: 49_334 },
      rule: { article: "278" },
    });
    await keeper.call(endUnheld, { id });
    const { quorum, reasons } = await house.visitor().call(readMeeting, { id });
    expect(quorum).toMatchObject({ held: false, figure: 6, floor: { figure: 23_000 } });
    const attendance = reasons.filter(({ code }) => code === "attendance");
    expect(attendance.map(({ effect, article }) => [effect, article])).toEqual([
      ["met", "278"],
      ["violated", "278"],
    ]);
    expect(attendance[1]?.sentence).toContain("专有部分面积（平方米） 230.00");
    expect(attendance[1]?.sentence).toContain("至少 493.34");
  });

  test("passes with more than half of both, fails by the area alone and by the owners alone; what is special needs three quarters of both", async () => {
    const special = "business-on-common-parts";
    const { id } = await keeper.call(
      conveneMeeting,
      await asked([
        { title: "门禁", wording: "同意更换小区门禁。" },
        { title: "绿化", wording: "同意改种绿化树。" },
        { title: "路灯", wording: "同意更换小区路灯。" },
        { title: "广告", wording: "同意出租电梯广告位。", matter: special },
        { title: "停车", wording: "同意出租地面停车位。", matter: special },
      ]),
    );
    await itIsToday(id);
    const here = [0, 1, 2, 3, 4, 5];
    await keeper.call(signInAttendees, { id, personIds: [...those(...here)] });
    await keeper.call(openMeeting, { id });
    const items = (await keeper.call(readMeeting, { id })).items.map((item) => item.id);
    expect(await keeper.refused(stepAside, { id: items[0] ?? "", personId: owners[0] ?? "" })).toMatchObject({
      code: "owners-stay",
    });
    for (const [method, code] of [
      ["phone", "area-tells-whose"],
      ["show-of-hands", "hands-tell-no-area"],
    ] as const)
      expect(await keeper.refused(putToVote, { id: items[0] ?? "", method })).toMatchObject({ code });
    // Whoever is for it, the others against: what two tellers read off the ballots.
    const rounds = [
      [0, 1, 2, 3],
      [2, 3, 4, 5],
      [0, 1, 2],
      [0, 1, 2, 3],
      [0, 1, 2, 3, 4],
    ];
    const countOf = (item: string, favour: readonly number[]) => {
      const others = here.filter((place) => !favour.includes(place));
      return {
        id: item,
        for: favour.length,
        against: others.length,
        abstain: 0,
        floorFor: floorOf(...favour),
        floorAgainst: floorOf(...others),
        floorAbstain: 0,
      };
    };
    for (const [index, favour] of rounds.entries()) {
      const item = items[index] ?? "";
      await keeper.call(putToVote, { id: item, method: "paper-ballots" });
      const count = countOf(item, favour);
      if (index === 0) await refuseWrongCounts(count);
      expect(await keeper.call(countVotes, count)).toMatchObject({ state: "waiting" });
      if (index === 0) {
        // The same owners, one hundredth of a square metre apart.
        expect(await teller.call(countVotes, { ...count, floorFor: count.floorFor - 1 })).toMatchObject({ state: "differs" });
        const [again] = (await keeper.call(readMeeting, { id })).items;
        expect(again).toMatchObject({ round: 2, votes: null, floors: null, counted: 0 });
        expect(again?.differed.map(({ floors }) => floors?.for).toSorted()).toEqual([count.floorFor - 1, count.floorFor]);
        await keeper.call(countVotes, count);
      }
      expect(await teller.call(countVotes, count)).toMatchObject({ state: "agreed" });
    }
    await keeper.call(closeMeeting, { id, discussion: "" });
    const view = await house.visitor().call(readMeeting, { id });
    const votes = view.items.map((item) => item.reasons.filter(({ code }) => code === "votes").map(({ effect }) => effect));
    expect(view.items.map(({ outcome }) => outcome)).toEqual(["passed", "failed", "failed", "failed", "passed"]);
    expect(votes).toEqual([
      ["met", "met"],
      ["met", "violated"],
      ["violated", "met"],
      ["violated", "met"],
      ["met", "met"],
    ]);
    expect(view.items[3]?.reasons.find(({ code }) => code === "votes")).toMatchObject({ threshold: 5, article: "278" });
    await keeper.call(publishResult, { id });
    await expectPublished(id, countOf("", rounds[0] ?? []));
  });

  async function refuseWrongCounts(count: { readonly id: string; readonly floorFor: number }): Promise<void> {
    const given = count as Parameters<typeof keeper.call<typeof countVotes>>[1];
    const { floorFor: _, ...blank } = given;
    expect((await keeper.refused(countVotes, blank)).fields).toMatchObject([{ pointer: "/floorFor", code: "required" }]);
    expect((await keeper.refused(countVotes, { ...given, floorAbstain: 1 })).fields).toMatchObject([
      { pointer: "/floorAbstain", code: "area-without-owners" },
    ]);
    expect(await keeper.refused(countVotes, { ...given, floorFor: count.floorFor + 1 })).toMatchObject({
      code: "too-much-floor",
      facts: { most: 71_000 },
    });
    expect(await keeper.refused(countVotes, { ...given, for: 5 })).toMatchObject({ code: "too-many-votes" });
  }

  /** What was published is enough for anybody to judge it again, without us. */
  async function expectPublished(id: string, first: { readonly floorFor: number; readonly floorAgainst: number }) {
    const [row] = await house.admin<{ content: Published; decided_by: object }>(
      `select p.content, m.decided_by from meetings.publication p join meetings.meeting m on m.id = p.meeting_id where p.kind = 'result' and m.id = $1`,
      [id],
    );
    const { content, decided_by: rule } = row ?? {};
    expect(content).toMatchObject({ roll: { persons: 9, floorDm2: 74_001 }, here: { persons: 6, floorDm2: 71_000 }, held: true });
    expect(content?.items[0]?.floors).toEqual({ for: first.floorFor, against: first.floorAgainst, abstain: 0, invalid: 0 });
    for (const item of content?.items ?? []) {
      const verdict = judgeDocuments(rule, {
        roll: { owners: content?.roll.persons, area: content?.roll.floorDm2 },
        attendance: { owners: content?.here.persons, area: content?.here.floorDm2 },
        ballots: { owners: item.votes, area: item.floors },
        ...(item.matter === null ? {} : { item: item.matter }),
      });
      expect(verdict.outcome).toBe(item.outcome);
    }
    // Sums alone: no row of ours has a choice beside a person.
    expect(JSON.stringify(content)).not.toContain(owners[0]);
  }

  test("is the only kind that counts areas: any other takes none", async () => {
    const [post] = await house.admin<{ id: string }>(
      "select i.id from meetings.item i join meetings.meeting m on m.id = i.meeting_id where m.state = 'called' and m.kind = 'representatives-meeting' and m.division_path = $1::ltree limit 1",
      [VILLAGE],
    );
    const id = post?.id ?? "";
    await house.admin(
      "update meetings.meeting set state = 'open' where id = (select meeting_id from meetings.item where id = $1)",
      [id],
    );
    await house.admin("update meetings.item set state = 'voting', method = 'show-of-hands', here_persons = 5 where id = $1", [
      id,
    ]);
    const count = { id, for: 3, against: 2, abstain: 0, floorFor: 100 };
    expect((await keeper.refused(countVotes, count)).fields).toMatchObject([{ pointer: "/floorFor", code: "no-area-here" }]);
  });
});

type Published = {
  readonly roll: { readonly persons: number; readonly floorDm2: number };
  readonly here: { readonly persons: number; readonly floorDm2: number };
  readonly items: readonly {
    readonly matter: string | null;
    readonly votes: object;
    readonly floors: object;
    readonly outcome: string;
  }[];
};
