/**
 * An exact running sum of safe integers: a double while the sum is one, carried over into a BigInt when it would not be.
 * A sum of two safe integers that is itself not safe is never rounded to a safe one, so the test below cannot miss it.
 */
export type Tally = { low: number; high: bigint };

export function newTally(): Tally {
  return { low: 0, high: 0n };
}

export function addTo(tally: Tally, amount: number): void {
  const sum = tally.low + amount;
  if (Number.isSafeInteger(sum)) {
    tally.low = sum;
  } else {
    tally.high += BigInt(tally.low) + BigInt(amount);
    tally.low = 0;
  }
}

export function totalOf({ low, high }: Tally): bigint {
  return high === 0n ? BigInt(low) : high + BigInt(low);
}

export function isZero({ low, high }: Tally): boolean {
  return high === 0n ? low === 0 : high + BigInt(low) === 0n;
}

/** Sums by unit. An entry seldom has more than one or two. */
export type Tallies = Map<string, Tally>;

export function addByUnit(tallies: Tallies, unit: string, amount: number): void {
  let tally = tallies.get(unit);
  if (tally === undefined) {
    tally = newTally();
    tallies.set(unit, tally);
  }
  addTo(tally, amount);
}
