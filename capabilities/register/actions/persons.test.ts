import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { visitor, type Actor } from "#platform/actor.ts";
import type { Tenant } from "#platform/capability.ts";
import type { InputOf } from "#platform/contract.ts";
import { isRefusal } from "#platform/refusal.ts";
import { identityCheckSign } from "#platform/identifiers/identity-number.ts";
import { openTrialHouse, personActor, type TrialHouse } from "#platform/testing/trial-house.ts";
import { divisions, pathOfCode, putDivisions } from "#capabilities/divisions/index.ts";
import { addPerson } from "../contract/add-person.ts";
import { correctPerson } from "../contract/correct-person.ts";
import { endPerson } from "../contract/end-person.ts";
import { listCorrections } from "../contract/list-corrections.ts";
import { listPersons } from "../contract/list-persons.ts";
import { provePerson } from "../contract/prove-person.ts";
import { readOwnEntry } from "../contract/read-own-entry.ts";
import { readPerson } from "../contract/read-person.ts";
import { refuseCorrection } from "../contract/refuse-correction.ts";
import { requestCorrection } from "../contract/request-correction.ts";
import { resumePerson } from "../contract/resume-person.ts";
import { showNumber } from "../contract/show-number.ts";
import { register } from "../index.ts";

const TOWN = pathOfCode("990101101");
const VILLAGE = pathOfCode("990101101201");
const OTHER = pathOfCode("990101101202");
/** Invented persons with right check signs. */
const WOMAN = "11010519491231002X";
const MAN = numbered("44052419900101001");
const BOY = numbered("11010519991231001");
function numbered(digits: string): string {
  return digits + identityCheckSign(digits);
}

const ALL = ["register.read", "register.desk", "register.steward"];

let house: TrialHouse;
let town: Tenant;
let neighbour: Tenant;
let keeper: Actor;
let keepers = 0;

beforeAll(async () => {
  house = await openTrialHouse(inject("postgres"), [divisions, register]);
  town = await house.addTenant("qinghe", TOWN);
  neighbour = await house.addTenant("luoyan", TOWN);
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
  keeper = newKeeper();
});
afterAll(async () => {
  await house.close();
});

/** Another official: what one has looked at within the hour does not hold back the next. */
function newKeeper(area = TOWN, duties: readonly string[] = ALL, tenant = town): Actor {
  keepers += 1;
  return personActor(tenant, `01900000-0000-7000-8000-${String(keepers).padStart(12, "0")}`, [
    { duties: [...duties], areas: [area] },
  ]);
}

async function add(input: Partial<InputOf<typeof addPerson>> = {}, actor = keeper): Promise<string> {
  const made = await house.call(
    addPerson,
    { name: "李建国", standing: "registered", area: VILLAGE, ground: "户口簿", ...input },
    actor,
  );
  if (isRefusal(made)) throw new Error(JSON.stringify(made));
  return made.id;
}

async function read(id: string, actor = keeper) {
  const answer = await house.call(readPerson, { id }, actor);
  if (isRefusal(answer)) throw new Error(answer.code);
  return answer;
}

