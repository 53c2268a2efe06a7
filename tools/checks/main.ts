import { formatViolation, judge, type Verdict } from "../house-rules/house-rule.ts";
import { readProject } from "../house-rules/reading/project-files.ts";
import { HOUSE_RULES } from "../house-rules/rules.ts";
import { ROOT } from "../run-command.ts";
import { formatTally } from "../tally.ts";
import { PROGRAMS, type ProgramVerdict, runProgram } from "./programs.ts";

/** Enough to see what is wrong; the rest comes after the first are mended. */
const VIOLATIONS_SHOWN = 50;

process.exitCode = await main(process.argv.slice(2));

/** `npm run check [-- NAME …]`: all checks, or those named. */
async function main(names: readonly string[]): Promise<number> {
  const startedAt = performance.now();
  const known = [...PROGRAMS, ...HOUSE_RULES].map((check) => check.name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    process.stderr.write(`check: no check named ${unknown.join(", ")}; there are ${known.join(", ")}\n`);
    return 2;
  }
  const chosen = (check: { readonly name: string }) => names.length === 0 || names.includes(check.name);
  const running = PROGRAMS.filter(chosen).map(runProgram);
  const rules = HOUSE_RULES.filter(chosen);
  const verdicts = rules.length === 0 ? [] : judgeAll(rules);
  const programs = await Promise.all(running);
  for (const program of programs) printProgram(program);
  for (const verdict of verdicts) printVerdict(verdict);
  process.stdout.write(`checked in ${((performance.now() - startedAt) / 1000).toFixed(1)} s\n`);
  const states = [
    ...programs.map((program) => (program.passed ? "passed" : "failed")),
    ...verdicts.map((verdict) => verdict.state),
  ];
  const count = (state: string) => states.filter((one) => one === state).length;
  process.stdout.write(`${formatTally({ passed: count("passed"), failed: count("failed"), skipped: count("skipped") })}\n`);
  return count("failed") > 0 ? 1 : 0;
}

function judgeAll(rules: typeof HOUSE_RULES): readonly Verdict[] {
  const all = readProject(ROOT);
  return rules.map((rule) => judge(rule, all));
}

function printProgram(program: ProgramVerdict) {
  const seconds = (program.milliseconds / 1000).toFixed(1);
  process.stdout.write(`${program.passed ? "ok    " : "FAILED"}  ${program.name}  ${seconds} s\n`);
  if (!program.passed) process.stdout.write(`${program.output.trimEnd()}\n`);
}

function printVerdict(verdict: Verdict) {
  const { rule, scanned, state, violations } = verdict;
  if (state === "skipped") process.stdout.write(`—       ${rule.name}  nothing of its kind in the project yet\n`);
  else if (state === "passed") process.stdout.write(`ok      ${rule.name}  ${scanned} files\n`);
  else process.stdout.write(`FAILED  ${rule.name}  ${violations.length} in ${scanned} files. ${rule.says}\n`);
  for (const violation of violations.slice(0, VIOLATIONS_SHOWN)) process.stdout.write(`${formatViolation(violation)}\n`);
  if (violations.length > VIOLATIONS_SHOWN) process.stdout.write(`  … and ${violations.length - VIOLATIONS_SHOWN} more\n`);
}
