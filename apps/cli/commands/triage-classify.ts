import { createClassifier, readModel } from "@gongzhi/text-triage";
import { stringify } from "csv-stringify/sync";
import { type Command, CommandRefusal } from "../command.ts";
import { openTriageTable, orTriageRefused, readBinary, readWholeOption, textOf, writtenCell } from "../triage-input.ts";

const HELP = `
FILE is a CSV with title and detail (留言主题, 留言详情 …). The same rows come out, in their order and with all their columns, and
behind them label (the suggested class), probability (how often such an answer is right), ask_a_person (true: too unsure, a person
classifies) and reasons (the parts of the text that spoke for the class against the next likely one, and how much). A column that
already has such a name is kept as given_…. FILE - is standard input. Rows are read and written one by one; a text without a
character that counts asks for a person.

The label is a suggestion: whoever answers for the text decides. --nearest N adds the N most similar texts the model learnt from.

  gongzhi triage classify appeals.model new.csv > suggested.csv`;

const PROGRESS_EVERY = 10_000;
const CELL_REASONS = "、";
/** Rows are written in pieces: one string of a whole register would be copied again and again. */
const ROWS_A_PIECE = 1_000;

export const command: Command = {
  summary: "Suggests a class for each text, with its probability and reasons.",
  usage: "MODEL FILE [--reasons 5] [--nearest 0]",
  help: HELP,
  options: { reasons: { type: "string" }, nearest: { type: "string" } },
  run: async (input) => {
    const [modelPath, path] = input.positionals;
    if (modelPath === undefined || path === undefined || input.positionals.length !== 2) {
      throw new CommandRefusal("no-file", "name a model and one file");
    }
    const reasons = readWholeOption(input, "reasons", 5, 0, 50);
    const nearest = readWholeOption(input, "nearest", 0, 0, 20);
    const bytes = await readBinary(modelPath);
    const classifier = createClassifier(orTriageRefused(modelPath, () => readModel(bytes)));
    const table = await openTriageTable(path);
    const added = ["label", "probability", "ask_a_person", "reasons", ...(nearest > 0 ? ["nearest"] : [])];
    const headings = table.headings.map((heading) => (added.includes(heading) ? `given_${heading}` : heading));
    let piece: string[][] = [[...headings, ...added]];
    let read = 0;
    let asked = 0;
    for await (const row of table.rows) {
      read += 1;
      const text = textOf(row, "\n");
      const { label, probability, askAPerson } = classifier.classify(text);
      if (askAPerson) asked += 1;
      const given = table.headings.map((heading) => writtenCell(row.row.values[heading] ?? ""));
      const why = reasons === 0 ? [] : classifier.explain(text, reasons);
      const cells = [label, probability.toFixed(4), String(askAPerson), why.map(writeReason).join(CELL_REASONS)];
      if (nearest > 0) cells.push(JSON.stringify(classifier.nearest(text, nearest).map(roundNear)));
      piece.push([...given, ...cells.map(writtenCell)]);
      if (piece.length >= ROWS_A_PIECE) {
        input.stdout.write(stringify(piece));
        piece = [];
      }
      if (read % PROGRESS_EVERY === 0) input.stderr.write(`  ${read} texts\n`);
    }
    input.stdout.write(stringify(piece));
    input.stderr.write(`  ${read} texts, ${asked} of them for a person to classify\n`);
    return 0;
  },
};

function writeReason({ part, weight }: { readonly part: string; readonly weight: number }): string {
  return `${part} ${weight.toFixed(2)}`;
}

function roundNear<Near extends { readonly cosine: number }>(near: Near): Near {
  return { ...near, cosine: Number(near.cosine.toFixed(4)) };
}
