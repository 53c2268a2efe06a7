/** Crockford's base 32 (crockford.com/base32): no I, L, O or U, so that a number survives being read aloud or copied by hand. */
export const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** What people type for the letters that are not in the alphabet. */
const MISREAD: Readonly<Record<string, string>> = { O: "0", I: "1", L: "1" };

/** The symbols' values (0–31), hyphens and spaces dropped, misread letters corrected; nothing if any other sign occurs. */
export function crockfordValues(text: string): readonly number[] | undefined {
  const values: number[] = [];
  for (const sign of text.normalize("NFKC").toUpperCase()) {
    if (sign === "-" || sign === " ") continue;
    const value = CROCKFORD.indexOf(MISREAD[sign] ?? sign);
    if (value < 0) return undefined;
    values.push(value);
  }
  return values;
}

export function crockfordText(values: readonly number[]): string {
  return values.map((value) => CROCKFORD.charAt(value)).join("");
}

/** x⁵ + x² + 1, primitive over GF(2): x generates all 31 non-zero elements of GF(32). */
const PRIMITIVE = 0b100101;

/** Multiplies by the generator x in GF(32). */
function timesX(value: number): number {
  const doubled = value << 1;
  return doubled >= 32 ? doubled ^ PRIMITIVE : doubled;
}

/**
 * The check symbol that makes Σ xⁱ·dᵢ = 0 in GF(32): one Reed–Solomon symbol (Reed & Solomon 1960). Among up to 31 symbols it
 * finds every single wrong symbol and every swap of two symbols, wherever they stand; a random error passes once in 32.
 */
export function checkSymbol(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum = timesX(sum ^ value);
  return sum;
}
