import fc from "fast-check";
import type { TSchema } from "typebox";
import { Check } from "typebox/value";
import type { Schema } from "../sample-input.ts";
import type { Random } from "./seeded-random.ts";
import { STRANGE_TEXTS, STRANGE_VALUES } from "./strange.ts";

/** What fields are given that must name something: ids and places there are, of here and of elsewhere. */
export type Known = {
  readonly ids: readonly string[];
  readonly areas: readonly string[];
  readonly numbers: readonly string[];
};

const WORDS = ["村口的路面坏了，请来修。", "路灯", "abc", "Ü", "一", "\n", "1", "-5", "=1+1", "。", " ", "𠮷", "é"] as const;
const DATES = ["2026-06-01", "2024-02-29", "2026-12-31", "1970-01-01", "2099-01-01"] as const;
const INSTANTS = ["2026-06-01T08:00:00.000Z", "2026-06-01T08:00:00+08:00", "2024-02-29T23:59:59Z"] as const;
/** Longer lists are filled to this only: a bound is tried where it lies near. */
const MOST_ITEMS = 12;

const matching = new Map<string, readonly string[]>();

/** Some texts of a pattern, always the same. */
function textsOf(pattern: string): readonly string[] {
  const made = matching.get(pattern) ?? fc.sample(fc.stringMatching(new RegExp(pattern, "u")), { numRuns: 60, seed: 7 });
  matching.set(pattern, made);
  return made;
}

/** A value that fits the schema (nearly always: a pattern and lengths together are tried a few times). */
export function validValue(schema: Schema, name: string, known: Known, random: Random): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return random.pick(schema.enum);
  if (schema.anyOf !== undefined) return validValue(random.pick(schema.anyOf), name, known, random);
  switch (schema.type) {
    case "boolean":
      return random.chance(0.5);
    case "integer":
    case "number":
      return numberOf(schema, random);
    case "array":
      return listOf(schema, name, known, random);
    case "object":
      return validInput(schema, known, random);
    case "null":
      return null;
    default:
      return textOf(schema, name, known, random);
  }
}

export function validInput(schema: Schema, known: Known, random: Random): Record<string, unknown> {
  const given = Object.entries(schema.properties ?? {}).filter(
    ([name]) => schema.required?.includes(name) === true || random.chance(0.5),
  );
  return Object.fromEntries(given.map(([name, field]) => [name, validValue(field, name, known, random)]));
}

function numberOf(schema: Schema, random: Random): number {
  const [low, high] = [schema.minimum ?? -1_000, schema.maximum ?? 1_000];
  const between = low + random.below(1_000) * ((high - low) / 1_000);
  const value = random.pick([low, high, between, low + 1]);
  return schema.type === "integer" ? Math.trunc(value) : value;
}

function listOf(schema: Schema, name: string, known: Known, random: Random): readonly unknown[] {
  const least = schema.minItems ?? 0;
  const most = Math.min(schema.maxItems ?? least + 3, least + MOST_ITEMS);
  const length = random.chance(0.2) ? most : least + random.below(Math.min(3, most - least + 1));
  return Array.from({ length }, () => validValue(schema.items ?? {}, name, known, random));
}

function textOf(schema: Schema, name: string, known: Known, random: Random): string {
  if (schema.format === "uuid") return random.pick(known.ids);
  if (schema.format === "date") return random.pick(DATES);
  if (schema.format === "date-time") return random.pick(INSTANTS);
  if (/areas?$/i.test(name)) return random.pick(known.areas);
  if (name === "number") return random.pick(known.numbers);
  for (let tries = 0; tries < 5; tries += 1) {
    const text = freeText(schema, random);
    if (Check(schema as TSchema, text)) return text;
  }
  const fitting = schema.pattern === undefined ? [] : textsOf(schema.pattern).filter((text) => Check(schema as TSchema, text));
  return fitting.length === 0 ? "" : random.pick(fitting);
}

function freeText(schema: Schema, random: Random): string {
  if (schema.pattern !== undefined && random.chance(0.5)) return random.pick(textsOf(schema.pattern));
  const [least, most] = [schema.minLength ?? 0, Math.min(schema.maxLength ?? 60, 20_000)];
  const length = random.chance(0.05) ? most : random.pick([least, least + random.below(Math.min(60, most - least + 1))]);
  let text = "";
  while (text.length < length) text += random.pick(WORDS);
  return text.slice(0, Math.max(length, least)).replace(/[\ud800-\udbff]$/, "x");
}

/** Takes an input that fits and puts one thing wrong with it. */
export function nearlyValid(input: Record<string, unknown>, schema: Schema, random: Random): unknown {
  const names = Object.keys(schema.properties ?? {});
  const changed = { ...input };
  if (names.length === 0 || random.chance(0.15)) {
    changed[random.pick(["tenantId", "id", "ownerPerson", "state", "public", "isAdmin", "constructor", "", "\u0000", "$where"])] =
      random.pick(STRANGE_VALUES);
    return changed;
  }
  const name = random.pick(names);
  if (random.chance(0.15)) {
    delete changed[name];
    return changed;
  }
  changed[name] = spoilt(changed[name], schema.properties?.[name] ?? {}, random);
  return changed;
}

function spoilt(value: unknown, schema: Schema, random: Random): unknown {
  if (Array.isArray(value) && random.chance(0.5))
    return [...(value as readonly unknown[]), ...(value as readonly unknown[]), random.pick(STRANGE_TEXTS)];
  if (typeof value === "object" && value !== null && random.chance(0.5))
    return { ...value, [random.pick(STRANGE_TEXTS)]: random.pick(STRANGE_VALUES) };
  if (schema.type === "string" && random.chance(0.2)) return "好".repeat((schema.maxLength ?? 100) + 1);
  return random.chance(0.65) ? random.pick(STRANGE_TEXTS) : random.pick(STRANGE_VALUES);
}
