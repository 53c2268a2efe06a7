import { TriageRefusal } from "../refusal.ts";
import { createGramReader, type CountedGrams, type GramReader } from "./grams.ts";
import { createGramTable, forgetGram, type GramTable, reserveGrams } from "./gram-table.ts";

/** Texts an index holds at most: 200,000 texts of 400 characters take about 1.5 GB while pairs are sought. */
export const INDEXED_TEXTS_MAX = 200_000;

/** New pairs and triples a text usually brings: 198 a text in 4,326 real appeals. Room only; more are taken in as well. */
const NEW_GRAMS_A_TEXT = 200;

export type IdentifiedText = { readonly id: string; readonly text: string };

/**
 * What is known of the texts: counts only, so that adding one by one and adding all at once give the same index and the same
 * cosines. Holds pieces of every text (three characters long): personal data wherever the texts are.
 */
export type DuplicateIndex = {
  readonly grams: GramTable;
  readonly reader: GramReader;
  readonly rows: Map<string, CountedGrams>;
};

export function createDuplicateIndex(): DuplicateIndex {
  const grams = createGramTable();
  return { grams, reader: createGramReader(grams), rows: new Map() };
}

/** Adds texts. Refuses `duplicate-id` for an id already there and `too-many-texts`; texts before the refused one stay. */
export function addTexts(index: DuplicateIndex, texts: readonly IdentifiedText[]): void {
  reserveGrams(index.grams, index.grams.size + texts.length * NEW_GRAMS_A_TEXT);
  for (const { id, text } of texts) {
    if (index.rows.has(id)) throw new TriageRefusal("duplicate-id", `the index already holds a text with the id ${id}`);
    if (index.rows.size >= INDEXED_TEXTS_MAX) {
      throw new TriageRefusal("too-many-texts", `an index holds at most ${INDEXED_TEXTS_MAX} texts`);
    }
    index.rows.set(id, index.reader.add(text));
  }
}

/** Forgets a text, and with it every piece of it that no other text holds (once the index is written). Refuses `unknown-id`. */
export function removeText(index: DuplicateIndex, id: string): void {
  const row = index.rows.get(id);
  if (row === undefined) throw new TriageRefusal("unknown-id", `the index holds no text with the id ${id}`);
  index.rows.delete(id);
  for (const number of row.numbers) forgetGram(index.grams, number);
}
