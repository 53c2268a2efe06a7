import { BREAK, FOLD, isHan, isSpace } from "./fold.ts";
import { childOf, FUNCTION_WORD, KIND, LONGER, mayEndOn, NO_WORD, type WordTrie, WORD_LENGTH_MAX } from "./word-trie.ts";

/** Code units of a text that are read; what follows is not. The longest of 9,569 real appeals has 13,524. */
export const TEXT_UNITS_MAX = 20_000;

/**
 * The words of one text that carry meaning, in order. `units` holds their folded characters without gaps; word i ends before
 * `ends[i]`; in the text as given it stood from `starts[i]` to before `stops[i]`. The arrays are reused: valid until the next call.
 */
export type Words = {
  readonly units: Uint16Array;
  readonly ends: Int32Array;
  readonly starts: Int32Array;
  readonly stops: Int32Array;
  count: number;
};

/**
 * Backward maximal matching (Liang 1983's 逆向最大匹配) over a dictionary. Spaces between Chinese characters are not believed: a text segmented
 * by somebody else is joined and cut again, so that segmented and natural texts give the same words. Function words, single
 * Latin letters and punctuation are dropped, because lists of segmented appeals come without them.
 */
export function createSegmenter(trie: WordTrie): (text: string) => Words {
  const words: Words = {
    units: new Uint16Array(TEXT_UNITS_MAX),
    ends: new Int32Array(TEXT_UNITS_MAX),
    starts: new Int32Array(TEXT_UNITS_MAX),
    stops: new Int32Array(TEXT_UNITS_MAX),
    count: 0,
  };
  const run = new Uint16Array(TEXT_UNITS_MAX);
  const origin = new Int32Array(TEXT_UNITS_MAX);
  const cuts = new Int32Array(TEXT_UNITS_MAX + 1);
  return (text) => {
    words.count = 0;
    const length = Math.min(text.length, TEXT_UNITS_MAX);
    let size = 0;
    let han = false;
    for (let at = 0; at < length; at += 1) {
      const given = text.charCodeAt(at);
      const unit = FOLD[given]!;
      if (unit === BREAK) {
        if (han && isSpace(given)) continue;
        flush(words, trie, run, origin, size, han, cuts);
        size = 0;
        continue;
      }
      const unitIsHan = isHan(unit);
      if (size > 0 && unitIsHan !== han) {
        flush(words, trie, run, origin, size, han, cuts);
        size = 0;
      }
      han = unitIsHan;
      run[size] = unit;
      origin[size] = at;
      size += 1;
    }
    flush(words, trie, run, origin, size, han, cuts);
    return words;
  };
}

function flush(
  words: Words,
  trie: WordTrie,
  run: Uint16Array,
  origin: Int32Array,
  size: number,
  han: boolean,
  cuts: Int32Array,
): void {
  if (size === 0) return;
  if (!han) {
    if (size > 1) push(words, run, origin, 0, size);
    return;
  }
  // From the end, longest match first; the cuts come out last to first, function words as negative starts.
  let found = 0;
  let end = size;
  while (end > 0) {
    let node = trie.roots[run[end - 1]!]!;
    let start = end - 1;
    let kind = node & KIND;
    const first = Math.max(0, end - WORD_LENGTH_MAX);
    if (end > 1 && !mayEndOn(trie, run[end - 1]!, run[end - 2]!)) node = 0;
    for (let at = end - 2; at >= first && (node & LONGER) !== 0; at -= 1) {
      node = childOf(trie, node, run[at]!);
      if ((node & KIND) !== NO_WORD) {
        start = at;
        kind = node & KIND;
      }
    }
    cuts[found] = kind === FUNCTION_WORD ? -1 - start : start;
    found += 1;
    end = start;
  }
  for (let index = found - 1; index >= 0; index -= 1) {
    const start = cuts[index]!;
    if (start < 0) continue;
    const next = index === 0 ? size : cuts[index - 1]!;
    push(words, run, origin, start, next < 0 ? -1 - next : next);
  }
}

function push(words: Words, run: Uint16Array, origin: Int32Array, start: number, end: number): void {
  let to = words.count === 0 ? 0 : words.ends[words.count - 1]!;
  words.starts[words.count] = origin[start]!;
  words.stops[words.count] = origin[end - 1]! + 1;
  for (let at = start; at < end; at += 1) {
    words.units[to] = run[at]!;
    to += 1;
  }
  words.ends[words.count] = to;
  words.count += 1;
}
