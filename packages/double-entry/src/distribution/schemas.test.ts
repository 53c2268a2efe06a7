import { readdirSync, readFileSync } from "node:fs";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { accepted } from "../fixtures/accepted.ts";
import { oneOf, type Random, randomFrom } from "../fixtures/random.ts";
import { isRefusal, outcomeJson, readPlan, reckonPlan, SHIPPED_RULES } from "../index.ts";

const ROOT = new URL("../../", import.meta.url);

function readJson(path: string): object {
  return JSON.parse(readFileSync(new URL(path, ROOT), "utf8")) as object;
}

const ajv = new Ajv2020({ strict: true, strictRequired: false, strictTypes: false });
const isPlan = ajv.compile(readJson("schemas/plan.schema.json"));
const isDistribution = ajv.compile(readJson("schemas/distribution.schema.json"));
const EXAMPLES = readdirSync(new URL("examples/", ROOT)).map((name) => readJson(`examples/${name}/plan.json`));
/** With every field there is. */
const WHOLE = {
  ...EXAMPLES[0],
  format: "gongzhi-distribution-plan/1",
  unit: { name: "工分", decimals: 0 },
  rule: { ...SHIPPED_RULES[1], to: "2030-12-31" },
};

function faults(validate: ValidateFunction, value: unknown): string {
  return validate(value) ? "" : ajv.errorsText(validate.errors);
}

describe("published schemas", () => {
  test("the examples keep the plan's, and what they give keeps the distribution's", () => {
    for (const document of [...EXAMPLES, { ...WHOLE, rule: "collective" }]) {
      expect(faults(isPlan, document)).toBe("");
      const json: unknown = JSON.parse([...outcomeJson(accepted(reckonPlan(document)))].join(""));
      expect(faults(isDistribution, json)).toBe("");
    }
    expect(faults(isPlan, WHOLE)).toBe("");
  });

  test("10,000 damaged plans: the reader refuses one as malformed exactly when the schema does", () => {
    const random = randomFrom(5);
    const disagreements: string[] = [];
    let refused = 0;
    for (let index = 0; index < 10_000; index += 1) {
      const damaged = damage(random, index % 2 === 0 ? WHOLE : oneOf(random, EXAMPLES));
      const read = readPlan(damaged);
      if (isRefusal(read)) refused += 1;
      // What no schema can say: days of the calendar, sums, ids that differ, shares above one, the rest taken too early.
      if (isRefusal(read) && (read.code !== "malformed" || BEYOND.test(read.message))) continue;
      if (isRefusal(read) === isPlan(damaged)) {
        disagreements.push(`${isRefusal(read) ? `${read.at} ${read.message}` : "read"} ${JSON.stringify(damaged)}`);
      }
    }
    expect(disagreements.slice(0, 2)).toEqual([]);
    expect(refused).toBeGreaterThan(5_000);
  });
});

const BEYOND =
  /is no day|no member has shares|must not be empty: steps|is more than 1|sum to|names a kind of step twice|nor null|more digits/u;

const STRANGE_NUMBERS: readonly unknown[] = [null, true, false, 0, 1, -1, 1.5, 1e13, 2 ** 53];
const STRANGE_TEXTS: readonly unknown[] = ["", " ", "x", "2/3", "0/0", "1.25", "-1", "a:b", "a::b", "(a)", "a  b", "2026-02-30"];
const KNOWN_WORDS: readonly unknown[] = ["2026-1-1", "members", "losses", "id", "up", "income", "Ärger", "a\nb", "a".repeat(300)];
const STRANGE_SHAPES: readonly unknown[] = [[], {}, [[]], [{}], { name: "x" }, { shares: 1 }, { kg: "1/2" }, ["members"]];
const STRANGE = STRANGE_NUMBERS.concat(STRANGE_TEXTS, KNOWN_WORDS, STRANGE_SHAPES);

/** One to three fields replaced, removed or added, anywhere in the document. */
function damage(random: Random, document: object): unknown {
  const copy = structuredClone(document);
  for (let times = 1 + random(3); times > 0; times -= 1) {
    const [holder, key] = oneOf(random, placesOf(copy));
    const strange = structuredClone(oneOf(random, STRANGE));
    const act = random(4);
    if (act === 0 && !Array.isArray(holder)) Reflect.deleteProperty(holder, key);
    else if (act > 1 || Array.isArray(holder)) Reflect.set(holder, key, strange);
    else Reflect.set(holder, oneOf(random, ["extra", "of", "rest", "share", "by", "ties", "account", "rounding"]), strange);
  }
  return copy;
}

function placesOf(value: object): readonly (readonly [object, string])[] {
  return Object.entries(value).flatMap(([key, inner]): (readonly [object, string])[] => [
    [value, key],
    ...(typeof inner === "object" && inner !== null ? placesOf(inner as object) : []),
  ]);
}
