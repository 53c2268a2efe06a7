import { SaxesParser } from "saxes";
import { describe, expect, test } from "vitest";
import { addOffset } from "./day.ts";
import { toXes, toXesStream, type XesCase } from "./xes.ts";

const CASES: readonly XesCase[] = [
  {
    id: "20260302-7K3F",
    attributes: { channel: "desk", urgent: true, weight: 1.5, steps: 3 },
    events: [
      {
        name: "受理 <审核>",
        at: "2026-03-01T17:00:00Z",
        lifecycle: "start",
        resource: "p-17",
        role: "clerk",
        group: "town",
        id: "e1",
      },
      { name: "办理", at: "2026-03-02T10:30:00+08:00", attributes: { note: "a\nb" } },
    ],
  },
  { id: "empty", events: [] },
];

type Element = { readonly name: string; readonly attributes: Readonly<Record<string, string>>; readonly children: Element[] };

function read(xml: string): Element {
  const parser = new SaxesParser({ xmlns: true });
  const top: Element = { name: "", attributes: {}, children: [] };
  const open = [top];
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", (tag) => {
    expect(tag.uri).toBe("http://www.xes-standard.org/");
    const attributes = Object.fromEntries(Object.values(tag.attributes).map(({ name, value }) => [name, value]));
    const element: Element = { name: tag.local, attributes, children: [] };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on("closetag", () => open.pop());
  parser.write(xml).close();
  const [log] = top.children;
  if (log === undefined) throw new Error("no log");
  return log;
}

/** Annex A of IEEE 1849-2016: the order of children of a log, and the lexical form of values. */
function validate(log: Element): void {
  const order = ["extension", "global", "classifier", "attribute", "trace"];
  const ranks = log.children.map(({ name }) => order.indexOf(isAttribute(name) ? "attribute" : name));
  expect(ranks).not.toContain(-1);
  expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
  expect(log.attributes["xes.version"]).toMatch(/^\d+\.\d+$/u);
  const prefixes = new Set(log.children.filter(({ name }) => name === "extension").map(({ attributes }) => attributes["prefix"]));
  const globals = log.children.filter(({ name }) => name === "global");
  const keys = (scope: string) =>
    globals
      .filter(({ attributes }) => attributes["scope"] === scope)
      .flatMap((global) => global.children.map(({ attributes }) => attributes["key"]));
  for (const { name, attributes } of log.children) {
    if (name === "classifier") for (const key of attributes["keys"]?.split(" ") ?? []) expect(keys("event")).toContain(key);
  }
  for (const trace of log.children.filter(({ name }) => name === "trace")) {
    checkKeys(trace, keys("trace"), prefixes);
    for (const event of trace.children.filter(({ name }) => name === "event")) checkKeys(event, keys("event"), prefixes);
  }
}

const LEXICAL: Readonly<Record<string, RegExp>> = {
  string: /^/u,
  id: /^/u,
  date: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/u,
  int: /^-?\d+$/u,
  float: /^-?\d+(\.\d+)?(e-?\d+)?$/u,
  boolean: /^(true|false)$/u,
};

function isAttribute(name: string): boolean {
  return Object.hasOwn(LEXICAL, name);
}

function checkKeys(element: Element, required: readonly (string | undefined)[], prefixes: ReadonlySet<string | undefined>): void {
  const attributes = element.children.filter(({ name }) => name !== "event");
  for (const {
    name,
    attributes: { key = "", value = "" },
  } of attributes) {
    expect(isAttribute(name)).toBe(true);
    expect(value).toMatch(LEXICAL[name] ?? /^$/u);
    if (key.includes(":")) expect(prefixes).toContain(key.split(":")[0]);
  }
  const keys = attributes.map((attribute) => attribute.attributes["key"]);
  expect(new Set(keys).size).toBe(keys.length);
  for (const key of required) expect(keys).toContain(key);
}

const valuesOf = (log: Element, key: string) => {
  const found: string[] = [];
  const visit = (element: Element) => {
    if (element.attributes["key"] === key) found.push(element.attributes["value"] ?? "");
    for (const child of element.children) if (child.name !== "global") visit(child);
  };
  visit(log);
  return found;
};

describe("toXes", () => {
  test("writes what Annex A of the standard asks for, exact for staff", () => {
    const log = read([...toXes(CASES, { precision: "exact", name: "诉求" })].join(""));
    validate(log);
    expect(valuesOf(log, "concept:name")).toEqual(["诉求", "20260302-7K3F", "受理 <审核>", "办理", "empty"]);
    expect(valuesOf(log, "time:timestamp")).toEqual(["2026-03-01T17:00:00Z", "2026-03-02T10:30:00+08:00"]);
    expect(valuesOf(log, "org:resource")).toEqual(["p-17"]);
    expect(valuesOf(log, "lifecycle:transition")).toEqual(["start", "complete"]);
    expect(valuesOf(log, "identity:id")).toEqual(["e1"]);
    expect(valuesOf(log, "note")).toEqual(["a b"]);
  });

  test("published, tells the day in China and nobody's working hours", () => {
    const log = read([...toXes(CASES, { precision: "day" })].join(""));
    validate(log);
    expect(valuesOf(log, "time:timestamp")).toEqual(["2026-03-02T00:00:00+08:00", "2026-03-02T00:00:00+08:00"]);
    expect(valuesOf(log, "org:resource")).toEqual([]);
    expect(valuesOf(log, "identity:id")).toEqual([]);
    expect(valuesOf(log, "org:role")).toEqual(["clerk"]);
  });

  test("writes the same of cases that come by and by", async () => {
    const chunks: string[] = [];
    const later = (async function* () {
      yield* CASES;
    })();
    for await (const chunk of toXesStream(later, { precision: "exact" })) chunks.push(chunk);
    expect(chunks.join("")).toBe([...toXes(CASES, { precision: "exact" })].join(""));
  });

  test("streams: nothing is read before it is asked for", () => {
    let taken = 0;
    const cases = (function* () {
      for (let index = 0; index < 1_000_000; index += 1) {
        taken += 1;
        yield { id: `${index}`, events: [] };
      }
    })();
    const chunks = toXes(cases, { precision: "day" });
    for (let index = 0; index < 5; index += 1) chunks.next();
    expect(taken).toBeLessThan(5);
  });

  test("refuses what it cannot write", () => {
    const write = (one: XesCase, offset?: string) => [
      ...toXes([one], { precision: "exact", ...(offset === undefined ? {} : { offset }) }),
    ];
    expect(() => write({ id: "1", events: [{ name: "a", at: "yesterday" }] })).toThrow(RangeError);
    expect(() => write({ id: "1", events: [], attributes: { "a b": 1 } })).toThrow(RangeError);
    expect(() => write({ id: "1", events: [], attributes: { a: Number.NaN } })).toThrow(RangeError);
    expect(() => write({ id: "1", events: [] }, "8")).toThrow(RangeError);
    expect(addOffset("2026-03-01T17:00:00Z", "-03:30")).toBe("2026-03-01T13:30:00.000");
  });
});
