import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Report } from "@gongzhi/log-verifier";
import { startTestHouse, type TestHouse } from "#apps/server/testing/start-test-house.ts";
import type { Command } from "../command.ts";
import { addressOf } from "../log-source.ts";
import { command as download } from "./record-download.ts";
import { command as verify } from "./verify.ts";

const folder = mkdtempSync(join(tmpdir(), "gongzhi-verify-"));
const copy = join(folder, "copy");
let house: TestHouse;
let url = "";

beforeAll(async () => {
  house = await startTestHouse();
  await house.settle();
  url = `${await house.listen()}/t/qinghe/rules`;
});
afterAll(async () => {
  await house.close();
  rmSync(folder, { recursive: true, force: true });
});

async function run(command: Command, positionals: readonly string[], values: Parameters<Command["run"]>[0]["values"] = {}) {
  const [out, said]: [string[], string[]] = [[], []];
  const stdout = { write: (text: string) => out.push(text) };
  const stderr = { write: (text: string) => said.push(text) };
  const code = await command.run({ positionals, values: { wait: "0", ...values }, stdout, stderr });
  return { code, report: JSON.parse(out.join("")) as Report, said: said.join("") };
}

test("a live record is verified from any page's address, and against what was kept of it", async () => {
  const state = join(folder, "state");
  const first = await run(verify, [url], { state });
  expect(first).toMatchObject({ code: 0, report: { verified: true, keyWasKnown: false } });
  expect(first.said).toContain("VERIFIED");
  expect(first.said).toContain("compare it with one you have from elsewhere");
  expect(await run(verify, [url], { state })).toMatchObject({ code: 0, report: { keyWasKnown: true } });
  const other = String(first.report.key).replace("qinghe", "other");
  expect(await run(verify, [url], { key: other })).toMatchObject({ code: 1, report: { verified: false } });
});

test("a copy is verified without its server, and a byte changed in it is named", async () => {
  expect(await run(download, [url, copy])).toMatchObject({ code: 0 });
  const whole = await run(verify, [copy]);
  expect(whole).toMatchObject({ code: 0, report: { verified: true } });
  const page = join(copy, "content", "000");
  writeFileSync(page, readFileSync(page, "utf8").replace('"title":"', '"title":"改'));
  const { code, said } = await run(verify, [copy]);
  expect(code).toBe(1);
  expect(said).toMatch(/leaf \d+ · content\/000 · \S+ \S+: .*\[bad-content\]/);
  expect(said).toContain("NOT VERIFIED");
});

test("what is no log is refused, and what does not answer is said to be so", async () => {
  await expect(run(verify, [folder])).rejects.toMatchObject({ code: "no-log" });
  await expect(run(verify, ["http://127.0.0.1:1/t/qinghe"])).rejects.toMatchObject({ code: "unreachable" });
  await expect(run(verify, [])).rejects.toMatchObject({ code: "arguments" });
  await expect(run(verify, [copy], { wait: "soon" })).rejects.toMatchObject({ code: "arguments" });
});

test.each([
  ["https://a.example/t/qinghe", "https://a.example/t/qinghe/log/"],
  ["https://a.example/gov/t/qinghe/record/7?x=1", "https://a.example/gov/t/qinghe/log/"],
  ["https://mirror.example/copies/qinghe", "https://mirror.example/copies/qinghe/"],
])("%s is the log %s", (place, log) => {
  expect(addressOf(place).href).toBe(log);
});
