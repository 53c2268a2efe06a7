/**
 * Hashes (never 0) numbered from 0 in the order they came: open addressing with linear probing, at most half full. Hash and
 * number lie side by side, so that a look-up touches one line of the cache.
 */
export type HashIndex = { slots: Int32Array; size: number };

const FIRST_SLOTS = 1 << 12;

export function createHashIndex(expected = 0): HashIndex {
  const slots = Math.max(FIRST_SLOTS, 2 ** Math.ceil(Math.log2(2 * expected + 1)));
  return { slots: new Int32Array(2 * slots), size: 0 };
}

/** The number of a hash, or -1. */
export function findHash(index: HashIndex, hash: number): number {
  const { slots } = index;
  const last = slots.length - 1;
  let slot = (hash << 1) & last;
  for (;;) {
    const key = slots[slot]!;
    if (key === hash) return slots[slot + 1]!;
    if (key === 0) return -1;
    slot = (slot + 2) & last;
  }
}

/** The number of a hash, given now if it has none. */
export function internHash(index: HashIndex, hash: number): number {
  const { slots } = index;
  const last = slots.length - 1;
  let slot = (hash << 1) & last;
  for (;;) {
    const key = slots[slot]!;
    if (key === hash) return slots[slot + 1]!;
    if (key === 0) break;
    slot = (slot + 2) & last;
  }
  const id = index.size;
  slots[slot] = hash;
  slots[slot + 1] = id;
  index.size += 1;
  if (4 * index.size > slots.length) double(index);
  return id;
}

function double(index: HashIndex): void {
  const { slots } = index;
  const wider = new Int32Array(slots.length * 2);
  const last = wider.length - 1;
  for (let from = 0; from < slots.length; from += 2) {
    const hash = slots[from]!;
    if (hash === 0) continue;
    let slot = (hash << 1) & last;
    while (wider[slot] !== 0) slot = (slot + 2) & last;
    wider[slot] = hash;
    wider[slot + 1] = slots[from + 1]!;
  }
  index.slots = wider;
}
