import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestHouse, type TestHouse } from "#apps/server/testing/start-test-house.ts";
import type { TestClient } from "#apps/server/testing/test-client.ts";
import { pathOfCode } from "#capabilities/divisions/index.ts";
import { addOrganization } from "#capabilities/organizations/contract/add-organization.ts";
import { endPost } from "#capabilities/organizations/contract/end-post.ts";
import { givePost } from "#capabilities/organizations/contract/give-post.ts";
import { declareKin } from "#capabilities/register/contract/declare-kin.ts";
import { endKin } from "#capabilities/register/contract/end-kin.ts";
import { readOwnEntry } from "#capabilities/register/contract/read-own-entry.ts";
import { addDelegate } from "#capabilities/rolls/contract/add-delegate.ts";
import { endMember } from "#capabilities/rolls/contract/end-member.ts";
import { listDelegates } from "#capabilities/rolls/contract/list-delegates.ts";
import { listOthers } from "#capabilities/rolls/contract/list-others.ts";
import { closeMeeting } from "../contract/close-meeting.ts";
import { conveneMeeting } from "../contract/convene-meeting.ts";
import { countVotes } from "../contract/count-votes.ts";
import { openMeeting } from "../contract/open-meeting.ts";
import { publishResult } from "../contract/publish-result.ts";
import { putToVote } from "../contract/put-to-vote.ts";
import { readConveneForm } from "../contract/read-convene-form.ts";
import { readMeeting } from "../contract/read-meeting.ts";
import { signInAttendees } from "../contract/sign-in-attendees.ts";

const VILLAGE = pathOfCode("990101101201");
const DELEGATES = 21;
const day = (after: number) => new Date(Date.now() + 8 * 3_600_000 + after * 86_400_000).toISOString().slice(0, 10);

let house: TestHouse;
let keeper: TestClient;
let teller: TestClient;
let steward: TestClient;
/** Members of the collective of age who hold no post, the delegates first. */
let members: readonly string[] = [];

beforeAll(async () => {
  house = await startTestHouse();
  keeper = await house.signIn("village");
  teller = await house.signIn("supervisor");
  steward = await house.signIn("steward");
  const rows = await house.admin<{ id: string }>(
    `select m.person_id as id from rolls.member m join register.person_personal p on p.tenant_id = m.tenant_id and p.person_id = m.person_id
       join register.person r on r.tenant_id = m.tenant_id and r.id = m.person_id
     where m.division_path = $1::ltree and m.valid_to is null and r.left_at is null and p.born_on < '2000-01-01'
       and r.account_id is null and not exists (select 1 from organizations.post o where o.person_id = m.person_id) order by m.person_id limit 40`,
    [VILLAGE],
  );
  members = rows.map(({ id }) => id);
});
afterAll(async () => {
  await house.close();
});

async function convener(kind: string): Promise<string> {
  const { kinds } = await keeper.call(readConveneForm, { area: VILLAGE, kind });
  return kinds.find(({ id }) => id === kind)?.conveners[0]?.value ?? "";
}

async function asked(kind: string, due: string, more: Readonly<Record<string, unknown>> = {}) {
  return {
    kind,
    area: VILLAGE,
    due,
    convener: await convener(kind),
    title: "集体经济组织会议",
    meetsAt: new Date(Date.now() + 12 * 86_400_000).toISOString(),
    place: "村文化礼堂",
    chair: "理事长",
    items: [{ title: "冷库", wording: "同意扩建冷库，造价二十万元。" }] as never,
    ...more,
  };
}

