import { quote, type Refusal, refuse } from "../refusal.ts";

/** What amounts count: money, shares, points, hours. An amount is a whole number of its smallest part: cents if `decimals` is 2. */
export type Unit = { readonly name: string; readonly decimals: number };

export const DECIMALS_MAX = 8;
const NAME_CHARS_MAX = 40;
/** What a name cannot hold: hledger could not read it back, not even in quotes. */
const NAME = /^(?!\s)[^"\p{Cc}\p{Zl}\p{Zp};]+(?<!\s)$/u;

export function judgeUnit({ name, decimals }: Unit): Refusal | undefined {
  if (typeof name !== "string" || name.length > NAME_CHARS_MAX || !NAME.test(name)) {
    return refuse("malformed-unit", `${quote(name)} is no name for a unit`, "name");
  }
  if (!Number.isInteger(decimals) || decimals < 0 || decimals > DECIMALS_MAX) {
    return refuse("malformed-unit", `${quote(decimals)} decimals for the unit ${quote(name)}`, "decimals");
  }
  return undefined;
}

/** A sum as people write it: 123456 cents are `1234.56`; no group marks, no unit. */
export function formatAmount(amount: number | bigint, decimals: number): string {
  const digits = (amount < 0 ? -amount : amount).toString().padStart(decimals + 1, "0");
  const sign = amount < 0 ? "-" : "";
  return decimals === 0 ? sign + digits : `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
