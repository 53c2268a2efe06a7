import { createRequire } from "node:module";
import { Jieba } from "@node-rs/jieba";

/** A word and where it stands, in UTF-16 units from the beginning of its text. */
export type Word = { readonly word: string; readonly at: number };

/** What is read of a text; the longest of 9,569 real appeals has 13,524 units, and a tsvector counts no place beyond 16,383. */
export const READ_UNITS = 16_000;

/** A case number, a plate, a house number: a run of Latin letters and digits is one word, whatever the dictionary thinks. */
const LATIN = /[a-z0-9]+(?:-[a-z0-9]+)*/g;
const HAN = /\p{Script=Han}/u;
/** They stand in every sentence and tell nothing about it. */
const FUNCTION_WORDS = new Set("的 了 和 是 在 就 都 也 着 及 与 之 吗 呢 吧 啊 呀 哦 嘛 地 得 把 被 而 或".split(" "));

let loaded: Jieba | undefined;

/** The dictionary takes a third of a second and 40 MB: it is read when the first text is cut, not at every start. */
function jieba(): Jieba {
  loaded ??= Jieba.withDict((createRequire(import.meta.url)("@node-rs/jieba/dict") as { readonly dict: Uint8Array }).dict);
  return loaded;
}

/**
 * The words of a text as it is searched: jieba's words and, of longer ones, the words inside them (cut for search), lower case, without
 * punctuation and without what tells nothing. Unknown characters stand by themselves, always the same way, so that a text and a query
 * are cut alike.
 */
export function cutWords(text: string): readonly Word[] {
  const read = fold(text);
  const words: Word[] = [];
  let from = 0;
  for (const latin of read.matchAll(LATIN)) {
    cutHan(read.slice(from, latin.index), from, words);
    words.push({ word: latin[0], at: latin.index });
    from = latin.index + latin[0].length;
  }
  cutHan(read.slice(from), from, words);
  return words;
}

/** Lower case and full-width letters as narrow ones; every character keeps its place. */
export function fold(text: string): string {
  return text
    .slice(0, READ_UNITS)
    .toWellFormed()
    .replaceAll(/[\uFF01-\uFF5E]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function cutHan(text: string, offset: number, words: Word[]): void {
  let at = 0;
  for (const whole of text === "" ? [] : jieba().cut(text, false)) {
    if (isTelling(whole)) {
      for (const inner of whole.length > 2 ? jieba().cutForSearch(whole, false) : [])
        if (inner !== whole) words.push({ word: inner, at: offset + at + whole.indexOf(inner) });
      words.push({ word: whole, at: offset + at });
    }
    at += whole.length;
  }
}

function isTelling(word: string): boolean {
  return HAN.test(word) && !FUNCTION_WORDS.has(word);
}
