import { SaxesParser } from "saxes";
import { toXesStream, type XesCase } from "@gongzhi/procedure";
import { sql, type SqlBool } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestHouse, type TestHouse } from "#apps/server/testing/start-test-house.ts";
import type { TestClient } from "#apps/server/testing/test-client.ts";
import { systemActor } from "#platform/actor.ts";
import { legalDay } from "#platform/legal-day.ts";
import { scopeOf } from "#platform/registry/invoke.ts";
import { readLog, type LoggedCase } from "../contract/read-log.ts";
import { toXesCase } from "../contract/to-xes-case.ts";
import { readLogPage } from "./read-log.ts";

let house: TestHouse;

beforeAll(async () => {
  house = await startTestHouse();
});
afterAll(() => house.close());

async function wholeLog(who: TestClient, precision: "day" | "exact") {
  const cases: LoggedCase[] = [];
  let cursor: string | undefined;
  do {
    const page = await who.call(readLog, { precision, ...(cursor === undefined ? {} : { cursor }) });
    cases.push(...page.cases);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return cases;
}

describe("the event log", () => {
  test("shows everybody the released cases, by the day: no hour, no post, no id", async () => {
    const cases = await wholeLog(house.visitor(), "day");
    const [released] = await house.admin<{ count: number }>(
      "select count(*)::int as count from appeals.appeal a join platform.tenant t on t.id = a.tenant_id where a.public and a.case_id is not null and t.slug = 'qinghe'",
    );
    expect(cases.length).toBeGreaterThan(5);
    expect(cases).toHaveLength(released?.count ?? 0);
    for (const event of cases.flatMap(({ events }) => events)) {
      expect(event.at).toMatch(/^\d{4}-\d{2}-\d{2}T00:00:00\+08:00$/);
      expect([event.id, event.resource]).toEqual([null, null]);
    }
    // A UUIDv7 tells the millisecond: none stands anywhere.
    expect(JSON.stringify(cases)).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/);
  });

  test("is exact for whoever oversees, within their area, and for nobody else", async () => {
    const leader = await house.signIn("leader");
    const cases = await wholeLog(leader, "exact");
    const [all] = await house.admin<{ cases: number; events: number }>(
      `select (select count(*)::int from cases.case c where c.tenant_id = t.id) as cases,
         (select count(*)::int from cases.event e where e.tenant_id = t.id and e.kind <> 'moved') as events from platform.tenant t where t.slug = 'qinghe'`,
    );
    expect(cases).toHaveLength(all?.cases ?? 0);
    expect(cases.reduce((sum, { events }) => sum + events.length, 0)).toBe(all?.events);
    expect(new Set(cases.map(({ number }) => number)).size).toBe(cases.length);
    const done = cases.flatMap(({ events }) => events).filter(({ kind }) => kind === "task-done");
    expect(new Set(done.map(({ role }) => role))).toContain("owner");
    expect(done.some(({ resource }) => resource !== null)).toBe(true);
    // Residents are in no log: neither by name nor by id.
    const people = await house.admin<{ id: string }>(
      "select distinct owner_person as id from cases.case where owner_person is not null",
    );
    const text = JSON.stringify(cases);
    for (const { id } of people) expect(text).not.toContain(id);
    for (const key of ["clerk", "works", "steward"])
      expect(await (await house.signIn(key)).refused(readLog, { precision: "exact" })).toMatchObject({ status: 403 });
    expect(await house.visitor().refused(readLog, { precision: "exact" })).toMatchObject({ status: 401 });
    const county = await wholeLog(await house.signIn("county"), "day");
    expect(county).toEqual([]);
    expect(await leader.refused(readLog, { cursor: "forged" })).toMatchObject({ status: 422 });
  });

  test("and whatever else a visitor may read of a matter tells its days and its number, no hour and no id", async () => {
    const visitor = house.visitor();
    const query = (name: string) => ({ kind: "query", name }) as never;
    const { appeals } = (await visitor.send(query("appeals/list-public-appeals"), {})).json<{ appeals: { number: string }[] }>();
    expect(appeals.length).toBeGreaterThan(5);
    const answers = [JSON.stringify(appeals)];
    for (const { number } of appeals)
      for (const name of ["appeals/read-appeal", "cases/read-course"]) {
        const answer = await visitor.send(query(name), { number });
        // A historic matter has no case, and so no course.
        if (answer.statusCode === 200) answers.push(answer.body);
      }
    expect(answers.length).toBeGreaterThan(appeals.length + 5);
    for (const text of answers) {
      expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/);
      const instants = text.match(/\d{4}-\d{2}-\d{2}T[^"]*/g) ?? [];
      expect(instants.filter((at) => !/T00:00:00\+08:00$|T16:00:00\.000Z$/.test(at))).toEqual([]);
    }
  });

  test("and its course are shown with the release of its words, and no longer once they are hidden", async () => {
    const act = (name: string) => ({ kind: "action", name }) as never;
    const made = await house
      .visitor()
      .send(act("appeals/raise-appeal"), { text: "桥头的护栏断了一截，请来修。", mode: "anonymous" });
    const { id, number } = made.json<{ id: string; number: string }>();
    const shown = async () => {
      const course = await house.visitor().send({ kind: "query", name: "cases/read-course" } as never, { number });
      const logged = await wholeLog(house.visitor(), "day");
      return [course.statusCode === 200, logged.some((one) => one.number === number)];
    };
    expect(await shown()).toEqual([false, false]);
    const releaser = await house.signIn("clerk");
    const words = { id, title: "桥头护栏", text: "桥头的护栏断了一截。" };
    expect((await releaser.send(act("appeals/release-appeal"), words)).statusCode).toBe(200);
    expect(await shown()).toEqual([true, true]);
    expect((await releaser.send(act("appeals/hide-appeal"), { id, text: "写到了人名。" })).statusCode).toBe(200);
    expect(await shown()).toEqual([false, false]);
  });

  test("takes a kind and days", async () => {
    const leader = await house.signIn("leader");
    const all = await wholeLog(leader, "exact");
    const day = legalDay(new Date(all.filter(({ kind }) => kind === "appeals")[20]?.events[0]?.at ?? ""));
    const some = await leader.call(readLog, { precision: "exact", from: day, to: day, kind: "appeals" });
    expect(some.cases.length).toBeGreaterThan(0);
    expect(some.cases.length).toBeLessThan(all.length);
    expect((await leader.call(readLog, { precision: "exact", kind: "nothing" })).cases).toEqual([]);
  });
});

type Node = { readonly name: string; readonly attributes: Readonly<Record<string, string>>; readonly children: Node[] };

/** A plain reader, which knows nothing of the writer. */
function read(xml: string): Node {
  const parser = new SaxesParser();
  const open: Node[] = [{ name: "", attributes: {}, children: [] }];
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    const node = { name, attributes: attributes as Record<string, string>, children: [] };
    open.at(-1)?.children.push(node);
    open.push(node);
  });
  parser.on("closetag", () => open.pop());
  parser.write(xml).close();
  const [log] = open[0]?.children ?? [];
  if (log === undefined) throw new Error("there is no log");
  return log;
}

