import { buffer } from "node:stream/consumers";
import { isDeepStrictEqual } from "node:util";
import { strToU8, zipSync } from "fflate";
import writeXlsxFile from "write-excel-file/node";
import { describe, expect, test } from "vitest";
import { isRefusal, type Refusal } from "../refusal.ts";
import { dateText, isDateFormat, numberText } from "./excel-number.ts";
import { readCsv } from "./read-csv.ts";
import { readXlsx } from "./read-xlsx.ts";
import { type Table, TABLE_LIMITS, type TableRow } from "./table.ts";
import { writeXlsx } from "./write-xlsx.ts";

async function rowsOf(table: Table | Refusal): Promise<readonly (TableRow | Refusal)[]> {
  if (isRefusal(table)) return [table];
  const rows: (TableRow | Refusal)[] = [];
  for await (const row of table.rows) rows.push(row);
  return rows;
}

function csv(text: string | Uint8Array, limits = TABLE_LIMITS) {
  return readCsv({ bytes: Buffer.from(text as Uint8Array) }, limits);
}

describe("CSV", () => {
  test("line numbers are those people see, whatever breaks lie in cells and between rows", async () => {
    const rows = await rowsOf(await csv('a,b\r\n\r\n1,"x\r\ny"\r\n2,3\r\n\r\n\r\n,\r\n"4","5\n6\n7"\r\n8,9'));
    expect(rows).toEqual([
      { line: 3, values: { a: "1", b: "x\r\ny" } },
      { line: 5, values: { a: "2", b: "3" } },
      { line: 9, values: { a: "4", b: "5\n6\n7" } },
      { line: 12, values: { a: "8", b: "9" } },
    ]);
  });

  test.each([
    ["UTF-8", Buffer.from("姓名,村\n张三,东港\n")],
    ["UTF-8 with mark", Buffer.from("\ufeff姓名,村\n张三,东港\n")],
    // 姓名,村 / 张三,东港 in GBK, as Excel in China saves it.
    ["GB 18030", Buffer.from("d0d5c3fb2cb4e50ad5c5c8fd2cb6abb8db0a", "hex")],
    ["UTF-16", Buffer.from("\ufeff姓名\t村\n张三\t东港\n", "utf16le")],
  ])("%s is found out", async (_, bytes) => {
    const table = await csv(bytes);
    expect(isRefusal(table) ? table : table.headings).toEqual(["姓名", "村"]);
    expect(await rowsOf(table)).toEqual([{ line: 2, values: { 姓名: "张三", 村: "东港" } }]);
  });

  test("a GB 18030 file whose first Chinese sign comes late is still found out", async () => {
    const bytes = Buffer.concat([Buffer.from(`a,b\n${"x,y\n".repeat(40_000)}`), Buffer.from("d5c5c8fd2c7a0a", "hex")]);
    expect((await rowsOf(await csv(bytes))).at(-1)).toEqual({ line: 40_002, values: { a: "张三", b: "z" } });
  });

  test.each([
    [";", "a;b;c\n1,5;2;3\n"],
    ["\t", "a\tb\tc\n1,5\t2\t3\n"],
    [",", '"a;;;;",b,c\n"1,5",2,3\n'],
  ])("the separator %j is found out", async (_, text) => {
    const [row] = await rowsOf(await csv(text));
    expect(row === undefined || isRefusal(row) ? row : Object.values(row.values)).toEqual(["1,5", "2", "3"]);
  });

  test.each([
    ["nothing", "", "table-empty"],
    ["only blanks", "\n , \n", "table-empty"],
    ["a heading twice", "a,b,a\n1,2,3\n", "table-heading-twice"],
    ["a cell beyond the headings", "a,b\n1,2,3\n", "table-cell-without-heading"],
    ["a quote left open", 'a,b\n1,"2\n3,4\n', "table-quotes"],
    ["a quote closed in the middle", 'a,b\n1,"2"x\n', "table-quotes"],
    ["bytes of no encoding", Buffer.from("612c620aff81ff0a", "hex"), "table-encoding"],
  ])("%s is refused", async (_, text, code) => {
    expect((await rowsOf(await csv(text))).at(-1)).toMatchObject({ refused: true, code });
  });

  test("a quote that is wrong is told by its line, however many rows stand before it and behind it", async () => {
    const rows = '"x\r\ny",2\r\n'.repeat(50);
    for (const wrong of ['1,"2\r\n3,4', '"1"x,2', '1,2"3']) {
      const last = (await rowsOf(await csv(`a,b\r\n${rows}${wrong}\r\n5,6\r\n`))).at(-1);
      expect([wrong, last]).toMatchObject([wrong, { code: "table-quotes", facts: { line: 102 } }]);
    }
  });

  test("rows, columns and cells are limited, an endless quote too", async () => {
    const limits = { rows: 2, columns: 3, cellSigns: 5 };
    expect((await rowsOf(await csv("a\n1\n2\n3\n", limits))).at(-1)).toMatchObject({ code: "table-rows" });
    expect(await csv("a,b,c,d\n", limits)).toMatchObject({ code: "table-columns" });
    expect((await rowsOf(await csv("a\n123456\n", limits))).at(-1)).toMatchObject({
      code: "table-cell",
      facts: { line: 2, column: 1 },
    });
    expect((await rowsOf(await csv(`a\n"${"x\n".repeat(100_000)}`, limits))).at(-1)).toMatchObject({ code: "table-cell" });
  });

  test("columns without heading and content are left out; a guarded cell loses its guard", async () => {
    expect(await rowsOf(await csv("a,,b,\n1,,'=2,\n"))).toEqual([{ line: 2, values: { a: "1", b: "=2" } }]);
  });

  test("reading may stop in the middle", async () => {
    const table = await csv(`a\n${"1\n".repeat(10_000)}`);
    if (isRefusal(table)) throw new Error("refused");
    for await (const row of table.rows) {
      expect(row).toMatchObject({ line: 2 });
      break;
    }
    await table.close();
  });
});

