import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestHouse, type TestHouse } from "#apps/server/testing/start-test-house.ts";
import type { TestClient } from "#apps/server/testing/test-client.ts";
import { pathOfCode } from "#capabilities/divisions/index.ts";
import { correctPerson } from "#capabilities/register/contract/correct-person.ts";
import { readPerson } from "#capabilities/register/contract/read-person.ts";
import { addDelegate } from "../contract/add-delegate.ts";
import { correctRoll } from "../contract/correct-roll.ts";
import { endDelegate } from "../contract/end-delegate.ts";
import { freezeRoll } from "../contract/freeze-roll.ts";
import { listDelegates } from "../contract/list-delegates.ts";
import { listRolls } from "../contract/list-rolls.ts";
import { objectToRoll } from "../contract/object-to-roll.ts";
import { readRoll } from "../contract/read-roll.ts";
import { rejectObjection } from "../contract/reject-objection.ts";
import { canonicalList } from "../domain/draw-roll.ts";

const VILLAGE = pathOfCode("990101101201");
const NEXT_DOOR = pathOfCode("990101101202");

let house: TestHouse;
let keeper: TestClient;
let resident: TestClient;

beforeAll(async () => {
  house = await startTestHouse();
  keeper = await house.signIn("village");
  resident = await house.signIn("resident");
});
afterAll(async () => {
  await house.close();
});

/** Adults of the village by a count that shares nothing with the capability: SQL's own ages. */
async function countAdults(day: string): Promise<number> {
  const [row] = await house.admin<{ n: number }>(
    `select count(*)::int as n from register.person p join register.person_personal n on n.tenant_id = p.tenant_id and n.person_id = p.id
     where p.division_path <@ $1::ltree and p.left_at is null and p.standing in ('registered', 'admitted') and age($2::date, n.born_on) >= interval '18 years'`,
    [VILLAGE, day],
  );
  return row?.n ?? 0;
}

