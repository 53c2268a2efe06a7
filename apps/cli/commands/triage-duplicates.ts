import { existsSync } from "node:fs";
import {
  addTexts,
  createDuplicateIndex,
  findDuplicatePairs,
  type IdentifiedText,
  readDuplicateIndex,
  THRESHOLD_MIN,
  writeDuplicateIndex,
} from "@gongzhi/text-triage";
import { stringify } from "csv-stringify/sync";
import { type Command, CommandRefusal } from "../command.ts";
import { onlyFile, orTriageRefused, readBinary, readOption, readTriageTable, textOf } from "../triage-input.ts";
import { assertWritable, writeWhole } from "../written-file.ts";

const HELP = `
FILE is a CSV with id, title and detail (留言编号, 留言主题, 留言详情 …). Every pair of texts whose cosine (characters in pairs and
triples, damped tf-idf) is at least T comes out, none is missed: id_a (the earlier row), id_b, cosine.

--index KEEP goes on from an index of earlier texts, if the file is there, and keeps the grown one: rows it already holds are not
read again, and pairs among all texts come out. An index holds pieces of every text: keep it where the texts are kept.

  gongzhi triage duplicates appeals.csv --threshold 0.9`;

const THRESHOLD = 0.9;

export const command: Command = {
  summary: "Finds all pairs of nearly equal texts.",
  usage: "FILE --threshold T [--index KEEP]",
  help: HELP,
  options: { threshold: { type: "string" }, index: { type: "string" } },
  run: async (input) => {
    const path = onlyFile(input);
    const threshold = readOption(input, "threshold", THRESHOLD, THRESHOLD_MIN, 1);
    const kept = input.values["index"];
    if (typeof kept === "string") await assertWritable(kept);
    const table = await readTriageTable(path);
    const index = typeof kept === "string" && existsSync(kept) ? await openIndex(kept) : createDuplicateIndex();
    const before = index.rows.size;
    const met = new Set<string>();
    const texts: IdentifiedText[] = [];
    for (const row of table.rows) {
      const given = row.read("id")?.trim() ?? "";
      const id = given === "" ? `line ${row.row.line}` : given;
      if (met.has(id)) throw new CommandRefusal("duplicate-id", `${path}, line ${row.row.line}: the id ${id} stood before`);
      met.add(id);
      if (!index.rows.has(id)) texts.push({ id, text: textOf(row, "") });
    }
    input.stderr.write(`  ${texts.length} texts${before > 0 ? `, beside ${before} of the index` : ""}\n`);
    const pairs = orTriageRefused(path, () => {
      addTexts(index, texts);
      return findDuplicatePairs(index, threshold);
    });
    if (typeof kept === "string") await writeWhole(kept, writeDuplicateIndex(index));
    const rows = pairs.map(({ idA, idB, cosine }) => [idA, idB, cosine.toFixed(4)]);
    input.stdout.write(stringify([["id_a", "id_b", "cosine"], ...rows]));
    input.stderr.write(`  ${pairs.length} pairs\n`);
    return 0;
  },
};

async function openIndex(path: string): Promise<ReturnType<typeof readDuplicateIndex>> {
  const bytes = await readBinary(path);
  return orTriageRefused(path, () => readDuplicateIndex(bytes));
}
