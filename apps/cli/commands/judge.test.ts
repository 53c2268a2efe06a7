import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { CommandRefusal } from "../command.ts";
import { command } from "./judge.ts";

const EXAMPLES = fileURLToPath(new URL("../../../packages/decision-rules/examples/", import.meta.url));

async function run(positionals: readonly string[], values: Readonly<Record<string, boolean>> = {}) {
  let printed = "";
  const stdout = { write: (text: string) => (printed += text) };
  const code = await command.run({ positionals, values, stdout, stderr: { write: () => true } });
  return {
    code,
    verdict: JSON.parse(printed) as { readonly outcome: string; readonly reasons: readonly { readonly sentence: object }[] },
  };
}

async function refusedFor(rule: unknown, meeting: unknown): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "gongzhi-judge-"));
  try {
    const files = [rule, meeting].map((value, index) => {
      const file = join(folder, `${index}.json`);
      writeFileSync(file, typeof value === "string" ? value : JSON.stringify(value));
      return file;
    });
    await run(files);
    return "not refused";
  } catch (error) {
    if (error instanceof CommandRefusal) return `${error.code} ${error.message}`;
    throw error;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("gongzhi judge", () => {
  test.each([
    ["01-assembly-one-short", 1, "not-held"],
    ["02-assembly-passes", 0, "passed"],
    ["07-collective-one-short-of-all", 1, "failed"],
    ["09-notice-one-day-late", 1, "invalid"],
    ["10-one-in-ten-ask", 0, "must-be-called"],
    ["11-delegates-cannot-decide", 1, "beyond-power"],
    ["14-council-by-choice", 1, "partly-filled"],
  ])("%s exits with %i: %s", async (name, code, outcome) => {
    const result = await run([`${EXAMPLES}${name}/rule.json`, `${EXAMPLES}${name}/meeting.json`]);
    expect([result.code, result.verdict.outcome]).toEqual([code, outcome]);
    for (const reason of result.verdict.reasons) expect(Object.keys(reason.sentence)).toEqual(["zh-CN", "en"]);
  });

  test("every example is judged, none is refused", async () => {
    for (const name of readdirSync(EXAMPLES)) {
      const { code } = await run([`${EXAMPLES}${name}/rule.json`, `${EXAMPLES}${name}/meeting.json`]);
      expect([0, 1]).toContain(code);
    }
  });

  test("--strict counts against a meeting what it does not state", async () => {
    const files = ["rule", "meeting"].map((file) => `${EXAMPLES}02-assembly-passes/${file}.json`);
    const { code, verdict } = await run(files, { strict: true });
    expect([code, verdict.outcome]).toEqual([1, "invalid"]);
  });

  test("refused input: an election, figures that cannot be, no JSON, no file, too few arguments", async () => {
    expect(await refusedFor({ use: "committee-election" }, {})).toMatch(/^committee-election /u);
    const meeting = { roll: { adults: 3 }, attendance: { adults: 4 } };
    expect(await refusedFor({ use: "villagers-assembly" }, meeting)).toMatch(
      /^inconsistent-figures \S+0\.json, \S+1\.json: attendance\.adults: 4, but the roll has 3/u,
    );
    expect(await refusedFor({ use: "villagers-assembly", with: { notice: { days: 3 } } }, {})).toMatch(
      /^loosens-floor \S+0\.json, \S+1\.json: notice\.days/u,
    );
    expect(await refusedFor("{", {})).toMatch(/^unreadable-file /u);
    await expect(run(["/nonexistent/rule.json", "/nonexistent/meeting.json"])).rejects.toThrow(/ENOENT/u);
    await expect(run(["rule.json"])).rejects.toThrow(/two files/u);
  });
});
