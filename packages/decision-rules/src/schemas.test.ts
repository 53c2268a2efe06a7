import { readFileSync, readdirSync } from "node:fs";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { type Random, oneOf, randomFrom, randomMeeting, randomRule } from "../bench/random-meetings.ts";
import collective from "./defaults/collective.json" with { type: "json" };
import party from "./defaults/party.json" with { type: "json" };
import urban from "./defaults/urban.json" with { type: "json" };
import village from "./defaults/village.json" with { type: "json" };
import { DecisionRefusal, judgeDocuments, readMeeting, readRule } from "./index.ts";

const ROOT = new URL("../", import.meta.url);

function readJson(path: string): object {
  return JSON.parse(readFileSync(new URL(path, ROOT), "utf8")) as object;
}

const ajv = new Ajv2020({ strict: true, strictRequired: false, strictTypes: false, allErrors: false });
const isRule = ajv.compile(readJson("schemas/rule.schema.json"));
const isMeeting = ajv.compile(readJson("schemas/meeting.schema.json"));
const isVerdict = ajv.compile(readJson("schemas/verdict.schema.json"));

function faults(validate: ValidateFunction, value: unknown): string {
  return validate(value) ? "" : ajv.errorsText(validate.errors);
}

const DOCUMENTS = [village, party, collective, urban].flatMap((list) => list as readonly object[]);
const EXAMPLES = readdirSync(new URL("examples/", ROOT));

describe("what the package ships keeps its published schemas", () => {
  test("the defaults, the examples and their verdicts", () => {
    for (const document of DOCUMENTS) expect(faults(isRule, document)).toBe("");
    for (const name of EXAMPLES) {
      const rule = readJson(`examples/${name}/rule.json`);
      const meeting = readJson(`examples/${name}/meeting.json`);
      expect([name, faults(isRule, rule), faults(isMeeting, meeting)]).toEqual([name, "", ""]);
      expect([name, faults(isVerdict, judgeDocuments(rule, meeting))]).toEqual([name, ""]);
    }
  });

  test("every random rule, meeting and verdict", () => {
    const random = randomFrom(11);
    for (let index = 0; index < 2_000; index += 1) {
      const rule = randomRule(random);
      const meeting = randomMeeting(random, rule);
      expect([faults(isRule, rule), faults(isMeeting, meeting)]).toEqual(["", ""]);
      expect(faults(isVerdict, judgeDocuments(rule, meeting))).toBe("");
    }
  });
});

describe("reader and schema agree on damaged documents", () => {
  test("20,000 damaged rules: one is refused as malformed by the reader exactly when the schema refuses it", () => {
    const random = randomFrom(5);
    const disagreements: string[] = [];
    let refused = 0;
    for (let index = 0; index < 20_000; index += 1) {
      const damaged = damage(random, index % 3 === 0 ? randomRule(random) : oneOf(random, DOCUMENTS));
      const outcome = read(() => readRule(damaged));
      if (outcome !== "read") refused += 1;
      // What no schema can say: a reserved kind, shares above one, days of the calendar, names that must resolve.
      if (outcome === "beyond the schema") continue;
      if ((outcome === "read") !== isRule(damaged)) disagreements.push(`${outcome} ${JSON.stringify(damaged)}`);
    }
    expect(disagreements.slice(0, 2)).toEqual([]);
    expect(refused).toBeGreaterThan(8_000);
  });

  test("20,000 damaged meetings", () => {
    const random = randomFrom(6);
    const disagreements: string[] = [];
    let refused = 0;
    for (let index = 0; index < 20_000; index += 1) {
      const damaged = damage(random, randomMeeting(random, randomRule(random)));
      const outcome = read(() => readMeeting(damaged));
      if (outcome !== "read") refused += 1;
      if (outcome === "beyond the schema") continue;
      if ((outcome === "read") !== isMeeting(damaged)) disagreements.push(`${outcome} ${JSON.stringify(damaged)}`);
    }
    expect(disagreements.slice(0, 2)).toEqual([]);
    expect(refused).toBeGreaterThan(8_000);
  });
});

/** What the reader says that a JSON Schema cannot: the calendar, doubled names, shares above one. */
const BEYOND =
  /there is no day|outside the years|names a candidate twice|is not a share|never be reached|conditions|committee-election/u;

function read(act: () => unknown): "read" | "malformed" | "beyond the schema" {
  try {
    act();
    return "read";
  } catch (error) {
    if (!(error instanceof DecisionRefusal)) throw error;
    return error.code !== "malformed" || BEYOND.test(error.message) ? "beyond the schema" : "malformed";
  }
}

const STRANGE_SCALARS: readonly unknown[] = [null, true, false, 0, 1, -1, 1.5, 1e13, "", "x", "2/3", "0/0", "2026-02-30"];
const STRANGE_TEXTS: readonly unknown[] = ["2026-3-1", "Ärger", "constructor", "a".repeat(300)];
const STRANGE_SHAPES: readonly unknown[] = [
  [],
  {},
  [[]],
  [{}],
  { of: "seats" },
  { for: 3 },
  ["seats"],
  { numerator: 1, denominator: 2 },
];
const STRANGE = STRANGE_SCALARS.concat(STRANGE_TEXTS, STRANGE_SHAPES);

/** One to three fields replaced, removed or added, anywhere in the document. */
function damage(random: Random, document: object): unknown {
  const copy = JSON.parse(JSON.stringify(document)) as object;
  for (let times = 1 + random(3); times > 0; times -= 1) {
    const places = placesOf(copy);
    const [holder, key] = oneOf(random, places);
    const act = random(4);
    const strange: unknown = JSON.parse(JSON.stringify(oneOf(random, STRANGE)));
    if (act === 0 && !Array.isArray(holder)) Reflect.deleteProperty(holder, key);
    else if (act > 1 || Array.isArray(holder)) Reflect.set(holder, key, strange);
    else Reflect.set(holder, oneOf(random, ["extra", "of", "least", "toString", "note"]), strange);
  }
  return copy;
}

function placesOf(value: object): readonly (readonly [object, string])[] {
  return [
    [value, "extra"] as const,
    ...Object.entries(value).flatMap(([key, inner]): (readonly [object, string])[] => [
      [value, key],
      ...(typeof inner === "object" && inner !== null ? placesOf(inner as object) : []),
    ]),
  ];
}
