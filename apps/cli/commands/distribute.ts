import { readFile, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { isRefusal, outcomeJson, reckonPlan } from "@gongzhi/double-entry";
import { type Command, type CommandInput, CommandRefusal } from "../command.ts";

/** Two million members take about 120 MB. */
const FILE_BYTES_MAX = 256 * 1024 * 1024;

export const command: Command = {
  summary: "Distribute a year's income by a plan: every amount with its account, every member's exact share.",
  usage: "PLAN.json",
  help: `
PLAN.json  sources (income and its account), steps in the order of the rule (losses, reserves, members, other), members with shares:
           {"key": "2025", "title": "2025 年度收益分配", "date": "2025-12-31",
            "sources": [{"name": "本年收益", "account": "所有者权益:本年收益", "amountCents": 100000}],
            "steps": [{"kind": "reserves", "name": "公积金", "account": "所有者权益:公积金", "share": "3/10"},
                      {"kind": "members", "name": "成员分红", "account": "负债:应付分红", "rest": true}],
            "members": [{"id": "001", "shares": 3}, {"id": "002", "shares": "5/2"}]}

Formats: packages/double-entry/schemas (plan in, distribution out), examples: packages/double-entry/examples.
Members' shares are rounded by the largest remainder; the sum is exact, each within one cent of the exact share.
Prints the distribution as JSON: amounts, members, the rounding line, and the entry that carries it out (debits positive).
Exit code: 0 done, 2 refused, with the path of the fault in the plan.`,
  options: {},
  run: distributePlan,
};

async function distributePlan({ positionals, stdout }: CommandInput): Promise<number> {
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new CommandRefusal("arguments", "needs one file: PLAN.json");
  const outcome = reckonPlan(await readJson(file));
  if (isRefusal(outcome)) {
    const { code, at, message, remedy } = outcome;
    throw new CommandRefusal(code, `${file}: ${at === undefined ? "" : `${at}: `}${message}. ${remedy}`);
  }
  for (const piece of outcomeJson(outcome)) stdout.write(piece);
  return 0;
}

/** Relative paths are as seen from where npm was called. */
async function readJson(file: string): Promise<unknown> {
  const path = resolve(process.env["INIT_CWD"] ?? process.cwd(), file);
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile() !== true) throw new CommandRefusal("no-such-file", `there is no file ${file}`);
  if (found.size > FILE_BYTES_MAX) throw new CommandRefusal("file-too-large", `${file} has more than ${FILE_BYTES_MAX} bytes`);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(await readFile(path)));
  } catch (error) {
    throw new CommandRefusal("unreadable-file", `${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
