import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { CAPABILITIES } from "#apps/capabilities.ts";
import type * as ActorModule from "#platform/actor.ts";
import type { Database } from "#platform/db/database.ts";
import type * as PolicyModule from "#platform/policy.ts";
import { startTestHouse, type TestHouse } from "../start-test-house.ts";
import { applicationCheck } from "./application-check.ts";
import { makeAsk, type Ask } from "./ask.ts";
import { tenantId } from "./clone-tenant.ts";
import { askAll, everything, inputAbout, makeRightsWorld, marksIn, placesOf, type Cell, type RightsWorld } from "./matrix.ts";
import { PATH_OF, PLACES, TENANT, TWIN, type PlaceName } from "./places.ts";
import { printRights } from "./print-rights.ts";
import { rollBackAll } from "./roll-back.ts";
import { actorOf, foreignRows, foreignWrites, rowsOutside } from "./rows-alone.ts";
import type { Reference } from "./subjects.ts";
import { isTenantTable, readIdsOf } from "./tables.ts";

vi.mock("#platform/policy.ts", async (original) =>
  (await import("./application-check.ts")).switchablePolicies(await original<typeof PolicyModule>()),
);
vi.mock("#platform/actor.ts", async (original) =>
  (await import("./application-check.ts")).switchableActors(await original<typeof ActorModule>()),
);

const FOLDER = new URL("../../../../docs/permissions/", import.meta.url).pathname;
/** Writes the pages anew; a person reads what changed before it is committed. */
const WRITES = process.env["GONGZHI_WRITE_RIGHTS"] === "1";
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;
/** An id and words that nothing has: what may not be seen must answer as they do. */
const NO_ID = "01900000-0000-7000-8000-00000000dead";
const NO_WORDS = "己处无此";

/** Those whose areas, posts and tenants differ: what may be named besides is asked of them. */
const STRANGERS = ["visitor", "resident", "official here", "official next door", "auditor", "other tenant"];

let house: TestHouse;
let world: RightsWorld;
let ask: Ask;
/** What each input must name, asked of everybody; and what it may name besides. */
let cells: readonly Cell[];
let further: readonly Cell[];
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
  // An account stands above the tenants: whoever comes from the other one is told of their own here too.
  const theirs = [...(await readIdsOf(house, TWIN))].filter((id) => id !== world.stranger.accountId);
  ids = { ours: await readIdsOf(house, TENANT), theirs: new Set(theirs) };
  rollsBack = true;
  ask = makeAsk(house);
  cells = await askAll(ask, everything(world.questions, world.cast));
  further = await askAll(ask, everything(world.further, castOf(STRANGERS)));
  solo = await askAll(
    ask,
    everything(world.questions, world.solo).filter(({ place }) => (place ?? "own") === "own"),
  );
}, 10 * 60_000);
afterAll(async () => {
  await house.close();
});

function castOf(keys: readonly string[]) {
  return world.cast.filter(({ key }) => keys.includes(key));
}

test("everything can be asked", () => {
  expect(world.problems, "each line says what it wants").toEqual([]);
});