/** Holds one with so many of these here, and so many for its one item. */
async function hold(call: Awaited<ReturnType<typeof asked>>, here: readonly string[], votes: number) {
  const { id, due } = await keeper.call(conveneMeeting, call);
  await house.admin("update meetings.meeting set meets_at = now() where id = $1", [id]);
  await keeper.call(signInAttendees, { id, personIds: [...here] });
  const opened = await keeper.send(openMeeting, { id });
  if (opened.statusCode !== 200) return { due, refused: opened.json<Record<string, unknown>>() };
  const itemId = (await keeper.call(readMeeting, { id })).items[0]?.id ?? "";
  await keeper.call(putToVote, { id: itemId, method: "show-of-hands" });
  const count = { id: itemId, for: votes, against: here.length - votes, abstain: 0, invalid: 0 };
  await keeper.call(countVotes, count);
  await teller.call(countVotes, count);
  await keeper.call(closeMeeting, { id, discussion: "逐项讨论。" });
  await keeper.call(publishResult, { id });
  const { items, reasons } = await house.visitor().call(readMeeting, { id });
  return { due, outcome: items[0]?.outcome, reasons: [...reasons, ...(items[0]?.reasons ?? [])] };
}

describe("delegates of the collective's members", () => {
  const KIND = "collective-delegates-meeting";
  const chosen = (personId: string) => ({
    personId,
    kind: "collective-delegate" as const,
    households: 10,
    from: "2026-01-01",
    ground: "2025 年 12 月各户推选",
  });

  test("are members, each chosen by five to fifteen households; who falls short of the law is shown on the list", async () => {
    expect(await keeper.refused(conveneMeeting, await asked(KIND, "collective-delegates"))).toMatchObject({ code: "roll-empty" });
    const [other] = (await keeper.call(listOthers, { area: VILLAGE })).others;
    const stranger = await keeper.refused(addDelegate, chosen(other?.id ?? ""));
    // A child of the household is no member either.
    expect(["not-member", "not-adult"]).toContain(stranger.code);
    for (const households of [4, 16])
      expect(await keeper.refused(addDelegate, { ...chosen(members[0] ?? ""), households })).toMatchObject({
        code: "households-range",
        facts: { least: 5, most: 15 },
        rule: { article: "28" },
      });
    expect(await keeper.refused(addDelegate, { ...chosen(members[0] ?? ""), from: "2025-01-01" })).toMatchObject({
      code: "not-member",
      rule: { article: "28" },
    });
    for (const personId of members.slice(0, DELEGATES - 1)) await keeper.call(addDelegate, chosen(personId));
    const least = async () => {
      const { delegates, composition } = await keeper.call(listDelegates, { area: VILLAGE });
      const own = composition.filter(({ kind }) => kind === "collective-delegate");
      return {
        delegates: delegates.filter(({ kind }) => kind === "collective-delegate").length,
        met: own.find(({ sentence }) => sentence.includes("21"))?.met,
        articles: [...new Set(own.map(({ article }) => article))],
      };
    };
    expect(await least()).toEqual({ delegates: 20, met: false, articles: ["28"] });
    await keeper.call(addDelegate, chosen(members[DELEGATES - 1] ?? ""));
    expect(await least()).toEqual({ delegates: 21, met: true, articles: ["28"] });
    expect((await keeper.refused(addDelegate, chosen(members[0] ?? ""))).code).toBe("delegate-already");
  });

  test("decide by two thirds of all of them, and nothing that the law keeps for the members", async () => {
    const call = await asked(KIND, "collective-delegates");
    for (const matter of ["collective-charter", "membership-confirmation", "land-compensation", "benefits-for-non-members"])
      expect(
        await keeper.refused(conveneMeeting, {
          ...call,
          items: [{ title: "章程", wording: "通过章程修正案。", matter }] as never,
        }),
      ).toMatchObject({ code: "item-beyond-power", rule: { article: matter === "benefits-for-non-members" ? "15" : "28" } });
    const delegates = members.slice(0, DELEGATES);
    const failed = await hold(call, delegates.slice(0, 15), 13);
    expect(failed).toMatchObject({ due: 21, outcome: "failed" });
    expect(failed.reasons?.find(({ code }) => code === "votes")).toMatchObject({ figure: 13, threshold: 14, article: "28" });
    expect((await hold(call, delegates.slice(0, 15), 14)).outcome).toBe("passed");
  });

  test("count as long as they are members: whose membership ends is due no longer", async () => {
    const [row] = await house.admin<{ id: string }>("select id from rolls.member where person_id = $1 and valid_to is null", [
      members[0],
    ]);
    await keeper.call(endMember, { id: row?.id ?? "", how: "civil-servant", on: day(0), ground: "录用公告" });
    const { id, due } = await keeper.call(conveneMeeting, await asked(KIND, "collective-delegates"));
    expect(due).toBe(DELEGATES - 1);
    const { reasons } = await keeper.call(readMeeting, { id });
    // One fewer than the law asks for is said, and bars nothing.
    expect(reasons.find(({ code, figure }) => code.startsWith("composition") && figure === DELEGATES - 1)).toMatchObject({
      effect: "warning",
      article: "28",
    });
  });
});

