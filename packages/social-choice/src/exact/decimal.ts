/** An exact decimal: `units / 10^places`. `12.50` is 1250 units with 2 places. */
export type Decimal = { readonly units: bigint; readonly places: number };

/** Longer amounts than this are not money: refused before they are turned into big integers. */
const DIGITS_MAX = 40;
const PATTERN = /^(-?)(\d+)(?:[.,](\d+))?$/;

/** Reads `12`, `-3`, `1607513.56` or `1607513,56`; undefined for anything else (no exponents, no thousands marks). */
export function parseDecimal(text: string): Decimal | undefined {
  const match = PATTERN.exec(text);
  if (match === null || text.length > DIGITS_MAX) return undefined;
  const whole = match[2] ?? "";
  const fraction = (match[3] ?? "").replace(/0+$/, "");
  const units = BigInt(whole + fraction);
  return { units: match[1] === "-" ? -units : units, places: fraction.length };
}

export function formatDecimal(value: Decimal): string {
  if (value.places === 0) return String(value.units);
  const negative = value.units < 0n;
  const digits = String(negative ? -value.units : value.units).padStart(value.places + 1, "0");
  const cut = digits.length - value.places;
  const fraction = digits.slice(cut).replace(/0+$/, "");
  return `${negative ? "-" : ""}${digits.slice(0, cut)}${fraction === "" ? "" : `.${fraction}`}`;
}

/** The units of `value` counted in `10^-places`; `places` must not be below the value's own. */
export function unitsAt(value: Decimal, places: number): bigint {
  return value.units * 10n ** BigInt(places - value.places);
}
