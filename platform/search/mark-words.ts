import { fold } from "./cut-words.ts";

/** A stretch of text, found or not: what a page marks without ever seeing HTML. */
export type Stretch = { readonly text: string; readonly found: boolean };

/** Cuts a text where one of the marks stands in it. */
export function markWords(text: string, marks: readonly string[]): readonly Stretch[] {
  const found = placesOf(fold(text), marks);
  const stretches: Stretch[] = [];
  let from = 0;
  for (const [start, stop] of found) {
    if (start > from) stretches.push({ text: text.slice(from, start), found: false });
    stretches.push({ text: text.slice(start, stop), found: true });
    from = stop;
  }
  return from < text.length ? [...stretches, { text: text.slice(from), found: false }] : stretches;
}

/** Where in a folded text one of the marks stands, in order, joined where they touch or overlap. */
function placesOf(folded: string, marks: readonly string[]): readonly (readonly [number, number])[] {
  const all: [number, number][] = [];
  for (const mark of marks) {
    for (let at = folded.indexOf(mark); at >= 0; at = folded.indexOf(mark, at + mark.length)) all.push([at, at + mark.length]);
  }
  const places: [number, number][] = [];
  for (const [start, stop] of all.sort((one, other) => one[0] - other[0] || one[1] - other[1])) {
    const last = places.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], stop);
    else places.push([start, stop]);
  }
  return places;
}

/** Characters of a text shown around what was found in it: two lines on a phone. */
const EXCERPT = 72;
const BEFORE = 18;

/** The part of a text where something was found, marked; its beginning where nothing was. */
export function excerptOf(text: string, marks: readonly string[]): readonly Stretch[] {
  const line = text.replaceAll(/\s/g, " ");
  const first = placesOf(fold(line), marks)[0]?.[0] ?? 0;
  const from = whole(line, Math.max(0, first - BEFORE));
  const to = whole(line, Math.min(line.length, from + EXCERPT));
  const cut = markWords(line.slice(from, to), marks);
  const before = from > 0 ? [{ text: "…", found: false }] : [];
  return [...before, ...cut, ...(to < line.length ? [{ text: "…", found: false }] : [])];
}

/** Never between the two halves of one character. */
function whole(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at;
}
