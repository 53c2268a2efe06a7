import { sql } from "kysely";
import { Type } from "typebox";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { visitor, type Actor } from "#platform/actor.ts";
import type { Capability, Tenant } from "#platform/capability.ts";
import type { InputOf } from "#platform/contract.ts";
import { legalDay } from "#platform/legal-day.ts";
import { isRefusal } from "#platform/refusal.ts";
import { openTrialHouse, personActor, type TrialHouse } from "#platform/testing/trial-house.ts";
import { divisions, pathOfCode, putDivisions } from "#capabilities/divisions/index.ts";
import { addOrganization, organizations } from "#capabilities/organizations/index.ts";
import { endOrganization } from "#capabilities/organizations/contract/end-organization.ts";
import { record } from "#capabilities/record/index.ts";
import { register } from "#capabilities/register/index.ts";
import { compareVersions } from "../contract/compare-versions.ts";
import { enactRule } from "../contract/enact-rule.ts";
import { enactVersion } from "../contract/enact-version.ts";
import { endPower } from "../contract/end-power.ts";
import { grantPower } from "../contract/grant-power.ts";
import { listPowers } from "../contract/list-powers.ts";
import { listRules } from "../contract/list-rules.ts";
import { readPowerForm } from "../contract/read-power-form.ts";
import { readRule } from "../contract/read-rule.ts";
import { reportReview } from "../contract/report-review.ts";
import { setReview } from "../contract/set-review.ts";
import { findOrganizationsWithin } from "../store/powers.ts";
import { findOverdue } from "./reviews.ts";
import { addMatters, findRuleInForce, rules, type RuleCheck } from "../index.ts";

const TOWN = pathOfCode("990101101");
const VILLAGE = pathOfCode("990101101201");
const STEWARD = "01890000-0000-7000-8000-00000000000a";

/** Reads `halls.seats`: so many, and never fewer than the rule above sets. */
const halls: Capability = {
  name: "halls",
  dependsOn: ["rules"],
  contributes: {
    "rules.checks": {
      "halls.seats": {
        schema: Type.Object({ seats: Type.Integer({ minimum: 10 }), by: Type.String() }),
        judge: ({ parameters, above }) =>
          above !== undefined && Number(parameters["seats"]) < Number(above["seats"])
            ? {
                pointer: "/seats",
                code: "loosens-rule-above",
                facts: { floor: Number(above["seats"]) },
                rule: { rule: "清河镇会场办法", article: "2" },
              }
            : undefined,
      } satisfies RuleCheck,
    },
  },
};

let house: TrialHouse;
let town: Tenant;
let neighbour: Tenant;
let steward: Actor;

beforeAll(async () => {
  house = await openTrialHouse(inject("postgres"), [record, divisions, register, organizations, rules, halls]);
  town = await house.addTenant("qinghe", TOWN);
  neighbour = await house.addTenant("baisha", pathOfCode("990101102"));
  const put = [
    ["990101101", "清河镇"],
    ["990101101201", "大柳村"],
    ["990101102", "白沙镇"],
  ].map(([code = "", name = ""]) => ({ code, name, validFrom: "2024-01-01", source: "test" }));
  await house.act(town, async ({ tx }) => {
    await putDivisions(tx, put);
    await addMatters(tx, [
      { code: "roads", parentCode: null, name: "道路", nameEn: "Roads", keywords: [] },
      { code: "pothole", parentCode: "roads", name: "坑洼", nameEn: "Potholes", keywords: [] },
    ]);
  });
  steward = personActor(town, STEWARD, [{ duties: ["rules.steward", "organizations.steward"] }]);
});
afterAll(() => house.close());

const NOTICE: InputOf<typeof enactRule> = {
  title: "村民会议通知期限",
  key: "meetings.notice",
  level: "village",
  area: VILLAGE,
  text: "召开村民会议，提前十天通知村民。",
  parameters: [
    { pointer: "/notice/amount", value: "10" },
    { pointer: "/notice/unit", value: "calendar-days" },
  ],
  citations: [{ source: "村民委员会组织法（2018）", article: "21" }],
  source: "大柳村村民会议",
  from: "2024-01-01",
};

