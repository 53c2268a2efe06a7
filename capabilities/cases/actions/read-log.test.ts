import { SaxesParser } from "saxes";
import { toXes, toXesStream, type XesCase } from "@gongzhi/procedure";
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
  test("shows everybody the released cases and the village decisions, by the day: no hour, no post, no id", async () => {
    const cases = await wholeLog(house.visitor(), "day");
    const [released] = await house.admin<{ count: number }>(
      `select (select count(*)::int from appeals.appeal a where a.tenant_id = t.id and a.public and a.case_id is not null)
         + (select count(*)::int from resolutions.proposal p where p.tenant_id = t.id) + (select count(*)::int from rulemaking.draft d where d.tenant_id = t.id) as count from platform.tenant t where t.slug = 'qinghe'`,
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

const EXACT = { precision: "exact" } as const;

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

/** The extensions of IEEE 1849-2016 (clause 7) and what each says of the keys that may stand in a log of ours: the type, and of what. */
const EXTENSIONS: Readonly<Record<string, { readonly name: string; readonly keys: Readonly<Record<string, string>> }>> = {
  concept: { name: "Concept", keys: { name: "string", instance: "string" } },
  lifecycle: { name: "Lifecycle", keys: { model: "string", transition: "string", state: "string" } },
  org: { name: "Organizational", keys: { resource: "string", role: "string", group: "string" } },
  time: { name: "Time", keys: { timestamp: "date" } },
  identity: { name: "Identity", keys: { id: "id" } },
};
/** The standard model of its Lifecycle extension. */
const LIFECYCLE =
  "schedule assign withdraw reassign start suspend resume pi_abort ate_abort complete autoskip manualskip unknown".split(" ");
const ATTRIBUTES = ["string", "date", "int", "float", "boolean", "id"];
const VALUES: Readonly<Record<string, RegExp>> = {
  string: /^[^\t\n\r]*$/u,
  date: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/u,
  int: /^-?\d+$/u,
  float: /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/u,
  boolean: /^(?:true|false)$/u,
  id: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u,
};

/** What the schema and the text of IEEE 1849-2016 ask of a log, said once more here: each line is something that is wrong. */
function faultsOf(log: Node): readonly string[] {
  const faults: string[] = [];
  const want = (holds: boolean, fault: string) => void (holds || faults.push(fault));
  const { attributes: root } = log;
  want(log.name === "log" && root["xmlns"] === "http://www.xes-standard.org/", "no log of its namespace");
  want(root["xes.version"] === "1849.2016" && root["xes.features"] !== undefined, "neither version nor features");
  // Extensions, globals, classifiers, attributes, traces: in this order.
  const ranks = log.children.map(({ name }) => ["extension", "global", "classifier", ...ATTRIBUTES, "trace"].indexOf(name));
  const grouped = ranks.map((rank) => (rank >= 3 && rank < 3 + ATTRIBUTES.length ? 3 : rank));
  want(!ranks.includes(-1), "an element no log has");
  want(JSON.stringify(grouped) === JSON.stringify(grouped.toSorted((one, other) => one - other)), "elements out of order");
  const named = (name: string) => log.children.filter((child) => child.name === name);
  const declared = new Set<string>();
  for (const { attributes } of named("extension")) {
    const prefix = attributes["prefix"] ?? "";
    want(attributes["name"] === EXTENSIONS[prefix]?.name, `the extension ${prefix} is called ${attributes["name"]}`);
    want(attributes["uri"] === `http://www.xes-standard.org/${prefix}.xesext`, `the extension ${prefix} lies elsewhere`);
    declared.add(prefix);
  }
  const judge = ({ children, name }: Node) => {
    const own = children.filter((child) => ATTRIBUTES.includes(child.name));
    const keys = own.map(({ attributes }) => attributes["key"] ?? "");
    want(new Set(keys).size === keys.length, `a key twice in a ${name}`);
    for (const { name: type, attributes, children: inner } of own) {
      const [key = "", value] = [attributes["key"], attributes["value"]];
      want(value !== undefined && VALUES[type]?.test(value) === true, `${type} ${key} is ${value}`);
      want(inner.length === 0, `${key} has attributes of its own`);
      const [prefix = "", local = ""] = key.split(":");
      if (!key.includes(":")) continue;
      want(declared.has(prefix), `${key} is of an extension that is not declared`);
      want(EXTENSIONS[prefix]?.keys[local] === type, `${key} is a ${type}`);
    }
  };
  const globals = (scope: string) => {
    const found = named("global").filter(({ attributes }) => attributes["scope"] === scope);
    want(found.length === 1, `${found.length} globals of a ${scope}`);
    found.forEach(judge);
    return found.flatMap(({ children }) => children.map(({ name, attributes }) => `${name} ${attributes["key"]}`));
  };
  const always = { trace: globals("trace"), event: globals("event") };
  for (const { attributes } of named("classifier")) {
    const scope = attributes["scope"] ?? "event";
    for (const key of (attributes["keys"] ?? "").split(" "))
      want(
        scope in always && always[scope as "event"].some((one) => one.endsWith(` ${key}`)),
        `${attributes["name"]} asks for ${key}, which not every ${scope} has`,
      );
  }
  want(valueOf(log, "lifecycle:model") === "standard", "of no lifecycle model");
  judge(log);
  const has = ({ children }: Node, key: string) =>
    children.some(({ name, attributes }) => `${name} ${attributes["key"]}` === key);
  for (const trace of named("trace")) {
    judge(trace);
    for (const key of always.trace) want(has(trace, key), `a trace without ${key}`);
    const events = trace.children.filter(({ name }) => name === "event");
    want(events.length + trace.children.filter(({ name }) => ATTRIBUTES.includes(name)).length === trace.children.length, "more");
    for (const event of events) {
      judge(event);
      for (const key of always.event) want(has(event, key), `an event without ${key}`);
      want(LIFECYCLE.includes(valueOf(event, "lifecycle:transition") ?? ""), "a transition the standard does not know");
    }
    const times = events.map((event) => Date.parse(valueOf(event, "time:timestamp") ?? ""));
    want(JSON.stringify(times) === JSON.stringify(times.toSorted((one, other) => one - other)), "events out of order");
  }
  return [...new Set(faults)];
}

test("the plain reader finds what is wrong with a log", () => {
  const sound = [
    ...toXes([{ id: "1", events: [{ name: "a", at: "2026-01-01T08:00:00Z", id: crypto.randomUUID() }] }], EXACT),
  ].join("");
  expect(faultsOf(read(sound))).toEqual([]);
  const wrong: readonly (readonly [string | RegExp, string, string])[] = [
    [/<extension name="Time"[^>]*>/u, "", "time:timestamp is of an extension that is not declared"],
    ['value="2026-01-01T08:00:00Z"', 'value="2026-01-01T08:00:00"', "date time:timestamp is 2026-01-01T08:00:00"],
    [/(<event>.*?)<string key="lifecycle:transition"[^>]*>/su, "$1", "an event without string lifecycle:transition"],
    [/(<event>.*?transition" value=")complete/su, "$1done", "a transition the standard does not know"],
    [/<id key="identity:id"/u, '<string key="identity:id"', "identity:id is a string"],
    ['keys="concept:name"', 'keys="concept:name org:role"', "Activity asks for org:role, which not every event has"],
    [/(<global scope="trace">.*?<\/global>)(.*)(<classifier name="Activity"[^>]*>)/su, "$3$1$2", "elements out of order"],
    ["1849.2016", "2.0", "neither version nor features"],
  ];
  for (const [from, to, fault] of wrong) expect(faultsOf(read(sound.replace(from, to)))).toContain(fault);
});

test("as a public file it keeps to the standard too, and tells days: no hour, no id, no resource", async () => {
  const cases = await wholeLog(house.visitor(), "day");
  const log = read([...toXes(cases.map(toXesCase), { precision: "day" })].join(""));
  expect(faultsOf(log)).toEqual([]);
  const events = log.children
    .flatMap(({ name, children }) => (name === "trace" ? children : []))
    .filter(({ name }) => name === "event");
  expect(events.length).toBeGreaterThan(20);
  for (const event of events) {
    expect(valueOf(event, "time:timestamp")).toMatch(/^\d{4}-\d{2}-\d{2}T00:00:00\+08:00$/u);
    for (const key of ["identity:id", "org:resource"]) expect(valueOf(event, key)).toBeUndefined();
  }
});

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
  expect(faultsOf(log)).toEqual([]);
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
