import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestHouse, type TestHouse } from "../start-test-house.ts";
import { forgetStatistics, plantCopies } from "./plant-rows.ts";
import { watchPlans, type WatchedStatement } from "./watch-plans.ts";

/** Copies of each appeal: some 12,000 rows a table, so that a plan that reads one of them whole is seen. */
const COPIES = 40;
/** Rows of one table that one statement of an act may look at, whatever lies in it: a case's own tasks and events. */
const OF_ONE = 60;
/** A page of a list, with what the policy leaves out on the way. */
const OF_A_PAGE = 1_000;
/** What is only named on a page. */
const OF_NAMED = 100;
/** A count stops by itself, and so do the choices of a filter. */
const OF_A_COUNT = 10_001;

let house: TestHouse;

beforeAll(async () => {
  house = await startTestHouse();
  // Whether PostgreSQL counts the rows meanwhile is not left to chance.
  for (const table of ["cases.case", "cases.task", "cases.event", "appeals.appeal", "appeals.appeal_personal", "appeals.release"])
    await house.admin(`alter table ${table} set (autovacuum_enabled = false)`);
  await plantCopies(house, COPIES);
}, 300_000);
afterAll(() => house.close());

const act = (name: string) => ({ kind: "action", name }) as never;
const query = (name: string) => ({ kind: "query", name }) as never;

/** Statements that read more rows of a table of cases or appeals than they may. */
function heavy(statements: readonly WatchedStatement[], most: number) {
  const own = /^(case|task|event|timer|appeal|appeal_personal|entry_personal|release)$/;
  return statements.flatMap(({ text, scans }) => {
    const limit = /^\s*select (?:count\(|distinct)/u.test(text) ? OF_A_COUNT : most;
    const limitOf = (table: string) => (table === "case" && limit === OF_A_PAGE ? OF_NAMED : limit);
    const beyond = scans.filter(({ table, rows }) => own.test(table) && rows > limitOf(table));
    return beyond.map((scan) => ({ ...scan, text: text.replaceAll(/\s+/gu, " ").slice(0, 200) }));
  });
}

async function acts() {
  const clerk = await house.signIn("clerk");
  const resident = await house.signIn("resident");
  const raised = await resident.send(act("appeals/raise-appeal"), { text: "村口的路灯坏了，请来修。", mode: "named" });
  const { id, number } = raised.json<{ id: string; number: string }>();
  const calls: Readonly<Record<string, () => Promise<{ readonly statusCode: number; readonly body: string }>>> = {
    raise: () => resident.send(act("appeals/raise-appeal"), { text: "村口的路灯坏了，请来修。", mode: "named" }),
    step: () => clerk.send(act("appeals/dispatch-appeal"), { id, decision: "answer", matter: "medical", text: "早上八点。" }),
    "case page": () => clerk.send(query("cases/read-case"), { number }),
    "appeal page": () => clerk.send(query("appeals/read-appeal"), { number }),
    "work list": () => clerk.send(query("cases/list-tasks"), {}),
    "desk list": () => clerk.send(query("appeals/list-appeals"), {}),
    "desk list, by state": () => clerk.send(query("appeals/list-appeals"), { state: "waiting" }),
    "public list": () => house.visitor().send(query("appeals/list-public-appeals"), {}),
    "own list": () => resident.send(query("appeals/list-my-appeals"), {}),
  };
  return calls;
}

async function heavyOf(name: string, most: number) {
  const call = (await acts())[name];
  if (call === undefined) throw new Error(`nothing is called ${name}`);
  let answer = { statusCode: 0, body: "" };
  const statements = await watchPlans(async () => void (answer = await call()));
  expect(answer.statusCode, answer.body).toBe(200);
  expect(statements.length).toBeGreaterThan(0);
  return heavy(statements, most);
}

const OF_ONE_CASE = ["raise", "step", "case page", "appeal page"];
const LISTS = ["work list", "desk list", "desk list, by state", "public list", "own list"];

describe("on many rows that PostgreSQL has counted", () => {
  beforeAll(async () => void (await house.admin("analyze")));

  test.each(OF_ONE_CASE)("%s reads rows of its own case", async (name) => {
    expect(await heavyOf(name, OF_ONE)).toEqual([]);
  });

  test.each(LISTS)("%s reads a page", async (name) => {
    expect(await heavyOf(name, OF_A_PAGE)).toEqual([]);
  });
});

/** What nobody waits a minute for. Lists are left to the planner's figures. */
describe("on many rows that were just loaded", () => {
  beforeAll(async () => await forgetStatistics(house));

  test.each(OF_ONE_CASE)("%s reads rows of its own case", async (name) => {
    expect(await heavyOf(name, OF_ONE)).toEqual([]);
  });
});
