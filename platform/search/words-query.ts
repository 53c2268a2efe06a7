import { cutWords, type Word } from "./cut-words.ts";

/** What a search asks for, cut like the texts it is asked of. */
export type WordsQuery = {
  /** As a `tsquery`; every word must be there. */
  readonly tsquery: string;
  /** What to mark where it is found: folded words. */
  readonly marks: readonly string[];
};

/** From this length on a word may stand in a text only as its parts (垃圾清运: 垃圾, 清运). */
const LONG = 4;

/**
 * Reads what somebody typed into a search box. Numbers and single characters find whatever begins with them; a run of characters that make
 * no word (a name) is looked for as it stands.
 * @returns undefined where nothing in it could be found: punctuation, function words
 */
export function wordsQuery(typed: string): WordsQuery | undefined {
  const words = dropParts(cutWords(typed));
  if (words.length === 0) return undefined;
  const runs = joinSingles(words);
  return { tsquery: [...new Set(runs.map(asTsquery))].join(" & "), marks: [...new Set(runs.map(asMark))] };
}

/** Words inside others say nothing more, but those a long word is made of stand for it. */
function dropParts(words: readonly Word[]): readonly Word[] {
  return words.filter((one) => {
    const parts = words.filter((other) => other !== one && isInside(other, one));
    const inLong = words.some(
      (other) => other !== one && isInside(one, other) && !(other.word.length >= LONG && covers(words, other)),
    );
    return !inLong && !(one.word.length >= LONG && parts.length > 0 && covers(words, one));
  });
}

function isInside(inner: Word, outer: Word): boolean {
  return inner.word.length < outer.word.length && inner.at >= outer.at && end(inner) <= end(outer);
}

/** Do the words inside it leave no character of it out? */
function covers(words: readonly Word[], whole: Word): boolean {
  const inside = words.filter((one) => isInside(one, whole));
  return Array.from(whole.word, (_, index) => whole.at + index).every((at) =>
    inside.some((one) => one.at <= at && at < end(one)),
  );
}

function end({ word, at }: Word): number {
  return at + word.length;
}

/** Characters that follow each other without making a word belong together. */
function joinSingles(words: readonly Word[]): readonly (readonly Word[])[] {
  const runs: Word[][] = [];
  for (const word of [...words].sort((one, other) => one.at - other.at)) {
    const last = runs.at(-1)?.at(-1);
    const joins = last !== undefined && isSingle(last) && isSingle(word) && end(last) === word.at;
    if (joins) runs.at(-1)?.push(word);
    else runs.push([word]);
  }
  return runs;
}

function isSingle({ word }: Word): boolean {
  return word.length === 1 && !/[a-z0-9]/.test(word);
}

function asTsquery(run: readonly Word[]): string {
  const [only] = run;
  if (run.length > 1) return `(${run.map(({ word }) => `'${word}'`).join(" <1> ")})`;
  const word = only?.word ?? "";
  return word.length === 1 || /^[a-z0-9-]+$/.test(word) ? `'${word}':*` : `'${word}'`;
}

function asMark(run: readonly Word[]): string {
  return run.map(({ word }) => word).join("");
}
