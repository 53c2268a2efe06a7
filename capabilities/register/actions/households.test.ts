import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import type { Actor } from "#platform/actor.ts";
import type { Tenant } from "#platform/capability.ts";
import type { InputOf } from "#platform/contract.ts";
import { isRefusal } from "#platform/refusal.ts";
import { openTrialHouse, personActor, type TrialHouse } from "#platform/testing/trial-house.ts";
import { divisions, pathOfCode, putDivisions } from "#capabilities/divisions/index.ts";
import { addGroup } from "../contract/add-group.ts";
import { addHousehold } from "../contract/add-household.ts";
import { addPerson } from "../contract/add-person.ts";
import { askExport } from "../contract/ask-export.ts";
import { changeHousehold } from "../contract/change-household.ts";
import { decideExport } from "../contract/decide-export.ts";
import { endGroup } from "../contract/end-group.ts";
import { endHousehold } from "../contract/end-household.ts";
import { endPerson } from "../contract/end-person.ts";
import { listExports } from "../contract/list-exports.ts";
import { listGroups } from "../contract/list-groups.ts";
import { listHouseholds } from "../contract/list-households.ts";
import { movePerson } from "../contract/move-person.ts";
import { readHousehold } from "../contract/read-household.ts";
import { readOwnEntry } from "../contract/read-own-entry.ts";
import { readPerson } from "../contract/read-person.ts";
import { takeExport } from "../contract/take-export.ts";
import { addPersons, register } from "../index.ts";

const TOWN = pathOfCode("990101101");
const VILLAGE = pathOfCode("990101101201");
const OTHER = pathOfCode("990101101202");
const ALL = ["register.read", "register.desk", "register.steward"];

let house: TrialHouse;
let town: Tenant;
let keeper: Actor;
let officials = 0;
let numbers = 0;

beforeAll(async () => {
  house = await openTrialHouse(inject("postgres"), [divisions, register]);
  town = await house.addTenant("qinghe", TOWN);
  await house.act(town, async ({ tx }) => {
    const named = [
      ["990101101", "清河镇"],
      ["990101101201", "大柳村"],
      ["990101101202", "石桥村"],
    ] as const;
    await putDivisions(
      tx,
      named.map(([code, name]) => ({ code, name, validFrom: "2024-01-01", source: "test" })),
    );
  });
  keeper = await official();
});
afterAll(async () => {
  await house.close();
});

/** An official who is in the register too, so that lists name them. */
async function official(duties: readonly string[] = ALL, area = TOWN): Promise<Actor> {
  const id = house.newId();
  officials += 1;
  const name = `官${officials}`;
  await house.act(town, async (context) => {
    await addPersons(context.tx, context.house.keys, [blank(id, name, name)]);
  });
  return personActor(town, id, [{ duties: [...duties], areas: [area] }], { name });
}

function blank(id: string, name: string, publicName = "") {
  return {
    id,
    accountId: null,
    householdId: null,
    path: VILLAGE,
    proofLevel: 1 as const,
    publicName,
    name,
    sex: null,
    bornOn: null,
    phone: null,
    identityNumber: null,
    address: "",
  };
}

function sure<T>(answer: T): Exclude<T, { refused: true }> {
  if (isRefusal(answer)) throw new Error(JSON.stringify(answer));
  return answer as Exclude<T, { refused: true }>;
}

async function newHousehold(input: Partial<InputOf<typeof addHousehold>> = {}) {
  numbers += 1;
  const number = `201-${String(numbers).padStart(4, "0")}`;
  return { number, ...sure(await house.call(addHousehold, { number, area: VILLAGE, ground: "户口簿", ...input }, keeper)) };
}

async function newMember(householdId: string, name: string, relation?: "head" | "child" | "spouse") {
  const input = {
    name,
    standing: "registered" as const,
    householdId,
    ground: "户口簿",
    ...(relation === undefined ? {} : { relation }),
  };
  return sure(await house.call(addPerson, input, keeper)).id;
}

async function read(id: string) {
  return sure(await house.call(readHousehold, { id }, keeper));
}