const BOOK = {
  "[Content_Types].xml": "<Types/>",
  "xl/workbook.xml":
    '<workbook xmlns:r="r"><sheets><sheet name="h" state="hidden" r:id="rId1"/><sheet name="s" r:id="rId2"/></sheets></workbook>',
  "xl/_rels/workbook.xml.rels":
    '<Relationships><Relationship Id="rId1" Target="worksheets/hidden.xml"/><Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/></Relationships>',
  "xl/styles.xml":
    '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="165" formatCode="0.00&quot; days&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="57"/></cellXfs></styleSheet>',
  "xl/sharedStrings.xml":
    '<sst><si><t>姓名</t></si><si><r><t>张</t></r><r><t>三</t></r><rPh sb="0" eb="1"><t>zhang</t></rPh></si><si><t xml:space="preserve"> a_x000D_b </t></si></sst>',
};

function book(sheetData: string, parts: Readonly<Record<string, string>> = {}): Buffer {
  const all = { ...BOOK, "xl/worksheets/sheet2.xml": `<worksheet><sheetData>${sheetData}</sheetData></worksheet>`, ...parts };
  return Buffer.from(zipSync(Object.fromEntries(Object.entries(all).map(([path, xml]) => [path, strToU8(xml)]))));
}

const HEADING_ROW = '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="inlineStr"><is><t>值</t></is></c></row>';

async function cellOf(cell: string) {
  const [row] = await rowsOf(
    await readXlsx({ bytes: book(`${HEADING_ROW}<row r="7"><c r="A7" t="s"><v>1</v></c>${cell}</row>`) }),
  );
  return row === undefined || isRefusal(row) ? row : row.values["值"];
}

