/** TRUST case 17: 6 digits, 5 tries, single use, 5 minutes, 10 a day: 50 guesses of 10⁶ a day at most. */
export const CODE_MINUTES = 5;
export const MAX_TRIES = 5;
export const MAX_CODES_A_DAY = 10;
const CODES = 1_000_000;

/** Six digits, evenly drawn: 4 random bytes are redrawn above the largest multiple of a million. */
export function drawCode(random: (bytes: number) => Uint8Array): string {
  const limit = Math.floor(2 ** 32 / CODES) * CODES;
  for (;;) {
    const [a = 0, b = 0, c = 0, d = 0] = random(4);
    const value = a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d;
    if (value < limit) return String(value % CODES).padStart(6, "0");
  }
}
