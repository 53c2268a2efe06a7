import { IntegerSearch, type IntegerColumn } from "../linear/integer-search.ts";
import type { Pool } from "./pool.ts";

/** One quota that is changed: `from` and `to` are its minimum and maximum. */
export type RelaxedQuota = {
  readonly feature: string;
  readonly value: string;
  readonly from: { readonly min: number; readonly max: number };
  readonly to: { readonly min: number; readonly max: number };
};

export type Relaxation = {
  readonly quotas: readonly RelaxedQuota[];
  /** Places by which minimums are lowered and maximums raised, added up; no relaxation needs fewer. */
  readonly places: number;
  /** True if even this goes beyond how far the quotas said they may be relaxed; without going beyond none is enough. */
  readonly beyondFlex: boolean;
};

/**
 * The relaxation that changes the quotas by the fewest places in all, so that a panel exists: a whole-number program, solved
 * exactly. Among several as small, one that lowers large minimums rather than small ones.
 */
export function relaxQuotas(pool: Pool): Relaxation {
  const within = solve(pool, (quota) => ({
    down: quota.min - (quota.minFlex ?? 0),
    up: (quota.maxFlex ?? pool.rowLower[0]!) - quota.max,
  }));
  if (within !== undefined) return { ...within, beyondFlex: false };
  const beyond = solve(pool, (quota) => ({ down: quota.min, up: Math.max(0, pool.rowLower[0]! - quota.max) }));
  if (beyond === undefined) throw new Error("a panel exists if no quota binds: makePool has seen to it");
  return { ...beyond, beyondFlex: true };
}

type Leeway = (quota: Pool["quotas"][number]) => { readonly down: number; readonly up: number };

/** A place weighs so much more than the preference among equally small relaxations that it never loses to it. */
const PLACE_WEIGHT = 2 ** 24;
const PREFERENCE = 2 ** 8;

function solve(pool: Pool, leeway: Leeway): Omit<Relaxation, "beyondFlex"> | undefined {
  const columns: IntegerColumn[] = pool.groups.map(({ rows, most }) => ({
    rows,
    values: rows.map(() => 1),
    lower: 0,
    upper: most,
  }));
  const weights = columns.map(() => 0);
  for (const [index, quota] of pool.quotas.entries()) {
    const { down, up } = leeway(quota);
    columns.push({ rows: [1 + index], values: [1], lower: 0, upper: Math.max(0, down) });
    columns.push({ rows: [1 + index], values: [-1], lower: 0, upper: Math.max(0, up) });
    weights.push(-PLACE_WEIGHT - Math.floor(PREFERENCE / Math.max(1, quota.min)), -PLACE_WEIGHT);
  }
  const { solution } = new IntegerSearch({ rowLower: pool.rowLower, rowUpper: pool.rowUpper, columns }).maximise(weights);
  if (solution === undefined) return undefined;
  const quotas = pool.quotas.flatMap(({ feature, value, min, max }, index): readonly RelaxedQuota[] => {
    const down = solution[pool.groups.length + 2 * index]!;
    const up = solution[pool.groups.length + 2 * index + 1]!;
    if (down === 0 && up === 0) return [];
    return [{ feature, value, from: { min, max }, to: { min: min - down, max: max + up } }];
  });
  const places = quotas.reduce((sum, { from, to }) => sum + (from.min - to.min) + (to.max - from.max), 0);
  return { quotas, places };
}
