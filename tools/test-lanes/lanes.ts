import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT, runCommand } from "../run-command.ts";
import { formatTally, NOTHING, parseTally, type Tally } from "../tally.ts";
import { readTallies } from "./tally-reporter.ts";

export const LANES = ["check", "web", "unit", "house", "e2e"] as const;
export type Lane = (typeof LANES)[number];

/** A lane without a single test has proved nothing, unless what it would test is not there yet. */
const DUE_WHEN: Readonly<Record<Exclude<Lane, "check" | "web">, string>> = {
  unit: "packages",
  house: "platform/http",
  e2e: "apps/web",
};

export type LaneRun = {
  readonly lane: Lane;
  readonly tally: Tally;
  readonly milliseconds: number;
  readonly notes: readonly string[];
};

export type LaneOptions = { readonly filters: readonly string[]; readonly nightly: boolean; readonly timeoutMs: number };

export async function runLane(lane: Lane, options: LaneOptions): Promise<LaneRun> {
  const env: Readonly<Record<string, string>> = options.nightly ? { GONGZHI_NIGHTLY: "1" } : {};
  switch (lane) {
    case "check":
      return runChecks({ ...options, env });
    case "web":
      return runWebBuild({ ...options, env });
    case "unit":
    case "house":
    case "e2e":
      return runVitest(lane, { ...options, env });
  }
}

type ProgramOptions = LaneOptions & { readonly env: Readonly<Record<string, string>> };

async function runChecks(options: ProgramOptions): Promise<LaneRun> {
  const run = await runCommand("node", [join(ROOT, "tools/checks/main.ts")], { ...options, echo: true });
  return judgeLane("check", { ...run, tally: parseTally(run.output) ?? NOTHING, mayBeEmpty: false });
}

/** The build of the pages counts as one test: skipped without pages, passed when it is made or still fresh. */
async function runWebBuild(options: ProgramOptions): Promise<LaneRun> {
  const run = await runCommand("node", [join(ROOT, "tools/build-web.mjs")], { ...options, echo: true });
  const absent = !existsSync(join(ROOT, "apps/web"));
  const built = run.code === 0 && !absent;
  const tally = { passed: built ? 1 : 0, failed: 0, skipped: absent ? 1 : 0 };
  return judgeLane("web", { ...run, tally, mayBeEmpty: true });
}

async function runVitest(lane: Exclude<Lane, "check" | "web">, options: ProgramOptions): Promise<LaneRun> {
  const scratch = mkdtempSync(join(tmpdir(), "gongzhi-lane-"));
  const tallyFile = join(scratch, "tally.jsonl");
  try {
    const run = await runCommand("vitest", ["run", "--project", `${lane}*`, "--passWithNoTests", ...options.filters], {
      timeoutMs: options.timeoutMs,
      echo: true,
      env: { ...options.env, GONGZHI_TALLY_FILE: tallyFile },
    });
    const tally = existsSync(tallyFile) ? readTallies(readFileSync(tallyFile, "utf8")) : NOTHING;
    const mayBeEmpty = options.filters.length > 0 || !existsSync(join(ROOT, DUE_WHEN[lane]));
    return judgeLane(lane, { ...run, tally, mayBeEmpty });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

export type LaneOutcome = {
  readonly code: number;
  readonly timedOut: boolean;
  readonly milliseconds: number;
  readonly tally: Tally;
  readonly mayBeEmpty: boolean;
};

/** Makes sure that whatever went wrong is in the tally as a failure, even when no test could say so itself. */
export function judgeLane(lane: Lane, outcome: LaneOutcome): LaneRun {
  const notes: string[] = [];
  if (outcome.timedOut) notes.push(`${lane}: stopped at its time limit after ${formatTally(outcome.tally)}`);
  else if (outcome.code !== 0 && outcome.tally.failed === 0) notes.push(`${lane}: ended with code ${outcome.code}`);
  const { passed, failed, skipped } = outcome.tally;
  if (notes.length === 0 && passed + failed + skipped === 0 && !outcome.mayBeEmpty) {
    notes.push(`${lane}: ran nothing, and a lane that ran nothing has passed nothing`);
  }
  const tally = { ...outcome.tally, failed: failed + notes.length };
  return { lane, tally, milliseconds: outcome.milliseconds, notes };
}

/** A filter that matches no test must not look like a run in which all went well. */
export function filterMissed(runs: readonly LaneRun[], filters: readonly string[]): boolean {
  const tests = runs.filter(({ lane }) => lane !== "check" && lane !== "web");
  return filters.length > 0 && tests.every(({ tally }) => tally.passed + tally.failed === 0);
}
