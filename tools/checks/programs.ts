import { runCommand } from "../run-command.ts";

/** A program of somebody else that judges the whole project and says so by its exit code. */
export type Program = { readonly name: string; readonly command: string; readonly args: readonly string[] };

export const PROGRAMS: readonly Program[] = [
  { name: "oxfmt", command: "oxfmt", args: ["--check"] },
  { name: "oxlint", command: "oxlint", args: [] },
  { name: "tsc", command: "tsc", args: ["--noEmit", "--pretty", "false"] },
  { name: "knip", command: "knip", args: ["--no-progress", "--no-config-hints"] },
];

/** None of them needs a minute on the whole project; one that takes longer hangs. */
const TIMEOUT_MS = 300_000;

export type ProgramVerdict = {
  readonly name: string;
  readonly passed: boolean;
  readonly output: string;
  readonly milliseconds: number;
};

export async function runProgram(program: Program): Promise<ProgramVerdict> {
  const run = await runCommand(program.command, program.args, { timeoutMs: TIMEOUT_MS });
  const output = run.timedOut ? `${run.output}\nstopped after ${TIMEOUT_MS / 1000} s` : run.output;
  return { name: program.name, passed: run.code === 0, output, milliseconds: run.milliseconds };
}
