import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newPerson, plantPost, unitId, type NewPerson } from "#apps/server/testing/rights/scene.ts";
import { OWN_PATH, TOWN_PATH } from "#apps/server/testing/rights/places.ts";
import { startTestHouse, type TestHouse } from "#apps/server/testing/start-test-house.ts";
import type { TestClient } from "#apps/server/testing/test-client.ts";
import { endPost } from "#capabilities/organizations/contract/end-post.ts";
import { endPerson } from "#capabilities/register/contract/end-person.ts";
import { freezeRoll } from "#capabilities/rolls/contract/freeze-roll.ts";
import { beginScheduled } from "#platform/jobs/begin-scheduled.ts";
import { decideRetaliation } from "../contract/decide-retaliation.ts";
import { listRetaliation } from "../contract/list-retaliation.ts";
import { raiseAppeal } from "../contract/raise-appeal.ts";
import { readAppeal } from "../contract/read-appeal.ts";
import { reportRetaliation } from "../contract/report-retaliation.ts";

const TEXT = "提意见以后，被要求退出合作社的护路队。";
const FOUND = { outcome: "found", text: "查明与诉求有关，已经纠正。", article: "防止打击报复" } as const;

let house: TestHouse;
let supervisor: TestClient;
let resident: NewPerson;
/** Serves in the village committee that is complained of. */
let official: NewPerson;
let witness: NewPerson;

beforeAll(async () => {
  house = await startTestHouse();
  supervisor = await house.signIn("supervisor");
  [resident, official, witness] = [
    await newPerson(house, "19900003101", OWN_PATH),
    await newPerson(house, "19900003102", OWN_PATH),
    await newPerson(house, "19900003103", OWN_PATH),
  ];
  await plantPost(house, official.personId, {
    organizationId: await bodyOf("village-committee"),
    duties: ["appeals.handle", "appeals.retaliation"],
    area: OWN_PATH,
  });
});
afterAll(async () => {
  await house.close();
});

async function complain(complainedOf: readonly string[], mode: "named" | "anonymous" = "named", who = resident.client) {
  const made = await who.call(raiseAppeal, { text: "村委会的账目不清。", area: OWN_PATH, mode, complainedOf: [...complainedOf] });
  await house.settle();
  return made;
}

async function seenBy(who: TestClient, number: string) {
  return (await who.call(listRetaliation, {})).reports.filter((row) => row.number === number);
}

/** A body of the village that is the scene's own. */
async function bodyOf(kind: string): Promise<string> {
  const [row] = await house.admin<{ id: string }>(
    "select o.id from organizations.organization o join platform.tenant t on t.id = o.tenant_id and t.slug = 'qinghe' where o.kind = $1 and $2::ltree <@ o.division_path and o.parent_id is null order by nlevel(o.division_path) desc limit 1",
    [kind, OWN_PATH],
  );
  return row?.id ?? "";
}

/** The newest: ids tell the order. */
async function postOf({ personId }: NewPerson): Promise<string> {
  const [row] = await house.admin<{ id: string }>(
    "select id from organizations.post where person_id = $1 order by id desc limit 1",
    [personId],
  );
  return row?.id ?? "";
}

async function report(
  who: TestClient,
  number: string,
  role: "raiser" | "witness" = "raiser",
  complainedOf: readonly string[] = [],
) {
  const made = await who.call(reportRetaliation, { number, role, text: TEXT, complainedOf: [...complainedOf] });
  await house.settle();
  return made;
}

let nights = 0;
async function watchReadings(): Promise<void> {
  nights += 1;
  await beginScheduled(house, await house.tenants.all(), "appeals/watch-readings", `night ${nights}`);
  await house.settle();
}

