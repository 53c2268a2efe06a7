/**
 * Order of texts by Unicode code point: "10" before "9", "Z" before "a". JavaScript's own `<` compares UTF-16 units, which puts
 * the letters beyond U+FFFF before some below it; other languages, and so other counts of the same ballots, do not.
 */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const left = a.charCodeAt(index);
    const right = b.charCodeAt(index);
    if (left !== right) return codePointRank(left) - codePointRank(right);
  }
  return a.length - b.length;
}

/** Surrogates (U+D800 … U+DFFF) stand for code points above every other unit. */
function codePointRank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
