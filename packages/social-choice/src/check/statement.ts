import type { Fraction } from "./fraction.ts";

/** Numbers that stand for fractions are stated to so many digits. */
const ROUNDING = 1e-9;

/** Where a statement differs from what it should be: names and exact fractions to the letter, numbers to nine digits. */
export function misstated(stated: unknown, right: unknown, path = ""): readonly string[] {
  if (typeof stated === "number" && typeof right === "number") return isAbout(stated, right) ? [] : [path];
  if (!isRecord(stated) || !isRecord(right)) return stated === right ? [] : [path];
  const keys = new Set([...Object.keys(stated), ...Object.keys(right)]);
  return [...keys].flatMap((key) => misstated(stated[key], right[key], path === "" ? key : `${path}.${key}`));
}

export function isAbout(stated: number, right: number): boolean {
  return Math.abs(stated - right) <= ROUNDING * (1 + Math.abs(right));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

export function textOf({ over, under }: Fraction): string {
  return under === 1n ? String(over) : `${over}/${under}`;
}

/** The nearest number or one beside it, however long the fraction. */
export function numberOf({ over, under }: Fraction): number {
  const shift = Math.max(0, bits(under) - bits(over) + 64);
  return Number((over << BigInt(shift)) / under) / 2 ** shift;
}

function bits(value: bigint): number {
  return value.toString(16).length * 4;
}
