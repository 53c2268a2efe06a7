import { BUDGET_RULES, countBudget, electionFromPabulib, parsePabulib } from "@gongzhi/social-choice";
import type { Command } from "../command.ts";
import {
  onlyFile,
  progressLines,
  readBallotFile,
  readTieRule,
  refuseInstead,
  TIE_HELP,
  TIE_OPTIONS,
  writeJson,
} from "../count-input.ts";

const HELP = `
Counts the participatory budget in a Pabulib file (https://pabulib.org/format) by one rule, exactly.

Rules:
${BUDGET_RULES.map(({ rule, says }) => `  ${rule.padEnd(20)} ${says}`).join("\n")}

Prints {"rule", "winners": ids in the order of funding, "cost" in the currency, "ties", "tieRule"} and with --explain "rounds".
Where ballots give points or rankings, greedy rules rank by points; the other rules take what a ballot names as approved.
${TIE_HELP}
Exit codes: 0 counted, 2 the file or the options are refused (with the line of the file).

Example: gongzhi budget count Poland_Wieliczka_2023_Green_Budget.pb --rule mes-cost-comparison --explain
`;

export const command: Command = {
  summary: "Count a participatory budget (.pb) by a stated rule",
  usage: "FILE.pb --rule R [--explain] [--tie-order text|listed | --tie-seed HEX]",
  help: HELP,
  options: { rule: { type: "string" }, explain: { type: "boolean" }, ...TIE_OPTIONS },
  run: (input) => {
    const path = onlyFile(input, ".pb");
    return refuseInstead(path, () => {
      const rule = input.values["rule"];
      const tieRule = readTieRule(input.values);
      const file = parsePabulib(readBallotFile(path));
      for (const warning of file.warnings) input.stderr.write(`${path}: ${warning}\n`);
      const outcome = countBudget(electionFromPabulib(file), typeof rule === "string" ? rule : "", {
        tieRule,
        explain: input.values["explain"] === true,
        onProgress: progressLines(input.stderr, ({ steps, spent, budget }) => `step ${steps}: ${spent} of ${budget} spent`),
      });
      writeJson(input.stdout, outcome);
      return 0;
    });
  },
};
