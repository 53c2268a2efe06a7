/** Text as SVG draws it: no wrapping of its own, so lines are reckoned here from the width of each character. */

/** Line height in em: Chinese needs air. */
const LINE_HEIGHT = 1.3;

/** Marks that may not begin a line, and brackets that may not end one (GB/T 15834, 避头尾). */
const NO_LINE_START = "，。、；：？！）》」』】〉〕…—,.;:?!)]}%";
const NO_LINE_END = "（《「『【〈〔([{";

/** Width of a character in em, for the fonts in use: full for CJK, about half for Latin. */
function widthOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  // Quotation marks and dashes take a full square in Chinese fonts.
  if (code >= 0x2e80 || (code >= 0x2014 && code <= 0x2026)) return 1;
  if ("iljtfr.,:;'|!()[] ".includes(character)) return 0.32;
  if ("mwMW%@".includes(character)) return 0.86;
  return code < 0x80 && /[A-Z]/u.test(character) ? 0.68 : 0.55;
}

export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) width += widthOf(character);
  return width;
}

/** Lines no wider than `width` em. Latin words stay whole where they fit; CJK breaks anywhere but at forbidden marks. */
export function wrapText(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const part of partsOf(text)) {
    const next = line === "" ? part.trimStart() : line + part;
    if (textWidth(next.trimEnd()) <= width || line === "") {
      line = next;
      continue;
    }
    const carried = carryOver(line, part);
    lines.push(carried.line.trimEnd());
    line = carried.rest.trimStart();
  }
  if (line.trim() !== "") lines.push(line.trimEnd());
  return lines.flatMap((whole) => chop(whole, width));
}

/** Latin words with the space before them; every other character by itself. */
function partsOf(text: string): readonly string[] {
  return text.replace(/\s+/gu, " ").match(/ ?[\p{Script=Latin}\p{N}'’_./-]+| |[^ ]/gu) ?? [];
}

/** Where a line would end or begin with a mark that may not stand there, the last character goes down with it. */
function carryOver(line: string, part: string): { readonly line: string; readonly rest: string } {
  const characters = Array.from(line);
  const last = characters.at(-1) ?? "";
  const forbidden = NO_LINE_START.includes(part.trim().slice(0, 1)) || NO_LINE_END.includes(last);
  if (!forbidden || part.trim() === "" || characters.length < 2) return { line, rest: part };
  return { line: characters.slice(0, -1).join(""), rest: last + part };
}

/** A word longer than a line is cut hard. */
function chop(line: string, width: number): readonly string[] {
  if (textWidth(line) <= width + 1) return [line];
  const pieces: string[] = [];
  let piece = "";
  for (const character of line) {
    if (piece !== "" && textWidth(piece + character) > width) {
      pieces.push(piece);
      piece = "";
    }
    piece += character;
  }
  return [...pieces, piece];
}

export type FittedText = { readonly lines: readonly string[]; readonly size: number; readonly lineHeight: number };

/** The largest size (px) at which the text fits a box; at the smallest the last line ends in an ellipsis. */
export function fitText(
  text: string,
  box: { readonly width: number; readonly height: number },
  sizes: readonly number[],
): FittedText {
  let fitted: FittedText = { lines: [], size: 12, lineHeight: 12 * LINE_HEIGHT };
  for (const size of sizes) {
    const lineHeight = size * LINE_HEIGHT;
    const lines = wrapText(text, Math.max(1, box.width / size));
    fitted = { lines, size, lineHeight };
    if (lines.length * lineHeight <= box.height + 1) return fitted;
  }
  const room = Math.max(1, Math.floor((box.height + 1) / fitted.lineHeight));
  const kept = fitted.lines.slice(0, room);
  const last = kept.at(-1);
  return { ...fitted, lines: last === undefined ? kept : [...kept.slice(0, -1), `${Array.from(last).slice(0, -1).join("")}…`] };
}

/** Escapes text for XML content and attributes; characters that XML forbids are dropped. */
export function escapeXml(text: string): string {
  return Array.from(text.toWellFormed())
    .filter((character) => isXmlCharacter(character.codePointAt(0) ?? 0))
    .join("")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** XML 1.0, production 2. */
function isXmlCharacter(code: number): boolean {
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd;
  return code !== 0xfffe && code !== 0xffff;
}
