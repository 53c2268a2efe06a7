import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CAPABILITIES } from "#apps/capabilities.ts";
import type { Database } from "#platform/db/database.ts";
import { startTestHouse, type TestHouse } from "../start-test-house.ts";
import { makeAsk, type Ask } from "./ask.ts";
import { askAll, makeRightsWorld, marksIn, placesOf, inputAbout, type Cell, type RightsWorld } from "./matrix.ts";
import { TENANT, TWIN } from "./places.ts";
import { printRights } from "./print-rights.ts";
import { rollBackAll } from "./roll-back.ts";
import type { Reference } from "./subjects.ts";
import { isTenantTable, readIdsOf } from "./tables.ts";

const FOLDER = new URL("../../../../docs/permissions/", import.meta.url).pathname;
/** Writes the pages anew; a person reads what changed before it is committed. */
const WRITES = process.env["GONGZHI_WRITE_RIGHTS"] === "1";
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;

let house: TestHouse;
let world: RightsWorld;
let ask: Ask;
let cells: readonly Cell[];
let solo: readonly Cell[];
let ids: { readonly ours: ReadonlySet<string>; readonly theirs: ReadonlySet<string> };

beforeAll(async () => {
  let rollsBack = false;
  const through = (database: Database): Database => {
    const rolledBack = rollBackAll(database);
    return { ...database, transact: async (...given) => await (rollsBack ? rolledBack : database).transact(...given) };
  };
  house = await startTestHouse({ through });
  world = await makeRightsWorld(house);
  ids = { ours: await readIdsOf(house, TENANT), theirs: await readIdsOf(house, TWIN) };
  rollsBack = true;
  ask = makeAsk(house);
  cells = await askAll(ask, world.questions, world.cast);
  solo = await askAll(ask, world.questions, world.solo);
});
afterAll(async () => {
  await house.close();
});

describe.skipIf(process.env["GONGZHI_NIGHTLY"] !== "1")("the rights that are printed are the rights there are", () => {
  const withSignatures = CAPABILITIES.filter(({ actions, queries }) => (actions ?? []).length + (queries ?? []).length > 0);
  test.each(withSignatures.map(({ name }) => name))("%s", (capability) => {
    const file = join(FOLDER, `${capability}.md`);
    const printed = printRights(capability, cells, solo);
    if (WRITES) {
      mkdirSync(FOLDER, { recursive: true });
      writeFileSync(file, printed);
    }
    const known = existsSync(file) ? readFileSync(file, "utf8") : "";
    expect(printed, "GONGZHI_WRITE_RIGHTS=1 npm test -- house apps/server/testing/rights, then read the difference").toBe(known);
  });

  test("nothing is left out: somebody may do each thing, and everything was asked", () => {
    const names = new Set<string>(
      cells.filter(({ answer }) => answer.passed).map(({ question }) => question.entry.signature.name),
    );
    const never = [...house.invoker.registry.entries.keys()].filter((name) => !names.has(name));
    expect(never, "nobody may: give it samples or a row, so that its rights are asked at all").toEqual([]);
    expect(cells.filter(({ answer }) => answer.status === 429).map(describeCell)).toEqual([]);
  });
});

function describeCell({ question, role, place, answer }: Cell): string {
  const about = question.about === undefined ? "" : ` about ${question.about.field} ${place}`;
  return `${question.entry.signature.name} by ${role.key}${about}: ${answer.status} ${answer.code}`;
}

/** Ids an answer holds that stand in a set and were not in the question. */
function idsFrom(set: ReadonlySet<string>, { input, answer }: Pick<Cell, "input" | "answer">): readonly string[] {
  const asked = JSON.stringify(input);
  return [...new Set(answer.body.match(UUID))].filter((id) => set.has(id) && !asked.includes(id));
}

