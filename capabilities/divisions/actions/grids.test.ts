import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { isWithin, visitor } from "#platform/actor.ts";
import type { Tenant } from "#platform/capability.ts";
import { sql } from "kysely";
import { movePaths } from "#platform/db/move-paths.ts";
import { isRefusal } from "#platform/refusal.ts";
import { openTrialHouse, personActor, type TrialHouse } from "#platform/testing/trial-house.ts";
import { addGrid } from "../contract/add-grid.ts";
import { endGrid } from "../contract/end-grid.ts";
import { listDivisions } from "../contract/list-divisions.ts";
import { readDivision } from "../contract/read-division.ts";
import { renameGrid } from "../contract/rename-grid.ts";
import {
  divisions,
  findPathToMove,
  followInTenant,
  pathOfCode,
  putDivisions,
  succeedDivision,
  takeInDivisions,
} from "../index.ts";

const VILLAGE = "990101101201";
const OTHER_VILLAGE = "990101101202";
const PERSON = "01890000-0000-7000-8000-00000000000a";

let house: TrialHouse;
let town: Tenant;
let neighbour: Tenant;

beforeAll(async () => {
  house = await openTrialHouse(inject("postgres"), [divisions]);
  town = await house.addTenant("qinghe", pathOfCode("990101101"));
  neighbour = await house.addTenant("baisha", pathOfCode("990101102"));
  const put = [
    ["99", "演示省"],
    ["9901", "演示市"],
    ["990101", "云溪县"],
    ["990101101", "清河镇"],
    ["990101102", "白沙镇"],
    [VILLAGE, "大柳村"],
    [OTHER_VILLAGE, "石桥村"],
    ["990101102201", "白沙村"],
  ].map(([code = "", name = ""]) => ({ code, name, validFrom: "2024-01-01", source: "test" }));
  await house.act(town, ({ tx }) => putDivisions(tx, put));
});
afterAll(() => house.close());

const steward = (tenant: Tenant, areas?: readonly string[]) =>
  personActor(tenant, PERSON, [{ duties: ["divisions.steward"], ...(areas === undefined ? {} : { areas }) }]);

async function gridsOf(code: string): Promise<readonly string[]> {
  const read = await house.call(readDivision, { code }, visitor(town.id));
  if (isRefusal(read)) throw new Error(read.code);
  return read.grids.filter((grid) => grid.inForce).map((grid) => grid.name);
}

async function add(name: string, code = VILLAGE, from = "2025-01-01"): Promise<string> {
  const added = await house.call(addGrid, { divisionCode: code, name, from }, steward(town));
  if (isRefusal(added)) throw new Error(JSON.stringify(added));
  return added.id;
}

describe("grids", () => {
  test("are added, renamed and ended by the steward of their area; anybody may read them", async () => {
    const east = await add("东片");
    await add("西片");
    expect(await gridsOf(VILLAGE)).toEqual(["东片", "西片"]);
    await house.call(renameGrid, { id: east, name: "柳东片" }, steward(town));
    expect(await gridsOf(VILLAGE)).toEqual(["柳东片", "西片"]);
    expect(await house.call(endGrid, { id: east, on: "2025-06-01" }, steward(town))).toEqual({ id: east });
    expect(await gridsOf(VILLAGE)).toEqual(["西片"]);
    const again = await house.call(renameGrid, { id: east, name: "x" }, steward(town));
    expect(again).toMatchObject({ refused: true, code: "grid-ended" });
    const third = await add("东片", VILLAGE, "2025-06-01");
    const [row] = await house.look("select path::text from divisions.grid where id = $1", [third]);
    expect(row?.["path"]).toBe(`${pathOfCode(VILLAGE)}.g3`);
  });

  test("of one village do not share a name at one time", async () => {
    const first = await add("北片", OTHER_VILLAGE);
    const taken = await house.call(addGrid, { divisionCode: OTHER_VILLAGE, name: "北片", from: "2025-03-01" }, steward(town));
    expect(taken).toMatchObject({ code: "invalid-input", fields: [{ pointer: "/name", code: "grid-name-taken" }] });
    const second = await add("南片", OTHER_VILLAGE);
    const renamed = await house.call(renameGrid, { id: second, name: "北片" }, steward(town));
    expect(renamed).toMatchObject({ fields: [{ pointer: "/name", code: "grid-name-taken" }] });
    await house.call(endGrid, { id: first, on: "2025-02-01" }, steward(town));
    expect(await house.call(renameGrid, { id: second, name: "北片" }, steward(town))).toMatchObject({ refused: true });
    await add("北片", OTHER_VILLAGE, "2025-02-01");
  });

  test("end after they began", async () => {
    const id = await add("短片", OTHER_VILLAGE, "2025-05-01");
    const refused = await house.call(endGrid, { id, on: "2025-05-01" }, steward(town));
    expect(refused).toMatchObject({ fields: [{ pointer: "/on", code: "before-grid" }] });
  });

  test("belong to the steward of that area: not to a resident, another village's steward, or another tenant's", async () => {
    const input = { divisionCode: VILLAGE, name: "越界", from: "2025-01-01" };
    expect(await house.call(addGrid, input, visitor(town.id))).toMatchObject({ code: "sign-in-required" });
    expect(await house.call(addGrid, input, personActor(town, PERSON))).toMatchObject({ code: "absent" });
    expect(await house.call(addGrid, input, steward(town, [pathOfCode(OTHER_VILLAGE)]))).toMatchObject({ code: "absent" });
    expect(await house.call(addGrid, input, steward(neighbour))).toMatchObject({ code: "absent" });
    const id = await add("本村", VILLAGE);
    expect(await house.call(endGrid, { id, on: "2026-01-01" }, steward(neighbour, [town.rootPath]))).toMatchObject({
      code: "absent",
    });
  });

  test("are below villages only", async () => {
    const refused = await house.call(addGrid, { divisionCode: "990101101", name: "x", from: "2025-01-01" }, steward(town));
    expect(refused).toMatchObject({ code: "invalid-input" });
  });
});

