import { readCaseNumber } from "#platform/identifiers/case-number.ts";
import { wordsQuery, type WordsQuery } from "#platform/search/words-query.ts";

/**
 * What somebody typed to find appeals by: words, or a number however it is written.
 * @returns undefined: nothing was asked for; null: nothing that could be found
 */
export function readWords(q: string | undefined): WordsQuery | undefined | null {
  return q ? (wordsQuery(readCaseNumber(q) ?? q) ?? null) : undefined;
}