describe("a household", () => {
  test("has one head; a new head makes the former a member whose relation is asked anew", async () => {
    const { id, number } = await newHousehold();
    const father = await newMember(id, "李福生", "head");
    const son = await newMember(id, "李明远", "child");
    expect(await read(id)).toMatchObject({
      headId: father,
      members: [
        { id: father, relation: "head" },
        { id: son, relation: "child" },
      ],
    });
    const { version } = await read(id);
    expect(sure(await house.call(changeHousehold, { id, version, headId: son, ground: "户主变更" }, keeper))).toEqual({
      id,
      fields: ["head"],
    });
    expect(await read(id)).toMatchObject({
      headId: son,
      members: [
        { id: son, relation: "head" },
        { id: father, relation: "" },
      ],
    });
    expect(sure(await house.call(readOwnEntry, {}, personActor(town, son))).person).toMatchObject({
      household: { number },
      relation: "head",
    });
    const stranger = await newMember((await newHousehold()).id, "外人");
    expect(
      await house.call(changeHousehold, { id, version: version + 1, headId: stranger, ground: "填写有误" }, keeper),
    ).toMatchObject({
      fields: [{ pointer: "/headId", code: "not-of-household" }],
    });
  });

  test("moves with its members: place, group and number stand in every row alike", async () => {
    const group = sure(
      await house.call(addGroup, { kind: "villagers-group", name: "第一组", area: VILLAGE, from: "2024-01-01" }, keeper),
    );
    const { id } = await newHousehold({ groupId: group.id });
    const member = await newMember(id, "王大勇", "head");
    expect(sure(await house.call(readPerson, { id: member }, keeper)).person).toMatchObject({ area: "大柳村", group: "第一组" });
    const move = { id, version: (await read(id)).version, area: OTHER, number: "202-0001", ground: "搬迁" };
    // Its group stays behind with the village.
    expect(await house.call(changeHousehold, move, keeper)).toMatchObject({
      fields: [{ pointer: "/groupId", code: "group-elsewhere" }],
    });
    const there = sure(
      await house.call(addGroup, { kind: "villagers-group", name: "第一组", area: OTHER, from: "2024-01-01" }, keeper),
    );
    sure(await house.call(changeHousehold, { ...move, groupId: there.id }, keeper));
    expect(sure(await house.call(readPerson, { id: member }, keeper)).person).toMatchObject({
      area: "石桥村",
      household: { number: "202-0001" },
    });
    const groups = sure(await house.call(listGroups, {}, keeper)).groups;
    expect(groups.map(({ area, households, persons }) => [area, households, persons])).toEqual([
      ["大柳村", 0, 0],
      ["石桥村", 1, 1],
    ]);
    expect(await house.call(endGroup, { id: there.id, on: "2026-01-01" }, keeper)).toMatchObject({ code: "group-not-empty" });
    expect(sure(await house.call(endGroup, { id: group.id, on: "2026-01-01" }, keeper))).toEqual({ id: group.id });
    const again = { kind: "villagers-group" as const, name: "第一组", area: OTHER, from: "2025-01-01" };
    expect(await house.call(addGroup, again, keeper)).toMatchObject({ fields: [{ code: "group-name-taken" }] });
    expect(await house.call(addGroup, { ...again, area: TOWN }, keeper)).toMatchObject({ fields: [{ code: "no-village" }] });
  });

  test("takes members in by its number and lets them go; its number is its own", async () => {
    const [one, two] = [await newHousehold(), await newHousehold()];
    const head = await newMember(one.id, "陈桂英", "head");
    const move = (input: object, version: number) =>
      house.call(movePerson, { id: head, version, ground: "婚迁", ...input }, keeper);
    expect(await move({ number: "999" }, 2)).toMatchObject({ kind: "conflict" });
    const { version } = sure(await house.call(readPerson, { id: head }, keeper)).person;
    expect(await move({ number: "999" }, version)).toMatchObject({ fields: [{ code: "no-such-household" }] });
    expect(await move({ number: one.number }, version)).toMatchObject({ code: "in-that-household" });
    expect(sure(await move({ number: two.number, relation: "head" }, version))).toEqual({ id: head, householdId: two.id });
    expect(await read(one.id)).toMatchObject({ headId: null, members: [] });
    expect(await read(two.id)).toMatchObject({ headId: head });
    expect(sure(await move({}, version + 1))).toEqual({ id: head, householdId: null });
    expect(await move({}, version + 2)).toMatchObject({ code: "no-household" });
    expect(await house.call(addHousehold, { number: two.number, area: OTHER, ground: "户口簿" }, keeper)).toMatchObject({
      fields: [{ pointer: "/number", code: "number-taken" }],
    });
  });

  test("ends when nobody belongs to it", async () => {
    const { id } = await newHousehold();
    const last = await newMember(id, "孤老");
    const end = async () =>
      await house.call(endHousehold, { id, version: (await read(id)).version, on: "2026-03-01", ground: "销户" }, keeper);
    expect(await end()).toMatchObject({ code: "household-not-empty", facts: { members: 1 } });
    sure(await house.call(endPerson, { id: last, version: 1, how: "died", on: "2026-02-28", ground: "死亡证明" }, keeper));
    expect(sure(await end())).toEqual({ id });
    expect(await read(id)).toMatchObject({ endedOn: "2026-03-01", may: [], members: [{ state: "died" }] });
    expect(
      await house.call(addPerson, { name: "迟到", standing: "registered", householdId: id, ground: "填写有误" }, keeper),
    ).toMatchObject({ code: "household-ended" });
  });

  test("is listed by number, page by page, to whoever covers its place", async () => {
    const clerk = await official(ALL, OTHER);
    for (let n = 0; n < 25; n += 1) await newHousehold({ area: OTHER, number: `石桥${String(n).padStart(2, "0")}` });
    const first = sure(await house.call(listHouseholds, { q: "石桥" }, clerk));
    const second = sure(await house.call(listHouseholds, { q: "石桥", cursor: first.next ?? "" }, clerk));
    expect([...first.households, ...second.households].map(({ number }) => number)).toEqual(
      Array.from({ length: 25 }, (_, n) => `石桥${String(n).padStart(2, "0")}`),
    );
    expect(first.count).toBe(25);
    expect(sure(await house.call(listHouseholds, { q: "201-" }, clerk)).households).toEqual([]);
  });
});

