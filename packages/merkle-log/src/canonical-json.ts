import { LogFault } from "./fault.ts";

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [name: string]: JsonValue };
export type JsonObject = { readonly [name: string]: JsonValue };

/** Deeper than any document of people's; what is deeper would end in a stack that overflows. */
const MOST_LEVELS = 64;

/**
 * RFC 8785 (JCS): the one text of a JSON value. Numbers and strings as ECMAScript writes them, names sorted by their UTF-16 code
 * units, no space.
 * @throws LogFault for what has no such text: NaN and infinities, lone surrogates, `undefined`, functions, bigints.
 */
export function canonicalJson(value: JsonValue): string {
  return write(value, MOST_LEVELS);
}

function write(value: unknown, levels: number): string {
  if (levels === 0) throw new LogFault("not-canonical", `deeper than ${MOST_LEVELS} levels`);
  switch (typeof value) {
    case "string":
      return writeString(value);
    case "number":
      if (!Number.isFinite(value)) throw new LogFault("not-canonical", `${value} is no number of JSON`);
      return JSON.stringify(value);
    case "boolean":
      return String(value);
    case "object":
      if (value === null) return "null";
      if (Array.isArray(value)) return `[${value.map((part) => write(part, levels - 1)).join(",")}]`;
      return writeObject(value, levels);
    default:
      throw new LogFault("not-canonical", `a ${typeof value} has no form in JSON`);
  }
}

function writeObject(object: object, levels: number): string {
  const prototype: unknown = Object.getPrototypeOf(object);
  if (prototype !== Object.prototype && prototype !== null)
    throw new LogFault("not-canonical", "an object that is no plain object");
  const names = Object.keys(object).sort();
  const members = names.map((name) => `${writeString(name)}:${write((object as Record<string, unknown>)[name], levels - 1)}`);
  return `{${members.join(",")}}`;
}

function writeString(text: string): string {
  if (!text.isWellFormed()) throw new LogFault("not-canonical", "a text with half a surrogate pair");
  return JSON.stringify(text);
}