const valueOf = (node: Node, key: string) =>
  node.children.find(({ attributes }) => attributes["key"] === key)?.attributes["value"];

/** What the XML schema of IEEE 1849-2016 (Annex A) asks for, said once more here. */
function checkSchema(log: Node): void {
  const ORDER = ["extension", "global", "classifier", "string", "trace"];
  const ranks = log.children.map(({ name }) => ORDER.indexOf(name));
  expect(ranks).not.toContain(-1);
  expect(ranks).toEqual(ranks.toSorted((one, other) => one - other));
  const named = (name: string) => log.children.filter((child) => child.name === name);
  const prefixes = new Set(named("extension").map(({ attributes }) => attributes["prefix"]));
  for (const { attributes } of named("extension"))
    expect(attributes["uri"]).toMatch(/^http:\/\/www\.xes-standard\.org\/\w+\.xesext$/);
  const globals = (scope: string) =>
    named("global")
      .filter(({ attributes }) => attributes["scope"] === scope)
      .flatMap(({ children }) => children.map(({ attributes }) => attributes["key"] ?? ""));
  for (const { attributes } of named("classifier"))
    for (const key of (attributes["keys"] ?? "").split(" ")) expect(globals("event")).toContain(key);
  for (const trace of named("trace")) {
    for (const key of globals("trace")) expect(valueOf(trace, key)).toBeDefined();
    for (const event of trace.children.filter(({ name }) => name === "event")) {
      for (const key of globals("event")) expect(valueOf(event, key)).toBeDefined();
      const keys = event.children.map(({ attributes }) => attributes["key"] ?? "");
      expect(new Set(keys).size).toBe(keys.length);
      for (const key of keys.filter((one) => one.includes(":"))) expect(prefixes).toContain(key.split(":")[0]);
      expect(valueOf(event, "time:timestamp")).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{3})?(Z|\+08:00)$/);
    }
  }
}

test("as XES it is read back by a plain reader, event for event, and keeps to the standard's schema", async () => {
  const tenant = await house.tenants.bySlug("qinghe");
  if (tenant === undefined) throw new Error("the demo has no town");
  const cases: LoggedCase[] = [];
  const pages = async function* (): AsyncGenerator<XesCase> {
    let after: Awaited<ReturnType<typeof readLogPage>>["next"];
    do {
      const scope = scopeOf(systemActor(tenant.id, tenant.rootPath), "test/log");
      const page = await house.database.transact(scope, async (tx) =>
        readLogPage({ tx }, { exact: true, visible: sql<SqlBool>`true`, filter: {}, after }),
      );
      cases.push(...page.cases);
      yield* page.cases.map(toXesCase);
      after = page.next;
    } while (after !== undefined);
  };
  const chunks: string[] = [];
  for await (const chunk of toXesStream(pages(), { precision: "exact" })) chunks.push(chunk);
  const log = read(chunks.join(""));
  checkSchema(log);
  const traces = log.children.filter(({ name }) => name === "trace");
  const readBack = traces.map((trace) => [
    valueOf(trace, "concept:name"),
    trace.children
      .filter(({ name }) => name === "event")
      .map((event) =>
        ["concept:name", "lifecycle:transition", "identity:id", "org:group"]
          .map((key) => valueOf(event, key))
          .concat(String(Date.parse(valueOf(event, "time:timestamp") ?? ""))),
      ),
  ]);
  expect(cases.length).toBeGreaterThan(100);
  expect(readBack).toEqual(
    cases.map(({ number, events }) => [
      number,
      events.map(({ name, transition, id, group, at }) => [name, transition, id, group || undefined, String(Date.parse(at))]),
    ]),
  );
});
