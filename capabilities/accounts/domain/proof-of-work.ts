/**
 * Proof of work before a code is sent (TRUST case 11; Dwork & Naor, "Pricing via Processing or Combatting Junk Mail", CRYPTO 1992, in
 * hashcash's form): a number is looked for whose hash with the puzzle begins with so many zero bits. A reader's phone finds it in a
 * blink; whoever asks by the thousand pays for each, and more for each the more they ask.
 */
const LEAST_BITS = 12;
/** About a second of a slow phone: nobody is asked for more, however busy the address they share. */
const MOST_BITS = 20;
/** What one address may ask in an hour before it costs more. */
const EASY = 100;

/** Bits for whoever asks as the nth from one address within the hour: one more each time the number doubles. */
export function bitsFor(nth: number): number {
  let bits = LEAST_BITS;
  for (let bound = EASY; nth > bound && bits < MOST_BITS; bound *= 2) bits += 1;
  return bits;
}

/** Does a hash begin with at least so many zero bits? */
export function beginsWithZeros(hash: Uint8Array, bits: number): boolean {
  const whole = bits >> 3;
  const rest = bits & 7;
  return hash.subarray(0, whole).every((byte) => byte === 0) && (rest === 0 || (hash[whole] ?? 255) >> (8 - rest) === 0);
}