describe("a report of retaliation", () => {
  test("goes to a body beside the line of those complained of, and is decided there with facts and the rule", async () => {
    const { number } = await complain([await bodyOf("village-committee")]);
    const { id } = await report(resident.client, number);
    expect(await seenBy(official.client, number)).toEqual([]);
    expect((await official.client.refused(decideRetaliation, { id, ...FOUND })).status).toBe(404);
    expect((await (await house.signIn("leader")).refused(decideRetaliation, { id, ...FOUND })).status).toBe(404);
    expect(await seenBy(supervisor, number)).toMatchObject([
      { id, state: "open", text: TEXT, mine: false, may: ["decide-retaliation"] },
    ]);
    const told = await house.admin(
      "select 1 from platform.notice where topic = 'appeals.retaliation-received' and params ->> 'number' = $1",
      [number],
    );
    expect(told).toHaveLength(1);
    expect((await resident.client.refused(decideRetaliation, { id, ...FOUND })).status).toBe(404);
    await supervisor.call(decideRetaliation, { id, ...FOUND });
    expect((await supervisor.refused(decideRetaliation, { id, ...FOUND })).code).toBe("retaliation-decided");
    const own = await resident.client.call(readAppeal, { number });
    expect(own.retaliation).toMatchObject([{ state: "decided", outcome: "found", answer: FOUND.text, article: FOUND.article }]);
  });

  test("never to the supervisors it complains of: to the next kind of the rule; nobody left, and whoever reports is told", async () => {
    const supervision = await bodyOf("supervision-committee");
    const { number } = await complain([supervision]);
    await report(resident.client, number);
    expect(await seenBy(supervisor, number)).toEqual([]);
    // Nobody of the party's branch has the duty.
    expect(await seenBy(resident.client, number)).toMatchObject([{ state: "unheard", body: "" }]);
    await plantPost(house, witness.personId, {
      organizationId: await bodyOf("party-organization"),
      duties: ["appeals.retaliation"],
      area: OWN_PATH,
    });
    const other = await complain([supervision]);
    await report(resident.client, other.number);
    expect(await seenBy(witness.client, other.number)).toMatchObject([{ state: "open" }]);
    expect(await seenBy(supervisor, other.number)).toEqual([]);
    // What was unheard finds its body when the chart has changed.
    await house.admin(
      `insert into platform.outbox (tenant_id, id, topic, payload, due_at)
       select id, $1, 'organizations.post-given', '{}', now() - interval '1 second' from platform.tenant where slug = 'qinghe'`,
      [house.newId()],
    );
    await house.settle();
    expect(await seenBy(witness.client, number)).toMatchObject([{ state: "open" }]);
  });

  test("by a receipt, by a witness who may not read the appeal; somebody else's as one's own is refused", async () => {
    const made = await complain([await bodyOf("village-committee")], "anonymous", house.visitor());
    expect((await resident.client.refused(reportRetaliation, { number: made.number, role: "raiser", text: TEXT })).code).toBe(
      "not-your-appeal",
    );
    expect((await house.visitor().refused(reportRetaliation, { number: made.number, role: "witness", text: TEXT })).status).toBe(
      401,
    );
    const neighbour = await newPerson(house, "19900003104", OWN_PATH);
    await report(neighbour.client, made.number, "witness");
    await report(house.visitor({ receipt: made.receiptCode ?? "" }), made.number);
    const rows = await seenBy(supervisor, made.number);
    expect(rows.map(({ role, who }) => `${role} ${who === ""}`).toSorted()).toEqual(["raiser true", "witness false"]);
    expect(await seenBy(official.client, made.number)).toEqual([]);
    // No hour in what the body is told: ids of the day, a day, and the end of a day.
    for (const { id, dueAt } of rows) {
      expect((Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16) + 8 * 3_600_000) % 86_400_000).toBe(0);
      expect(dueAt).toMatch(/T16:00:00\.000Z$/);
    }
  });
});