describe("a person", () => {
  test("is entered with numbers that lie encrypted and are found again", async () => {
    const id = await add({ name: "王秀兰", identityNumber: " 11010519491231002x ", phone: "0990-5550121" });
    const { person, changes } = await read(id);
    expect(person).toMatchObject({
      name: "王秀兰",
      sex: "female",
      bornOn: "1949-12-31",
      identityNumber: "1101**********002X",
      phone: "990****0121",
      area: "大柳村",
      proofLevel: 0,
      state: "here",
      version: 1,
    });
    expect(changes).toMatchObject([{ kind: "added", ground: "户口簿" }]);
    const [row] = await house.look("select * from register.person_personal where person_id = $1", [id]);
    expect(JSON.stringify(row)).not.toMatch(/11010519491231002|5550121/);
    for (const q of ["王秀", WOMAN, "0990 5550121"])
      expect(await house.call(listPersons, { q }, keeper)).toMatchObject({
        count: 1,
        persons: [{ id, name: "王*兰", phone: "990****0121" }],
      });
    for (const q of ["秀兰", "11010519491231", "5550121"])
      expect(await house.call(listPersons, { q }, keeper)).toMatchObject({ count: 0 });
  });

  test("is refused where the identity number is registered already, with the place", async () => {
    const id = await add({ identityNumber: MAN, area: OTHER });
    const again = { name: "李建国", standing: "registered", area: VILLAGE, ground: "户口簿", identityNumber: MAN } as const;
    expect(await house.call(addPerson, again, keeper)).toMatchObject({
      kind: "conflict",
      code: "identity-registered",
      facts: { place: "石桥村", personId: id },
    });
    // Another village's clerk is told the place, and not whose entry it is.
    const clerk = newKeeper(VILLAGE);
    expect(await house.call(addPerson, again, clerk)).toEqual(expect.objectContaining({ facts: { place: "石桥村" } }));
    // The same number in another tenant is another register's affair.
    await add({ identityNumber: MAN }, newKeeper(TOWN, ALL, neighbour));
    // Twins of one request: the second breaks on the table itself.
    const both = await Promise.all([1, 2].map(() => house.call(addPerson, { ...again, identityNumber: BOY }, keeper)));
    expect(both.filter((answer) => isRefusal(answer))).toMatchObject([{ code: "identity-registered" }]);
  });

  test("is not entered with numbers that cannot be", async () => {
    const attempt = (input: Partial<InputOf<typeof addPerson>>) =>
      house.call(addPerson, { name: "张三", standing: "registered", area: VILLAGE, ground: "户口簿", ...input }, keeper);
    expect(await attempt({ identityNumber: "110105194912310021" })).toMatchObject({
      fields: [{ pointer: "/identityNumber", code: "identity-not-valid" }],
    });
    expect(await attempt({ phone: "12345" })).toMatchObject({ fields: [{ pointer: "/phone", code: "phone-not-valid" }] });
    expect(await attempt({ identityNumber: numbered("11010519800101001"), sex: "female" })).toMatchObject({
      fields: [{ code: "sex-not-as-identity" }],
    });
    expect(await attempt({ bornOn: "2999-01-01" })).toMatchObject({ fields: [{ code: "born-later" }] });
    expect(await attempt({ area: pathOfCode("990101101777") })).toMatchObject({ fields: [{ code: "no-such-area" }] });
  });

  test("is put right with its ground, and what stood there is kept", async () => {
    const id = await add({ name: "赵玉梅", phone: "13900000001" });
    expect(await house.call(correctPerson, { id, version: 1, name: "赵玉梅", ground: "户口簿" }, keeper)).toMatchObject({
      code: "nothing-changed",
    });
    const right = { id, version: 1, name: "赵玉枚", phone: "13900000002", ground: "身份证" } as const;
    expect(await house.call(correctPerson, right, keeper)).toEqual({ id, fields: ["name", "phone"] });
    expect(await house.call(correctPerson, right, keeper)).toMatchObject({ code: "changed-meanwhile" });
    const { person, changes } = await read(id);
    expect(person).toMatchObject({ name: "赵玉枚", phone: "139****0002", version: 2 });
    expect(changes[0]).toMatchObject({
      kind: "corrected",
      ground: "身份证",
      before: [
        { field: "name", value: "赵玉梅" },
        { field: "phone", value: "+8613900000001" },
      ],
    });
    const [row] = await house.look("select before_cipher from register.change where person_id = $1 and kind = 'corrected'", [id]);
    expect(String(row?.["before_cipher"])).not.toMatch(/赵玉梅|13900000001/);
    await house.call(correctPerson, { id, version: 2, withoutPhone: true, ground: "本人说明" }, keeper);
    expect((await read(id)).person.phone).toBe("");
  });

  test("ends on a day and comes back; a number freed by nobody stays taken", async () => {
    const id = await add({ name: "孙长林" });
    const end = (input: object) =>
      house.call(endPerson, { id, version: 1, how: "moved", on: "2026-01-31", ground: "迁移证", ...input }, keeper);
    expect(await end({ on: "2999-01-01" })).toMatchObject({ fields: [{ code: "day-to-come" }] });
    expect(await end({})).toEqual({ id });
    expect(await end({})).toMatchObject({ code: "person-ended" });
    expect((await read(id)).person).toMatchObject({ state: "moved", endedOn: "2026-01-31" });
    expect(await house.call(listPersons, { q: "孙长林" }, keeper)).toMatchObject({ count: 0 });
    expect(await house.call(listPersons, { q: "孙长林", state: "gone" }, keeper)).toMatchObject({ count: 1 });
    expect(await house.call(correctPerson, { id, version: 2, name: "孙常林", ground: "户口簿" }, keeper)).toMatchObject({
      code: "person-ended",
    });
    expect(await house.call(resumePerson, { id, version: 2, ground: "迁回" }, keeper)).toEqual({ id });
    expect((await read(id)).person).toMatchObject({ state: "here", endedOn: null });
  });

  test("is vouched for at a desk, by somebody else, and only upwards", async () => {
    const id = await add();
    const prove = (level: "1" | "2", version: number, actor = keeper) =>
      house.call(provePerson, { id, version, level, ground: "身份证，本人到场" }, actor);
    expect(await prove("1", 1)).toEqual({ id });
    expect(await prove("1", 2)).toMatchObject({ code: "proved-already" });
    expect(await prove("2", 2)).toEqual({ id });
    const self = personActor(town, id, [{ duties: ALL }]);
    const other = await add({ name: "钱" });
    expect(await house.call(provePerson, { id, version: 3, level: "2", ground: "本人" }, self)).toMatchObject({
      code: "own-entry",
    });
    expect(await house.call(provePerson, { id: other, version: 1, level: "2", ground: "本人" }, self)).toEqual({ id: other });
  });
});