async function rule(key: string, from = "2024-01-01"): Promise<string> {
  const made = await house.call(enactRule, { ...NOTICE, key, from }, steward);
  if (isRefusal(made)) throw new Error(JSON.stringify(made));
  return made.id;
}

const enact = (ruleId: string, from: string, days: string, by = steward) =>
  house.call(
    enactVersion,
    {
      ruleId,
      from,
      text: `提前${days}天通知村民。`,
      parameters: [{ pointer: "/notice/amount", value: days }],
      citations: NOTICE.citations,
      source: NOTICE.source,
    },
    by,
  );

async function read(id: string) {
  const answer = await house.call(readRule, { id }, visitor(town.id));
  if (isRefusal(answer)) throw new Error(answer.code);
  return answer;
}

test("a rule that somebody reads keeps what its reader relies on, and a lower one the floor above it", async () => {
  const seats = { ...NOTICE, key: "halls.seats", area: TOWN, level: "township" as const };
  const at = (pointer: string, value: string) => ({ parameters: [{ pointer, value }] });
  const both = (value: string) => ({
    parameters: [
      { pointer: "/by", value: "镇政府" },
      { pointer: "/seats", value },
    ],
  });
  const enactSeats = (input: Partial<typeof NOTICE>) => house.call(enactRule, { ...seats, ...input }, steward);
  expect(await enactSeats(at("/seats", "40"))).toMatchObject({ fields: [{ pointer: "/parameters", facts: { pointer: "/by" } }] });
  expect(await enactSeats(both("9"))).toMatchObject({
    fields: [{ pointer: "/parameters/1/value", code: "minimum", facts: { limit: 10 } }],
  });
  const wide = await enactSeats(both("40"));
  if (isRefusal(wide)) throw new Error(JSON.stringify(wide));
  const village = { area: VILLAGE, level: "village" as const };
  expect(await enactSeats({ ...village, ...at("/seats", "30") })).toMatchObject({
    fields: [{ pointer: "/parameters/0/value", code: "loosens-rule-above", facts: { floor: 40 } }],
    rule: { rule: "清河镇会场办法", article: "2" },
  });
  expect(await enactSeats({ ...village, ...at("/rows", "3") })).toMatchObject({ fields: [{ code: "no-such-parameter" }] });
  const stricter = await enactSeats({ ...village, ...at("/seats", "50") });
  if (isRefusal(stricter)) throw new Error(JSON.stringify(stricter));
  // What it was not told it has from above.
  expect((await read(stricter.id)).versions[0]?.parameters).toMatchObject([{ value: "镇政府" }, { value: "50" }]);
  const later = (ruleId: string, value: string) =>
    house.call(
      enactVersion,
      {
        ...at("/seats", value),
        ruleId,
        from: "2025-01-01",
        text: NOTICE.text,
        citations: NOTICE.citations,
        source: NOTICE.source,
      },
      steward,
    );
  expect(await later(stricter.id, "39")).toMatchObject({ fields: [{ code: "loosens-rule-above" }] });
  expect(await later(wide.id, "12")).toEqual({ version: 2 });
});

