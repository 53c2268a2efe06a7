import type { GramTable } from "./gram-table.ts";

/** Numbers a cell: hash, first, rest, and the place it had before. */
export const GRAM_STRIDE = 4;

/** Slots of a part: 512 kB of four 32-bit numbers, which stay in a core's own cache. */
const PART_SLOTS_BITS = 15;

/** The first `size` cells, put in the order of the parts of the table their grams belong to, each with its place in `[…, 3]`. */
export function byTablePart(table: GramTable, cells: Int32Array, size: number): Int32Array {
  const slots = table.slots.length / GRAM_STRIDE;
  const mask = slots - 1;
  const starts = new Int32Array((slots >>> PART_SLOTS_BITS) + 2);
  for (let place = 0; place < size; place += 1) {
    starts[((cells[GRAM_STRIDE * place]! & mask) >>> PART_SLOTS_BITS) + 1]! += 1;
  }
  for (let part = 1; part < starts.length; part += 1) starts[part]! += starts[part - 1]!;
  const parted = new Int32Array(GRAM_STRIDE * size);
  for (let place = 0; place < size; place += 1) {
    const from = GRAM_STRIDE * place;
    const hash = cells[from]!;
    const part = (hash & mask) >>> PART_SLOTS_BITS;
    const to = GRAM_STRIDE * starts[part]!;
    starts[part]! += 1;
    parted[to] = hash;
    parted[to + 1] = cells[from + 1]!;
    parted[to + 2] = cells[from + 2]!;
    parted[to + 3] = place;
  }
  return parted;
}
