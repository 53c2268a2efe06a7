import { integerBelow, randomFrom } from "../src/fixtures/random-requests.ts";
import type { PanelRequest } from "../src/index.ts";

export type PoolShape = {
  readonly people: number;
  readonly size: number;
  /** How many values each feature has. */
  readonly values: readonly number[];
  /** How far a quota is on either side of the value's share of the population. */
  readonly leeway: number;
  readonly seed: number;
};

/** Volunteers whose make-up differs from that of the population the quotas follow, as volunteers' does. */
export function randomPool({ people, size, values, leeway, seed }: PoolShape): PanelRequest {
  const random = randomFrom(seed);
  const shares = values.map((count) => normalised(Array.from({ length: count }, () => 0.3 + random())));
  const volunteers = shares.map((own) => normalised(own.map((share) => share * (0.4 + integerBelow(random, 22) / 10))));
  const candidates = Array.from({ length: people }, (_, index) => ({
    id: `p${index}`,
    values: Object.fromEntries(volunteers.map((own, feature) => [`f${feature}`, `v${chosen(own, random())}`])),
  }));
  const quotas = shares.flatMap((own, feature) =>
    own.map((share, value) => ({
      feature: `f${feature}`,
      value: `v${value}`,
      min: Math.floor(size * share * (1 - leeway)),
      max: Math.ceil(size * share * (1 + leeway)),
    })),
  );
  return { candidates, quotas, size };
}

function normalised(shares: readonly number[]): readonly number[] {
  const sum = shares.reduce((a, b) => a + b, 0);
  return shares.map((share) => share / sum);
}

function chosen(shares: readonly number[], at: number): number {
  let rest = at;
  const found = shares.findIndex((share) => (rest -= share) < 0);
  return found < 0 ? shares.length - 1 : found;
}
