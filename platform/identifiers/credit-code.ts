/**
 * Unified social credit codes of organizations, GB 32100-2015: registrar (1), sort (1), division (6), body (9), check (1),
 * over 31 signs (no I, O, S, V, Z), weights 3ⁱ mod 31.
 */
const SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const LONGEST_TYPED = 40;

/**
 * Reads a code as typed (spaces, small letters); nothing if a sign or the check sign is wrong. The inner check sign of the body
 * part (GB 11714) is not asked for: codes converted from older registers were given out without it.
 */
export function readCreditCode(typed: string): string | undefined {
  if (typed.length > LONGEST_TYPED) return undefined;
  const code = typed.normalize("NFKC").replaceAll(/\s/g, "").toUpperCase();
  if (!/^[0-9A-HJ-NP-RTUW-Y]{2}\d{6}[0-9A-HJ-NP-RTUW-Y]{10}$/.test(code)) return undefined;
  let sum = 0;
  let weight = 1;
  for (const sign of code.slice(0, 17)) {
    sum += SIGNS.indexOf(sign) * weight;
    weight = (weight * 3) % 31;
  }
  return SIGNS[(31 - (sum % 31)) % 31] === code[17] ? code : undefined;
}
