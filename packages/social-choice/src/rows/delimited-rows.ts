import { SocialChoiceRefusal } from "../refusal.ts";

/** One row of a delimited file. `line` is the 1-based line on which it begins. */
export type DelimitedRow = { readonly line: number; readonly cells: readonly string[] };

/** Longer texts are refused: they would not fit beside their own parse in a browser. */
export const TEXT_LENGTH_MAX = 2 ** 28;

/**
 * Rows of a text in the dialect of Python's `csv` (which Pabulib's own tools use): a cell that begins with a quote runs to the
 * matching one, doubled quotes stand for one, line breaks may stand inside; a quote elsewhere in a cell is itself. Blank lines
 * are passed over. Cells are trimmed.
 */
export function* delimitedRows(text: string, delimiter: string): Generator<DelimitedRow> {
  if (text.length > TEXT_LENGTH_MAX) {
    throw new SocialChoiceRefusal("too-large", `a text of ${text.length} characters; at most ${TEXT_LENGTH_MAX}`);
  }
  let at = text.startsWith("\uFEFF") ? 1 : 0;
  let line = 1;
  while (at < text.length) {
    const next = text.indexOf("\n", at);
    const end = next < 0 ? text.length : next;
    const plain = text.slice(at, end);
    if (plain.includes('"')) {
      const quoted = quotedRow(text, at, line, delimiter);
      if (!isBlank(quoted.cells)) yield { line, cells: quoted.cells };
      at = quoted.end;
      line += quoted.lines;
    } else {
      if (plain.trim() !== "") yield { line, cells: plain.split(delimiter).map(trimmed) };
      at = end + 1;
      line += 1;
    }
  }
}

type QuotedRow = { readonly cells: readonly string[]; readonly end: number; readonly lines: number };

function quotedRow(text: string, start: number, line: number, delimiter: string): QuotedRow {
  const cells: string[] = [];
  let cell = "";
  let inside = false;
  let lines = 1;
  let at = start;
  let cellStart = start;
  for (; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (inside) {
      if (char === "\n") lines += 1;
      if (char !== '"') cell += char;
      else if (text.charAt(at + 1) === '"') {
        cell += '"';
        at += 1;
      } else inside = false;
    } else if (char === '"' && at === cellStart) inside = true;
    else if (char === delimiter) {
      cells.push(cell.trim());
      cell = "";
      cellStart = at + 1;
    } else if (char === "\n") break;
    else cell += char;
  }
  if (inside) throw new SocialChoiceRefusal("bad-quote", "a quoted cell is never closed", line);
  cells.push(cell.trim());
  return { cells, end: at + 1, lines };
}

/** The cell as it must be written so that {@link delimitedRows} reads it back. */
export function quotedCell(cell: string, delimiter: string): string {
  const needsQuotes = cell.includes(delimiter) || cell.includes("\n") || cell.includes("\r") || cell.includes('"');
  return needsQuotes ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function trimmed(cell: string): string {
  return cell.trim();
}

function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell === "");
}