describe.skipIf(process.env["GONGZHI_NIGHTLY"] !== "1")("whatever is printed, another tenant", () => {
  test("is not reached by its ids: in no field, by nobody", () => {
    const reached = cells.filter(({ place, answer }) => place === "other" && (answer.status === 200 || answer.status >= 500));
    expect(reached.map(describeCell)).toEqual([]);
    expect(cells.filter(({ place }) => place === "other").length).toBeGreaterThan(200);
    const subjects = cells.filter(({ place, answer }) => place === "other" && answer.verdict === undefined);
    expect(subjects.map(({ answer }) => answer.status).filter((status) => status !== 404 && status !== 422)).toEqual([]);
  });

  test("shows in no answer: no id of its, no word of its", () => {
    const leaks = cells.filter((cell) => idsFrom(ids.theirs, cell).length > 0 || marksIn(cell.answer.body).includes("other"));
    expect(leaks.map(describeCell)).toEqual([]);
    expect(ids.theirs.size).toBeGreaterThan(1_000);
  });

  test("gives its officials nothing here that a visitor has not", () => {
    const visitor = new Map(cells.filter(({ role }) => role.key === "visitor").map((cell) => [keyOf(cell), cell]));
    const own = JSON.stringify([world.stranger.accountId, world.stranger.personId]);
    const more = cells.filter((cell) => {
      if (cell.role.key !== "other tenant") return false;
      const shown = new Set(visitor.get(keyOf(cell))?.answer.body.match(UUID));
      return idsFrom(ids.ours, cell).some((id) => !shown.has(id) && !own.includes(id) && !madeNow(id));
    });
    expect(more.map(describeCell)).toEqual([]);
  });

  test("is not reached from its own door with our ids either", async () => {
    const atHome = { key: "stranger at home", client: world.stranger.client.at(TWIN), areas: [] };
    const asked = await askAll(ask, world.questions, [atHome]);
    // The other tenant is a copy under other ids: our numbers are theirs too, and name their own rows.
    const foreign = asked.filter(({ question: { about }, place }) => place !== "other" && isOwnId(about));
    expect(foreign.length).toBeGreaterThan(50);
    expect(foreign.filter(({ answer }) => answer.status === 200 || answer.status >= 500).map(describeCell)).toEqual([]);
    expect(asked.filter((cell) => idsFrom(ids.ours, cell).some((id) => !ids.theirs.has(id))).map(describeCell)).toEqual([]);
  });
});

/** Does it name a row of one tenant by its id? */
function isOwnId(about: Reference | undefined): boolean {
  return about !== undefined && about.names !== "place" && about.names.column === "id" && isTenantTable(about.names.table);
}

function keyOf({ question, place }: Cell): string {
  return `${question.entry.signature.name} ${question.about?.field} ${place}`;
}

/** Ids of this very run: an answer names what it has just made. */
function madeNow(id: string): boolean {
  return Date.now() - Number.parseInt(id.replace("-", "").slice(0, 12), 16) < 600_000 && !ids.ours.has(id);
}

describe.skipIf(process.env["GONGZHI_NIGHTLY"] !== "1")("whatever is printed, at home", () => {
  test("an ended post and a missing second factor give nothing that a resident without a post has not", () => {
    const passes = (role: string) => new Set(cells.filter((cell) => cell.role.key === role && cell.answer.passed).map(keyOf));
    const [plain, ended, pending] = [passes("other tenant"), passes("ended post"), passes("no second factor")];
    expect([...ended].filter((key) => !plain.has(key))).toEqual([]);
    expect([...pending].filter((key) => !plain.has(key))).toEqual([]);
  });

  test.each([
    ["visitor", []],
    ["receipt holder", ["receipt"]],
    ["resident", ["own"]],
    ["neighbour", ["sibling"]],
    ["official here", ["own", "receipt"]],
    ["official next door", ["sibling"]],
    ["steward", []],
    ["auditor", []],
    ["other tenant", []],
    ["ended post", []],
    ["no second factor", []],
  ])("%s never reads the words of others", (key, may: readonly string[]) => {
    const seen = new Set(cells.filter(({ role }) => role.key === key).flatMap(({ answer }) => marksIn(answer.body)));
    expect([...seen].filter((mark) => !may.includes(mark))).toEqual([]);
    if (may.length > 0) expect(seen.size).toBe(may.length);
  });

  test("nothing is assigned that was not declared", async () => {
    const columns = new Set([...world.tables.flatMap((table) => [...table.columns.keys()]), "__proto__", "constructor"]);
    const accepted = world.questions.flatMap((question) => {
      const { signature, validator } = question.entry;
      const input = inputAbout(question, placesOf(question)[0]);
      const undeclared = [...columns].filter((name) => !Object.hasOwn(signature.input.properties, name));
      const taken = undeclared.filter((name) => validator.errors(withProperty(input, name)) === null);
      return taken.map((name) => `${signature.name} ${name}`);
    });
    expect(accepted).toEqual([]);
    expect(columns.size).toBeGreaterThan(100);
  });

  test("every address of the API is a signature of the registry, or an upload", () => {
    const paths = Object.keys(house.app.swagger().paths ?? {});
    const declared = [...house.invoker.registry.entries.keys()].map((name) => `/api/v1/t/{tenant}/${name}`);
    expect(paths.toSorted()).toEqual([...declared, "/api/v1/t/{tenant}/files"].toSorted());
  });
});

/** As JSON.parse makes it: `__proto__` is a property like any other. */
function withProperty(input: Readonly<Record<string, unknown>>, name: string): unknown {
  const text = JSON.stringify(input);
  return JSON.parse(`${text.slice(0, -1)}${text === "{}" ? "" : ","}${JSON.stringify(name)}:true}`);
}
