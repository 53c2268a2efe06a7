import { quote } from "../refusal.ts";
import { RefusalSignal } from "../refusal-signal.ts";
import { type Fraction, readWeight } from "./weight.ts";

export type JsonObject = Readonly<Record<string, unknown>>;

/** `steps` and 1 → `steps.1`. */
export function at(path: string, key: string | number): string {
  return path === "" ? String(key) : `${path}.${key}`;
}

export function malformed(path: string, what: string): RefusalSignal {
  return new RefusalSignal("malformed", what, path === "" ? "plan" : path);
}

/** An object with no other keys than these: a mistyped key must not silently drop a condition. */
export function readObject(value: unknown, path: string, keys: readonly string[]): JsonObject {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw malformed(path, "must be an object");
  const stranger = Object.keys(value).find((key) => !keys.includes(key));
  if (stranger !== undefined) throw malformed(at(path, stranger.slice(0, 60)), "is not a known field");
  return value as JsonObject;
}

/** A list of `least` to `most` entries. */
export function readList<T>(
  value: unknown,
  path: string,
  [least, most]: readonly [number, number],
  read: (entry: unknown, path: string) => T,
): readonly T[] {
  if (!Array.isArray(value)) throw malformed(path, "must be a list");
  if (value.length < least) throw malformed(path, `needs at least ${least} entries`);
  if (value.length > most) throw malformed(path, `has more than ${most} entries`);
  return value.map((entry: unknown, index) => read(entry, at(path, index)));
}

/** Text of one line with something in it. */
export function readText(value: unknown, path: string, most: number): string {
  if (typeof value !== "string" || value.trim() === "") throw malformed(path, "must be a text");
  if ([...value].length > most) throw malformed(path, `is longer than ${most} characters`);
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(value)) throw malformed(path, "must be one line");
  return value;
}

export function readWhole(value: unknown, path: string, [least, most]: readonly [number, number]): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < least || value > most) {
    throw malformed(path, `${quote(value)} must be a whole number from ${least} to ${most}`);
  }
  return value === 0 ? 0 : value;
}

export function readOneOf<const T extends string>(value: unknown, path: string, among: readonly T[]): T {
  const found = among.find((one) => one === value);
  if (found === undefined) throw malformed(path, `${quote(value)} is none of ${among.join(", ")}`);
  return found;
}

/** A fraction or decimal from 0 to 1. */
export function readShare(value: unknown, path: string): Fraction {
  const share = readWeight(readCount(value, path), path);
  if (share.numerator > share.denominator) throw malformed(path, `${quote(value)} is more than 1`);
  return share;
}

/** A count that is not negative: a whole number stays one, a decimal or fraction is read exactly. */
export function readCount(value: unknown, path: string): number | Fraction {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  try {
    return readWeight(value, path);
  } catch (error) {
    if (!(error instanceof RefusalSignal)) throw error;
    if (typeof value === "number" && value > 0)
      throw malformed(path, `${value} has more digits than a number keeps: write it as text`);
    throw malformed(path, `${quote(value)} is neither a whole number nor a decimal nor a fraction as "3/10", or is below 0`);
  }
}