describe("who may", () => {
  test("read and keep: the posts of the place, no resident, no other tenant", async () => {
    const id = await add({ area: OTHER });
    const here = newKeeper(VILLAGE);
    const foreign = newKeeper(TOWN, ALL, neighbour);
    for (const actor of [here, foreign, personActor(town, here.personId ?? "")]) {
      expect(await house.call(readPerson, { id }, actor)).toMatchObject({ code: "absent" });
      expect(await house.call(correctPerson, { id, version: 1, name: "甲", ground: "无" }, actor)).toMatchObject({
        kind: expect.stringMatching(/absent|invalid/) as string,
      });
    }
    expect(await house.call(listPersons, {}, visitor(town.id))).toMatchObject({ code: "sign-in-required" });
    expect(await house.call(listPersons, {}, personActor(town, id))).toMatchObject({ code: "not-allowed" });
    const reader = newKeeper(OTHER, ["register.read"]);
    expect((await read(id, reader)).may).toEqual([]);
    expect(
      await house.call(
        endPerson,
        { id, version: 1, how: "died", on: "2026-01-01", ground: "证明" },
        newKeeper(OTHER, ["register.desk"]),
      ),
    ).toMatchObject({ code: "absent" });
    const list = await house.call(listPersons, { state: "all" }, here);
    if (isRefusal(list)) throw new Error(list.code);
    expect(list.persons.map(({ area }) => area)).not.toContain("石桥村");
  });
});

