import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Report } from "@gongzhi/log-verifier";
import { startTestHouse, type TestHouse } from "#apps/server/testing/start-test-house.ts";
import type { Command } from "../command.ts";
import { addressOf } from "../log-source.ts";
import { command as download } from "./record-download.ts";
import { command as verify } from "./verify.ts";
import { command as witness } from "./witness.ts";

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
  // What a later copy holds no longer is gone from the folder, too.
  const left = join(copy, "current", "rules.version", "after!old");
  writeFileSync(left, "{}\n");
  expect(await run(download, [url, copy])).toMatchObject({ code: 0 });
  expect(existsSync(left)).toBe(false);
});

test("in a copy nothing hides behind being on its way: a thing altered and called waiting is found", async () => {
  const forged = join(folder, "forged");
  expect(await run(download, [url, forged])).toMatchObject({ code: 0 });
  const page = join(forged, "current", "rules.version", "first");
  const honest = readFileSync(page, "utf8");
  for (const [from, to] of [
    [/"waiting":false/, '"waiting":true'],
    [/"index":\d+/, '"index":90000'],
  ] as const) {
    writeFileSync(page, honest.replace(from, to).replace(/"title":"/, '"title":"改'));
    const { code, report, said } = await run(verify, [forged]);
    expect(code).toBe(1);
    expect(report.verified).toBe(false);
    expect(said).toMatch(/current\/rules\.version\/first · rules\.version \S+: .*not in this copy.*\[unrecorded\]/);
  }
});

test.each([
  ["a line cut off", join("content", "000"), (text: string) => `${text}{"index":0`, "unreadable"],
  ["a line that is none", join("content", "000"), (text: string) => `${text}x\n`, "bad-content"],
  ["a leaf's content twice", join("content", "000"), (text: string) => `${text}${text.split("\n")[0] ?? ""}\n`, "bad-content"],
  ["a line cut off", join("current", "rules.version", "first"), (text: string) => `${text}{"subject":"x"`, "unreadable"],
  [
    "a thing shown again, otherwise",
    join("current", "rules.version", "first"),
    (text: string) => `${text}${(text.split("\n")[0] ?? "").replace(/"text":"/, '"text":"不')}\n`,
    "changed",
  ],
])("%s after all that is honest in %s is found", async (_, file, alter, code) => {
  const forged = join(folder, "longer");
  rmSync(forged, { recursive: true, force: true });
  expect(await run(download, [url, forged])).toMatchObject({ code: 0 });
  const page = join(forged, file);
  writeFileSync(page, alter(readFileSync(page, "utf8")));
  const found = await run(verify, [forged]);
  expect(found).toMatchObject({ code: 1, report: { verified: false } });
  expect(found.said).toContain(`[${code}]`);
});

/** A line of the first thing in a file of lines, as it is and as somebody altered it. */
const firstLine = (alter: (line: string) => string) => (page: Buffer) => {
  const [line = "", ...rest] = page.toString("utf8").split("\n");
  return Buffer.from([alter(line), ...rest].join("\n"));
};
const after = (bytes: Uint8Array) => (page: Buffer) => Buffer.concat([page, bytes]);

test.each([
  ["a hash after a tile's", join("tile", "0"), after(new Uint8Array(32)), "unreadable"],
  ["an entry after a bundle's", join("tile", "entries"), after(Uint8Array.of(0, 2, 0x7b, 0x7d)), "unreadable"],
  ["a content's name twice", "content", firstLine((line) => line.replace('"title":', '"title":"伪造","title":')), "bad-content"],
  ["a word nobody hashed", "content", firstLine((line) => line.replace(/}$/, ',"note":"伪造"}')), "bad-content"],
  ["lines ended in another way", "content", firstLine((line) => `${line}\r`), "bad-content"],
  ["a name twice", join("current", "rules.version"), firstLine((line) => line.replace("{", '{"subject":"x",')), "unreadable"],
  [
    "a word nobody recorded",
    join("current", "rules.version"),
    firstLine((line) => line.replace("{", '{"note":"伪造",')),
    "changed",
  ],
  ["another place", join("current", "rules.version"), firstLine((line) => line.replace(/"index":\d+/, '"index":0')), "changed"],
])("what other readers might take for the record's is found: %s in %s", async (_, place, alter, code) => {
  const forged = join(folder, "beside");
  rmSync(forged, { recursive: true, force: true });
  expect(await run(download, [url, forged])).toMatchObject({ code: 0 });
  const found = readdirSync(join(forged, place), { recursive: true, withFileTypes: true }).find((one) => one.isFile())!;
  const page = join(found.parentPath, found.name);
  writeFileSync(page, alter(readFileSync(page)));
  const { code: exit, said } = await run(verify, [forged]);
  expect(exit).toBe(1);
  expect(said).toContain(`[${code}]`);
});

test("a head that signs more leaves than anybody can read ends with what is missing, and no witness cosigns it", async () => {
  const forged = join(folder, "huge");
  expect(await run(download, [url, forged])).toMatchObject({ code: 0 });
  const head = join(forged, "checkpoint");
  const honest = readFileSync(head, "utf8");
  for (const size of ["9007199254740991", "9223372036854775807", "0191"]) {
    writeFileSync(head, honest.replace(/\n\d+\n/, `\n${size}\n`));
    expect(await run(verify, [forged])).toMatchObject({ code: 1, report: { verified: false } });
    expect(await run(witness, [forged], { state: join(folder, "huge-state"), name: "huge.example" })).toMatchObject({ code: 1 });
  }
});

test("a witness cosigns a log that grows, refuses one that was set back, and keeps the proof of it", async () => {
  const [state, mirror] = [join(folder, "witness"), join(folder, "mirror")];
  const witnessed = async (place: string, values = {}) => await run(witness, [place], { state, ...values });
  await expect(witnessed(url)).rejects.toMatchObject({ code: "no-name" });
  const first = await witnessed(url, { name: "school.example" });
  expect(first).toMatchObject({ code: 0, report: { verdict: "first", cosigned: true } });
  const { size, witness: key, file } = first.report as unknown as { size: number; witness: string; file: string };
  expect(statSync(join(state, "witness.key")).mode & 0o777).toBe(0o600);
  const steward = await house.signIn("steward");
  const payload = {
    title: "村规民约",
    key: "village.pact",
    level: "township",
    area: "cn.99.9901.990101.990101101",
    text: "本村村民应当遵守本约定。",
    parameters: [],
    citations: [{ source: "村民会议", article: "1" }],
    source: "村民会议",
    from: "2026-01-01",
  };
  const enacted = await steward.fetch({ method: "POST", url: "/api/v1/t/qinghe/rules/enact-rule", payload });
  expect(enacted.statusCode, enacted.body).toBe(200);
  await house.settle();
  expect(await witnessed(url)).toMatchObject({ code: 0, report: { verdict: "follows", size: size + 1, cosigned: true } });
  const trusting = { seen: [file], witness: [key] };
  const verified = await run(verify, [url], trusting);
  expect(verified).toMatchObject({ code: 0, report: { witnessedBy: [{ name: "school.example", size: size + 1 }] } });
  expect(await run(verify, [url], { ...trusting, seen: [] })).toMatchObject({ code: 1 });

  cpSync(copy, mirror, { recursive: true });
  expect(await run(download, [url, mirror])).toMatchObject({ code: 0 });
  expect(await witnessed(mirror)).toMatchObject({ code: 0, report: { verdict: "first", size: size + 1 } });
  cpSync(copy, mirror, { recursive: true });
  const shrunk = await witnessed(mirror);
  expect(shrunk).toMatchObject({ code: 1, report: { verdict: "shrunk", cosigned: false } });
  expect(shrunk.said).toContain("it was set back");
  const proof = readFileSync((shrunk.report as unknown as { file: string }).file, "utf8");
  expect(proof.match(/^— /gm)).toHaveLength(2);
  expect(await run(download, [url, mirror])).toMatchObject({ code: 0 });
  expect(await witnessed(mirror)).toMatchObject({ code: 0, report: { verdict: "same" } });
});

test("what was kept is never begun anew, nor used by two at once", async () => {
  const state = join(folder, "kept");
  expect(await run(verify, [url], { state })).toMatchObject({ code: 0 });
  const [name = ""] = readdirSync(state);
  writeFileSync(join(state, name.replace(/json$/, "lock")), String(process.pid));
  await expect(run(verify, [url], { state })).rejects.toMatchObject({ code: "state-in-use" });
  writeFileSync(join(state, name.replace(/json$/, "lock")), "4194305");
  expect(await run(verify, [url], { state })).toMatchObject({ code: 0 });
  writeFileSync(join(state, name), '{"key":"');
  await expect(run(verify, [url], { state })).rejects.toMatchObject({ code: "state-unreadable" });
  expect(readFileSync(join(state, name), "utf8")).toBe('{"key":"');
  expect(readdirSync(state)).toEqual([name]);
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
