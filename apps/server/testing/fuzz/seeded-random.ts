/** Uniform choices that a seed fixes. Not for anything secret. */
export type Random = {
  /** An integer from 0 to n-1. */
  readonly below: (n: number) => number;
  readonly pick: <T>(list: readonly T[]) => T;
  readonly chance: (probability: number) => boolean;
};

/** Mulberry32 (T. Ettinger, 2017): 32 bits of state are plenty for one call, and every call has a seed of its own. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n: number) => Math.floor(next() * n);
  return {
    below,
    chance: (probability) => next() < probability,
    pick: (list) => {
      const one = list[below(list.length)];
      if (one === undefined && list.length === 0) throw new Error("there is nothing to pick from");
      return one as (typeof list)[number];
    },
  };
}

/** The seed of one call of a run: far from its neighbours'. */
export function seedOf(run: number, index: number): number {
  return (Math.imul(run ^ (index + 1), 0x9e3779b1) ^ Math.imul(index + 0x7f4a7c15, 0x85ebca6b)) >>> 0;
}
