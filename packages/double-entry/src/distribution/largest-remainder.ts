import { quote, type Refusal } from "../refusal.ts";
import { catchRefusal, RefusalSignal } from "../refusal-signal.ts";
import { divideProduct, remainderOfLast } from "./exact-division.ts";
import { selectFirst } from "./select-first.ts";
import { type Fraction, readWeight, type Weight } from "./weight.ts";
import { type WholeWeights, wholeWeights } from "./whole-weights.ts";

export type Claim = { readonly id: string; readonly weight: Weight };

/**
 * Who goes first among equal remainders: the id that comes first as text (by UTF-16 code unit), or the larger or smaller weight and
 * then the id. None depends on the order in which claims come.
 */
export const TIE_RULES = ["id", "larger-weight", "smaller-weight"] as const;
export type TieRule = (typeof TIE_RULES)[number];

/**
 * Why a share was rounded as it was: `whole`, there was nothing to round; `larger`, its remainder is among the largest and was rounded
 * up; `smaller`, it is not; `tie-first` and `tie-later`, it equals others of which not all could be rounded up, and the tie rule decided.
 */
export type RoundingReason = "whole" | "larger" | "smaller" | "tie-first" | "tie-later";

/** `amount` = `floor` + `extra`; `floor` is the exact share without its fraction. */
export type Share = {
  readonly id: string;
  readonly weight: Weight;
  readonly floor: number;
  readonly extra: 0 | 1;
  readonly amount: number;
  readonly reason: RoundingReason;
};

export type Distribution = {
  readonly total: number;
  /** Σ weight */
  readonly weights: Fraction;
  /** In the order of the claims. */
  readonly shares: readonly Share[];
  readonly residue: Residue;
};

/** What rounding down leaves, and who gets it. */
export type Residue = {
  /** total − Σ floor: so many shares are one larger than their floor. */
  readonly units: number;
  /** The smallest remainder that was rounded up, below 1; null where nothing was left. */
  readonly cut: Fraction | null;
  /** How many remainders equal the cut, and how many of these were rounded up: where that is fewer, the tie rule decided. */
  readonly tied: number;
  readonly tiedRoundedUp: number;
  readonly tieRule: TieRule;
};

export const CLAIMS_MAX = 2_000_000;

/**
 * Divides a whole amount by weights with the method of the largest remainder (Hamilton): everyone gets the floor of the exact share,
 * and what is left goes one unit each to the largest remainders. Sum exact, each within one unit of the exact share, the same in
 * whatever order the claims come. Refuses `malformed-amount`, `weight-malformed`, `weights-zero`, `claim-repeated`,
 * `claims-too-many`, `denominators-too-large`; `at` names the claim: `claims.3.weight`.
 */
export function distribute(total: number, claims: readonly Claim[], tieRule: TieRule = "id"): Distribution | Refusal {
  return catchRefusal(() => {
    if (!Number.isSafeInteger(total) || total < 0) {
      throw new RefusalSignal("malformed-amount", `${quote(total)} cannot be distributed`, "total");
    }
    if (claims.length > CLAIMS_MAX) {
      throw new RefusalSignal("claims-too-many", `${claims.length} claims, at most ${CLAIMS_MAX}`, "claims");
    }
    assertDistinct(claims);
    const whole = wholeWeights(claims);
    if (whole.sum === 0n) throw new RefusalSignal("weights-zero", "no claim has a weight", "claims");
    return divide(total, claims, whole, tieRule);
  });
}

/** total × weight ÷ Σ weight, over one denominator for all shares, so that the numerators sum to total × denominator. */
export function exactShare({ total, weights }: Pick<Distribution, "total" | "weights">, weight: Weight): Fraction {
  const own = readWeight(weight, "weight");
  const { numerator, denominator } = weights;
  return { numerator: BigInt(total) * own.numerator * (denominator / own.denominator), denominator: numerator };
}

