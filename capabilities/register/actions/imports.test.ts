import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { existsSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import type { Actor } from "#platform/actor.ts";
import type { Tenant } from "#platform/capability.ts";
import { TEXT_SAMPLES } from "#platform/files/corpus/text-samples.ts";
import { identityCheckSign } from "#platform/identifiers/identity-number.ts";
import { isRefusal } from "#platform/refusal.ts";
import { openTrialHouse, personActor, type TrialHouse } from "#platform/testing/trial-house.ts";
import { divisions, pathOfCode, putDivisions } from "#capabilities/divisions/index.ts";
import { beginImport } from "../contract/begin-import.ts";
import { confirmMapping } from "../contract/confirm-mapping.ts";
import { correctPerson } from "../contract/correct-person.ts";
import { decideConflict } from "../contract/decide-conflict.ts";
import { readImport } from "../contract/read-import.ts";
import { runImport } from "../contract/run-import.ts";
import { takeRejects } from "../contract/take-rejects.ts";
import { undoImport } from "../contract/undo-import.ts";
import { addGroup, register } from "../index.ts";

const TOWN = pathOfCode("990101101");
const VILLAGE = pathOfCode("990101101201");
const HEADINGS = "姓名,身份证号,户号,与户主关系,联系电话,村民小组,备注";

let house: TrialHouse;
let town: Tenant;
let steward: Actor;

beforeAll(async () => {
  house = await openTrialHouse(inject("postgres"), [divisions, register]);
  town = await house.addTenant("qinghe", TOWN);
  await house.act(town, async (context) => {
    const named = [
      ["990101101", "清河镇"],
      ["990101101201", "大柳村"],
    ] as const;
    await putDivisions(
      context.tx,
      named.map(([code, name]) => ({ code, name, validFrom: "2024-01-01", source: "test" })),
    );
    await addGroup(context.tx, {
      id: context.newId(),
      kind: "villagers-group",
      name: "第一组",
      path: VILLAGE,
      validFrom: "2024-01-01",
    });
  });
  // Jobs run as the house where no account is known.
  const { accountId: _, ...actor } = personActor(town, house.newId(), [
    { duties: ["register.steward", "register.desk"], areas: [TOWN] },
  ]);
  steward = actor;
});
afterAll(async () => {
  await house.close();
});

let serial = 0;
function identity(): string {
  serial += 1;
  const digits = `9901011980010${1 + (serial % 9)}${String(serial).padStart(3, "0")}`;
  return digits + identityCheckSign(digits);
}

function sure<T>(answer: T): Exclude<T, { refused: true }> {
  if (isRefusal(answer)) throw new Error(JSON.stringify(answer));
  return answer as Exclude<T, { refused: true }>;
}

/** Puts a file where an accepted upload would lie, and begins its import. */
async function upload(content: string | Buffer, name = "名册.csv") {
  const bytes = Buffer.from(content);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const path = house.house.files.path(sha256);
  await mkdir(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
  const fileId = house.newId();
  await house.look(
    `insert into platform.file (tenant_id, id, sha256, bytes, media_type, name, purpose, uploader, created_at)
     values ($1, $2, $3, $4, $5, $6, 'register/list', 'visitor', now())`,
    [
      town.id,
      fileId,
      sha256,
      bytes.length,
      name.endsWith("xlsx") ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" : "text/csv",
      name,
    ],
  );
  return { path, answer: await house.call(beginImport, { fileId, area: VILLAGE }, steward) };
}

async function look(id: string) {
  return sure(await house.call(readImport, { id }, steward));
}

async function check(rows: readonly string[], name?: string): Promise<string> {
  const { id } = sure((await upload([HEADINGS, ...rows].join("\n"), name)).answer);
  const { mapping } = await look(id);
  const { name: nameHeading = "姓名", ...rest } = mapping;
  sure(await house.call(confirmMapping, { id, name: nameHeading, ...rest }, steward));
  await house.drain();
  return id;
}

async function run(id: string): Promise<void> {
  sure(await house.call(runImport, { id }, steward));
  await house.drain();
}

describe("a list", () => {
  test("is understood, looked over without a change, taken in once, and its file is gone", async () => {
    const people = async () =>
      Number((await house.look("select count(*) as n from register.person where end_kind is null"))[0]?.["n"]);
    const before = await people();
    const [a, b] = [identity(), identity()];
    const rows = [
      `李建国,${a},201-1,户主,13900000001,第一组,x`,
      `王秀兰,${b},201-1,妻,,第一组,`,
      `张坏号,${a.slice(0, 17)}${a.endsWith("X") ? "1" : "X"},201-2,户主,,,`,
      `,${identity()},201-2,,,,`,
      `李建国,${a},201-1,户主,13900000001,第一组,重复`,
      `赵电话,${identity()},201-3,户主,12,,`,
      `钱组别,${identity()},201-4,户主,,第九组,`,
    ];
    const begun = await upload([HEADINGS, ...rows].join("\n"));
    const { id } = sure(begun.answer);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(existsSync(begun.path)).toBe(false);
    expect((await look(id)).mapping).toMatchObject({
      name: "姓名",
      identityNumber: "身份证号",
      household: "户号",
      relation: "与户主关系",
    });
    sure(
      await house.call(
        confirmMapping,
        {
          id,
          name: "姓名",
          identityNumber: "身份证号",
          household: "户号",
          relation: "与户主关系",
          phone: "联系电话",
          group: "村民小组",
        },
        steward,
      ),
    );
    await house.drain();
    const report = await look(id);
    expect(report.state).toBe("checked");
    expect(report.counts).toMatchObject({ rows: 7, ready: 2, rejected: 5, conflicts: 0 });
    expect(report.reasons).toEqual(
      expect.arrayContaining([
        { field: "identityNumber", reason: "identity-not-valid", rows: 1 },
        { field: "name", reason: "empty", rows: 1 },
        { field: "name", reason: "twice-in-file", rows: 1 },
        { field: "phone", reason: "phone-not-valid", rows: 1 },
        { field: "group", reason: "no-such-group", rows: 1 },
      ]),
    );
    expect(await people()).toBe(before);
    await run(id);
    expect((await look(id)).counts).toMatchObject({ imported: 2, rejected: 5 });
    expect(await people()).toBe(before + 2);
    const [head] = await house.look(
      "select n.name, h.number from register.household h join register.person_personal n on n.person_id = h.head_person where h.number = '201-1'",
    );
    expect(head).toEqual({ name: "李建国", number: "201-1" });
    const stored = await house.look("select values_cipher from register.import_row");
    expect(JSON.stringify(stored)).not.toContain(a);
    const rejects = sure(await house.call(takeRejects, { id }, steward));
    const lines = Buffer.from(rejects.base64, "base64").toString("utf8");
    expect(lines).toContain('"4","身份证号有误"');
    expect(lines).toContain("与第 2 行是同一个人");
    // The same file again is the same import.
    expect(sure((await upload([HEADINGS, ...rows].join("\n"))).answer).id).toBe(id);
    // The same people in another file are there already.
    const again = await check(rows.slice(0, 2), "再来一次.csv");
    expect((await look(again)).counts).toMatchObject({ repeated: 2, ready: 0 });
    expect(await house.call(runImport, { id: again }, steward)).toMatchObject({ code: "nothing-to-import" });
  });

  test("shows what differs side by side, and does what was decided about each", async () => {
    const [a, b, c] = [identity(), identity(), identity()];
    await run(
      await check(
        [
          `孙一,${a},301-1,户主,,,`,
          `周二,${b},301-2,户主,,,`,
          `吴三,${c},301-3,户主,13900000009,,`,
          `郑四,,301-4,户主,13900000010,,`,
        ],
        "先.csv",
      ),
    );
    const id = await check(
      [
        `孙依,${a},301-1,户主,,,`,
        `周二,${b},301-1,子,,,`,
        `吴三,${c},301-3,户主,13900000011,,`,
        `郑四,${identity()},301-9,户主,13900000010,,`,
      ],
      "后.csv",
    );
    const { conflicts, counts } = await look(id);
    expect(counts).toMatchObject({ conflicts: 4, undecided: 4 });
    expect(conflicts.map(({ kinds, options }) => [kinds, options])).toEqual([
      [["other-name"], ["update", "keep"]],
      [["other-household"], ["update", "keep"]],
      [["differs"], ["update", "keep"]],
      [
        ["perhaps-same", "other-household"],
        ["update", "keep", "add"],
      ],
    ]);
    expect(conflicts[0]?.differences).toEqual([{ field: "name", here: "孙一", file: "孙依" }]);
    expect(conflicts[2]?.differences).toEqual([{ field: "phone", here: "+8613900000009", file: "+8613900000011" }]);
    expect(await house.call(runImport, { id }, steward)).toMatchObject({ code: "nothing-to-import" });
    const decide = (line: number, decision: "update" | "keep" | "add") =>
      house.call(decideConflict, { id, line, decision }, steward);
    sure(await decide(2, "keep"));
    sure(await decide(3, "update"));
    expect(sure(await house.call(decideConflict, { id, kind: "differs", decision: "update" }, steward))).toEqual({ decided: 1 });
    sure(await decide(5, "add"));
    expect(await decide(2, "add")).toMatchObject({ code: "no-such-conflict" });
    await run(id);
    expect((await look(id)).counts).toMatchObject({ updated: 2, leftOut: 1, imported: 1, conflicts: 0 });
    const names = await house.look(
      "select n.name, n.household_number, n.relation from register.person_personal n where name in ('孙一', '孙依', '周二', '郑四') order by name, household_number",
    );
    expect(names).toEqual([
      { name: "周二", household_number: "301-1", relation: "child" },
      { name: "孙一", household_number: "301-1", relation: "head" },
      { name: "郑四", household_number: "301-4", relation: "head" },
      { name: "郑四", household_number: "301-9", relation: "head" },
    ]);
  });

  test("is taken back as one act; what was changed since is named and never taken unseen", async () => {
    const [a, b, c] = [identity(), identity(), identity()];
    await run(await check([`冯旧,${a},401-1,户主,13900000021,,`], "原有.csv"));
    const id = await check(
      [`冯旧,${a},401-1,户主,13900000022,,`, `陈新,${b},401-2,户主,,,`, `褚改,${c},401-3,户主,,,`],
      "要撤.csv",
    );
    sure(await house.call(decideConflict, { id, kind: "differs", decision: "update" }, steward));
    expect(await house.call(undoImport, { id }, steward)).toMatchObject({ code: "import-not-done" });
    await run(id);
    const [person] = await house.look(
      "select p.id, p.version from register.person p join register.person_personal n on n.person_id = p.id where n.name = '褚改'",
    );
    sure(
      await house.call(
        correctPerson,
        { id: String(person?.["id"]), version: Number(person?.["version"]), phone: "13900000023", ground: "本人来电" },
        steward,
      ),
    );
    expect(await house.call(undoImport, { id }, steward)).toMatchObject({
      code: "changed-since",
      facts: { count: 1, names: "褚改" },
    });
    expect(sure(await house.call(undoImport, { id, exceptChanged: true }, steward))).toEqual({ undone: 2, kept: 1 });
    const left = await house.look(
      "select name from register.person_personal where name in ('冯旧', '陈新', '褚改') order by name",
    );
    expect(left.map(({ name }) => name)).toEqual(["冯旧", "褚改"]);
    const [phone] = await house.look(
      "select count(*) as n from register.identity_place i join register.person p on p.id = i.person_id where p.end_kind = 'undone'",
    );
    expect(Number(phone?.["n"])).toBe(0);
    const [household] = await house.look(
      "select ended_on is not null as ended from register.household where number like '401-2#%'",
    );
    expect(household).toEqual({ ended: true });
    // Taken back, the same file may come again, and its people with it.
    const again = await check(
      [`冯旧,${a},401-1,户主,13900000022,,`, `陈新,${b},401-2,户主,,,`, `褚改,${c},401-3,户主,,,`],
      "要撤.csv",
    );
    expect(again).not.toBe(id);
    expect((await look(again)).counts).toMatchObject({ ready: 1, conflicts: 1 });
  });

  test("is taken in by steps, each row once", async () => {
    const rows = Array.from({ length: 450 }, (_, n) => `众${n},${identity()},501-${n},户主,,,`);
    const id = await check(rows, "多.csv");
    sure(await house.call(runImport, { id }, steward));
    await house.drain();
    const [count] = await house.look(
      "select count(*) as n, count(distinct person_id) as persons from register.import_row where batch_id = $1 and state = 'imported'",
      [id],
    );
    expect(count).toEqual({ n: 450, persons: 450 });
  });
});

describe("a file that is no list", () => {
  test.each(TEXT_SAMPLES.filter(({ expected }) => expected !== "file-size").map((sample) => [sample.about, sample] as const))(
    "%s harms nothing",
    async (_, sample) => {
      const { answer, path } = await upload(sample.bytes, "坏.csv");
      if (isRefusal(answer)) expect(existsSync(path)).toBe(false);
      else expect((await look(answer.id)).state).toBe("mapping");
    },
  );

  test("is refused with what is wrong, and is not kept", async () => {
    for (const [content, name] of [
      ["", "空.csv"],
      ["姓名\n", "无行.csv"],
      ["姓名,姓名\n甲,乙", "两列.csv"],
      ["PK\u0003\u0004不是表格", "假.xlsx"],
    ] as const) {
      const { answer, path } = await upload(content, name);
      expect(isRefusal(answer), name).toBe(true);
      expect(existsSync(path), name).toBe(false);
    }
  });
});