describe("the rights that are printed are the rights there are", () => {
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
    const how = "nobody may: give it a row or samples in apps/server/testing/rights/plants, so that its rights are asked at all";
    expect(never, how).toEqual([]);
    expect([...cells, ...further].filter(({ answer }) => answer.status === 429).map(describeCell)).toEqual([]);
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

/** Does it name a row of one tenant by its id? */
function isOwnId(about: Reference | undefined): boolean {
  return typeof about?.names === "object" && about.names.column === "id" && isTenantTable(about.names.table);
}

/** An act that went through, or an answer that broke. What a query answers about something foreign is looked at by itself. */
function reaches({ question, answer }: Cell): boolean {
  const { about, entry } = question;
  const isAct = entry.signature.kind === "action" || (about?.required === true && about.names !== "words");
  return answer.status >= 500 || (isAct && answer.status === 200);
}

describe("whatever is printed, another tenant", () => {
  const about = (place: string) =>
    [...cells, ...further].filter((cell) => cell.place === place && cell.question.about?.names !== "words");

  test("is not reached by its ids: in no field, by nobody", () => {
    expect(about("other").filter(reaches).map(describeCell)).toEqual([]);
    expect(about("other").length).toBeGreaterThan(400);
  });

  test("shows in no answer: no id of its, no word of its", () => {
    const leaks = [...cells, ...further].filter(
      (cell) => idsFrom(ids.theirs, cell).length > 0 || marksIn(cell.answer.body).includes("other"),
    );
    expect(leaks.map(describeCell)).toEqual([]);
    expect(ids.theirs.size).toBeGreaterThan(1_000);
  });

  test("is to everybody here as if it did not exist: its ids are answered like ids of nothing", async () => {
    const foreign = about("other").filter(({ question }) => isOwnId(question.about));
    const nothing = await askAll(ask, foreign, NO_ID);
    const differ = foreign.filter((cell, index) => plain(cell) !== plain(nothing[index] ?? cell));
    expect(differ.map(describeCell)).toEqual([]);
    expect(foreign.length).toBeGreaterThan(300);
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
    const atHome = { key: "stranger at home", client: world.stranger.client.at(TWIN), reads: [] };
    const asked = await askAll(ask, everything([...world.questions, ...world.further], [atHome]));
    // The other tenant is a copy under other ids: our numbers are theirs too, and name their own rows.
    const foreign = asked.filter(({ question, place }) => place !== "other" && isOwnId(question.about));
    expect(foreign.length).toBeGreaterThan(50);
    expect(foreign.filter(reaches).map(describeCell)).toEqual([]);
    expect(asked.filter((cell) => idsFrom(ids.ours, cell).some((id) => !ids.theirs.has(id))).map(describeCell)).toEqual([]);
  });
});

/** Status and body without the id that was asked about. */
function plain({ answer, input, question }: Cell): string {
  const asked = input[question.about?.field ?? ""];
  return `${answer.status} ${steady(answer.body).replaceAll(String(Array.isArray(asked) ? asked[0] : asked), "…")}`;
}

/** An answer without its cursors, which are sealed anew each time. */
function steady(body: string): string {
  return body.replaceAll(/"(next|cursor|after)":"[\w-]+"/g, '"$1":"…"');
}

function keyOf({ question, place }: Cell): string {
  return `${question.entry.signature.name} ${question.about?.field} ${place}`;
}

/** Ids of this very run: an answer names what it has just made. */
function madeNow(id: string): boolean {
  return Date.now() - Number.parseInt(id.replace("-", "").slice(0, 12), 16) < 600_000 && !ids.ours.has(id);
}

describe("whatever is printed, at home", () => {
  test("an ended post and a missing second factor give nothing that a resident without a post has not", () => {
    const passes = (role: string) => new Set(cells.filter((cell) => cell.role.key === role && cell.answer.passed).map(keyOf));
    // What two residents of two villages both may is no right over something of one's own.
    const anybody = passes("resident").intersection(passes("neighbour")).union(passes("other tenant"));
    expect([...passes("ended post").difference(anybody)]).toEqual([]);
    expect([...passes("no second factor").difference(anybody)]).toEqual([]);
  });

  test("nobody reads the private words of others, and everybody their own", () => {
    const leaks = [...cells, ...further].filter(({ role, answer }) =>
      marksIn(answer.body).some((mark) => !reads(role).has(mark)),
    );
    expect(leaks.map(describeCell)).toEqual([]);
    for (const role of world.cast) {
      const seen = new Set(cells.filter((cell) => cell.role === role).flatMap(({ answer }) => marksIn(answer.body)));
      expect([...seen].toSorted(), role.key).toEqual([...reads(role)].toSorted());
    }
  });

  test("to look for words one may not read is to look for words that nowhere stand: no list, no count, no suggestion", async () => {
    const hidden = further.filter(
      ({ question, role, place }) => question.about?.names === "words" && place !== undefined && !reads(role).has(place),
    );
    const nothing = await askAll(ask, hidden, NO_WORDS);
    const told = hidden.filter((cell, index) => plain(cell) !== plain(nothing[index] ?? cell));
    expect(told.map(describeCell)).toEqual([]);
    expect(hidden.length).toBeGreaterThan(100);
  });

  test("a file is given to whoever may read the matter it hangs on, and to nobody else", async () => {
    const whole =
      "select id, tenant_id, division_path::text as path, owner_person, holder_key from platform.file where attached_to is not null";
    const files = await house.admin<{
      id: string;
      tenant_id: string;
      path: string;
      owner_person: string | null;
      holder_key: string | null;
    }>(whole);
    const placeOf = (file: (typeof files)[number]) => PLACES.find((place) => isAt(file, place));
    const given: string[] = [];
    for (const role of world.cast)
      for (const file of files)
        for (const url of [`/t/${TENANT}/files/${file.id}`, `/t/${TENANT}/files/${file.id}?thumbnail=1`]) {
          const { statusCode } = await role.client.fetch({ url });
          const may = reads(role).has(placeOf(file) ?? "");
          if (statusCode !== (may ? 200 : 404)) given.push(`${role.key} ${placeOf(file)} ${url}: ${statusCode}`);
        }
    expect(given).toEqual([]);
    expect(new Set(files.map(placeOf))).toEqual(new Set(PLACES));
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

type FilePlace = { readonly tenant_id: string; readonly path: string; readonly holder_key: string | null };

function isAt(file: FilePlace, place: PlaceName): boolean {
  const foreign = file.tenant_id !== world.tenantId;
  if (foreign || place === "other") return foreign && place === "other";
  return file.path === PATH_OF[place] && (file.holder_key !== null) === (place === "receipt");
}

function reads({ reads: places }: Cell["role"]): ReadonlySet<string> {
  return new Set<string>(places);
}

/** As JSON.parse makes it: `__proto__` is a property like any other. */
function withProperty(input: Readonly<Record<string, unknown>>, name: string): unknown {
  const text = JSON.stringify(input);
  return JSON.parse(`${text.slice(0, -1)}${text === "{}" ? "" : ","}${JSON.stringify(name)}:true}`);
}

describe("with the application's check switched off, row-level security alone", () => {
  test("lets no answer hold a foreign row, and no act reach one", async () => {
    applicationCheck.on = false;
    const roles = castOf(["visitor", "receipt holder", "resident", "official here", "other tenant"]);
    const bugsBefore = house.bugs.length;
    const alone = await askAll(ask, everything(world.questions, roles)).finally(() => {
      applicationCheck.on = true;
      // An act that meets an actor no policy lets through may break: it must only reach nothing.
      house.bugs.splice(bugsBefore);
    });
    const got = (asked: readonly Cell[]) =>
      asked.filter(({ role, answer }) => role.key === "visitor" && answer.status === 200).length;
    expect(got(alone), "the switch worked: a visitor got further than the policies let them").toBeGreaterThan(got(cells));
    const reached = alone.filter((cell) => cell.place === "other" && cell.answer.status < 500 && reaches(cell));
    expect(reached.map(describeCell)).toEqual([]);
    expect(alone.filter((cell) => idsFrom(ids.theirs, cell).length > 0).map(describeCell)).toEqual([]);
    const read = alone.filter(({ role, answer }) => marksIn(answer.body).some((mark) => !reads(role).has(mark)));
    expect(read.map(describeCell)).toEqual([]);
  });

  /** A project is everybody's whole: what it is for, who works on it by post, every sum, day and paper. */
  const PROJECTS = [
    "project",
    "line",
    "milestone",
    "reached",
    "member",
    "task",
    "contract",
    "cost",
    "paper",
    "acceptance",
    "publication",
  ].map((table) => `projects.${table}`);

  /** What everybody of a tenant may read whole, wherever it lies: public registers and rules, without a word about a person. */
  const TENANT_WIDE: ReadonlySet<string> = new Set([
    "appeals.archiving", // how many were archived, and their root
    "divisions.division", // the official tree, of no tenant
    "divisions.grid",
    "disclosure.item", // what must be public, by when, by whom, and whether it is
    "disclosure.objection", // where one stands and what was replied: no word and no name of whoever made it
    "meetings.initiative", // who may be asked for a meeting by how many: no name of a signer
    "divisions.map_feature", // outlines and roads of the tenant's map
    "organizations.organization",
    ...PROJECTS,
    "register.small_group", // names of groups and buildings
    "resolutions.objection", // once it is answered, without a name
    "resolutions.posting",
    "supervision.appraisal", // of bodies and posts, as published
    "supervision.appraised",
    "supervision.audit",
    "supervision.finding",
    "supervision.matter", // where each stands and what was answered: no word and no name of whoever complained
    "supervision.publication",
    "resolutions.proposal",
    "rolls.roll", // figures and hashes
    "mandates.mandate", // what is asked of which bodies, and what came of it
    "mandates.charge",
    "mandates.report",
    "mandates.paper",
    "rulemaking.draft",
    "rulemaking.consultation", // how many spoke and were answered
    "rulemaking.comment", // once it is answered, without a name
    "rulemaking.correction", // what the township ordered of which text
    "rules.power",
    "rules.review", // who looks at a rule again, by when, and what they found
    "rules.rule",
  ]);

  test("shows nobody a row of another tenant, and no row with a place outside their areas", async () => {
    for (const role of world.cast) {
      const actor = await actorOf(house, role, role.receipt);
      expect(await foreignRows(house, actor, world.tables), role.key).toEqual([]);
      expect(await rowsOutside(house, actor, world.tables, TENANT_WIDE), role.key).toEqual([]);
    }
  });

  test("lets nobody touch, delete or put a row of another tenant", async () => {
    const other = await tenantId(house, TWIN);
    for (const role of world.cast.filter(({ key }) => ["visitor", "official of the town", "other tenant"].includes(key))) {
      const actor = await actorOf(house, role, role.receipt);
      expect(await foreignWrites(house, actor, world.tables, other), role.key).toEqual([]);
    }
  });
});