test("what a version changed is told article by article, figure by figure, beside any other", async () => {
  const id = await rule("meetings.compared");
  await enact(id, "2025-01-01", "7");
  await enact(id, "2026-01-01", "5");
  const compare = (input: Omit<InputOf<typeof compareVersions>, "id">) =>
    house.call(compareVersions, { ...input, id }, visitor(town.id));
  expect(await compare({ newer: 2 })).toMatchObject({
    older: { version: 1, from: "2024-01-01" },
    newer: { version: 2, from: "2025-01-01" },
    others: [{ version: 3 }],
    lines: [{ kind: "changed" }],
    figures: [{ newer: { value: "calendar-days" } }, { older: { value: "10" }, newer: { value: "7" } }],
    citations: { gone: [], added: [] },
  });
  expect(await compare({ newer: 3, older: 2 })).toMatchObject({
    lines: [
      {
        kind: "changed",
        stretches: [{ mark: "same" }, { text: "7", mark: "gone" }, { text: "5", mark: "added" }, { mark: "same" }],
      },
    ],
  });
  expect(await compare({ newer: 1 })).toMatchObject({ fields: [{ pointer: "/older", code: "first-version" }] });
  expect(await compare({ newer: 9 })).toMatchObject({ fields: [{ pointer: "/newer", code: "no-such-version" }] });
  expect(await house.call(compareVersions, { id, newer: 2 }, visitor(neighbour.id))).toMatchObject({ code: "absent" });
});

describe("rules", () => {
  test("are enacted with figures and articles, and found by whoever asks for their key there", async () => {
    const id = await rule("meetings.notice");
    expect(await read(id)).toMatchObject({
      title: "村民会议通知期限",
      area: "大柳村",
      versions: [{ version: 1, state: "in-force", parameters: [{ value: "calendar-days" }, { value: "10", type: "number" }] }],
      may: [],
    });
    const found = await house.act(town, ({ tx }) => findRuleInForce(tx, "meetings.notice", `${VILLAGE}.g1`));
    expect(found).toMatchObject({ version: 1, parameters: { notice: { amount: 10, unit: "calendar-days" } } });
    const again = await house.call(enactRule, NOTICE, steward);
    expect(again).toMatchObject({ fields: [{ pointer: "/key", code: "rule-exists" }] });
  });

  test("get a new version from a day on; the old one ends with the day before, and nothing changes before that day", async () => {
    const id = await rule("meetings.later");
    expect(await enact(id, "2099-01-01", "15")).toEqual({ version: 2 });
    expect((await read(id)).versions.map(({ version, from, to, state }) => [version, from, to, state])).toEqual([
      [2, "2099-01-01", null, "to-come"],
      [1, "2024-01-01", "2099-01-01", "in-force"],
    ]);
    const now = await house.act(town, ({ tx }) => findRuleInForce(tx, "meetings.later", VILLAGE));
    expect(now).toMatchObject({ version: 1, parameters: { notice: { amount: 10 } } });
  });

  test("never have two versions on one day, whoever is quicker", async () => {
    const id = await rule("meetings.twice");
    expect(await enact(id, "2099-01-01", "15")).toEqual({ version: 2 });
    for (const from of ["2099-01-01", "2026-01-01", "2024-01-01", "2020-01-01"])
      expect(await enact(id, from, "20")).toMatchObject({ code: "versions-overlap", facts: { version: 2, from: "2099-01-01" } });
    const other = await rule("meetings.race");
    const both = await Promise.all([enact(other, "2098-01-01", "15"), enact(other, "2098-01-01", "20")]);
    expect(both.filter((one) => isRefusal(one))).toMatchObject([{ code: "versions-overlap" }]);
    expect((await read(other)).versions).toHaveLength(2);
  });

  test("keep the shape whoever reads them relies on", async () => {
    const id = await rule("meetings.shape");
    expect(await enact(id, "2099-01-01", "十天")).toMatchObject({
      fields: [{ pointer: "/parameters/0/value", code: "not-a-number" }],
    });
  });

  test("are enacted by the steward of that area in that tenant alone", async () => {
    const id = await rule("meetings.rights");
    const elsewhere = personActor(town, STEWARD, [{ duties: ["rules.steward"], areas: [pathOfCode("990101101202")] }]);
    const foreign = personActor(neighbour, STEWARD, [{ duties: ["rules.steward"] }]);
    for (const actor of [elsewhere, foreign, personActor(town, STEWARD)]) {
      expect(await enact(id, "2099-01-01", "15", actor)).toMatchObject({ code: "absent" });
      expect(await house.call(enactRule, { ...NOTICE, key: "x.y" }, actor)).toMatchObject({ code: "absent" });
    }
    expect(await house.call(readRule, { id }, visitor(neighbour.id))).toMatchObject({ code: "absent" });
    expect(await house.call(listRules, {}, visitor(neighbour.id))).toEqual({ rules: [], may: [] });
  });

  test("are listed and found by their words", async () => {
    const list = await house.call(listRules, { q: "十天通知", level: "village" }, visitor(town.id));
    if (isRefusal(list)) throw new Error(list.code);
    expect(list.rules.length).toBeGreaterThan(1);
    expect(await house.call(listRules, { q: "没有的字" }, visitor(town.id))).toMatchObject({ rules: [] });
    expect(await house.call(listRules, { level: "national" }, visitor(town.id))).toMatchObject({ rules: [] });
  });
});

