import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ROOT, runCommand } from "../run-command.ts";
import { readArguments } from "./arguments.ts";
import { AIM_MS, BUDGET_MS, judgeBudget } from "./budget.ts";
import { filterMissed, judgeLane } from "./lanes.ts";
import { readTallies } from "./tally-reporter.ts";

const RAN = { code: 0, timedOut: false, milliseconds: 1, tally: { passed: 2, failed: 0, skipped: 1 }, mayBeEmpty: false };

describe("readArguments", () => {
  it("runs every lane unless some are named", () => {
    expect(readArguments([])).toEqual({ lanes: ["check", "web", "unit", "house", "e2e"], filters: [], nightly: false });
    expect(readArguments(["unit", "check", "--nightly"])).toEqual({ lanes: ["check", "unit"], filters: [], nightly: true });
  });

  it("builds the pages for the lanes that open them", () => {
    expect(readArguments(["e2e"]).lanes).toEqual(["web", "e2e"]);
    expect(readArguments(["unit"]).lanes).toEqual(["unit"]);
  });

  it("leaves the checks out when a filter narrows the tests", () => {
    expect(readArguments(["packages/sortition", "-t", "lot"])).toMatchObject({
      lanes: ["web", "unit", "house", "e2e"],
      filters: ["packages/sortition", "-t", "lot"],
    });
  });
});

describe("judgeLane", () => {
  it("passes the tally of a lane that went well through", () => {
    expect(judgeLane("unit", RAN)).toMatchObject({ tally: RAN.tally, notes: [] });
  });

  it("counts a lane that was stopped, that crashed or that ran nothing as a failure", () => {
    expect(judgeLane("unit", { ...RAN, code: 1, timedOut: true }).tally.failed).toBe(1);
    expect(judgeLane("unit", { ...RAN, code: 134 }).tally.failed).toBe(1);
    const empty = { ...RAN, tally: { passed: 0, failed: 0, skipped: 0 } };
    expect(judgeLane("unit", empty).tally.failed).toBe(1);
    expect(judgeLane("e2e", { ...empty, mayBeEmpty: true }).tally.failed).toBe(0);
  });

  it("does not count a failing test twice", () => {
    expect(judgeLane("unit", { ...RAN, code: 1, tally: { passed: 0, failed: 3, skipped: 0 } }).tally.failed).toBe(3);
  });
});

describe("filterMissed", () => {
  const run = (lane: "web" | "unit", passed: number) => ({
    lane,
    tally: { passed, failed: 0, skipped: 4 },
    milliseconds: 1,
    notes: [],
  });

  it("is true when a filter left no test to run, whatever was built", () => {
    expect(filterMissed([run("web", 1), run("unit", 0)], ["nonsense"])).toBe(true);
    expect(filterMissed([run("web", 1), run("unit", 1)], ["lot"])).toBe(false);
    expect(filterMissed([run("unit", 0)], [])).toBe(false);
  });
});

describe("the budget", () => {
  it("says what is longer than aimed at, fails what is much longer, and is lifted for the nightly run", () => {
    expect(judgeBudget(AIM_MS, false).line).not.toContain("aimed");
    expect(judgeBudget(AIM_MS + 1, false)).toMatchObject({ within: true, line: expect.stringContaining("aimed") as string });
    expect(judgeBudget(BUDGET_MS, false).within).toBe(true);
    expect(judgeBudget(BUDGET_MS + 1, false)).toMatchObject({ within: false, line: expect.stringContaining("FAILED") as string });
    expect(judgeBudget(BUDGET_MS + 1, true).within).toBe(true);
  });
});

describe("the tally of a real vitest run", () => {
  const folder = mkdtempSync(join(tmpdir(), "gongzhi-tally-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("counts passes, failures, skips, a file that does not load, a hook that throws and a stray rejection", async () => {
    const tallyFile = join(folder, "tally.jsonl");
    const reporter = join(ROOT, "tools/test-lanes/tally-reporter.ts");
    const { href } = new URL(`file://${join(ROOT, "node_modules/vitest/dist/index.js")}`);
    const head = `import { beforeAll, describe, expect, it } from ${JSON.stringify(href)};\n`;
    writeFileSync(
      join(folder, "a.test.js"),
      `${head}it("ok", () => expect(1).toBe(1)); it("bad", () => expect(1).toBe(2)); it.skip("later", () => {}); it.todo("never");`,
    );
    writeFileSync(join(folder, "b.test.js"), `throw new Error("does not load");`);
    writeFileSync(
      join(folder, "c.test.js"),
      `${head}describe("d", () => { beforeAll(() => { throw new Error("hook"); }); it("not run", () => {}); });`,
    );
    writeFileSync(
      join(folder, "d.test.js"),
      `${head}it("ok", async () => { Promise.reject(new Error("stray")); await new Promise((r) => setTimeout(r, 50)); });`,
    );
    writeFileSync(
      join(folder, "vitest.config.ts"),
      `import { TallyReporter } from ${JSON.stringify(reporter)};\nexport default { test: { reporters: [new TallyReporter(${JSON.stringify(tallyFile)})] } };`,
    );
    const run = await runCommand("vitest", ["run", "--root", folder], { timeoutMs: 60_000 });
    expect(run.code).not.toBe(0);
    // Failed: the bad one, the file, the hook, the stray rejection. Skipped: one skipped, one to do, one behind the hook.
    expect(readTallies(readFileSync(tallyFile, "utf8"))).toEqual({ passed: 2, failed: 4, skipped: 3 });
  });
});