test("the tree shows what a tenant answers for, what it lies in, and no neighbour", async () => {
  const tree = await house.call(listDivisions, {}, visitor(town.id));
  if (isRefusal(tree)) throw new Error(tree.code);
  expect(tree.above.map((one) => one.name)).toEqual(["演示省", "演示市", "云溪县"]);
  expect(tree.divisions.map((one) => one.name)).toEqual(["清河镇", "大柳村", "石桥村"]);
  expect(await house.call(readDivision, { code: "990101102201" }, visitor(town.id))).toMatchObject({ code: "absent" });
  expect(await house.call(readDivision, { code: "990101" }, visitor(town.id))).toMatchObject({ name: "云溪县", parts: [] });
});

test("a county is taken in once, and again without a change", async () => {
  const county = [
    { code: "990201101201", name: "河东村委会" },
    { code: "990201101", name: "河东镇" },
    { code: "990201", name: "河口县" },
    { code: "9902", name: "河口市" },
    { code: "99", name: "演示省" },
  ];
  const source = { divisions: county, county: "990201", from: "2023-06-30", source: "test" };
  const takeIn = async (dryRun: boolean) => await house.act(town, ({ tx }) => takeInDivisions(tx, source, dryRun));
  const added = ["9902", "990201", "990201101", "990201101201"];
  for (const dryRun of [true, false]) expect((await takeIn(dryRun)).add.map(({ code }) => code)).toEqual(added);
  expect(await takeIn(false)).toMatchObject({ add: [], rename: [], newer: [], missing: [], unchanged: 5 });
  const [village] = await house.look(
    "select path::text, parent_code, level, valid_from from divisions.division where code = '990201101201'",
  );
  expect(village).toEqual({
    path: "cn.99.9902.990201.990201101.990201101201",
    parent_code: "990201101",
    level: 5,
    valid_from: "2023-06-30",
  });
});

test("a town under a new number keeps its paths, and its villages, grids and tenants follow; said again nothing changes", async () => {
  const grid = await add("随迁片");
  const [before] = await house.look("select path::text from divisions.grid where id = $1", [grid]);
  await house.look("insert into divisions.tenant_division (tenant_id, code, valid_from) values ($1, '990101101', '2024-01-01')", [
    town.id,
  ]);
  const succession = { from: "990101101", to: "990101115", day: "2026-01-01", name: "清河街道" };
  const succeed = async () => await house.act(town, ({ tx }) => succeedDivision(tx, succession));
  const late = await house.act(town, ({ tx }) => succeedDivision(tx, { ...succession, day: "2999-01-01" }));
  expect(late).toEqual({ fault: "not-yet", codes: ["990101115"] });
  const moved = [
    { from: "990101101", to: "990101115" },
    { from: VILLAGE, to: "990101115201" },
    { from: OTHER_VILLAGE, to: "990101115202" },
  ];
  expect(await succeed()).toEqual({ moved, already: false });
  expect(await succeed()).toEqual({ moved, already: true });
  const follow = async () => await house.act(town, ({ tx }) => followInTenant(tx, moved, succession.day));
  expect(await follow()).toMatchObject({ answersFor: 1 });
  expect(await follow()).toEqual({ grids: 0, answersFor: 0 });
  const now = await house.call(readDivision, { code: "990101115201" }, visitor(town.id));
  expect(now).toMatchObject({ name: "大柳村", path: pathOfCode(VILLAGE), inForce: true, before: [{ code: VILLAGE }] });
  expect(await gridsOf("990101115201")).toContain("随迁片");
  expect(await house.look("select path::text from divisions.grid where id = $1", [grid])).toEqual([before]);
  const ended = await house.call(readDivision, { code: "990101101" }, visitor(town.id));
  expect(ended).toMatchObject({ inForce: false, validTo: "2026-01-01", after: [{ code: "990101115", name: "清河街道" }] });
  // The steward's rights hang on the path, which stayed.
  await add("新片", "990101115201", "2026-02-01");
  const merged = { from: "990101115201", to: "990101115202", day: "2026-03-01", name: undefined };
  expect(await house.act(town, ({ tx }) => succeedDivision(tx, merged))).toMatchObject({ already: false });
  // What lay in the one lies in the other now, under a name of its own.
  const part = `${pathOfCode(OTHER_VILLAGE)}.${VILLAGE}`;
  const left = async () => await house.act(town, ({ tx }) => findPathToMove(tx, merged));
  expect(await left()).toEqual({ move: { from: pathOfCode(VILLAGE), to: part }, stays: [] });
  expect(await asOwner((client) => movePaths(client, { from: pathOfCode(VILLAGE), to: part }))).toBeGreaterThan(1);
  expect(await left()).toEqual({ move: undefined, stays: [] });
  expect(await house.look("select path::text from divisions.grid where id = $1", [grid])).toEqual([
    { path: `${part}.${before?.["path"]?.toString().split(".").at(-1)}` },
  ]);
  expect(await house.look("select name, code from divisions.v_area where path = $1", [part])).toEqual([
    { name: "原大柳村", code: null },
  ]);
});

