/** What is shorter is in other people's sentences too: 李 in 桃李, 王芳 in 王芳华. */
const SENTENCE = 4;
/** A single sign names nobody. */
const NAME = 2;
/** A title that is copied into another may be cut: as long a beginning as this is the whole of it. */
const TITLE = 60;

/** Words that were published somewhere, were copied here, and are erased there: which, and with what in their place. */
export type WordsTaken = {
  readonly words: readonly string[];
  readonly mark: string;
  /** Whether what is looked at may be a copy of just this; otherwise only what cannot be anybody else's goes. */
  readonly copied: boolean;
};

/**
 * Takes words out of a text they were copied into. From four signs on they go wherever they stand. A name of two or three goes where it
 * stands by itself, as it was copied: a whole cell, a whole line, or between other signs than letters and digits; within a longer word
 * it is somebody else's.
 */
export function takeWords(text: string, { words, mark, copied }: WordsTaken): string {
  let left = text;
  // The longer first: what holds another goes whole.
  for (const word of words.toSorted((one, other) => other.length - one.length)) {
    const length = [...word].length;
    if (length >= SENTENCE) left = takeLong(left, word, mark);
    else if (copied && length >= NAME) left = left.replaceAll(standingAlone(word), () => mark);
  }
  return left;
}

function takeLong(text: string, word: string, mark: string): string {
  const whole = text.replaceAll(word, () => mark);
  const signs = [...word];
  if (signs.length <= TITLE) return whole;
  const [beginning, rest] = [signs.slice(0, TITLE).join(""), signs.slice(TITLE)];
  const tail = rest.reduceRight((inner, sign) => `(?:${literally(sign)}${inner})?`, "");
  return whole.replaceAll(new RegExp(literally(beginning) + tail, "gu"), () => mark);
}

function standingAlone(word: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])${literally(word)}(?![\\p{L}\\p{N}])`, "gu");
}

function literally(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}
