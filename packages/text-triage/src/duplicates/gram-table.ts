/**
 * Every pair and triple of characters met, numbered from 0, exactly: a gram is told by `first` (its first character, 0 for a
 * pair) and `rest` (its last two characters in one 32-bit number), so that no two grams ever meet in one number.
 */
export type GramTable = {
  /** Open addressing, four numbers a slot in one line of the cache: rest, first, number + 1 (0 if free), texts that hold it. */
  slots: Int32Array;
  /** Number → key; the first `size` are in use. */
  keys: Float64Array;
  size: number;
};

const FIRST_SLOTS = 1 << 14;
const STRIDE = 4;

export function createGramTable(expected = 0): GramTable {
  const slots = Math.max(FIRST_SLOTS, 2 ** Math.ceil(Math.log2(2 * expected + 1)));
  return { slots: new Int32Array(STRIDE * slots), keys: new Float64Array(slots / 2 + 1), size: 0 };
}

/** The last two characters of a gram in one number. */
export function restOf(middle: number, last: number): number {
  return (middle << 16) | last;
}

export function hashGram(first: number, rest: number): number {
  let mixed = Math.imul(first, 0x9e37_79b1) ^ Math.imul(rest, 0x85eb_ca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b_3c6d);
  return mixed ^ (mixed >>> 13);
}

/** The number of a gram that one text more holds, given now if it has none; `hash` is its `hashGram`. */
export function countGram(table: GramTable, hash: number, first: number, rest: number): number {
  const { slots } = table;
  const slot = findSlot(slots, hash, first, rest);
  slots[slot + 3]! += 1;
  if (slots[slot + 2] !== 0) return slots[slot + 2]! - 1;
  const number = table.size;
  fill(slots, slot, first, rest, number);
  table.keys[number] = keyOf(first, rest);
  table.size += 1;
  if (2 * STRIDE * table.size >= slots.length) widen(table, 4 * table.size);
  return number;
}

/** The number of a gram, or -1. */
export function findGram(table: GramTable, hash: number, first: number, rest: number): number {
  return table.slots[findSlot(table.slots, hash, first, rest) + 2]! - 1;
}

/** One text less holds the gram of this number. */
export function forgetGram(table: GramTable, number: number): void {
  const key = table.keys[number]!;
  const first = Math.floor(key / 2 ** 32);
  const rest = (key % 2 ** 32) | 0;
  table.slots[findSlot(table.slots, hashGram(first, rest), first, rest) + 3]! -= 1;
}

/** Number → texts that hold the gram. */
export function listHolders({ slots, size }: GramTable): Uint32Array {
  const textsWith = new Uint32Array(size);
  for (let slot = 0; slot < slots.length; slot += STRIDE) {
    if (slots[slot + 2] !== 0) textsWith[slots[slot + 2]! - 1] = slots[slot + 3]!;
  }
  return textsWith;
}

/** A table that holds exactly these keys, numbered in their order, each held by so many texts. */
export function gramTableOf(keys: Float64Array, textsWith: Uint32Array): GramTable {
  const table = createGramTable(keys.length);
  for (const [number, key] of keys.entries()) {
    const first = Math.floor(key / 2 ** 32);
    const rest = (key % 2 ** 32) | 0;
    const slot = findSlot(table.slots, hashGram(first, rest), first, rest);
    fill(table.slots, slot, first, rest, number);
    table.slots[slot + 3] = textsWith[number]!;
  }
  table.keys.set(keys);
  table.size = keys.length;
  return table;
}

/** Makes room for this many grams, so that adding many texts moves the table once instead of seven times. */
export function reserveGrams(table: GramTable, grams: number): void {
  if (2 * STRIDE * grams >= table.slots.length) widen(table, grams);
}

/** Where a gram's slot begins, or the free slot where it belongs. */
function findSlot(slots: Int32Array, hash: number, first: number, rest: number): number {
  const last = slots.length - 1;
  let slot = (hash << 2) & last;
  while (slots[slot + 2] !== 0 && (slots[slot] !== rest || slots[slot + 1] !== first)) slot = (slot + STRIDE) & last;
  return slot;
}

function fill(slots: Int32Array, slot: number, first: number, rest: number, number: number): void {
  slots[slot] = rest;
  slots[slot + 1] = first;
  slots[slot + 2] = number + 1;
}

function keyOf(first: number, rest: number): number {
  return first * 2 ** 32 + (rest >>> 0);
}

function widen(table: GramTable, grams: number): void {
  const { slots } = table;
  const wider = createGramTable(grams);
  wider.keys.set(table.keys.subarray(0, table.size));
  for (let from = 0; from < slots.length; from += STRIDE) {
    if (slots[from + 2] === 0) continue;
    const rest = slots[from]!;
    const first = slots[from + 1]!;
    const slot = findSlot(wider.slots, hashGram(first, rest), first, rest);
    fill(wider.slots, slot, first, rest, slots[from + 2]! - 1);
    wider.slots[slot + 3] = slots[from + 3]!;
  }
  table.slots = wider.slots;
  table.keys = wider.keys;
}