test("a village that goes to another town leaves its rows with the town that has them", async () => {
  const pair = { from: "990101115202", to: "990101102201" };
  const done = await house.act(town, ({ tx }) => succeedDivision(tx, { ...pair, day: "2026-04-01", name: undefined }));
  expect(done).toMatchObject({ already: false });
  expect(await house.act(town, ({ tx }) => findPathToMove(tx, pair))).toEqual({ move: undefined, stays: ["qinghe"] });
});

async function asOwner<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const [found] = await house.look("select current_database() as name");
  const client = new pg.Client({ ...inject("postgres"), database: String(found?.["name"]) });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

describe("when a place goes into another", () => {
  const label = fc.constantFrom("a", "b", "c");
  const path = fc.array(label, { minLength: 0, maxLength: 3 }).map((labels) => ["cn", ...labels].join("."));
  const merger = fc.tuple(path, path).filter(([one, other]) => one !== "cn" && !isWithin(one, other) && !isWithin(other, one));
  const rows = fc.array(path, { minLength: 1, maxLength: 10 });
  const posts = fc.array(fc.array(path, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 4 });

  beforeAll(async () => {
    await house.look("create schema trial");
    await house.look("create table trial.thing (tenant_id uuid, n int, division_path ltree, areas ltree[])");
    await house.look("alter table trial.thing enable row level security");
    await house.look(`create policy thing_area on trial.thing to gongzhi_main
      using (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas())`);
    await house.look("grant usage on schema trial to gongzhi_main");
    await house.look("grant select on trial.thing to gongzhi_main");
  });

  const seenFrom = async (areas: readonly string[]) =>
    await house.database.transact({ tenantId: town.id, areas, purpose: "test/see" }, async ({ db }) =>
      (await sql<{ n: number }>`select n from trial.thing where division_path is not null order by n`.execute(db)).rows.map(
        ({ n }) => n,
      ),
    );

  test("whoever covered it or a part of it sees what they saw, and nobody sees more but those who had the whole of the other", async () => {
    await asOwner(async (client) => {
      const check = fc.asyncProperty(merger, rows, posts, async ([place, successor], lie, hold) => {
        await client.query("truncate trial.thing");
        for (const [n, at] of lie.entries())
          await client.query("insert into trial.thing values ($1, $2, $3::ltree, null)", [town.id, n, at]);
        for (const [n, areas] of hold.entries())
          await client.query("insert into trial.thing values ($1, $2, null, $3::ltree[])", [town.id, n, `{${areas.join(",")}}`]);
        await movePaths(client, { from: place, to: `${successor}.p` });
        const { rows: held } = await client.query<{ n: number; areas: string[] }>(
          "select n, areas::text[] as areas from trial.thing where areas is not null",
        );
        for (const { n, areas } of held) {
          // The plain model knows no new path: a row is seen as it was, unless the place left what the post covers; or because it lay in
          // the place and the post has all of the other.
          const had = hold[n] ?? [];
          const hasOther = had.some((area) => isWithin(successor, area));
          const expected = lie.flatMap((at, row) =>
            had.some((area) => isWithin(at, area) && (!isWithin(at, place) || isWithin(area, place))) ||
            (hasOther && isWithin(at, place))
              ? [row]
              : [],
          );
          expect(await seenFrom(areas)).toEqual(expected);
        }
      });
      await fc.assert(check, { numRuns: 25 });
    });
  });
});
