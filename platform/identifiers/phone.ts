/** A telephone number of the Chinese mainland in one form (E.164: `+8613800138000`, `+867165881234`), so that equal is equal. */
export type Phone = { readonly number: string; readonly kind: "mobile" | "landline" };

const LONGEST_TYPED = 40;

/** Mobile numbers have 11 digits and begin with 13–19 (工信部《电信网编号计划》). */
const MOBILE = /^1[3-9]\d{9}$/;

/** 010 and 02x have 8 digits after them; other area codes are 03xx–09xx with 7 or 8. A subscriber's number never begins with 0 or 1. */
const LANDLINE = /^0(10[2-9]\d{7}|2\d[2-9]\d{7}|[3-9]\d{2}[2-9]\d{6,7})$/;

/**
 * Reads a number as typed: spaces, hyphens, brackets, full-width digits, +86, 0086 or 86 before it. Nothing if it is no mainland
 * number; a landline needs its area code, and one with an extension is refused (it cannot be reached by a message).
 */
export function readPhone(typed: string): Phone | undefined {
  if (typed.length > LONGEST_TYPED) return undefined;
  const plain = typed.normalize("NFKC").replaceAll(/[\s().\-‐‑–—]/g, "");
  const withCountry = /^(?:\+|00)86(\d+)$/.exec(plain)?.[1];
  if (withCountry !== undefined) return withoutCountry(withCountry) ?? withoutCountry(`0${withCountry}`);
  return withoutCountry(plain) ?? (plain.startsWith("86") ? mobile(plain.slice(2)) : undefined);
}

function withoutCountry(digits: string): Phone | undefined {
  if (LANDLINE.test(digits)) return { number: `+86${digits.slice(1)}`, kind: "landline" };
  return mobile(digits);
}

function mobile(digits: string): Phone | undefined {
  return MOBILE.test(digits) ? { number: `+86${digits}`, kind: "mobile" } : undefined;
}

/** `138****8000`: what a list may show of it. */
export function maskPhone(number: string): string {
  const digits = number.replace(/^\+86/, "");
  return `${digits.slice(0, 3)}****${digits.slice(-4)}`;
}