describe("what was looked at", () => {
  test("is recorded once an hour for each way of looking, and shown numbers each time with their reason", async () => {
    const id = await add({ name: "周海涛", phone: "13900000003" });
    const clerk = newKeeper();
    await house.call(listPersons, { q: "周海涛" }, clerk);
    await house.call(listPersons, { q: "周海涛" }, clerk);
    await read(id, clerk);
    await read(id, clerk);
    expect(await house.call(showNumber, { id, which: "identityNumber", ground: "联系本人" }, clerk)).toMatchObject({
      code: "no-number",
    });
    expect(await house.call(showNumber, { id, which: "phone", ground: "联系本人" }, clerk)).toEqual({
      which: "phone",
      number: "13900000003",
    });
    const rows = await house.look(
      "select what from platform.access_log where subject_person = $1 and reader_person = $2 order by id",
      [id, clerk.personId],
    );
    expect(rows.map(({ what }) => what)).toEqual(["register.list", "register.person", "register.number"]);
    const own = await house.call(readOwnEntry, {}, personActor(town, id));
    expect(own).toMatchObject({
      person: { name: "周海涛", phone: "+8613900000003" },
      changes: [{ kind: "shown", ground: "联系本人" }, { kind: "added" }],
    });
  });

  test("stops at so many people an hour, by pages, by search and one by one", async () => {
    await house.act(town, async (context) => {
      const { addPersons } = await import("../store/add-person.ts");
      const many = Array.from({ length: 260 }, (_, n) => ({
        id: context.newId(),
        accountId: null,
        householdId: null,
        path: VILLAGE,
        proofLevel: 0 as const,
        publicName: "",
        name: `测${String(n).padStart(3, "0")}`,
        sex: null,
        bornOn: null,
        phone: null,
        identityNumber: null,
        address: "",
      }));
      await addPersons(context.tx, context.house.keys, many);
    });
    const scraper = newKeeper();
    const seen = new Set<string>();
    let cursor: string | undefined;
    let refused: unknown;
    for (let page = 0; page < 20 && refused === undefined; page += 1) {
      const answer = await house.call(listPersons, { q: "测", ...(cursor === undefined ? {} : { cursor }) }, scraper);
      if (isRefusal(answer)) refused = answer;
      else {
        for (const { id } of answer.persons) seen.add(id);
        cursor = answer.next ?? undefined;
      }
    }
    expect(refused).toMatchObject({ kind: "too-many", code: "reading-limit", facts: { most: 200 } });
    expect(seen.size).toBe(200);
    expect(await house.call(listPersons, { q: "测259" }, scraper)).toMatchObject({ code: "reading-limit" });
    // Who was seen within the hour is seen again.
    expect(await house.call(listPersons, { q: "测000" }, scraper)).toMatchObject({ count: 1 });
    const ids = [...seen].slice(0, 51);
    const opened = [];
    for (const id of ids) opened.push(await house.call(readPerson, { id }, scraper));
    expect(opened.filter((one) => !isRefusal(one))).toHaveLength(50);
    const told = await house.look("select payload from platform.outbox where topic = 'platform.much-read'");
    expect(told.map(({ payload }) => payload)).toMatchObject([
      { readerId: scraper.personId, what: "register.list" },
      { readerId: scraper.personId, what: "register.person" },
    ]);
  });
});

describe("a resident", () => {
  test("sees their own entry whole, asks to have it put right, and is told", async () => {
    const id = await add({ name: "郑晓芳", phone: "13900000004" });
    const own = personActor(town, id);
    const asked = await house.call(requestCorrection, { field: "phone", says: "换成 13900000005" }, own);
    if (isRefusal(asked)) throw new Error(asked.code);
    const clerk = newKeeper(VILLAGE);
    expect(await house.call(listCorrections, {}, clerk)).toMatchObject({
      corrections: [{ id: asked.id, personId: id, name: "郑*芳", field: "phone" }],
    });
    expect(await house.call(listCorrections, {}, newKeeper(OTHER))).toEqual({ corrections: [] });
    expect(
      await house.call(
        correctPerson,
        { id, version: 1, phone: "13900000005", ground: "本人申请", correctionId: asked.id },
        clerk,
      ),
    ).toMatchObject({ fields: ["phone"] });
    expect(await house.call(refuseCorrection, { correctionId: asked.id, answer: "与证件不符" }, clerk)).toMatchObject({
      kind: "conflict",
    });
    const view = await house.call(readOwnEntry, {}, own);
    expect(view).toMatchObject({ person: { phone: "+8613900000005" }, corrections: [{ state: "done", answer: "本人申请" }] });
    const notices = await house.look("select topic from platform.notice where person_id = $1", [id]);
    expect(notices.map(({ topic }) => topic)).toEqual(["register.correction-done"]);
    const second = await house.call(requestCorrection, { field: "bornOn", says: "应是 1980 年" }, own);
    if (isRefusal(second)) throw new Error(second.code);
    const itself = personActor(town, id, [{ duties: ALL }]);
    expect(await house.call(refuseCorrection, { correctionId: second.id, answer: "我自己说不改" }, itself)).toMatchObject({
      code: "own-entry",
    });
    expect(await house.call(refuseCorrection, { correctionId: second.id, answer: "与身份证不符，不能更正" }, clerk)).toEqual({
      id: second.id,
    });
    expect(await house.call(requestCorrection, { field: "name", says: "改名" }, visitor(town.id))).toMatchObject({
      code: "sign-in-required",
    });
  });
});
