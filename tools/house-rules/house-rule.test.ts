import { describe, expect, it } from "vitest";
import { fileLength } from "./file-length.ts";
import { fileSize } from "./file-size.ts";
import { formatViolation, type HouseRule, judge } from "./house-rule.ts";
import { found, judgePlanted, plant } from "./planted.ts";
import { readProject } from "./project-files.ts";
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
      const beside = `tools/house-rules/${rule.name}.test.ts`;
      const shared = "tools/house-rules/house-rule.test.ts";
      expect(paths.has(["file-length", "file-size"].includes(rule.name) ? shared : beside), rule.name).toBe(true);
    }
  });
});

describe("file-length", () => {
  const lines = (count: number) => "x;\n".repeat(count);
  it("stops 401 lines, and 601 in a test", () => {
    expect(found(fileLength, { "a.ts": lines(401), "b.test.ts": lines(601) })).toHaveLength(2);
    expect(found(fileLength, { "a.ts": lines(400), "b.test.ts": lines(600) })).toEqual([]);
  });
});

describe("file-size", () => {
  it("stops what is over a megabyte", () => {
    expect(found(fileSize, { "map.json": "x".repeat(1_000_001) })).toEqual(["map.json:0 1000001 bytes"]);
    expect(judgePlanted(fileSize, { "map.json": "x".repeat(1_000_000) }).state).toBe("passed");
  });
});
