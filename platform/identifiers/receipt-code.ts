import { crockfordText } from "./crockford.ts";

/** 80 random bits: nobody finds one by trying, and it is still read out over a telephone in four groups of four. */
const SYMBOLS = 16;

/** `7K3Q-M9XC-0W2E-RT5Y`: opens one anonymous matter; given once, kept only as a hash. */
export function receiptCode(random: (bytes: number) => Uint8Array): string {
  const text = crockfordText([...random(SYMBOLS)].map((byte) => byte & 31));
  return text.match(/.{4}/g)?.join("-") ?? text;
}
