import { availableParallelism, cpus } from "node:os";
import { ROOT } from "../run-command.ts";
import { findBenches } from "./find-benches.ts";
import { type BenchLine, runBench } from "./run-bench.ts";

process.exitCode = await main(process.argv.slice(2));

/** `npm run bench [-- NAME …]`: all benchmarks, or those named. Progress on stderr, JSON lines on stdout. */
async function main(names: readonly string[]): Promise<number> {
  const benches = findBenches(ROOT);
  const unknown = names.filter((name) => ![...benches.keys()].some((bench) => isCalled(bench, name)));
  if (unknown.length > 0 || benches.size === 0) {
    process.stderr.write(
      `bench: no benchmark named ${unknown.join(", ")}; there are ${[...benches.keys()].join(", ") || "none"}\n`,
    );
    return 2;
  }
  write({ machine: cpus()[0]?.model ?? "unknown", cores: availableParallelism(), node: process.version });
  let failed = 0;
  for (const [name, file] of benches) {
    if (names.length > 0 && !names.some((asked) => isCalled(name, asked))) continue;
    process.stderr.write(`— ${name}\n`);
    if (!(await runBench(name, file, write))) failed += 1;
  }
  return failed > 0 ? 1 : 0;
}

/** `procedure` calls `procedure` and `procedure-in-postgres`. */
function isCalled(bench: string, name: string): boolean {
  return bench === name || bench.startsWith(`${name}-`);
}

function write(line: BenchLine) {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