describe("the council of the collective", () => {
  const KIND = "collective-council-meeting";
  let council = "";
  let supervisors = "";
  const seats = () => members.slice(30, 37);
  const post = (organizationId: string, personId: string) => ({
    personId,
    organizationId,
    title: "理事",
    duties: [],
    areas: [VILLAGE],
    namePublic: true,
  });

  beforeAll(async () => {
    const body = async (kind: "collective-council" | "collective-supervisors", name: string) =>
      (await steward.call(addOrganization, { kind, name, area: VILLAGE, from: "2024-01-01" })).id;
    council = await body("collective-council", "大柳村股份经济合作社理事会");
    supervisors = await body("collective-supervisors", "大柳村股份经济合作社监事会");
    for (const personId of seats()) await steward.call(givePost, post(council, personId));
  });

  test("takes near kin of none of its members, and shares nobody with the supervisors", async () => {
    const { person } = await (await house.signIn("resident")).call(readOwnEntry, {});
    const own = { personId: person?.id ?? "", name: person?.name ?? "" };
    const refused = async (body: string, personId: string) => {
      const { code, facts, rule } = await steward.refused(givePost, post(body, personId));
      return [code, facts?.["whyEn"], rule?.article];
    };
    const [seat = ""] = seats();
    expect(await refused(supervisors, seat)).toEqual([
      "excluded-from-post",
      "This person is a member of the council here.",
      "34",
    ]);
    const kin = { id: seat, name: own.name, number: "19900000011", kin: "sibling" as const, ground: "户口簿" };
    const { id: kinId } = await steward.call(declareKin, kin);
    expect(await refused(council, own.personId)).toEqual([
      "excluded-from-post",
      "This person is near kin of a member of the council or of a supervisor here.",
      "29",
    ]);
    expect((await refused(supervisors, own.personId))[1]).toContain("near kin of a member of the council");
    await steward.call(endKin, { kinId, ground: "登记有误" });
    const [cooperative] = await house.admin<{ id: string }>(
      "select id from organizations.organization where kind = 'collective' and division_path = $1::ltree",
      [VILLAGE],
    );
    const books = { ...post(cooperative?.id ?? "", own.personId), title: "会计", keepsBooks: true };
    const { id: bookPost } = await steward.call(givePost, books);
    expect((await refused(supervisors, own.personId))[1]).toContain("keeps the books");
    await steward.call(endPost, { id: bookPost });
    const { id: watches } = await steward.call(givePost, post(supervisors, own.personId));
    expect((await refused(council, own.personId))[1]).toContain("one of the supervisors");
    await steward.call(endPost, { id: watches });
  });

  test("meets with two thirds of its members and decides by more than half of all of them", async () => {
    const call = await asked(KIND, "posts");
    expect(call.convener).toBe(council);
    expect(await hold(call, seats().slice(0, 4), 4)).toMatchObject({
      due: 7,
      refused: { code: "below-quorum", facts: { figure: 4, threshold: 5 }, rule: { article: "31" } },
    });
    // More than half of those here, and not of all.
    const failed = await hold(call, seats().slice(0, 5), 3);
    expect(failed.outcome).toBe("failed");
    expect(failed.reasons?.find(({ code }) => code === "votes")).toMatchObject({ figure: 3, threshold: 4, article: "31" });
    expect((await hold(call, seats().slice(0, 5), 4)).outcome).toBe("passed");
  });
});
