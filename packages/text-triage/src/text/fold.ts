/** A code unit that ends a run: space, punctuation, control, symbol. */
export const BREAK = 0;

/**
 * UTF-16 code unit → the code unit it counts as, or `BREAK`. Letters are lower-cased and compatibility forms (full-width
 * letters and digits, circled numbers of one character) become plain ones (UAX #15, NFKC), so that the same words typed on
 * different keyboards agree. Halves of surrogate pairs stay as they are: rare characters count like two letters.
 */
export const FOLD: Uint16Array = buildFold();

const HAN_FIRST = 0x3400;
const HAN_LAST = 0x9fff;

/** Whether a folded code unit is a Chinese character (CJK ideographs, extension A included, and half of a rarer one). */
export function isHan(unit: number): boolean {
  return (unit >= HAN_FIRST && unit <= HAN_LAST) || (unit >= 0xd800 && unit <= 0xdfff) || unit === 0x3007;
}

/** Whether a code unit as given is a space, a tab or the end of a line. */
export function isSpace(unit: number): boolean {
  return unit === 0x20 || unit === 0x3000 || unit === 0xa0 || (unit >= 0x09 && unit <= 0x0d);
}

function buildFold(): Uint16Array {
  const table = new Uint16Array(65_536);
  const counts = /[\p{L}\p{M}\p{N}]/u;
  for (let unit = 0; unit < table.length; unit += 1) {
    if (isPlain(unit)) {
      table[unit] = unit;
      continue;
    }
    const folded = String.fromCharCode(unit).normalize("NFKC").toLowerCase();
    if (folded.length === 1 && counts.test(folded)) table[unit] = folded.charCodeAt(0);
  }
  return table;
}

/** Ideographs, Hangul and surrogates fold to themselves: skipping them makes the table ten times cheaper to build. */
function isPlain(unit: number): boolean {
  return (unit >= 0x3400 && unit <= 0x4dbf) || (unit >= 0x4e00 && unit <= 0x9fff) || (unit >= 0xac00 && unit <= 0xdfff);
}
