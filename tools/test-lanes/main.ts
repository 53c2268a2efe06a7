import { formatTally, NOTHING, sumTallies, type Tally } from "../tally.ts";
import { readArguments } from "./arguments.ts";
import { budgetFor, judgeBudget, seconds, STOP_AFTER_MS } from "./budget.ts";
import { filterMissed, type LaneRun, runLane } from "./lanes.ts";

process.exitCode = await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<number> {
  const { lanes, filters, nightly } = readArguments(argv);
  const startedAt = Number(process.env["GONGZHI_TEST_STARTED_MS"] ?? Date.now());
  const stopAt = startedAt + budgetFor(nightly) + STOP_AFTER_MS;
  const runs: LaneRun[] = [];
  for (const lane of lanes) {
    process.stdout.write(`\n— ${lane}\n`);
    runs.push(await runLane(lane, { filters, nightly, timeoutMs: Math.max(1, stopAt - Date.now()) }));
  }
  const tallies: Tally[] = runs.map((run) => run.tally);
  process.stdout.write("\n");
  for (const run of runs) {
    process.stdout.write(`${run.lane.padEnd(6)}  ${seconds(run.milliseconds).padStart(9)}  ${formatTally(run.tally)}\n`);
    for (const note of run.notes) process.stdout.write(`        FAILED ${note}\n`);
  }
  const budget = judgeBudget(Date.now() - startedAt, nightly);
  tallies.push({ passed: budget.within ? 1 : 0, failed: budget.within ? 0 : 1, skipped: 0 });
  process.stdout.write(`${budget.line}\n`);
  const missed = filterMissed(runs, filters);
  if (missed) {
    tallies.push({ ...NOTHING, failed: 1 });
    process.stdout.write("FAILED no test matches the filter\n");
  }
  const total = sumTallies(tallies);
  process.stdout.write(`${formatTally(total)}\n`);
  return total.failed > 0 ? 1 : 0;
}
