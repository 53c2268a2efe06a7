import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { parse } from "csv-parse/sync";
import { strFromU8, unzipSync } from "fflate";
import { readSheet } from "read-excel-file/node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isRefusal, type Refusal } from "../refusal.ts";
import { guardFormula, unguardFormula } from "./formula-guard.ts";
import { readCsv } from "./read-csv.ts";
import { readXlsx } from "./read-xlsx.ts";
import type { Table } from "./table.ts";
import { writeCsv } from "./write-csv.ts";
import { writeXlsx } from "./write-xlsx.ts";

const ROWS = 10_000;
const HEADINGS = ["姓名", "=金额", "电话", "__proto__", "备注"];
const SEED = Number(process.env["GONGZHI_SEED"] ?? Math.floor(Math.random() * 2 ** 31));

/** Mulberry32: one seed, one table. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const PIECES = [
  "=",
  "+",
  "-",
  "@",
  "\t",
  "\r",
  "\n",
  "\u0000",
  "＝",
  "＋",
  "－",
  "＠",
  "'",
  "''",
  '"',
  ",",
  ";",
  " ",
  "\u3000",
  "\ufeff",
  "\u200b",
  "\u0007",
  "_x000D_",
  "_x003D_",
  "&amp;",
  "<f>",
  "]]>",
  "😀",
  "张三",
  "=cmd|' /C calc'!A0",
  "-5",
  "+8613800138000",
  "constructor",
  "0.1",
  "1e5",
  "a",
  "\\",
];

function randomRows(): readonly (readonly string[])[] {
  const random = seeded(SEED);
  const pick = (count: number) => Math.floor(random() * count);
  const cell = () => Array.from({ length: pick(5) }, () => PIECES[pick(PIECES.length)] ?? "").join("");
  // The last cell is never blank: a row of blanks is left out when read.
  return Array.from({ length: ROWS }, () => [cell(), cell(), cell(), cell(), `${cell()}行`]);
}

async function allOf(table: Table | Refusal): Promise<readonly (readonly string[])[]> {
  if (isRefusal(table)) throw new Error(`refused: ${table.code}`);
  const rows: string[][] = [];
  for await (const row of table.rows) {
    if (isRefusal(row)) throw new Error(`refused: ${row.code} ${JSON.stringify(row.facts)}`);
    rows.push(table.headings.map((heading) => row.values[heading] ?? "missing"));
  }
  return rows;
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tables-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

describe(`10,000 random rows (seed ${SEED})`, () => {
  const rows = randomRows();
  const dangerous = /^[=+\-@\t\r\0＝＋－＠]/;

  test("CSV: no cell begins dangerously, and every value comes back", async () => {
    const path = join(folder, "all.csv");
    await writeFile(path, writeCsv(HEADINGS, rows));
    // Read bare, as a spreadsheet program would.
    const bare: string[][] = parse(await buffer(writeCsv(HEADINGS, rows)), { bom: true });
    expect(bare.length).toBe(ROWS + 1);
    expect(bare.flat().filter((cell) => dangerous.test(cell))).toEqual([]);
    const read = await readCsv({ path });
    expect(isRefusal(read) ? read : read.headings).toEqual(HEADINGS);
    expect(await allOf(read)).toEqual(rows);
  });

  test("XLSX: every cell is text, none is a formula, and every value comes back", async () => {
    const path = join(folder, "all.xlsx");
    await writeFile(path, writeXlsx("导出", HEADINGS, rows));
    const parts = unzipSync(await buffer(writeXlsx("导出", HEADINGS, rows)));
    const sheet = strFromU8(parts["xl/worksheets/sheet1.xml"] ?? new Uint8Array());
    const cells = sheet.match(/<c /g)?.length ?? 0;
    expect(cells).toBe([HEADINGS, ...rows].flat().filter((value) => value !== "").length);
    expect(sheet.match(/<c r="[A-Z]+\d+" s="1" t="inlineStr"><is>/g)?.length).toBe(cells);
    expect(/<f[ >/]/.test(sheet)).toBe(false);
    expect(await allOf(await readXlsx({ path }))).toEqual(rows);
  });
});

test("the guard is taken off exactly where it was put on", () => {
  for (const value of randomRows().flat()) expect(unguardFormula(guardFormula(value))).toBe(value);
  for (const plain of ["张三", "'好", "O'Neil", "", "'", "5-3", "a=b"]) expect(guardFormula(plain)).toBe(plain);
  expect(["=1", " =1", "'=1", "－5", "\u0000x"].map(guardFormula)).toEqual(["'=1", "' =1", "''=1", "'－5", "'\u0000x"]);
});

test("an XLSX reader of somebody else's reads ours", async () => {
  const bytes = await buffer(
    writeXlsx(
      "a/b:c",
      ["姓名", "电话"],
      [
        ["张三", "+8613800138000"],
        ["=1+1", "11010519491231002X"],
      ],
    ),
  );
  expect(await readSheet(bytes)).toEqual([
    ["姓名", "电话"],
    ["张三", "+8613800138000"],
    ["=1+1", "11010519491231002X"],
  ]);
});

test("a source that fails ends the stream with its fault; a reader that leaves ends the source", async () => {
  async function* failing() {
    yield ["1"];
    throw new Error("the database went away");
  }
  await expect(buffer(writeXlsx("x", ["a"], failing()))).rejects.toThrow("the database went away");
  await expect(buffer(writeCsv(["a"], failing()))).rejects.toThrow("the database went away");

  const ended = Promise.withResolvers<string>();
  async function* endless() {
    try {
      for (let row = 0; ; row++) yield [String(row), Math.random().toString(36).repeat(20)];
    } finally {
      ended.resolve("ended");
    }
  }
  const stream = writeXlsx("x", ["a", "b"], endless());
  // Its buffer fills while nobody reads; then the reader is gone.
  await new Promise((resolve) => setTimeout(resolve, 200));
  stream.destroy();
  expect(await ended.promise).toBe("ended");
});
