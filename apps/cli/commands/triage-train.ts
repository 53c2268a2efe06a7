import { basename } from "node:path";
import { trainModel, type TrainingText, writeModel } from "@gongzhi/text-triage";
import { type Command, type CommandInput, CommandRefusal } from "../command.ts";
import {
  listHeadings,
  orTriageRefused,
  readOption,
  readTriageTable,
  readWholeOption,
  textOf,
  type TriageRow,
} from "../triage-input.ts";
import { assertWritable, writeWhole } from "../written-file.ts";

const HELP = `
Each FILE is a CSV with a column label (类别, 一级标签 …) and the text in title and detail (留言主题, 留言详情 …), or cut into words
in segmented_text: the dictionary is learnt from such words. raw_id names the row with the same text as it was written (its id):
the two are one when the model is checked. Rows without a label are left out.

A model holds pieces of the texts it shows as near examples, with persons masked; --examples 0 leaves them out.
--target is the share of kept answers that shall be right; less sure ones ask for a person.

  gongzhi triage train labelled-segmented.csv labelled-raw.csv --out appeals.model`;

/** Training learns from the text's structure; a title runs into its detail without a mark of its own. */
const BETWEEN = "\n";

export const command: Command = {
  summary: "Learns to classify texts from classified ones.",
  usage: "FILE… --out MODEL [--target 0.95] [--examples 8000] [--seed 1]",
  help: HELP,
  options: {
    out: { type: "string" },
    target: { type: "string" },
    examples: { type: "string" },
    seed: { type: "string" },
  },
  run: async (input) => {
    const out = input.values["out"];
    if (input.positionals.length === 0) throw new CommandRefusal("no-file", "name the files to learn from");
    if (typeof out !== "string" || out === "") throw new CommandRefusal("no-out", "name the model's file with --out");
    const options = {
      targetRight: readOption(input, "target", 0.95, 0.5, 0.999),
      examples: readWholeOption(input, "examples", 8_000, 0, 50_000),
      seed: readWholeOption(input, "seed", 1, 0, 2 ** 31 - 1),
      onProgress: (step: string, share: number) => input.stderr.write(`  ${step} ${Math.round(100 * share)} %\n`),
    };
    await assertWritable(out);
    const texts: TrainingText[] = [];
    for (const path of input.positionals) texts.push(...(await readTexts(input, path)));
    const model = orTriageRefused(input.positionals.join(", "), () => trainModel(texts, options));
    const bytes = writeModel(model);
    await writeWhole(out, bytes);
    const { labels, measured } = model;
    input.stdout.write(
      `${JSON.stringify({ model: basename(out), bytes: bytes.length, texts: texts.length, labels, measured })}\n`,
    );
    return 0;
  },
};

async function readTexts(input: CommandInput, path: string): Promise<readonly TrainingText[]> {
  const table = await readTriageTable(path);
  if (!table.has("label")) {
    throw new CommandRefusal(
      "heading-missing",
      `${path} has no column label (类别, 分类, 一级标签); there is: ${listHeadings(table.headings)}`,
    );
  }
  const texts = table.rows.flatMap((row) => readText(row, basename(path)));
  const left = table.rows.length - texts.length;
  input.stderr.write(`  ${path}: ${texts.length} texts${left > 0 ? `, ${left} rows without a label left out` : ""}\n`);
  return texts;
}

function readText(row: TriageRow, file: string): readonly TrainingText[] {
  const label = row.read("label")?.trim() ?? "";
  if (label === "") return [];
  const segmented = row.read("segmented") !== undefined && (row.read("title") ?? "") === "" && (row.read("detail") ?? "") === "";
  const id = row.read("id")?.trim() ?? "";
  const original = row.read("original")?.trim() ?? "";
  const group = original === "" ? id : original;
  return [
    {
      id: id === "" ? `${file}:${row.row.line}` : id,
      text: textOf(row, BETWEEN),
      label,
      segmented,
      ...(group === "" ? {} : { group }),
    },
  ];
}
