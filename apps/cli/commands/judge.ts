import { readFile, stat } from "node:fs/promises";
import { DecisionRefusal, judgeDocuments } from "@gongzhi/decision-rules";
import { type Command, type CommandInput, CommandRefusal } from "../command.ts";

/** A rule or a meeting is a page of JSON; ten thousand mandates are about a megabyte. */
const MAX_FILE_BYTES = 4 * 1024 * 1024;

export const command: Command = {
  summary: "Judge a meeting by a rule: held, valid, passed, and why.",
  usage: "RULE.json MEETING.json [--strict]",
  help: `
RULE.json     a rule version, a list of versions, or a shipped default: {"use": "villagers-assembly"}
MEETING.json  the figures: {"roll": {"adults": 312}, "attendance": {"adults": 157}, "ballots": {"for": 79, "against": 78}}
--strict      what the rule asks for and the meeting does not state counts against it

Formats: packages/decision-rules/schemas, examples: packages/decision-rules/examples.
Prints the verdict as JSON with every reason: figure, threshold, denominator, article, sentences in zh-CN and en.
Exit code: 0 passed (or held, valid, must be called), 1 not, 2 refused input.`,
  options: { strict: { type: "boolean" } },
  run: judgeFiles,
};

async function judgeFiles({ positionals, values, stdout }: CommandInput): Promise<number> {
  const [ruleFile, meetingFile, ...more] = positionals;
  if (ruleFile === undefined || meetingFile === undefined || more.length > 0) {
    throw new CommandRefusal("arguments", "needs two files: RULE.json MEETING.json");
  }
  const rule = await readJson(ruleFile);
  const meeting = await readJson(meetingFile);
  try {
    const verdict = judgeDocuments(rule, meeting, { missing: values["strict"] === true ? "invalid" : "noted" });
    stdout.write(`${JSON.stringify(verdict, null, 2)}\n`);
    return YES.has(verdict.outcome) ? 0 : 1;
  } catch (error) {
    if (error instanceof DecisionRefusal) throw new CommandRefusal(error.code, `${ruleFile}, ${meetingFile}: ${error.message}`);
    throw error;
  }
}

const YES: ReadonlySet<string> = new Set(["passed", "held", "valid", "must-be-called"]);

async function readJson(file: string): Promise<unknown> {
  try {
    const { size } = await stat(file);
    if (size > MAX_FILE_BYTES)
      throw new CommandRefusal("file-too-large", `${file} has ${size} bytes, more than ${MAX_FILE_BYTES}`);
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(await readFile(file)));
  } catch (error) {
    if (error instanceof CommandRefusal) throw error;
    throw new CommandRefusal("unreadable-file", `${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
