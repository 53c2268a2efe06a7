/** Hashes (never 0) numbered from 0 in the order they came: open addressing with linear probing, at most half full. */
export type HashIndex = {
  keys: Int32Array;
  ids: Int32Array;
  size: number;
};

const FIRST_SLOTS = 1 << 12;

export function createHashIndex(expected = 0): HashIndex {
  const slots = Math.max(FIRST_SLOTS, 2 ** Math.ceil(Math.log2(2 * expected + 1)));
  return { keys: new Int32Array(slots), ids: new Int32Array(slots), size: 0 };
}

/** The number of a hash, or -1. */
export function findHash(index: HashIndex, hash: number): number {
  const { keys } = index;
  const mask = keys.length - 1;
  let slot = hash & mask;
  for (;;) {
    const key = keys[slot]!;
    if (key === hash) return index.ids[slot]!;
    if (key === 0) return -1;
    slot = (slot + 1) & mask;
  }
}

/** The number of a hash, given now if it has none. */
export function internHash(index: HashIndex, hash: number): number {
  const mask = index.keys.length - 1;
  let slot = hash & mask;
  for (;;) {
    const key = index.keys[slot]!;
    if (key === hash) return index.ids[slot]!;
    if (key === 0) break;
    slot = (slot + 1) & mask;
  }
  const id = index.size;
  index.keys[slot] = hash;
  index.ids[slot] = id;
  index.size += 1;
  if (2 * index.size > index.keys.length) double(index);
  return id;
}

function double(index: HashIndex): void {
  const { keys, ids } = index;
  index.keys = new Int32Array(keys.length * 2);
  index.ids = new Int32Array(keys.length * 2);
  const mask = index.keys.length - 1;
  for (let from = 0; from < keys.length; from += 1) {
    const hash = keys[from]!;
    if (hash === 0) continue;
    let slot = hash & mask;
    while (index.keys[slot] !== 0) slot = (slot + 1) & mask;
    index.keys[slot] = hash;
    index.ids[slot] = ids[from]!;
  }
}
