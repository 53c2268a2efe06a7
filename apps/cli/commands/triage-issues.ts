import { readFile } from "node:fs/promises";
import { DEFAULT_HEAT, findIssues, type HeatFormula, type Issue, type IssueText, readHeatFormula } from "@gongzhi/text-triage";
import { type Command, type CommandInput, CommandRefusal } from "../command.ts";
import { onlyFile, orTriageRefused, readTriageTable, readWholeOption, type TriageRow } from "../triage-input.ts";

const HELP = `
FILE is a CSV with id, title, detail, and as far as there are such columns time, user, likes, dislikes (留言编号, 留言主题, 留言详情,
留言时间, 留言用户, 点赞数, 反对数). Messages on one matter in one place become one issue; a silence of 180 days ends it.

Out come the N hottest: [{"title", "heat", "ids"}]. With --explain also what the heat was made of, and from when to when.
--formula FILE.json is another heat index; the usual one is

${JSON.stringify(DEFAULT_HEAT, null, 2)}

A measure is reporters, repeats, likes, dislikes, days or quietDays; with halfLifeDays a term fades while nobody writes.

  gongzhi triage issues appeals.csv --top 10`;

const TOP = 10;
const TOP_MAX = 10_000;
const FORMULA_BYTES_MAX = 100_000;

export const command: Command = {
  summary: "Groups messages into issues and lists the hottest.",
  usage: "FILE --top N [--formula FILE.json] [--silence DAYS] [--explain]",
  help: HELP,
  options: {
    top: { type: "string" },
    formula: { type: "string" },
    silence: { type: "string" },
    explain: { type: "boolean" },
  },
  run: async (input) => {
    const path = onlyFile(input);
    const top = readWholeOption(input, "top", TOP, 1, TOP_MAX);
    const silenceDays = readWholeOption(input, "silence", 180, 1, 36_500);
    const formula = await readFormula(input);
    const table = await readTriageTable(path);
    const texts = table.rows.map(readIssueText);
    input.stderr.write(`  ${texts.length} messages\n`);
    const issues = orTriageRefused(path, () => findIssues(texts, { formula, silenceDays }));
    input.stderr.write(`  ${issues.length} issues of two messages and more\n`);
    const explain = input.values["explain"] === true;
    input.stdout.write(`${JSON.stringify(issues.slice(0, top).map((issue) => shown(issue, explain)))}\n`);
    return 0;
  },
};

async function readFormula(input: CommandInput): Promise<HeatFormula> {
  const path = input.values["formula"];
  if (typeof path !== "string") return DEFAULT_HEAT;
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text === undefined) throw new CommandRefusal("no-such-file", `${path} is not there`);
  if (text.length > FORMULA_BYTES_MAX) throw new CommandRefusal("too-large", `${path} is longer than a formula`);
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    throw new CommandRefusal("bad-option", `${path} is no JSON`);
  }
  return orTriageRefused(path, () => readHeatFormula(given));
}

function readIssueText({ row, read }: TriageRow): IssueText {
  const id = read("id")?.trim() ?? "";
  const time = readTime(read("time"));
  const reporter = read("reporter")?.trim() ?? "";
  return {
    id: id === "" ? `line ${row.line}` : id,
    title: read("title") ?? "",
    detail: read("detail") ?? read("segmented") ?? "",
    ...(time === undefined ? {} : { time }),
    ...(reporter === "" ? {} : { reporter }),
    likes: readCount(read("likes")),
    dislikes: readCount(read("dislikes")),
  };
}

/** `2019/2/28 11:25:05`, `2019-04-08`, `2019年4月8日`; the offset is left out, since only distances in days are used. */
function readTime(given: string | undefined): number | undefined {
  const match = /^\s*(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s]+(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?)?/u.exec(given ?? "");
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0));
  const time = Date.UTC(year!, month! - 1, day, hour, minute, second);
  return new Date(time).getUTCDate() === day && new Date(time).getUTCMonth() === month! - 1 ? time : undefined;
}

function readCount(given: string | undefined): number {
  const count = Number(given?.trim() || 0);
  return Number.isFinite(count) && count > 0 ? count : 0;
}

function shown({ title, heat, ids, figures, from, to }: Issue, explain: boolean) {
  const plain = { title, heat: Number(heat.toFixed(4)), ids };
  if (!explain) return plain;
  const day = (time: number | undefined) => (time === undefined ? undefined : new Date(time).toISOString().slice(0, 10));
  return { ...plain, figures, from: day(from), to: day(to) };
}
