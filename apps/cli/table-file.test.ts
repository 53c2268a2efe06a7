import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { CommandRefusal } from "./command.ts";
import { openTable } from "./table-file.ts";

const folder = mkdtempSync(join(tmpdir(), "gongzhi-table-file-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ["empty.csv", "", "table-empty", "there is nothing in it"],
  ["bytes.csv", Buffer.from([0x89, 0xff, 0x00, 0x81, 0x0a, 0xff]), "table-encoding", "neither UTF-8, UTF-16 nor GB 18030"],
  ["twice.csv", "内容,内容\n一,二\n", "table-heading-twice", "two columns have the same heading, column 2"],
  ["none.xlsx", "PK", "archive-damaged", "no workbook as Excel saves it"],
])("%s is refused in one sentence, not in the code's own words", async (name, bytes, code, says) => {
  const file = join(folder, name);
  writeFileSync(file, bytes);
  const refusal = await openTable(file).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(CommandRefusal);
  expect(refusal).toMatchObject({ code });
  expect(String(refusal)).toContain(says);
});
