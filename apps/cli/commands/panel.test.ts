import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkCertificate, type Certificate } from "@gongzhi/sortition";
import { afterAll, describe, expect, test } from "vitest";
import { command } from "./panel-draw.ts";

const folder = mkdtempSync(join(tmpdir(), "gongzhi-panel-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SEED = "00112233445566778899aabbccddeeff";
const QUOTAS = "feature,value,min,max\n性别,女,2,2\n性别,男,2,2\n组别,一组,1,3\n组别,二组,1,3\n";
const CANDIDATES = [
  "编号,姓名,性别,组别,住址",
  "n1,甲,女,一组,和平街1号",
  "n2,乙,女,一组,和平街1号",
  "n3,丙,女,二组,和平街2号",
  "n4,丁,男,一组,和平街3号",
  "n5,戊,男,二组,和平街4号",
  "n6,己,男,二组,和平街2号",
].join("\r\n");

function file(name: string, text: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function run(positionals: readonly string[], values: Readonly<Record<string, string | boolean>>) {
  let [printed, said] = ["", ""];
  const stdout = { write: (text: string) => (printed += text) };
  const stderr = { write: (text: string) => (said += text) };
  const code = await command.run({ positionals, values, stdout, stderr });
  return { code, said, result: JSON.parse(printed) as Printed };
}

type Printed = {
  readonly feasible: boolean;
  readonly levels: readonly number[];
  readonly probability: Readonly<Record<string, number>>;
  readonly panel: readonly string[];
  readonly seed: string;
  readonly commitment: string;
  readonly ticket: number;
  readonly relaxation: { readonly places: number } | null;
  readonly lottery: { readonly panels: readonly (readonly string[])[]; readonly onTickets: Readonly<Record<string, number>> };
};

describe("gongzhi panel draw", () => {
  test("draws from files with a BOM, Windows lines and Chinese headings; the same seed draws the same", async () => {
    const files = [file("candidates.csv", `\uFEFF${CANDIDATES}`), file("quotas.csv", QUOTAS)];
    const proof = join(folder, "proof.json");
    const { code, result } = await run(files, { size: "4", seed: SEED, proof });
    expect(code).toBe(0);
    expect(result.levels).toEqual([2 / 3]);
    expect(Object.keys(result.probability)).toEqual(["n1", "n2", "n3", "n4", "n5", "n6"]);
    expect(result.lottery.panels).toHaveLength(1000);
    expect(result.panel).toEqual(result.lottery.panels[result.ticket]);
    expect(result.commitment).toBe(createHash("sha256").update(Buffer.from(SEED, "hex")).digest("hex"));
    expect(checkCertificate(JSON.parse(readFileSync(proof, "utf8")) as Certificate).faults).toEqual([]);
    expect((await run(files, { size: "4", seed: SEED, commitment: result.commitment })).result).toEqual(result);
  });

  test("takes a fresh seed and states it", async () => {
    const files = [file("candidates.csv", CANDIDATES), file("quotas.csv", QUOTAS)];
    const [one, other] = [await run(files, { size: "4" }), await run(files, { size: "4" })];
    expect(one.result.seed).toMatch(/^[0-9a-f]{64}$/);
    expect(one.result.seed).not.toBe(other.result.seed);
    expect((await run(files, { size: "4", seed: one.result.seed })).result).toEqual(one.result);
  });

  test("takes one of an address at most", async () => {
    const files = [file("candidates.csv", CANDIDATES), file("quotas.csv", QUOTAS)];
    const { result } = await run(files, { size: "4", seed: SEED, address: "住址" });
    for (const panel of result.lottery.panels) {
      expect(panel.includes("n1") && panel.includes("n2")).toBe(false);
      expect(panel.includes("n3") && panel.includes("n6")).toBe(false);
    }
  });

  test("names the smallest relaxation and draws only when told to", async () => {
    const files = [file("candidates.csv", CANDIDATES), file("tight.csv", QUOTAS.replace("男,2,2", "男,3,4"))];
    const { code, result, said } = await run(files, { size: "4", seed: SEED });
    expect(code).toBe(1);
    expect(result).toMatchObject({ feasible: false, panel: [], relaxation: { places: 1 } });
    expect(said).toMatch(/性别: (?:女 from 2–2 to 1–2|男 from 3–4 to 2–4)/);
    const relaxed = await run(files, { size: "4", seed: SEED, relax: true });
    expect(relaxed.code).toBe(0);
    expect(relaxed.result.panel).toHaveLength(4);
    expect(relaxed.result.relaxation).toEqual(result.relaxation);
  });

  test("reads a file as Chinese Excel writes it", async () => {
    // «编号,性别» and «1,女» in GB 18030.
    const gb = Buffer.concat([
      Buffer.from("b1e0bac52cd0d4b1f00a", "hex"),
      ...["1", "2"].map((id) => Buffer.concat([Buffer.from(`${id},`), Buffer.from("c5ae0a", "hex")])),
    ]);
    const files = [file("gb.csv", gb), file("women.csv", "feature,value,min,max\n性别,女,0,2\n")];
    expect((await run(files, { size: "1", seed: SEED })).result.levels).toEqual([0.5]);
  });

  test.each([
    ["n7,庚,女,三组,\n", "unknown-value", /candidates\.csv: line 8: candidate n7 has 组别 «三组»/],
    ["n1,庚,女,一组,\n", "duplicate", /line 8: candidate n1 already stands in line 2/],
    ["n7,庚,,一组,\n", "missing-value", /line 8/],
    ['n7,"庚,女\n', "table-quotes", /candidates\.csv: line 8: /],
  ])("refuses the candidate %j: %s", async (line, code, says) => {
    const files = [file("candidates.csv", `${CANDIDATES}\r\n${line.replaceAll("\n", "\r\n")}`), file("quotas.csv", QUOTAS)];
    await expect(run(files, { size: "4" })).rejects.toMatchObject({ code, message: expect.stringMatching(says) as string });
  });

  test.each([
    [{}, "bad-size"],
    [{ size: "four" }, "bad-option"],
    [{ size: "7" }, "too-few-candidates"],
    [{ size: "4", seed: "xyz" }, "bad-seed"],
    [{ size: "4", seed: SEED, commitment: "00" }, "wrong-seed"],
    [{ size: "4", id: "nobody" }, "missing-column"],
    [{ size: "4", address: "nowhere" }, "missing-column"],
    [{ size: "4", tickets: "1000000" }, "bad-option"],
  ])("refuses the options %j: %s", async (values, code) => {
    const files = [file("candidates.csv", CANDIDATES), file("quotas.csv", QUOTAS)];
    await expect(run(files, values)).rejects.toMatchObject({ code });
  });

  test("refuses files that are not there", async () => {
    await expect(run([join(folder, "none.csv"), "x"], { size: "4" })).rejects.toMatchObject({ code: "no-such-file" });
    await expect(run(["one.csv"], { size: "4" })).rejects.toMatchObject({ code: "usage" });
  });
});