describe("XLSX", () => {
  test("the first visible sheet, shared strings in runs, row numbers with gaps", async () => {
    const bytes = book(`${HEADING_ROW}<row r="3"/><row r="9"><c r="A9" t="s"><v>1</v></c><c r="B9"><v>5</v></c></row>`);
    expect(await rowsOf(await readXlsx({ bytes }))).toEqual([{ line: 9, values: { 姓名: "张三", 值: "5" } }]);
  });

  test.each([
    ['<c r="B7" t="s"><v>2</v></c>', " a\rb "],
    ['<c r="B7"><v>13800138000</v></c>', "13800138000"],
    ['<c r="B7"><v>1.3800138E10</v></c>', "13800138000"],
    ['<c r="B7"><v>0.30000000000000004</v></c>', "0.3"],
    ['<c r="B7"><v>1E-7</v></c>', "0.0000001"],
    ['<c r="B7" s="1"><v>46349</v></c>', "2026-11-23"],
    ['<c r="B7" s="2"><v>46349.395833333336</v></c>', "2026-11-23T09:30:00"],
    ['<c r="B7" s="3"><v>46349</v></c>', "46349"],
    ['<c r="B7" s="4"><v>46349</v></c>', "2026-11-23"],
    ['<c r="B7" t="b"><v>1</v></c>', "TRUE"],
    ['<c r="B7" t="str"><f>A1&amp;"x"</f><v>yx</v></c>', "yx"],
    ['<c r="B7" t="e"><v>#N/A</v></c>', "#N/A"],
    ['<c r="B7" t="d"><v>2026-11-23T00:00:00</v></c>', "2026-11-23"],
    ['<c t="inlineStr"><is><t>&lt;好&gt;</t></is></c>', "<好>"],
    ['<c r="B7" s="1"/>', ""],
  ])("%s gives %j", async (cell, value) => {
    expect(await cellOf(cell)).toBe(value);
  });

  test("an identity number typed as a number is refused with its place, not rounded", async () => {
    expect(await cellOf('<c r="B7"><v>1.10105194912310E17</v></c>')).toMatchObject({
      code: "table-digits-lost",
      facts: { line: 7, column: 2 },
    });
  });

  test("a file of somebody else's writer is read, dates too", async () => {
    const bytes = await writeXlsxFile([
      ["姓名", "日期", "金额"],
      ["张三", { value: new Date(Date.UTC(2026, 10, 23)), type: Date, format: "yyyy-mm-dd" }, 12.5],
    ]).toBuffer();
    expect(await rowsOf(await readXlsx({ bytes }))).toEqual([
      { line: 2, values: { 姓名: "张三", 日期: "2026-11-23", 金额: "12.5" } },
    ]);
  });

  test.each([
    ["no zip", Buffer.from("姓名,值\n"), "archive-damaged"],
    ["another zip", Buffer.from(zipSync({ "a.txt": strToU8("x") })), "table-not-xlsx"],
    [
      "a DOCTYPE in the sheet",
      book("", { "xl/worksheets/sheet2.xml": '<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>' }),
      "archive-doctype",
    ],
    ["a DOCTYPE in the strings", book(HEADING_ROW, { "xl/sharedStrings.xml": "<!DOCTYPE sst><sst/>" }), "archive-doctype"],
    ["broken XML", book('<row r="1"><c'), "table-not-xlsx"],
    ["an unknown entity", book('<row r="1"><c t="str"><v>&xxe;</v></c></row>'), "table-not-xlsx"],
    ["a column far out", book('<row r="1"><c r="XFD1"><v>1</v></c></row>'), "table-columns"],
    ["a row beyond the last", book(`${HEADING_ROW}<row r="9999999"><c r="A9999999"><v>1</v></c></row>`), "table-not-xlsx"],
    ["a bomb", book(`<row r="1">${"<c/>".repeat(1_000_000)}</row>`), "archive-bomb"],
  ])("%s is refused", async (_, bytes, code) => {
    expect((await rowsOf(await readXlsx({ bytes }))).at(-1)).toMatchObject({ refused: true, code });
  });

  test("every file cut short or with a flipped bit is read right or refused, never a throw", async () => {
    const right = Array.from({ length: 50 }, (_, row) => ({ line: row + 2, values: { a: `x${row}`, b: "张三" } }));
    const whole = await buffer(
      writeXlsx(
        "s",
        ["a", "b"],
        Array.from({ length: 50 }, (_, row) => [`x${row}`, "张三"]),
      ),
    );
    for (let at = 0; at < whole.length; at += 7) {
      const cut = await rowsOf(await readXlsx({ bytes: whole.subarray(0, at) }));
      expect(cut.at(-1)).toMatchObject({ refused: true });
      const flipped = Buffer.from(whole);
      flipped[at] = (flipped[at] ?? 0) ^ 0x10;
      const read = await rowsOf(await readXlsx({ bytes: flipped }));
      expect(isRefusal(read.at(-1)) || isDeepStrictEqual(read, right)).toBe(true);
    }
  });
});

test("Excel's numbers and dates", () => {
  expect(["1", "-5", "0.1", "1e15", "x", "123456789012345"].map(numberText)).toEqual([
    "1",
    "-5",
    "0.1",
    undefined,
    undefined,
    "123456789012345",
  ]);
  expect(dateText("1", false)).toBe("1900-01-01");
  expect(dateText("59", false)).toBe("1900-02-28");
  expect(dateText("60", false)).toBeUndefined();
  expect(dateText("61", false)).toBe("1900-03-01");
  expect(dateText("44887", true)).toBe("2026-11-23");
  expect(dateText("0.5", false)).toBe("12:00:00");
  expect(dateText("-1", false)).toBeUndefined();
  expect(["yyyy/m/d", "[h]:mm", "General", "0.00", '0" 天"', "[Red]0", "[$-804]yyyy", "\\d0"].map(isDateFormat)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
    true,
    false,
  ]);
});
