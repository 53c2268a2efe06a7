import { describe, expect, it } from "vitest";
import { formatViolation, type HouseRule, judge } from "./house-rule.ts";
import { plant } from "./planted.ts";
import { readProject } from "./reading/project-files.ts";
import { HOUSE_RULES } from "./rules.ts";
import { ROOT } from "../run-command.ts";

const never: HouseRule = { name: "never", says: "", reads: (path) => path.endsWith(".sql"), find: () => [] };

describe("judge", () => {
  it("fails a rule that found no file, because it has proved nothing", () => {
    const verdict = judge(never, plant({ "a.ts": "" }));
    expect(verdict.state).toBe("failed");
    expect(verdict.violations[0]?.message).toContain("proved nothing");
  });

  it("skips it while it is not due, and passes it when there was a file", () => {
    expect(judge({ ...never, due: () => false }, plant({ "a.ts": "" })).state).toBe("skipped");
    expect(judge(never, plant({ "a.sql": "" }))).toMatchObject({ state: "passed", scanned: 1 });
  });

  it("gives a place that an editor can open", () => {
    expect(formatViolation({ path: "a.ts", line: 7, message: "no" })).toBe("  a.ts:7  no");
  });
});

describe("every rule", () => {
  it("has a name of its own and a sentence", () => {
    expect(new Set(HOUSE_RULES.map((rule) => rule.name)).size).toBe(HOUSE_RULES.length);
    for (const rule of HOUSE_RULES) expect(rule.says).toMatch(/\.$/);
  });

  it("has a test beside it that plants a violation", () => {
    const paths = new Set(readProject(ROOT).map((file) => file.path));
    expect(paths.size).toBeGreaterThan(20);
    for (const rule of HOUSE_RULES) {
      expect(paths.has(`tools/house-rules/${rule.name}.test.ts`), rule.name).toBe(true);
    }
  });
});
