import { wordsVector } from "#platform/search/words-vector.ts";

type Own = { readonly number: string; readonly title: string; readonly text: string; readonly place: string };

/** What staff find an appeal by: its number and what was written; never a name or a phone, which go earlier than the text. */
export function ownWords({ number, title, text, place }: Own): string {
  return wordsVector([
    { text: number, weight: "A" },
    { text: title, weight: "A" },
    { text, weight: "B" },
    { text: place, weight: "C" },
  ]);
}

type Released = { readonly number: string; readonly title: string; readonly text: string; readonly answer: string };

/** What everybody finds it by: the released text and nothing else. */
export function releasedWords({ number, title, text, answer }: Released): string {
  return wordsVector([
    { text: number, weight: "A" },
    { text: title, weight: "A" },
    { text, weight: "B" },
    { text: answer, weight: "C" },
  ]);
}
