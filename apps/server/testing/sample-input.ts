import fc from "fast-check";
import type { TSchema } from "typebox";
import { Check } from "typebox/value";

/** A JSON schema as it stands, of whatever builder. */
export type Schema = {
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
};

/** Texts of many forms; the first that fits a field's pattern and lengths is taken. */
const TEXTS = [
  "村口的路面坏了，请来修。",
  "试一试",
  "abcdefghij",
  "a",
  "1",
  "99",
  "000000",
  "990101101201",
  "13912345678",
  "19900000011",
  "2026-06-01",
  "cn",
  "",
  "https://example.org/",
] as const;
const DATE = "2026-06-01";
const INSTANT = "2026-06-01T08:00:00.000Z";
const NO_ID = "01900000-0000-7000-8000-00000000dead";

/** What a field is given where a sample is not enough: by name, for ids and whatever must exist. */
export type Given = (field: string) => unknown;

/** The least input that fits a schema: nothing optional but what `given` names. @throws where no sample fits. */
export function sampleInput(schema: Schema, given: Given = () => undefined): Readonly<Record<string, unknown>> {
  const fields = Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const value = given(name);
    if (value !== undefined) return [[name, field.type === "array" && !Array.isArray(value) ? [value] : value]];
    return schema.required?.includes(name) === true ? [[name, sampleOf(field, name)]] : [];
  });
  return Object.fromEntries(fields) as Readonly<Record<string, unknown>>;
}

function sampleOf(schema: Schema, name: string): unknown {
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.const !== undefined) return schema.const;
  if (schema.anyOf !== undefined) return sampleOf(schema.anyOf[0] ?? {}, name);
  switch (schema.type) {
    case "boolean":
      return false;
    case "integer":
    case "number":
      return schema.minimum ?? Math.min(1, schema.maximum ?? 1);
    case "array":
      return Array.from({ length: schema.minItems ?? 0 }, () => sampleOf(schema.items ?? {}, name));
    case "object":
      return sampleInput(schema);
    case "null":
      return null;
    default:
      return sampleText(schema, name);
  }
}

/** Found once for each field: a pattern's texts cost more than the question they are for. */
const textsOf = new WeakMap<Schema, string>();

function sampleText(schema: Schema, name: string): string {
  const text = textsOf.get(schema) ?? findText(schema, name);
  textsOf.set(schema, text);
  return text;
}

function findText(schema: Schema, name: string): string {
  if (schema.format === "uuid") return NO_ID;
  if (schema.format === "date") return DATE;
  if (schema.format === "date-time") return INSTANT;
  const repeated = TEXTS.flatMap((text) => [
    text,
    text.repeat(Math.max(1, Math.ceil((schema.minLength ?? 0) / Math.max(1, text.length)))),
  ]);
  const matching =
    schema.pattern === undefined ? [] : fc.sample(fc.stringMatching(new RegExp(schema.pattern, "u")), { numRuns: 100, seed: 1 });
  const fits = [...repeated, ...matching].find((text) => Check(schema as TSchema, text));
  if (fits === undefined) throw new Error(`no sample text fits the field ${name} (${schema.pattern ?? schema.format ?? ""})`);
  return fits;
}

/** Is it an id, or a list of ids? */
export function isIdField(field: Schema): boolean {
  return field.format === "uuid" || field.items?.format === "uuid";
}