function assertDistinct(claims: readonly Claim[]): void {
  const seen = new Set<string>();
  for (const [index, { id }] of claims.entries()) {
    if (seen.add(id).size <= index) {
      throw new RefusalSignal("claim-repeated", `${quote(id)} claims twice`, `claims.${index}.id`);
    }
  }
}

function divide(total: number, claims: readonly Claim[], whole: WholeWeights, tieRule: TieRule): Distribution {
  const { floors, remainders } = floorsOf(total, whole);
  // Remainders sum to a multiple of Σ weight, so this is below the count of claims with one.
  const units = total - floors.reduce((a, b) => a + b, 0);
  const order = Uint32Array.from(claims.keys());
  selectFirst(order, units, compareBy(tieRule, claims, whole.weights, remainders));
  const roundedUp = new Uint8Array(claims.length);
  let cut: number | bigint | null = null;
  for (const index of order.subarray(0, units)) {
    roundedUp[index] = 1;
    const remainder = remainders[index]!;
    if (cut === null || remainder < cut) cut = remainder;
  }
  const [tied, tiedRoundedUp] = countTied(remainders, cut, roundedUp);
  const decided = tiedRoundedUp < tied;
  const shares = claims.map(({ id, weight }, index): Share => {
    const floor = floors[index]!;
    const extra = roundedUp[index] === 1 ? 1 : 0;
    const remainder = remainders[index]!;
    const reason = decided && remainder === cut ? TIE_REASONS[extra] : isZero(remainder) ? "whole" : REASONS[extra];
    return { id, weight, floor, extra, amount: floor + extra, reason };
  });
  const lowest = cut === null ? null : { numerator: BigInt(cut), denominator: whole.sum };
  const weights = { numerator: whole.sum, denominator: whole.scale };
  return { total, weights, shares, residue: { units, cut: lowest, tied, tiedRoundedUp, tieRule } };
}

/** Each exact share as its floor and what is left over Σ weight. */
function floorsOf(total: number, { weights, sum }: WholeWeights) {
  const floors = new Float64Array(weights.length);
  if (!(weights instanceof Float64Array)) {
    const whole = BigInt(total);
    const remainders = weights.map((weight, index) => {
      const numerator = weight * whole;
      floors[index] = Number(numerator / sum);
      return numerator % sum;
    });
    return { floors, remainders };
  }
  // total = times × Σ weight + rest, so total × weight ÷ Σ weight = times × weight + (rest × weight ÷ Σ weight).
  const divisor = Number(sum);
  const rest = total % divisor;
  const times = (total - rest) / divisor;
  const remainders = new Float64Array(weights.length);
  for (const [index, weight] of weights.entries()) {
    floors[index] = times * weight + divideProduct(rest, weight, divisor);
    remainders[index] = remainderOfLast();
  }
  return { floors, remainders };
}

type Numbers = Float64Array | readonly bigint[];

/** The larger remainder first, then by the tie rule; never 0, as ids differ. */
function compareBy(tieRule: TieRule, claims: readonly Claim[], weights: Numbers, remainders: Numbers) {
  return (a: number, b: number) => {
    const [mine, theirs] = [remainders[a]!, remainders[b]!];
    if (mine !== theirs) return mine > theirs ? -1 : 1;
    const isSmaller = weights[a]! < weights[b]!;
    if (tieRule !== "id" && weights[a] !== weights[b]) return isSmaller === (tieRule === "smaller-weight") ? -1 : 1;
    return claims[a]!.id < claims[b]!.id ? -1 : 1;
  };
}

const REASONS = ["smaller", "larger"] as const;
const TIE_REASONS = ["tie-later", "tie-first"] as const;

function isZero(remainder: number | bigint): boolean {
  return remainder === 0 || remainder === 0n;
}

function countTied(remainders: Numbers, cut: number | bigint | null, roundedUp: Uint8Array): readonly [number, number] {
  let [tied, tiedRoundedUp] = [0, 0];
  for (let index = 0; index < roundedUp.length; index += 1) {
    if (remainders[index] !== cut) continue;
    tied += 1;
    tiedRoundedUp += roundedUp[index]!;
  }
  return [tied, tiedRoundedUp];
}
