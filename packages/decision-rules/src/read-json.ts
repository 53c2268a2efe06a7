import { WorkingDaysRefusal, type LegalDay, daysBetween } from "@gongzhi/working-days";
import { DecisionRefusal, quote } from "./refusal.ts";

/** An object of outside JSON whose keys have been checked. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Names of figures, forms, items and facts: short identifiers, so that they can be keys, labels and columns. */
const NAME = /^[a-z][A-Za-z0-9]*(?:-[a-z0-9]+)*$/u;
const MAX_NAME_CHARS = 60;
/** Ids may carry a place or an edition: `villagers-assembly.our-village`. */
const ID = /^[A-Za-z0-9][A-Za-z0-9._/-]*$/u;
const MAX_ID_CHARS = 100;

/** `path` and `key` as one field name for a refusal. */
export function at(path: string, key: string | number): string {
  return path === "" ? String(key) : `${path}.${key}`;
}

export function malformed(path: string, what: string): DecisionRefusal {
  return new DecisionRefusal("malformed", path, what);
}

/** An object with no other keys than these: a mistyped key must not silently drop a condition of the law. */
export function readObject(value: unknown, path: string, keys: readonly string[]): JsonObject {
  const object = readAnyObject(value, path);
  const stranger = Object.keys(object).find((key) => !keys.includes(key));
  if (stranger !== undefined) throw malformed(at(path, stranger.slice(0, MAX_NAME_CHARS)), "is not a known field");
  return object;
}

export function readAnyObject(value: unknown, path: string): JsonObject {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw malformed(path, "must be an object");
  return value as JsonObject;
}

/** A list of 0 to `most` entries. */
export function readList<T>(value: unknown, path: string, most: number, read: (entry: unknown, path: string) => T): readonly T[] {
  if (!Array.isArray(value)) throw malformed(path, "must be a list");
  if (value.length > most) throw malformed(path, `has more than ${most} entries`);
  return value.map((entry: unknown, index) => read(entry, at(path, index)));
}

/** An object used as a map from names to values. */
export function readMap<T>(
  value: unknown,
  path: string,
  most: number,
  read: (entry: unknown, path: string, name: string) => T,
): Readonly<Record<string, T>> {
  const entries = Object.entries(readAnyObject(value, path));
  if (entries.length > most) throw malformed(path, `has more than ${most} entries`);
  return Object.fromEntries(
    entries.map(([name, entry]) => [readName(name, at(path, name.slice(0, MAX_NAME_CHARS))), read(entry, at(path, name), name)]),
  );
}

export function readText(value: unknown, path: string, most: number): string {
  if (typeof value !== "string" || value === "") throw malformed(path, "must be a text");
  if (value.length > most) throw malformed(path, `is longer than ${most} characters`);
  return value;
}

export function readName(value: unknown, path: string): string {
  const name = readText(value, path, MAX_NAME_CHARS);
  if (!NAME.test(name)) throw malformed(path, `${quote(name)} is not a name (letters, digits and dashes, a small letter first)`);
  return name;
}

export function readId(value: unknown, path: string): string {
  const id = readText(value, path, MAX_ID_CHARS);
  if (!ID.test(id)) throw malformed(path, `${quote(id)} is not an id (letters, digits, dots, dashes and slashes)`);
  return id;
}

export function readWhole(value: unknown, path: string, least: number, most: number): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < least || value > most) {
    throw malformed(path, `${quote(value)} must be a whole number from ${least} to ${most}`);
  }
  return value;
}

/** A day `YYYY-MM-DD` that exists. */
export function readDay(value: unknown, path: string): LegalDay {
  const day = readText(value, path, "YYYY-MM-DD".length);
  try {
    daysBetween(day, day);
  } catch (error) {
    if (error instanceof WorkingDaysRefusal) throw malformed(path, error.message);
    throw error;
  }
  return day;
}

export function readBoolean(value: unknown, path: string): boolean {
  if (typeof value !== "boolean") throw malformed(path, "must be true or false");
  return value;
}

export function readOneOf<const T extends string>(value: unknown, path: string, among: readonly T[]): T {
  const found = among.find((one) => one === value);
  if (found === undefined) throw malformed(path, `${quote(value)} is none of ${among.join(", ")}`);
  return found;
}

/** Reads a field that may be absent. */
export function optional<T, U>(
  object: JsonObject,
  key: string,
  path: string,
  read: (value: unknown, path: string) => T,
  absent: U,
): T | U {
  return object[key] === undefined ? absent : read(object[key], at(path, key));
}