describe("the house watches over whoever complained of somebody", () => {
  test("an entry that was ended, and a roll without somebody who stood on the one before; a death is nobody's retaliation", async () => {
    const head = await house.signIn("village");
    const [raiser, neighbour] = [
      await newPerson(house, "19900003106", OWN_PATH),
      await newPerson(house, "19900003107", OWN_PATH),
    ];
    const { number } = await complain([await bodyOf("village-committee")], "named", raiser.client);
    const other = await complain([await bodyOf("village-committee")], "named", neighbour.client);
    const roll = { kind: "adults" as const, area: OWN_PATH, onDay: "2026-12-10", title: "村民会议" };
    await head.call(freezeRoll, roll);
    await house.settle();
    expect(await seenBy(supervisor, number)).toEqual([]);
    const end = { version: 1, on: "2026-01-31", ground: "迁移证" };
    const steward = await house.signIn("steward");
    await steward.call(endPerson, { ...end, id: raiser.personId, how: "moved" });
    await steward.call(endPerson, { ...end, id: neighbour.personId, how: "died" });
    await house.settle();
    expect(await seenBy(supervisor, number)).toMatchObject([{ source: "watch", act: "entry-ended", state: "open" }]);
    expect(await seenBy(supervisor, other.number)).toEqual([]);
    await head.call(freezeRoll, { ...roll, onDay: "2026-12-11" });
    await house.settle();
    expect(new Set((await seenBy(supervisor, number)).map(({ act }) => act))).toEqual(new Set(["entry-ended", "roll-struck"]));
    expect(await seenBy(supervisor, number)).toHaveLength(2);
  });

  test("a post that ended and each reader of those complained of are noted, told, and looked into; after the rule's days nothing is", async () => {
    const raiser = await newPerson(house, "19900003105", OWN_PATH);
    await plantPost(house, raiser.personId, {
      organizationId: await unitId(house, "welfare"),
      duties: [],
      area: TOWN_PATH,
    });
    const { number } = await complain([await bodyOf("village-committee")], "named", raiser.client);
    const watched = async () => (await supervisor.call(listRetaliation, {})).watched.map((one) => one.number);
    expect(await watched()).toContain(number);
    // Stopped by a press, the same act is seen by nobody; gone on with, it is.
    await house.admin(
      "insert into platform.stopped_use (tenant_id, purpose, person_id, how, since) select tenant_id, 'appeals.watch', id, 'press', now() from register.person where id = $1",
      [raiser.personId],
    );
    expect(await watched()).not.toContain(number);
    await (await house.signIn("steward")).call(endPost, { id: await postOf(raiser) });
    await watchReadings();
    expect(await seenBy(supervisor, number)).toEqual([]);
    await house.admin("delete from platform.stopped_use where person_id = $1", [raiser.personId]);
    await plantPost(house, raiser.personId, { organizationId: await unitId(house, "welfare"), duties: [], area: TOWN_PATH });
    expect(await watched()).toContain(number);
    await (await house.signIn("steward")).call(endPost, { id: await postOf(raiser) });
    await house.settle();
    expect(await seenBy(supervisor, number)).toMatchObject([{ source: "watch", act: "post-ended", state: "open" }]);
    expect((await raiser.client.call(readAppeal, { number })).retaliation).toMatchObject([{ act: "post-ended", mine: true }]);

    // Twenty days ago, then read on each of twenty days by somebody of that committee; by somebody else, that is nobody's retaliation.
    await house.admin("update appeals.appeal set raised_at = now() - interval '21 days' where number = $1", [number]);
    await house.admin("update organizations.post set valid_from = now() - interval '1 year' where person_id = $1", [
      official.personId,
    ]);
    for (const reader of [official.personId, witness.personId])
      await house.admin(
        `insert into platform.access_log (tenant_id, id, at, subject_person, reader_person, what, purpose)
         select t.id, gen_random_uuid(), now() - make_interval(days => n), $1, $2, 'register.person', 'register/read-person'
         from platform.tenant t, generate_series(1, 20) n, generate_series(1, 3) where t.slug = 'qinghe'`,
        [raiser.personId, reader],
      );
    await watchReadings();
    await watchReadings();
    const read = (await seenBy(supervisor, number)).filter(({ act }) => act === "data-read");
    expect(read.map(({ times, state }) => `${times} ${state}`)).toEqual(Array.from({ length: 20 }, () => "3 open"));
    expect(new Set(read.map(({ actOn }) => actOn)).size).toBe(20);
    expect(await seenBy(official.client, number)).toEqual([]);

    await plantPost(house, raiser.personId, {
      organizationId: await unitId(house, "welfare"),
      duties: [],
      area: TOWN_PATH,
    });
    await house.admin("update appeals.appeal set raised_at = now() - interval '181 days' where number = $1", [number]);
    await (await house.signIn("steward")).call(endPost, { id: await postOf(raiser) });
    await house.settle();
    expect((await seenBy(supervisor, number)).filter(({ act }) => act === "post-ended")).toHaveLength(1);
    expect((await supervisor.call(listRetaliation, {})).watched.map((one) => one.number)).not.toContain(number);
  });
});
