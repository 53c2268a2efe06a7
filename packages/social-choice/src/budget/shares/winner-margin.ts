import { type RunState, UNIT_ROUNDOFF } from "./run-state.ts";

/** What is proven of the price of the project about to be bought. */
export type PriceMargin = {
  /** The exact price is at most this above the one found (and at most this below). */
  readonly error: number;
  /** For all δ in [0, horizon] the price is between `price - error + low·δ` and `price + error + high·δ`. */
  readonly low: number;
  readonly high: number;
};

/** Attempts at a margin before the exact ledger is asked instead. */
const ATTEMPTS = 4;
/** Room above the first estimate of the upper slope within which it may settle. */
const SLOPE_ROOM = 0.25;

/** What a pass over the supporters adds up for a trial margin. */
type Standing = { richWeight: number; doubtfulError: number; doubtfulGrowth: number; growthSize: number };

/**
 * An upper bound for the price, and its slopes. The price is at most q = price + error + s·δ where the payments at q are surely
 * enough: those who surely have q pay q, all others at least what they surely have. Undefined if no margin can be proven (for
 * one, when every payer has just the price); the exact ledger then settles it, and nothing is certified beyond δ = 0.
 */
export function proveMargin(
  state: RunState,
  project: number,
  errorOfPoor: number,
  growthOfPoor: number,
): PriceMargin | undefined {
  const { horizon } = state;
  const seen = state.found[project]!;
  let error = (2 * (seen.residual + errorOfPoor)) / seen.richWeight + 8 * UNIT_ROUNDOFF * seen.price;
  // With the slopes of the balances near 1, the poor's growth is what the others are spared.
  const low = horizon === 0 ? 0 : widened(-growthOfPoor / seen.richWeight, -1);
  let slope = horizon === 0 ? 0 : low;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const ceiling = horizon === 0 ? 0 : slope + SLOPE_ROOM * (1 + Math.abs(slope));
    const standing = standingAt(state, project, error, slope, ceiling);
    if (standing.richWeight === 0) return undefined;
    const needed = (seen.residual + standing.doubtfulError) / standing.richWeight;
    const growth = -(standing.doubtfulGrowth - standing.growthSize * 2 ** -30) / standing.richWeight;
    const high = widened(growth, 1);
    if (needed <= error && (horizon === 0 || high <= ceiling))
      return { error, low, high: horizon === 0 ? 0 : Math.max(high, slope) };
    error = Math.max(error, 2 * needed);
    if (horizon > 0) slope = Math.max(slope, high);
  }
  return undefined;
}

/** Outward by more than the rounding of a sum of a million terms. */
function widened(slope: number, direction: 1 | -1): number {
  return slope + direction * 2 ** -30 * (1 + Math.abs(slope));
}

/**
 * Who surely has price + error + ceiling·δ all along the horizon, and for all others the error of what they surely have, and how
 * fast it surely grows: a poor voter who stays poor by `low`, one who may change sides by the smaller of `low` and the slope.
 */
function standingAt(state: RunState, project: number, error: number, slope: number, ceiling: number): Standing {
  const { balance, low, lists, horizon } = state;
  const errors = state.error;
  const { weights, supporterStarts } = state.slate.election;
  const first = supporterStarts[project]!;
  const end = first + state.lengths[project]!;
  const top = state.found[project]!.price + error;
  let [richWeight, doubtfulError, doubtfulGrowth, growthSize] = [0, 0, 0, 0];
  for (let at = first; at < end; at += 1) {
    const group = lists[at]!;
    const weight = weights[group]!;
    const surely = balance[group]! - errors[group]!;
    if (surely >= top && (horizon === 0 || surely + low[group]! * horizon >= top + ceiling * horizon)) {
      richWeight += weight;
      continue;
    }
    doubtfulError += weight * errors[group]!;
    if (horizon === 0) continue;
    const staysPoor = surely <= top && surely + low[group]! * horizon <= top + slope * horizon;
    const growth = weight * (staysPoor ? low[group]! : Math.min(low[group]!, slope));
    doubtfulGrowth += growth;
    growthSize += Math.abs(growth);
  }
  return { richWeight, doubtfulError: doubtfulError * (1 + (end - first) * 4 * UNIT_ROUNDOFF), doubtfulGrowth, growthSize };
}
