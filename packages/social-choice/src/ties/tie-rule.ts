import { SocialChoiceRefusal } from "../refusal.ts";
import { sha256 } from "./sha256.ts";
import { compareText } from "./text-order.ts";

/**
 * How a tie is broken, stated before the count.
 * - `text`: the id that comes first by code point wins ("10" before "9").
 * - `listed`: the id that stands first in the file wins.
 * - `draw`: ids are put in the order of SHA-256(seed bytes, id in UTF-8); the seed is published before it could be known whom
 *   it favours (hexadecimal, 16 to 64 bytes), so anyone can repeat the draw.
 */
export type TieRule = { readonly kind: "text" } | { readonly kind: "listed" } | { readonly kind: "draw"; readonly seed: string };

export const BY_TEXT: TieRule = { kind: "text" };

/** One tie that the count met: all that were equal, and whom the tie rule took. */
export type Tie = {
  /** 1-based round (or stage) of `run` at which it was met. */
  readonly round: number;
  /** Which part of the rule met it, where it has parts: `equal-shares`, `fill`, `greedy`, … */
  readonly run: string;
  /** Everything that was equal, in the order of the tie rule. */
  readonly tied: readonly string[];
  /** The one taken (or, for an exclusion, put out) because of the tie rule. */
  readonly taken: string;
};

const SEED = /^(?:[0-9a-f]{2}){16,64}$/i;

/** The place of each id in the tie rule's order: 0 wins against all others. Ids are distinct. */
export function tieRanks(rule: TieRule, ids: readonly string[]): Int32Array {
  const order = ids.map((_, index) => index);
  const byRule = tieComparison(rule, ids);
  if (byRule !== undefined) order.sort(byRule);
  const ranks = new Int32Array(ids.length);
  for (const [rank, index] of order.entries()) ranks[index] = rank;
  return ranks;
}

/** Said in every result, so that nobody has to guess how a tie would have been broken. */
export function describeTieRule(rule: TieRule): string {
  switch (rule.kind) {
    case "text":
      return "ties are broken by the order of ids as text (Unicode code points)";
    case "listed":
      return "ties are broken by the order in which the file lists them";
    case "draw":
      return `ties are broken by the public draw SHA-256(seed, id) with seed ${rule.seed}`;
  }
}

function tieComparison(rule: TieRule, ids: readonly string[]): ((a: number, b: number) => number) | undefined {
  switch (rule.kind) {
    case "text":
      return (a, b) => compareText(ids[a]!, ids[b]!);
    case "listed":
      return undefined;
    case "draw": {
      const draws = ids.map((id) => drawOf(rule.seed, id));
      return (a, b) => compareText(draws[a]!, draws[b]!);
    }
  }
}

function drawOf(seed: string, id: string): string {
  if (!SEED.test(seed)) throw new SocialChoiceRefusal("bad-seed", "a draw's seed is 16 to 64 bytes in hexadecimal");
  const seedBytes = Uint8Array.from(seed.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  const idBytes = new TextEncoder().encode(id);
  const message = new Uint8Array(seedBytes.length + idBytes.length);
  message.set(seedBytes);
  message.set(idBytes, seedBytes.length);
  return Array.from(sha256(message), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