describe("a list that leaves the house", () => {
  const rowsOf = (base64: string) => Buffer.from(base64, "base64").toString("utf8").trim().split("\r\n");

  test("of few goes out with its reason; every line is marked, and everybody on it sees that", async () => {
    const clerk = await official(["register.read"]);
    const { id: householdId } = await newHousehold();
    const person = await newMember(householdId, "=甲一");
    const asked = sure(await house.call(askExport, { q: "=甲", reason: "清明慰问名单" }, clerk));
    expect(asked).toMatchObject({ persons: 1, state: "open" });
    const taken = sure(await house.call(takeExport, { id: asked.id, format: "csv" }, clerk));
    const lines = rowsOf(taken.base64);
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(/^"'=甲一".*官\d+ 2026|^"'=甲一"/);
    expect(lines[1]).toContain(clerk.name ?? "?");
    const looked = await house.look("select what from platform.access_log where subject_person = $1", [person]);
    expect(looked.map(({ what }) => what)).toEqual(["register.export"]);
    expect(await house.call(takeExport, { id: asked.id, format: "csv" }, keeper)).toMatchObject({ code: "absent" });
    const xlsx = sure(await house.call(takeExport, { id: asked.id, format: "xlsx", locale: "en" }, clerk));
    expect(Buffer.from(xlsx.base64, "base64").subarray(0, 2).toString()).toBe("PK");
    expect(await house.call(askExport, { q: "没有这个人", reason: "核对用的名单" }, clerk)).toMatchObject({
      code: "export-empty",
    });
  });

  test("of many needs another person, and never whoever asked", async () => {
    await house.act(town, async (context) => {
      await addPersons(
        context.tx,
        context.house.keys,
        Array.from({ length: 101 }, (_, n) => blank(context.newId(), `众${n}`)),
      );
    });
    const asker = await official();
    const asked = sure(await house.call(askExport, { q: "众", reason: "核对选民名册" }, asker));
    expect(asked).toMatchObject({ persons: 101, state: "waiting" });
    const take = () => house.call(takeExport, { id: asked.id, format: "csv" as const }, asker);
    expect(await take()).toMatchObject({ code: "export-waiting" });
    const decide = (actor: Actor, decision: "open" | "refused" = "open") =>
      house.call(decideExport, { id: asked.id, decision }, actor);
    expect(await decide(asker)).toMatchObject({ code: "own-export" });
    expect(await decide(await official(["register.read"]))).toMatchObject({ code: "absent" });
    expect(sure(await decide(keeper))).toEqual({ id: asked.id, state: "open" });
    expect(await decide(keeper, "refused")).toMatchObject({ code: "export-decided" });
    expect(rowsOf(sure(await take()).base64)).toHaveLength(102);
    const list = sure(await house.call(listExports, {}, asker)).exports;
    expect(list.find(({ id }) => id === asked.id)).toMatchObject({
      own: true,
      decidedBy: keeper.name,
      downloads: 1,
      state: "open",
    });
    // The table itself knows that one person is not two.
    await expect(house.look("update register.export set decided_by = asked_by where id = $1", [asked.id])).rejects.toThrow(
      /check/,
    );
  });
});
