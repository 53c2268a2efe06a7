import type { Locale } from "./locale.ts";

const TAGS: Readonly<Record<Locale, string>> = { "zh-CN": "zh-CN", en: "en-GB" };
const formats = new Map<string, Intl.NumberFormat>();

function format(locale: Locale, fraction: number): Intl.NumberFormat {
  const key = `${locale}/${fraction}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat(TAGS[locale], { minimumFractionDigits: fraction, maximumFractionDigits: fraction });
  formats.set(key, made);
  return made;
}

/** `12,345` or, with two places, `12,345.00`. */
export function formatNumber(value: number, locale: Locale, places = Number.isInteger(value) ? 0 : 2): string {
  return format(locale, places).format(value);
}

/** Integer cents as `¥12,345.67`; a debt as `−¥12,345.67`. */
export function formatMoney(amountCents: number, locale: Locale): string {
  if (!Number.isSafeInteger(amountCents)) throw new RangeError(`Not integer cents: ${amountCents}`);
  const size = Math.abs(amountCents);
  // Divided as text: 2^53 cents do not survive a division by 100 as a double.
  const yuan = format(locale, 0).format(Math.floor(size / 100));
  return `${amountCents < 0 ? "−" : ""}¥${yuan}.${String(size % 100).padStart(2, "0")}`;
}

/** A floor area in whole 1/100 m² as `1,234.56 m²`. */
export function formatFloor(floorDm2: number, locale: Locale): string {
  if (!Number.isSafeInteger(floorDm2) || floorDm2 < 0) throw new RangeError(`Not an area in whole 1/100 m²: ${floorDm2}`);
  const whole = format(locale, 0).format(Math.floor(floorDm2 / 100));
  return `${whole}.${String(floorDm2 % 100).padStart(2, "0")} ${locale === "en" ? "m²" : "平方米"}`;
}

/** `37.5 %` of a share between 0 and 1. */
export function formatShare(share: number, locale: Locale, places = 1): string {
  return `${formatNumber(share * 100, locale, places)}%`;
}

/** A count a list stopped counting at: `10,000+`. */
export function formatCount(count: number, more: boolean, locale: Locale): string {
  return `${formatNumber(count, locale, 0)}${more ? "+" : ""}`;
}
