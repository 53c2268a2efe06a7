import { cutWords } from "./cut-words.ts";

/** PostgreSQL's four weights: what a word in a title counts for, against one in the text. */
export type Part = { readonly text: string; readonly weight: "A" | "B" | "C" | "D" };

/** PostgreSQL keeps no more places of a word (`MAXNUMPOS`) and none beyond this (`MAXENTRYPOS`). */
const MOST_PLACES = 255;
const LAST_PLACE = 16_383;
/** Between two parts, so that no phrase reaches from one into the next. */
const GAP = 50;

/**
 * The words of some texts as a `tsvector` in its own notation (`'路灯':1A 'k3':9B`), each with its places in UTF-16 units: `'张' <1> '桂'`
 * means that the second character follows the first. Made here and not by `to_tsvector`, whose parsers know no Chinese.
 */
export function wordsVector(parts: readonly Part[]): string {
  const places = new Map<string, string[]>();
  let offset = 1;
  for (const { text, weight } of parts) {
    let end = offset;
    for (const { word, at } of cutWords(text)) {
      const place = Math.min(offset + at, LAST_PLACE);
      end = Math.max(end, place + word.length);
      const known = places.get(word) ?? [];
      if (known.length < MOST_PLACES) known.push(`${place}${weight === "D" ? "" : weight}`);
      places.set(word, known);
    }
    offset = end + GAP;
  }
  return [...places].map(([word, at]) => `'${word}':${at.join(",")}`).join(" ");
}
