import { diffArrays } from "diff";

export type Mark = "same" | "gone" | "added";
export type Stretch = { readonly text: string; readonly mark: Mark };
/** A line of either text. `changed` holds both: what is gone and what was added, in reading order. */
export type ComparedLine = { readonly kind: Mark | "changed"; readonly stretches: readonly Stretch[] };

/** More edits than this, of lines in a text or of words in a line, are no change of it: the old is shown as gone, the new as added. */
const MOST_EDITS = 1_000;
/** Pairs that are looked at for likeness where lines were rewritten; beyond, only lines of one article are put together. */
const MOST_PAIRS = 10_000;
/** Of the longer line's pairs of characters, what both must share to be one line that was changed (Dice 1945). */
const ALIKE = 0.5;

const words = new Intl.Segmenter("zh", { granularity: "word" });

/**
 * What changed between two texts, line by line and in a changed line word by word. An article that only got another number is one line
 * that was changed; so are lines of the same article (`第三条 …`), however much, and other lines if they are alike. Myers' shortest edit script (1986), by the library `diff`.
 * The lines' `same` and `gone` stretches give back the old text, their `same` and `added` ones the new.
 */
export function compareTexts(before: string, after: string): readonly ComparedLine[] {
  const lines: ComparedLine[] = [];
  let gone: readonly string[] = [];
  const [olds, news] = [before.split("\n"), after.split("\n")];
  const script = diffArrays(olds, news, { maxEditLength: MOST_EDITS });
  if (script === undefined) return [...olds.map(wholly("gone")), ...news.map(wholly("added"))];
  for (const { value, removed, added } of script) {
    if (removed) {
      gone = value;
      continue;
    }
    lines.push(...(added ? rewritten(gone, value) : [...gone.map(wholly("gone")), ...value.map(wholly("same"))]));
    gone = [];
  }
  return [...lines, ...gone.map(wholly("gone"))];
}

/** Lines that stand in the place of others: which of them are which, in order. */
function rewritten(gone: readonly string[], added: readonly string[]): readonly ComparedLine[] {
  const lines: ComparedLine[] = [];
  const [olds, news] = [gone.map(articleOf), added.map(articleOf)];
  const [before, after] = [new Set(olds.map(({ body }) => body)), new Set(news.map(({ body }) => body))];
  const near = gone.length * added.length <= MOST_PAIRS;
  let from = 0;
  let left: string[] = [];
  for (const old of olds) {
    // What only moved to another number is that line, and leaves its old number to what was written in its place.
    const place = news.findIndex((one, at) => {
      if (at < from) return false;
      return after.has(old.body) ? one.body === old.body : !before.has(one.body) && isOneLine(old, one, near);
    });
    if (place < 0) {
      left.push(old.line);
      continue;
    }
    const between = added.slice(from, place).map(wholly("added"));
    lines.push(...left.map(wholly("gone")), ...between, ...changed(old.line, added[place] ?? ""));
    [left, from] = [[], place + 1];
  }
  return [...lines, ...left.map(wholly("gone")), ...added.slice(from).map(wholly("added"))];
}

type Article = { readonly line: string; readonly number: string | undefined; readonly body: string };

/** `第三条`, `第十二款`: what a line of a rule is known by. */
const NUMBER = /^\s*(第[零〇一二三四五六七八九十百千\d]+[条章节款项])/;

function articleOf(line: string): Article {
  return { line, number: NUMBER.exec(line)?.[1], body: line.replace(NUMBER, "").trim() };
}

function isOneLine(old: Article, one: Article, near: boolean): boolean {
  if (old.number !== undefined || one.number !== undefined) return old.number === one.number;
  return near && likeness(old.line, one.line) >= ALIKE;
}

function likeness(one: string, other: string): number {
  const [pairs, others] = [pairsOf(one), pairsOf(other)];
  const shared = [...pairs].filter((pair) => others.has(pair)).length;
  return pairs.size + others.size === 0 ? 1 : (2 * shared) / (pairs.size + others.size);
}

function pairsOf(line: string): ReadonlySet<string> {
  const points = [...line];
  return new Set(points.slice(1).map((point, place) => `${points[place]}${point}`));
}

function changed(old: string, line: string): readonly ComparedLine[] {
  const script = diffArrays(wordsOf(old), wordsOf(line), { maxEditLength: MOST_EDITS });
  if (script === undefined) return [wholly("gone")(old), wholly("added")(line)];
  const stretches = script.map(({ value, removed, added }): Stretch => ({
    text: value.join(""),
    mark: removed ? "gone" : added ? "added" : "same",
  }));
  return [{ kind: "changed", stretches }];
}

function wordsOf(line: string): string[] {
  return [...words.segment(line)].map(({ segment }) => segment);
}

function wholly(mark: Mark): (text: string) => ComparedLine {
  return (text) => ({ kind: mark, stretches: [{ text, mark }] });
}
