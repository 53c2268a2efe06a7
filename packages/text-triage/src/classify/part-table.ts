/**
 * The distinct n-grams of one part, numbered in the order they are met, with what is counted of each; cleared for the next
 * part. Open addressing with linear probing, hash and number side by side.
 */
export type PartTable = {
  /** Makes it empty, and roomy enough for so many mentions. */
  readonly clear: (mentions: number) => void;
  /** The number of a hash (never 0), given now if it has none. */
  readonly intern: (hash: number) => number;
  readonly size: () => number;
  hashes: Int32Array;
  textsWith: Int32Array;
  /** The latest text that has it, and its first mention there. */
  lastRow: Int32Array;
  firstCell: Int32Array;
  /** Number · classes + class → texts of the class that have it. */
  held: Uint16Array;
};

export function createPartTable(classes: number): PartTable {
  let slots = new Int32Array(0);
  let last = 0;
  let size = 0;
  const table: PartTable = {
    clear: (mentions) => {
      const wanted = 2 ** Math.ceil(Math.log2(1.5 * mentions + 16));
      if (2 * wanted > slots.length) slots = new Int32Array(2 * wanted);
      else slots.fill(0, 0, 2 * wanted);
      last = 2 * wanted - 1;
      if (table.hashes.length < mentions) widen(table, mentions, classes);
      table.textsWith.fill(0, 0, size);
      table.held.fill(0, 0, size * classes);
      table.lastRow.fill(-1, 0, size);
      size = 0;
    },
    intern: (hash) => {
      let slot = (hash << 1) & last;
      for (;;) {
        const key = slots[slot]!;
        if (key === hash) return slots[slot + 1]!;
        if (key === 0) break;
        slot = (slot + 2) & last;
      }
      slots[slot] = hash;
      slots[slot + 1] = size;
      table.hashes[size] = hash;
      size += 1;
      return size - 1;
    },
    size: () => size,
    hashes: new Int32Array(0),
    textsWith: new Int32Array(0),
    lastRow: new Int32Array(0),
    firstCell: new Int32Array(0),
    held: new Uint16Array(0),
  };
  return table;
}

function widen(table: PartTable, mentions: number, classes: number): void {
  table.hashes = new Int32Array(mentions);
  table.textsWith = new Int32Array(mentions);
  table.lastRow = new Int32Array(mentions).fill(-1);
  table.firstCell = new Int32Array(mentions);
  table.held = new Uint16Array(mentions * classes);
}