describe("a roll", () => {
  test("is frozen with its figures and hash; everybody reads those, the keeper the names, and each person whether they are on it", async () => {
    const input = { kind: "adults" as const, area: VILLAGE, onDay: "2026-12-10", title: "村民会议" };
    const { id, persons, listSha256 } = await keeper.call(freezeRoll, input);
    expect(persons).toBe(await countAdults("2026-12-10"));
    const entries = await house.admin<{ personId: string; householdId: string; groupId: string; woman: boolean }>(
      `select person_id as "personId", household_id as "householdId", group_id as "groupId", woman from rolls.entry where roll_id = $1 order by person_id`,
      [id],
    );
    const [row] = await house.admin<{ tenant_id: string }>("select tenant_id from rolls.roll where id = $1", [id]);
    const head = { tenantId: row?.tenant_id ?? "", rollId: id, version: 1, kind: "adults", path: VILLAGE, day: "2026-12-10" };
    expect(createHash("sha256").update(canonicalList(head, entries)).digest("hex")).toBe(listSha256);
    const open = await house.visitor().call(readRoll, { id });
    expect(open).toMatchObject({ roll: { persons, listSha256, version: 1 }, own: null, names: [], may: [] });
    expect(await resident.call(readRoll, { id })).toMatchObject({ own: true, names: [] });
    expect((await keeper.call(readRoll, { id })).names).toHaveLength(persons);
    expect(await resident.refused(freezeRoll, input)).toMatchObject({ code: "absent" });
    expect(await keeper.refused(freezeRoll, { ...input, area: NEXT_DOOR })).toMatchObject({ code: "absent" });
    const told = await house.admin<{ n: number }>("select count(*)::int as n from platform.access_log where what = 'rolls.roll'");
    expect(told[0]?.n).toBeGreaterThan(persons - 2);
  });

  test("names are shown to one keeper for one village's worth of people an hour, each written down once, and no more", async () => {
    const input = { kind: "adults" as const, area: VILLAGE, onDay: "2026-12-11", title: "村民会议" };
    const { id } = await keeper.call(freezeRoll, input);
    await keeper.call(readRoll, { id });
    const count = async () =>
      (await house.admin<{ n: number }>("select count(*)::int as n from platform.access_log where what = 'rolls.roll'"))[0]?.n;
    const before = await count();
    await keeper.call(readRoll, { id });
    expect(await count()).toBe(before);
    await house.admin(
      `insert into platform.access_log (tenant_id, id, at, subject_person, reader_person, what, purpose)
       select l.tenant_id, gen_random_uuid(), now(), gen_random_uuid(), l.reader_person, 'rolls.roll', 'test/many'
       from (select tenant_id, reader_person from platform.access_log where what = 'rolls.roll' order by at desc limit 1) l, generate_series(1, 5000)`,
    );
    expect(await keeper.refused(readRoll, { id })).toMatchObject({ status: 429, code: "reading-limit" });
    expect((await house.visitor().call(readRoll, { id })).roll.id).toBe(id);
    await house.admin("delete from platform.access_log where purpose = 'test/many'");
  });

  test("turns on the day: who is eighteen the day after the meeting is not on it", async () => {
    const [young] = await house.admin<{ id: string; born: string }>(
      `select p.id, n.born_on::text as born from register.person p join register.person_personal n on n.tenant_id = p.tenant_id and n.person_id = p.id
       where p.division_path <@ $1::ltree and p.standing = 'registered' and n.born_on > '2009-01-01' order by n.born_on limit 1`,
      [VILLAGE],
    );
    if (young === undefined) throw new Error("the village has no child");
    const birthday = `${Number(young.born.slice(0, 4)) + 18}${young.born.slice(4)}`;
    const before = new Date(Date.parse(`${birthday}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
    const onIt = async (onDay: string) => {
      const { id } = await keeper.call(freezeRoll, { kind: "adults", area: VILLAGE, onDay, title: "试算" });
      return (await keeper.call(readRoll, { id })).names.some((one) => one.id === young.id);
    };
    expect(await onIt(before)).toBe(false);
    expect(await onIt(birthday)).toBe(true);
  });

  test("is corrected by a new version with its reason; the objection it answers is upheld, another rejected, and both are told", async () => {
    const { id } = await keeper.call(freezeRoll, { kind: "adults", area: VILLAGE, onDay: "2026-12-11", title: "更正" });
    const one = await resident.call(objectToRoll, { id, says: "我家孩子已满十八岁，没有列入。" });
    const other = await resident.call(objectToRoll, { id, says: "隔壁的人不住这里了。" });
    expect(await keeper.refused(correctRoll, { id, reason: "核对后更正" })).toMatchObject({ code: "same-list" });
    const [child] = (
      await house.admin<{ id: string }>(
        `select p.id from register.person p join register.person_personal n on n.tenant_id = p.tenant_id and n.person_id = p.id
         where p.division_path <@ $1::ltree and p.standing = 'registered' and n.born_on > '2012-01-01' limit 1`,
        [VILLAGE],
      )
    ).map((row) => row.id);
    await house.admin("update register.person_personal set identity_cipher = null, identity_index = null where person_id = $1", [
      child,
    ]);
    const { person } = await keeper.call(readPerson, { id: child ?? "" });
    await keeper.call(correctPerson, { id: person.id, version: person.version, bornOn: "2000-05-05", ground: "出生证明" });
    expect(await keeper.call(correctRoll, { id, objectionId: one.id, reason: "出生日期登记有误，已更正" })).toMatchObject({
      version: 2,
    });
    await keeper.call(rejectObjection, { objectionId: other.id, answer: "经查此人仍住在本村。" });
    expect(await keeper.refused(rejectObjection, { objectionId: one.id, answer: "再答一次。" })).toMatchObject({
      code: "objection-decided",
    });
    const view = await resident.call(readRoll, { id });
    expect(view.versions.map(({ version, reason }) => [version, reason])).toEqual([
      [2, "出生日期登记有误，已更正"],
      [1, ""],
    ]);
    expect(view.objections.map(({ state }) => state)).toEqual(["upheld", "rejected"]);
    expect(view.roll.persons).toBe((view.versions[1]?.persons ?? 0) + 1);
    // Nothing may write over a version.
    await expect(
      house.database.transact(
        { areas: [], purpose: "test/x" },
        async ({ db }) =>
          await db.executeQuery({
            sql: "update rolls.roll set persons = 0",
            parameters: [],
            query: { kind: "RawNode" },
          } as never),
      ),
    ).rejects.toThrow(/permission denied/);
  });

  test("takes objections only in its days", async () => {
    const { id } = await keeper.call(freezeRoll, { kind: "households", area: VILLAGE, onDay: "2026-12-12", title: "逾期" });
    await house.admin("update rolls.roll set objections_until = '2026-01-01' where id = $1", [id]);
    expect(await resident.refused(objectToRoll, { id, says: "来晚了，还想提异议。" })).toMatchObject({ code: "objections-over" });
  });

  test("is not frozen where a birth date is missing", async () => {
    await house.admin(
      `update register.person_personal set born_on = null where person_id in (select id from register.person where division_path <@ $1::ltree and standing = 'registered' limit 1)`,
      [NEXT_DOOR],
    );
    const steward = await house.signIn("steward");
    expect(
      await steward.refused(freezeRoll, { kind: "adults", area: NEXT_DOOR, onDay: "2026-12-10", title: "缺日期" }),
    ).toMatchObject({ code: "birth-dates-missing" });
  });
});

describe("representatives", () => {
  test("are chosen adults; the share of women is held against the law's third, and ended ones leave the roll", async () => {
    const { delegates, composition, women } = await keeper.call(listDelegates, { area: VILLAGE });
    expect(delegates.length).toBeGreaterThan(5);
    expect(women).toBe(delegates.filter(({ woman }) => woman).length);
    expect(composition.some(({ article, sentence }) => article === "25" && sentence.includes("妇女"))).toBe(true);
    const [first] = delegates;
    const again = {
      personId: first?.personId ?? "",
      kind: "villagers-representative" as const,
      households: 6,
      from: "2026-01-01",
      ground: "推选",
    };
    expect(await keeper.refused(addDelegate, again)).toMatchObject({ code: "delegate-already" });
    const before = await keeper.call(freezeRoll, {
      kind: "villagers-representatives",
      area: VILLAGE,
      onDay: "2026-12-10",
      title: "代表会议",
    });
    expect(before.persons).toBe(delegates.length);
    await keeper.call(endDelegate, { id: first?.id ?? "", on: "2026-12-01" });
    const after = await keeper.call(freezeRoll, {
      kind: "villagers-representatives",
      area: VILLAGE,
      onDay: "2026-12-10",
      title: "代表会议",
    });
    expect(after.persons).toBe(delegates.length - 1);
    const rolls = (await house.visitor().call(listRolls, { area: VILLAGE })).rolls;
    expect(rolls.map(({ id }) => id)).toEqual(expect.arrayContaining([before.id, after.id]));
  });
});
