/**
 * Every pair and triple of characters met, numbered from 0, exactly: a gram's key is its code units side by side in one
 * integer below 2^48 (pairs stay below 2^32, triples above), so that no two grams ever meet in one number.
 */
export type GramTable = {
  /** Slot → key + 1, 0 if free. Open addressing, at most half full. */
  slots: Float64Array;
  slotNumbers: Int32Array;
  /** Number → key; the first `size` are in use. */
  keys: Float64Array;
  size: number;
};

const FIRST_SLOTS = 1 << 14;

export function createGramTable(expected = 0): GramTable {
  const slots = Math.max(FIRST_SLOTS, 2 ** Math.ceil(Math.log2(2 * expected + 1)));
  return { slots: new Float64Array(slots), slotNumbers: new Int32Array(slots), keys: new Float64Array(slots / 2 + 1), size: 0 };
}

/** The number of the gram whose last character is `last`; `first` 0 makes it a pair. Given now if it has none. */
export function numberGram(table: GramTable, first: number, middle: number, last: number): number {
  const stored = keyOf(first, middle, last) + 1;
  const mask = table.slots.length - 1;
  let slot = slotHash(first, middle, last) & mask;
  for (;;) {
    const found = table.slots[slot]!;
    if (found === stored) return table.slotNumbers[slot]!;
    if (found === 0) break;
    slot = (slot + 1) & mask;
  }
  const number = table.size;
  table.slots[slot] = stored;
  table.slotNumbers[slot] = number;
  table.keys[number] = stored - 1;
  table.size += 1;
  if (2 * table.size >= table.slots.length) widen(table, 4 * table.size);
  return number;
}

/** The number of a gram, or -1. */
export function findGram(table: GramTable, first: number, middle: number, last: number): number {
  const stored = keyOf(first, middle, last) + 1;
  const mask = table.slots.length - 1;
  let slot = slotHash(first, middle, last) & mask;
  for (;;) {
    const found = table.slots[slot]!;
    if (found === stored) return table.slotNumbers[slot]!;
    if (found === 0) return -1;
    slot = (slot + 1) & mask;
  }
}

/** A table that holds exactly these keys, numbered in their order. */
export function gramTableOf(keys: Float64Array): GramTable {
  const table = createGramTable(keys.length);
  for (const key of keys) {
    const high = Math.floor(key / 65_536);
    numberGram(table, Math.floor(high / 65_536), high % 65_536, key % 65_536);
  }
  return table;
}

function keyOf(first: number, middle: number, last: number): number {
  return (first * 65_536 + middle) * 65_536 + last;
}

function slotHash(first: number, middle: number, last: number): number {
  let mixed = Math.imul(first, 0x9e37_79b1) ^ Math.imul(middle, 0x85eb_ca6b) ^ Math.imul(last, 0xc2b2_ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b_3c6d);
  return mixed ^ (mixed >>> 13);
}

/** Makes room for this many grams, so that adding many texts moves the table once instead of seven times. */
export function reserveGrams(table: GramTable, grams: number): void {
  if (2 * grams >= table.slots.length) widen(table, grams);
}

function widen(table: GramTable, grams: number): void {
  const size = table.size;
  const keys = table.keys;
  const bigger = createGramTable(grams);
  bigger.keys.set(keys.subarray(0, size));
  const mask = bigger.slots.length - 1;
  for (let number = 0; number < size; number += 1) {
    const key = keys[number]!;
    const high = Math.floor(key / 65_536);
    let slot = slotHash(Math.floor(high / 65_536), high % 65_536, key % 65_536) & mask;
    while (bigger.slots[slot] !== 0) slot = (slot + 1) & mask;
    bigger.slots[slot] = key + 1;
    bigger.slotNumbers[slot] = number;
  }
  table.slots = bigger.slots;
  table.slotNumbers = bigger.slotNumbers;
  table.keys = bigger.keys;
}
