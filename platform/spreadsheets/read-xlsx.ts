import { parseXml, XmlRefused } from "../archives/xml.ts";
import { openZip, type Zip } from "../archives/zip.ts";
import { isRefusal, type Refusal, refuse } from "../refusal.ts";
import { dateText, numberText } from "./excel-number.ts";
import { type RawRow, type Table, TABLE_LIMITS, type TableLimits, tableOf, type TableSource } from "./table.ts";
import { type Book, BookRefused, isTrue, openBook, textGatherer, unescapeCell } from "./xlsx-book.ts";

/** Excel's last row. */
const LAST_ROW = 1_048_576;

/**
 * Reads the first visible sheet of an XLSX file row by row; formulas give their stored result. Our own reader, on yauzl and saxes:
 * read-excel-file 9 unpacks the whole file into memory before its first row, and rounds an 18-digit number without a word.
 */
export async function readXlsx(source: TableSource, limits: TableLimits = TABLE_LIMITS): Promise<Table | Refusal> {
  const zip = await openZip(source);
  if (isRefusal(zip)) return zip;
  try {
    const book = await openBook(zip);
    return await tableOf(parseRows(zip, book, limits), limits, zip.close);
  } catch (fault) {
    zip.close();
    return refusalOf(fault, 1);
  }
}

async function* parseRows(zip: Zip, book: Book, limits: TableLimits): AsyncGenerator<RawRow | Refusal> {
  const ready: (RawRow | Refusal)[] = [];
  let line = 0;
  try {
    const stream = await zip.read(book.sheetPath);
    for await (const _ of parseXml(
      stream,
      sheetHandlers(book, limits, (row) => ready.push(row)),
    )) {
      for (const row of ready.splice(0)) {
        if (isRefusal(row)) {
          yield row;
          return;
        }
        line = row.line;
        yield row;
      }
    }
  } catch (fault) {
    yield refusalOf(fault, line + 1);
  }
}

function refusalOf(fault: unknown, line: number): Refusal {
  if (fault instanceof BookRefused) return refuse(fault.code === "table-text" ? "too-large" : "invalid", fault.code);
  if (fault instanceof XmlRefused)
    return refuse("invalid", fault.code === "xml-doctype" ? "archive-doctype" : "table-not-xlsx", { facts: { line } });
  // What is left are yauzl's and zlib's words for a damaged entry, and real faults of the disk, which have a system code.
  if (fault instanceof Error && !("syscall" in fault)) return refuse("invalid", "archive-damaged", { facts: { line } });
  throw fault;
}

type CellState = { readonly column: number; readonly type: string; readonly style: number; value: string; inValue: boolean };

function sheetHandlers(book: Book, limits: TableLimits, emit: (row: RawRow | Refusal) => void) {
  let line = 0;
  let cells: string[] = [];
  let cell: CellState | undefined;
  let lastColumn = -1;
  const gather = textGatherer();
  return {
    open: (name: string, attributes: Readonly<Record<string, string>>) => {
      if (name === "row") {
        line = rowNumber(attributes["r"], line);
        cells = [];
        lastColumn = -1;
      } else if (name === "c") {
        lastColumn = columnNumber(attributes["r"]) ?? lastColumn + 1;
        if (lastColumn >= limits.columns) emit(refuse("too-large", "table-columns", { facts: { line, most: limits.columns } }));
        cell = {
          column: lastColumn,
          type: attributes["t"] ?? "n",
          style: Number(attributes["s"] ?? 0),
          value: "",
          inValue: false,
        };
        gather.begin();
      } else if (name === "v" && cell !== undefined) cell.inValue = true;
      gather.open(name);
    },
    text: (text: string) => {
      if (cell?.inValue === true) cell.value += text;
      gather.text(text);
    },
    close: (name: string) => {
      gather.close(name);
      if (name === "v" && cell !== undefined) cell.inValue = false;
      else if (name === "c" && cell !== undefined) {
        const text = cellText(cell, gather.taken(), book);
        if (text === undefined) emit(refuse("invalid", "table-digits-lost", { facts: { line, column: cell.column + 1 } }));
        else if (cell.column < limits.columns) placeCell(cells, cell.column, text);
        cell = undefined;
      } else if (name === "row") emit({ line, cells });
    },
  };
}

function placeCell(cells: string[], column: number, text: string): void {
  while (cells.length < column) cells.push("");
  cells[column] = text;
}

/** The cell as text; nothing if it is a number with more digits than Excel keeps. */
function cellText(cell: CellState, inline: string, book: Book): string | undefined {
  switch (cell.type) {
    case "s":
      return book.sharedStrings[Number(cell.value)] ?? "";
    case "inlineStr":
      return unescapeCell(inline);
    case "str":
      return unescapeCell(cell.value);
    case "b":
      return isTrue(cell.value) ? "TRUE" : "FALSE";
    case "d":
      return cell.value.replace(/T00:00:00(\.0+)?Z?$/, "");
    case "e":
      return cell.value;
    default:
      if (cell.value === "") return "";
      if (book.dateStyles[cell.style] === true) return dateText(cell.value, book.since1904) ?? numberText(cell.value);
      return numberText(cell.value);
  }
}

function rowNumber(attribute: string | undefined, previous: number): number {
  const given = Number(attribute);
  const line = Number.isSafeInteger(given) && given > previous ? given : previous + 1;
  if (line > LAST_ROW) throw new BookRefused("table-not-xlsx");
  return line;
}

/** `AB12` → 27. */
function columnNumber(reference: string | undefined): number | undefined {
  const letters = /^([A-Z]{1,3})\d+$/.exec(reference ?? "")?.[1];
  if (letters === undefined) return undefined;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}
