/** States as bit sets in one growing typed array, found by an open-addressing hash table. */
export type StateSet = {
  /** Words of 32 bits in a state. */
  readonly words: number;
  readonly size: () => number;
  /** The index of a state, adding it when new. `state` holds `words` words. */
  readonly intern: (state: Uint32Array) => number;
  /** Copies a state out. */
  readonly read: (index: number, into: Uint32Array) => void;
};

export function createStateSet(places: number): StateSet {
  const words = Math.max(1, Math.ceil(places / 32));
  let pool = new Uint32Array(1024 * words);
  let table = new Int32Array(4096).fill(-1);
  let size = 0;

  const matches = (index: number, state: Uint32Array): boolean => {
    for (let word = 0, base = index * words; word < words; word += 1) if (pool[base + word] !== state[word]) return false;
    return true;
  };
  const find = (state: Uint32Array): number => {
    let slot = hash(state) & (table.length - 1);
    for (let held = table[slot] ?? -1; held >= 0 && !matches(held, state); held = table[slot] ?? -1)
      slot = (slot + 1) & (table.length - 1);
    return slot;
  };
  const grow = (): void => {
    table = new Int32Array(table.length * 2).fill(-1);
    const state = new Uint32Array(words);
    for (let index = 0; index < size; index += 1) {
      state.set(pool.subarray(index * words, (index + 1) * words));
      table[find(state)] = index;
    }
  };
  return {
    words,
    size: () => size,
    intern: (state) => {
      const slot = find(state);
      const held = table[slot] ?? -1;
      if (held >= 0) return held;
      if ((size + 1) * words > pool.length) {
        const larger = new Uint32Array(pool.length * 2);
        larger.set(pool);
        pool = larger;
      }
      pool.set(state, size * words);
      table[slot] = size;
      size += 1;
      if (size * 2 > table.length) grow();
      return size - 1;
    },
    read: (index, into) => into.set(pool.subarray(index * words, (index + 1) * words)),
  };
}

/** Multiplicative mixing of the words (MurmurHash3's constants). */
function hash(state: Uint32Array): number {
  let mixed = 0x9747b28c;
  for (const word of state) {
    mixed = Math.imul(mixed ^ Math.imul(word, 0xcc9e2d51), 0x1b873593);
    mixed ^= mixed >>> 15;
  }
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0x85ebca6b);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