describe("the powers list", () => {
  async function office(name: string, path = TOWN): Promise<string> {
    const id = house.newId();
    const made = { id, kind: "department", name, nameEn: "", parentId: null, path, dutyText: "", validFrom: "2024-01-01" };
    await house.act(town, ({ tx }) => addOrganization(tx, made));
    return id;
  }
  const power = (organizationId: string) => ({
    organizationId,
    matter: "roads",
    act: "handle" as const,
    level: "township" as const,
    area: TOWN,
    means: "养护经费和两名养护员",
    ruleTitle: "清河镇权责清单",
    article: "3",
    from: "2024-01-01",
  });
  const list = (input: InputOf<typeof listPowers>) => house.call(listPowers, input, visitor(town.id));

  test("says who may do what, and is found by matter (and the matter above it), organization and level", async () => {
    const [works, village] = [await office("建设办"), await office("大柳村委", VILLAGE)];
    await house.call(grantPower, power(works), steward);
    await house.call(grantPower, { ...power(village), area: VILLAGE, level: "village", act: "assist" }, steward);
    expect(await list({ matter: "pothole" })).toMatchObject({ count: 2 });
    expect(await list({ organization: works })).toMatchObject({
      powers: [{ organization: "建设办", matter: "道路", means: "养护经费和两名养护员", article: "3", mayEnd: false }],
    });
    expect(await list({ level: "village", act: "assist" })).toMatchObject({
      powers: [{ organization: "大柳村委", area: "大柳村" }],
    });
    expect(await house.call(listPowers, {}, visitor(neighbour.id))).toMatchObject({ count: 0 });
  });

  test("holds a power once, within the organization's own area, with means", async () => {
    const village = await office("石桥村委", VILLAGE);
    const input = { ...power(village), area: VILLAGE };
    const granted = await house.call(grantPower, input, steward);
    if (isRefusal(granted)) throw new Error(granted.code);
    expect(await house.call(grantPower, input, steward)).toMatchObject({ code: "power-exists" });
    expect(await house.call(grantPower, { ...input, area: TOWN }, steward)).toMatchObject({
      fields: [{ pointer: "/area", code: "area-beyond-organization" }],
    });
    expect(await house.call(grantPower, { ...input, means: "无" }, steward)).toMatchObject({
      fields: [{ pointer: "/means", code: "minLength" }],
    });
    expect(await house.call(endPower, { id: granted.id, on: "2025-01-01" }, steward)).toEqual({ id: granted.id });
    expect(await house.call(endPower, { id: granted.id, on: "2025-01-01" }, steward)).toMatchObject({ code: "power-ended" });
    expect(await list({ organization: village })).toMatchObject({ count: 0 });
    expect(await house.call(grantPower, { ...input, from: "2025-01-01" }, steward)).toHaveProperty("id");
  });

  test("loses the powers of an organization that ends", async () => {
    const gone = await office("撤销的办公室");
    await house.call(grantPower, power(gone), steward);
    expect(await list({ organization: gone })).toMatchObject({ count: 1 });
    await house.call(endOrganization, { id: gone, on: "2025-01-01" }, steward);
    await house.drain();
    expect(await list({ organization: gone })).toMatchObject({ count: 0 });
  });

  test("is kept by the steward alone", async () => {
    const works = await office("水利站");
    const other = personActor(town, STEWARD, [{ duties: ["organizations.steward"] }]);
    expect(await house.call(grantPower, power(works), other)).toMatchObject({ code: "absent" });
    expect(await house.call(readPowerForm, {}, other)).toMatchObject({ code: "not-allowed" });
    const form = await house.call(readPowerForm, {}, steward);
    if (isRefusal(form)) throw new Error(form.code);
    expect(form.matters.map(({ value, level }) => [value, level])).toEqual([
      ["roads", 0],
      ["pothole", 1],
    ]);
  });
});

