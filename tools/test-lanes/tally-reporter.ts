import { appendFileSync } from "node:fs";
import type { Reporter, SerializedError, TestModule } from "vitest/node";
import { NOTHING, sumTallies, type Tally } from "../tally.ts";

/**
 * Writes one JSON line a test file as soon as it is finished, so that a lane killed at its time limit still tells what it did.
 * An error outside a test (a file that cannot be loaded, a hook that throws, an unhandled rejection) counts as one failed test.
 */
export class TallyReporter implements Reporter {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  onTestModuleEnd(module: TestModule) {
    this.#write(tallyModule(module));
  }

  onTestRunEnd(_modules: readonly TestModule[], unhandled: readonly SerializedError[]) {
    if (unhandled.length > 0) this.#write({ ...NOTHING, failed: unhandled.length });
  }

  #write(tally: Tally) {
    appendFileSync(this.#file, `${JSON.stringify(tally)}\n`);
  }
}

export function tallyModule(module: Pick<TestModule, "errors" | "children">): Tally {
  const tally = { passed: 0, failed: module.errors().length > 0 ? 1 : 0, skipped: 0 };
  for (const suite of module.children.allSuites()) if (suite.errors().length > 0) tally.failed += 1;
  for (const test of module.children.allTests()) {
    const { state } = test.result();
    if (state === "passed") tally.passed += 1;
    else if (state === "failed") tally.failed += 1;
    else tally.skipped += 1;
  }
  return tally;
}

export function readTallies(lines: string): Tally {
  return sumTallies(
    lines
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as Tally),
  );
}
