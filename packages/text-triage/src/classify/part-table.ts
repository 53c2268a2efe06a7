/**
 * The distinct n-grams of one part and what is counted of each, found by hash: open addressing with linear probing, four
 * numbers a slot side by side, so that meeting an n-gram touches one line of the cache, and one more for its class.
 */
export type PartTable = {
  /** Slot · `SLOT_WORDS` → hash (never 0; 0 is a free slot), and `ROW`, `FIRST`, `TEXTS` behind it. Behind all slots one -1. */
  words: Int32Array;
  /** Slot · classes + class → texts of the class that have it. */
  held: Uint16Array;
  slots: number;
};

export const SLOT_WORDS = 4;
/** The latest text that has the n-gram, and its first mention there. */
export const ROW = 1;
export const FIRST = 2;
/** Texts that have it. */
export const TEXTS = 3;

const FIRST_SLOTS = 1 << 13;

export function createPartTable(classes: number): PartTable {
  return tableOf(FIRST_SLOTS, classes);
}

export function clearTable(table: PartTable): void {
  table.words.fill(0, 0, -1);
  table.held.fill(0);
}

/** Twice as roomy, and empty. */
export function widenTable(table: PartTable, classes: number): void {
  Object.assign(table, tableOf(2 * table.slots, classes));
}

function tableOf(slots: number, classes: number): PartTable {
  const words = new Int32Array(slots * SLOT_WORDS + 1);
  words[words.length - 1] = -1;
  return { words, held: new Uint16Array(slots * classes), slots };
}
