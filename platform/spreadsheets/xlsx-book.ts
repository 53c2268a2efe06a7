import type { Zip } from "../archives/zip.ts";
import { parseXml } from "../archives/xml.ts";
import { isBuiltInDateFormat, isDateFormat } from "./excel-number.ts";

/** What a sheet's cells refer to. */
export type Book = {
  readonly sheetPath: string;
  readonly since1904: boolean;
  readonly sharedStrings: readonly string[];
  /** By cell style: whether it shows a date. */
  readonly dateStyles: readonly boolean[];
};

/** All shared strings together: 32 million signs are 64 MB in memory, more text than any register has. */
const MOST_SHARED_SIGNS = 32 * 1024 * 1024;
/** Excel's own limit of cell formats. */
const MOST_STYLES = 65_490;

export class BookRefused extends Error {
  readonly code: "table-not-xlsx" | "table-text";
  constructor(code: "table-not-xlsx" | "table-text") {
    super(code);
    this.name = "BookRefused";
    this.code = code;
  }
}

/** Reads what lies beside the sheets. The first sheet that is not hidden is the one that is read. */
export async function openBook(zip: Zip): Promise<Book> {
  const targets = await readRelations(zip);
  const { sheetRelation, since1904 } = await readWorkbook(zip);
  const sheetPath = sheetRelation === undefined ? undefined : targets.get(sheetRelation);
  if (sheetPath === undefined || !zip.has(sheetPath)) throw new BookRefused("table-not-xlsx");
  return {
    sheetPath,
    since1904,
    sharedStrings: await readSharedStrings(zip),
    dateStyles: await readDateStyles(zip),
  };
}

async function drain(parsing: AsyncGenerator<void>): Promise<void> {
  for await (const _ of parsing);
}

/** Relation id → path of the part. */
async function readRelations(zip: Zip): Promise<ReadonlyMap<string, string>> {
  const path = "xl/_rels/workbook.xml.rels";
  const targets = new Map<string, string>();
  if (!zip.has(path)) throw new BookRefused("table-not-xlsx");
  await drain(
    parseXml(await zip.read(path), {
      open: (name, { Id, Target, TargetMode }) => {
        if (name !== "Relationship" || Id === undefined || Target === undefined || TargetMode === "External") return;
        targets.set(Id, Target.startsWith("/") ? Target.slice(1) : `xl/${Target}`);
      },
    }),
  );
  return targets;
}

async function readWorkbook(zip: Zip): Promise<{ readonly sheetRelation: string | undefined; readonly since1904: boolean }> {
  let sheetRelation: string | undefined;
  let since1904 = false;
  if (!zip.has("xl/workbook.xml")) throw new BookRefused("table-not-xlsx");
  await drain(
    parseXml(await zip.read("xl/workbook.xml"), {
      open: (name, attributes) => {
        if (name === "workbookPr") since1904 = isTrue(attributes["date1904"]);
        if (name !== "sheet" || (attributes["state"] ?? "visible") !== "visible") return;
        sheetRelation ??= attributes["r:id"] ?? Object.entries(attributes).find(([key]) => key.endsWith(":id"))?.[1];
      },
    }),
  );
  return { sheetRelation, since1904 };
}

async function readSharedStrings(zip: Zip): Promise<readonly string[]> {
  const path = "xl/sharedStrings.xml";
  if (!zip.has(path)) return [];
  const strings: string[] = [];
  let signs = 0;
  const gather = textGatherer();
  await drain(
    parseXml(await zip.read(path), {
      open: (name) => {
        if (name === "si") gather.begin();
        gather.open(name);
      },
      text: gather.text,
      close: (name) => {
        gather.close(name);
        if (name !== "si") return;
        const text = unescapeCell(gather.taken());
        // The empty string too takes its place in memory.
        signs += text.length + 8;
        if (signs > MOST_SHARED_SIGNS) throw new BookRefused("table-text");
        strings.push(text);
      },
    }),
  );
  return strings;
}

async function readDateStyles(zip: Zip): Promise<readonly boolean[]> {
  const path = "xl/styles.xml";
  if (!zip.has(path)) return [];
  const custom = new Map<number, boolean>();
  const styles: boolean[] = [];
  let inCellFormats = false;
  await drain(
    parseXml(await zip.read(path), {
      open: (name, attributes) => {
        if (name === "cellXfs") inCellFormats = true;
        if (name === "numFmt") custom.set(Number(attributes["numFmtId"]), isDateFormat(attributes["formatCode"] ?? ""));
        if (name !== "xf" || !inCellFormats) return;
        const format = Number(attributes["numFmtId"] ?? 0);
        styles.push(custom.get(format) ?? isBuiltInDateFormat(format));
        if (styles.length > MOST_STYLES || custom.size > MOST_STYLES) throw new BookRefused("table-not-xlsx");
      },
      close: (name) => {
        if (name === "cellXfs") inCellFormats = false;
      },
    }),
  );
  return styles;
}

/** Gathers the `t` elements of a string, runs joined, phonetic guides (`rPh`) left out. */
export function textGatherer(): {
  readonly begin: () => void;
  readonly open: (name: string) => void;
  readonly text: (text: string) => void;
  readonly close: (name: string) => void;
  readonly taken: () => string;
} {
  let gathered = "";
  let inText = false;
  let inPhonetic = false;
  return {
    begin: () => {
      gathered = "";
    },
    open: (name) => {
      if (name === "rPh") inPhonetic = true;
      if (name === "t") inText = !inPhonetic;
    },
    text: (text) => {
      if (inText) gathered += text;
    },
    close: (name) => {
      if (name === "t") inText = false;
      if (name === "rPh") inPhonetic = false;
    },
    taken: () => gathered,
  };
}

/** `_x000D_` stands for a sign that XML cannot hold (ECMA-376 22.9.2.19). */
export function unescapeCell(text: string): string {
  return text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

export function isTrue(value: string | undefined): boolean {
  return value === "1" || value === "true";
}
