import { assertRead, type ByteReader, openBytes, readNumber, readText } from "../binary/byte-reader.ts";
import { createByteWriter, finishBytes, writeNumber, writeText } from "../binary/byte-writer.ts";
import { TriageRefusal } from "../refusal.ts";
import { createGramReader, type CountedGrams, UNITS_MAX } from "./grams.ts";
import { gramTableOf, listHolders } from "./gram-table.ts";
import { type DuplicateIndex, INDEXED_TEXTS_MAX } from "./duplicate-index.ts";

const MARK = "gongzhi duplicates 1";
const KEY_MAX = 2 ** 48 - 1;
const GRAMS_MAX = 2 ** 31 - 1;
const ID_BYTES_MAX = 1_000;

/**
 * The index as bytes, about 1.7 kB a text of 400 characters: grams in the order of their keys, so that nothing tells when a
 * piece was first met; a gram that only removed texts held is not written.
 */
export function writeDuplicateIndex(index: DuplicateIndex): Uint8Array {
  const writer = createByteWriter();
  writeText(writer, MARK);
  const { keys, size } = index.grams;
  const textsWith = listHolders(index.grams);
  const alive: number[] = [];
  for (let gram = 0; gram < size; gram += 1) if (textsWith[gram]! > 0) alive.push(gram);
  const order = Int32Array.from(alive).sort((one, other) => keys[one]! - keys[other]!);
  const places = new Int32Array(size);
  writeNumber(writer, order.length);
  let before = 0;
  for (const [place, gram] of order.entries()) {
    places[gram] = place;
    writeNumber(writer, keys[gram]! - before);
    before = keys[gram]!;
  }
  writeNumber(writer, index.rows.size);
  for (const [id, row] of index.rows) {
    writeText(writer, id);
    const cells = [...row.numbers.entries()].sort((one, other) => places[one[1]]! - places[other[1]]!);
    writeNumber(writer, cells.length);
    let placeBefore = 0;
    for (const [cell, gram] of cells) {
      writeNumber(writer, places[gram]! - placeBefore);
      writeNumber(writer, row.counts[cell]!);
      placeBefore = places[gram]!;
    }
  }
  return finishBytes(writer);
}

/** Refuses `bad-index` for anything `writeDuplicateIndex` does not write. */
export function readDuplicateIndex(bytes: Uint8Array): DuplicateIndex {
  const reader = openBytes(bytes, MARK, "bad-index");
  const keys = new Float64Array(readNumber(reader, Math.min(GRAMS_MAX, bytes.length)));
  let key = 0;
  for (let gram = 0; gram < keys.length; gram += 1) {
    const step = readNumber(reader, KEY_MAX);
    key += step;
    if (step === 0 || key > KEY_MAX) throw new TriageRefusal("bad-index", "the grams are not in their order");
    keys[gram] = key;
  }
  const rows = new Map<string, CountedGrams>();
  const textsWith = new Uint32Array(keys.length);
  const texts = readNumber(reader, INDEXED_TEXTS_MAX);
  for (let text = 0; text < texts; text += 1) {
    const id = readText(reader, ID_BYTES_MAX);
    if (rows.has(id)) throw new TriageRefusal("bad-index", `the id ${id} stands twice`);
    const row = readRow(reader, keys.length);
    rows.set(id, row);
    for (const gram of row.numbers) textsWith[gram]! += 1;
  }
  assertRead(reader);
  const grams = gramTableOf(keys, textsWith);
  return { grams, reader: createGramReader(grams), rows };
}

function readRow(reader: ByteReader, gramCount: number): CountedGrams {
  const size = readNumber(reader, 2 * UNITS_MAX);
  const row = { numbers: new Int32Array(size), counts: new Uint16Array(size) };
  let number = 0;
  for (let cell = 0; cell < size; cell += 1) {
    const step = readNumber(reader, gramCount);
    number += step;
    if (number >= gramCount || (step === 0 && cell > 0))
      throw new TriageRefusal("bad-index", "a text's grams are not in their order");
    row.numbers[cell] = number;
    row.counts[cell] = readNumber(reader, UNITS_MAX);
  }
  return row;
}