describe("a rule that is looked at again", () => {
  const TODAY = legalDay(new Date());
  const NEXT_YEAR = `${Number(TODAY.slice(0, 4)) + 1}-06-30`;

  test("is due by a body and a day, is late to everybody after it, and tells what was found", async () => {
    const ruleId = await rule("meetings.looked-at-again");
    const [first] = await house.act(town, async ({ tx }) => (await findOrganizationsWithin(tx, [TOWN])).map(({ id }) => id));
    const organizationId = first ?? "";
    const set = (dueOn: string, by = steward) => house.call(setReview, { ruleId, organizationId, dueOn }, by);
    expect(await set(NEXT_YEAR, visitor(town.id))).toMatchObject({ kind: "sign-in" });
    expect(await set(TODAY)).toMatchObject({ fields: [{ pointer: "/dueOn", code: "not-later" }] });
    expect(await house.call(setReview, { ruleId, organizationId: STEWARD, dueOn: NEXT_YEAR }, steward)).toMatchObject({
      fields: [{ code: "no-such-organization" }],
    });
    const made = await set(NEXT_YEAR);
    // Set anew, it is the same review.
    expect(await set(`${NEXT_YEAR.slice(0, 4)}-07-31`)).toEqual(made);
    const late = async () => await house.act(town, async (context) => await findOverdue(context, TOWN));
    expect(await late()).toEqual([]);
    await house.act(town, async ({ tx }) => {
      await sql`update rules.review set due_on = ${TODAY}::date - 3 where tenant_id = ${tx.tenantId}`.execute(tx.db);
    });
    expect(await late()).toMatchObject([{ what: "rule-review", page: `rules/${ruleId}`, title: NOTICE.title }]);
    expect((await read(ruleId)).reviews).toMatchObject([{ daysLate: 3, doneOn: null, outcome: null }]);
    const told = { id: isRefusal(made) ? "" : made.id, outcome: "change" as const, findings: "第一条的天数与上级不一致。" };
    expect(await house.call(reportReview, told, steward)).toEqual({ ruleId });
    expect(await house.call(reportReview, told, steward)).toMatchObject({ code: "review-made" });
    expect(await late()).toEqual([]);
    expect((await read(ruleId)).reviews).toMatchObject([
      { daysLate: 0, doneOn: TODAY, outcome: "change", findings: told.findings },
    ]);
  });

  test("shows what it rests on and what rests on it, of the versions in force", async () => {
    const above = await house.call(enactRule, { ...NOTICE, key: "town.meetings", title: "清河镇会议办法", area: TOWN }, steward);
    if (isRefusal(above)) throw new Error(above.code);
    const citations = [{ source: "清河镇会议办法", article: "4" }];
    const below = await house.call(
      enactRule,
      { ...NOTICE, key: "village.meetings", title: "大柳村会议细则", citations },
      steward,
    );
    if (isRefusal(below)) throw new Error(below.code);
    expect((await read(above.id)).reliedOnBy).toEqual([{ id: below.id, title: "大柳村会议细则", article: "4" }]);
    expect((await read(below.id)).restsOn).toEqual([{ id: above.id, title: "清河镇会议办法", article: "4" }]);
    await enact(below.id, "2024-06-01", "12");
    expect((await read(above.id)).reliedOnBy).toEqual([]);
  });
});
