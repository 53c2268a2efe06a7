import { PassThrough, type Readable } from "node:stream";
import { Zip, ZipDeflate } from "fflate";
import type { RowSource } from "./write-csv.ts";

/** Excel opens no file with more. */
const MOST_ROWS = 1_048_576;
const LONGEST_CELL = 32_767;
const ROWS_A_PIECE = 200;
const FAST = 3;

/**
 * One sheet as XLSX, written while the rows come. Every cell is text, stored as text and formatted as text (`@`): nothing can be run,
 * and an identity number keeps its digits. Our own writer: write-excel-file 4 gathers the whole sheet before it writes, and takes a
 * cell `constructor` for a string it has seen before.
 */
export function writeXlsx(sheetName: string, headings: readonly string[], rows: RowSource): Readable {
  const out = new PassThrough();
  fill(out, sheetName, headings, rows).catch((fault: unknown) =>
    out.destroy(fault instanceof Error ? fault : new Error(String(fault))),
  );
  return out;
}

async function fill(out: PassThrough, sheetName: string, headings: readonly string[], rows: RowSource): Promise<void> {
  const zip = new Zip((fault, piece, final) => {
    if (fault !== null) return void out.destroy(fault);
    out.write(piece);
    if (final) out.end();
  });
  for (const [path, xml] of Object.entries(fixedParts(sheetName))) {
    const part = new ZipDeflate(path, { level: FAST });
    zip.add(part);
    part.push(Buffer.from(xml, "utf8"), true);
  }
  const sheet = new ZipDeflate("xl/worksheets/sheet1.xml", { level: FAST });
  zip.add(sheet);
  let xml = `${DECLARATION}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`;
  let line = 0;
  for await (const row of withHeadings(headings, rows)) {
    line += 1;
    if (line > MOST_ROWS) throw new Error(`a sheet holds ${MOST_ROWS} rows: whoever exports must cut`);
    xml += rowXml(row, line);
    if (line % ROWS_A_PIECE !== 0) continue;
    sheet.push(Buffer.from(xml, "utf8"));
    xml = "";
    if (out.writableNeedDrain) await drainedOrClosed(out);
    // The reader went away: its request was cut off.
    if (out.destroyed) return;
  }
  sheet.push(Buffer.from(`${xml}</sheetData></worksheet>`, "utf8"), true);
  zip.end();
}

function drainedOrClosed(out: PassThrough): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      out.off("drain", settle).off("close", settle);
      resolve();
    };
    out.on("drain", settle).on("close", settle);
  });
}

async function* withHeadings(headings: readonly string[], rows: RowSource): AsyncGenerator<readonly string[]> {
  yield headings;
  yield* rows;
}

function rowXml(row: readonly string[], line: number): string {
  const cells = row.map((value, index) => {
    if (value === "") return "";
    if (value.length > LONGEST_CELL) throw new Error(`a cell holds ${LONGEST_CELL} signs: whoever exports must cut`);
    return `<c r="${columnName(index)}${line}" s="1" t="inlineStr"><is><t xml:space="preserve">${cellXml(value)}</t></is></c>`;
  });
  return `<row r="${line}">${cells.join("")}</row>`;
}

function columnName(index: number): string {
  let name = "";
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  return name;
}

/** Signs XML 1.0 cannot hold or would change (CR) are written `_x000D_`, and what looks like that already is kept apart. */
function cellXml(value: string): string {
  return escapeXml(
    value
      .toWellFormed()
      .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
      .replaceAll(
        /(?![\t\n])[\p{Cc}\ufffe\uffff]/gu,
        (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`,
      ),
  );
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const SHEET_ML = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** Excel's rules for a sheet's name: at most 31 signs, none of []:*?/\, no quote at an end. */
function sheetNameXml(name: string): string {
  const clean = name
    .replaceAll(/[[\]:*?/\\\p{Cc}]/gu, " ")
    .replaceAll(/^'+|'+$/g, "")
    .trim();
  return escapeXml(Array.from(clean.toWellFormed()).slice(0, 31).join("")) || "Sheet1";
}

/** The parts every workbook needs (ECMA-376 part 1, 12.3). Format 49 is `@`, text. */
function fixedParts(sheetName: string): Readonly<Record<string, string>> {
  return {
    "[Content_Types].xml": `${DECLARATION}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${SHEET_ML}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${SHEET_ML}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${SHEET_ML}.styles+xml"/></Types>`,
    "_rels/.rels": `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${sheetNameXml(sheetName)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    "xl/styles.xml": `${DECLARATION}<styleSheet xmlns="${MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf numFmtId="49" applyNumberFormat="1"/></cellXfs></styleSheet>`,
  };
}
