import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CommandRefusal, type OptionValues } from "../command.ts";
import { command as check } from "./procedure-check.ts";
import { command as run } from "./procedure-run.ts";

const FIXTURES = fileURLToPath(new URL("../../../packages/procedure/src/fixtures/", import.meta.url));
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "gongzhi-procedure-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, contents: string): string {
  const path = join(folder, name);
  writeFileSync(path, contents);
  return path;
}

async function call(command: typeof check, positionals: readonly string[], values: OptionValues = {}) {
  let printed = "";
  const stdout = { write: (text: string) => (printed += text) };
  const code = await command.run({ positionals, values, stdout, stderr: { write: () => true } });
  return { code, printed };
}

async function checked(path: string, values: OptionValues = {}) {
  const { code, printed } = await call(check, [path], values);
  return { code, report: JSON.parse(printed) as Record<string, unknown> };
}

async function refusal(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return error instanceof CommandRefusal ? `${error.code} ${error.message}` : String(error);
}

describe("gongzhi procedure check", () => {
  test.each([
    ["appeal", 0, "sound"],
    ["four-meetings", 0, "sound"],
    ["mediation", 0, "sound"],
    ["unsound-deadlock", 1, "unsound"],
    ["unsound-livelock", 1, "unsound"],
    ["unsound-improper", 1, "unsound"],
    ["unsound-dead-step", 1, "unsound"],
  ])("%s exits with %i: %s", async (name, code, verdict) => {
    const result = await checked(`${FIXTURES}${name}.bpmn`);
    expect([result.code, result.report["verdict"]]).toEqual([code, verdict]);
  });

  test("tells what is refused, and why nothing could be read", async () => {
    const script = file(
      "script.bpmn",
      `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t"><process id="p"><startEvent id="s"/><scriptTask id="A" name="calc"/></process></definitions>`,
    );
    expect(await checked(script)).toMatchObject({
      code: 2,
      report: { verdict: "refused", process: "p", refusals: [{ code: "element-unsupported", element: "A", name: "calc" }] },
    });
    expect(await checked(file("not.bpmn", "{}"))).toMatchObject({
      code: 2,
      report: { verdict: "refused", refusals: [{ code: "xml-malformed" }] },
    });
    writeFileSync(join(folder, "bytes.bpmn"), Buffer.from([0x3c, 0xff, 0xfe, 0x00, 0x80]));
    expect(await checked(join(folder, "bytes.bpmn"))).toMatchObject({
      code: 2,
      report: { verdict: "refused", refusals: [{ code: "text-undecodable" }] },
    });
    expect(await refusal(checked(join(folder, "none.bpmn")))).toMatch(/^file-unreadable /u);
    expect(await refusal(call(check, []))).toMatch(/^arguments /u);
  });

  test("misses what the capability relies on whose procedure it is to be", async () => {
    const shipped = fileURLToPath(new URL("../../../capabilities/appeals/procedures/handling.bpmn", import.meta.url));
    const values = { for: "appeals.handling" };
    expect(await checked(shipped, values)).toMatchObject({ code: 0, report: { verdict: "sound", missing: [] } });
    const changed = readFileSync(shipped, "utf8").replace('name="objection"', 'name="doubt"');
    expect(await checked(file("changed.bpmn", changed), values)).toMatchObject({
      code: 2,
      report: { verdict: "refused", missing: [{ code: "need-message", name: "objection" }] },
    });
    expect(await refusal(checked(shipped, { for: "appeals.none" }))).toMatch(/^no-such-procedure .*appeals\.handling/u);
  });

  test("checks bindings that are given", async () => {
    const bindings = file("bindings.json", JSON.stringify({ "appeals/decide-acceptance": ["clerk"] }));
    const { code, report } = await checked(`${FIXTURES}appeal.bpmn`, { bindings });
    expect(code).toBe(1);
    expect(report["violations"]).toContainEqual(expect.objectContaining({ kind: "unknown-action", element: "handle" }));
    expect(JSON.stringify(report["violations"])).not.toContain(`"accept"`);
  });

  test("tells what the reader could not keep", async () => {
    const dangling = file(
      "dangling.bpmn",
      `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t"><interface id="i" name="i"><operation id="o" name="o"><inMessageRef>nowhere</inMessageRef></operation></interface><process id="p"><startEvent id="s"/><sequenceFlow id="f" sourceRef="s" targetRef="e"/><endEvent id="e"/></process></definitions>`,
    );
    const { code, report } = await checked(dangling);
    expect(code).toBe(0);
    expect(JSON.stringify(report["warnings"])).toContain("nowhere");
  });

  test("reads files in the encoding they declare", async () => {
    const xml = `<?xml version="1.0" encoding="ISO-8859-1"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t"><process id="p"><startEvent id="s"/><scriptTask id="A" name="Pr\u00fcfung"/></process></definitions>`;
    const unmarked = join(folder, "unmarked.bpmn");
    writeFileSync(unmarked, xml.replace(/encoding="[^"]*"/u, 'encoding="UTF-16"'), "utf16le");
    expect((await checked(unmarked)).report["refusals"]).toMatchObject([{ name: "Prüfung" }]);
    const path = join(folder, "latin.bpmn");
    writeFileSync(path, xml, "latin1");
    expect((await checked(path)).report["refusals"]).toMatchObject([{ name: "Prüfung" }]);
  });
});

describe("gongzhi procedure run", () => {
  const at = "2026-03-02T09:00:00+08:00";
  const events = [
    { type: "complete", task: 1, at, variables: { accepted: false } },
    { type: "complete", element: "explain" },
  ];

  test.each([
    ["JSON lines", events.map((event) => JSON.stringify(event)).join("\n\n")],
    ["a JSON array", JSON.stringify(events, null, 2)],
  ])("takes %s and prints a line for each event and the summary", async (name, text) => {
    const { code, printed } = await call(run, [`${FIXTURES}appeal.bpmn`], { events: file(`${name}.json`, text) });
    const lines = printed
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(code).toBe(0);
    expect(lines.map((line) => (line["event"] as { type: string } | undefined)?.type)).toEqual([
      "start",
      "complete",
      "complete",
      undefined,
    ]);
    expect(lines[1]).toMatchObject({ marking: { state: "running" }, variables: { accepted: false } });
    expect(lines.at(-1)).toEqual({
      summary: {
        process: "appeal",
        state: "ended",
        events: 2,
        end: { type: "case-ended", outcome: "completed", element: "notAccepted", name: "不予受理" },
        waiting: [],
      },
    });
  });

  test("refuses with the event's line", async () => {
    const wrong = file("wrong.jsonl", `{"type":"complete","task":1,"at":"${at}"}\n\n{"type":"complete","task":7}`);
    expect(await refusal(call(run, [`${FIXTURES}appeal.bpmn`], { events: wrong }))).toMatch(
      /^task-unknown .*wrong\.jsonl:3: No task 7/u,
    );
    const unknown = file("unknown.jsonl", `{"type":"finish"}`);
    expect(await refusal(call(run, [`${FIXTURES}appeal.bpmn`], { events: unknown }))).toMatch(
      /^event-invalid .*unknown\.jsonl:1/u,
    );
    const timeless = file("timeless.jsonl", `{"type":"complete","task":1,"at":"yesterday"}`);
    expect(await refusal(call(run, [`${FIXTURES}appeal.bpmn`], { events: timeless }))).toMatch(
      /^event-invalid .*timeless\.jsonl:1/u,
    );
    const back = file(
      "back.jsonl",
      events
        .map((event) => JSON.stringify(event))
        .join("\n")
        .replace("}\n{", `}\n{"at":"2026-03-01T09:00:00+08:00",`),
    );
    expect(await refusal(call(run, [`${FIXTURES}appeal.bpmn`], { events: back }))).toMatch(
      /^event-out-of-order .*back\.jsonl:2/u,
    );
    const deep = `{"type":"complete","task":1,"at":"${at}","variables":{"accepted":${"[".repeat(20_000)}${"]".repeat(20_000)}}}`;
    expect(await refusal(call(run, [`${FIXTURES}appeal.bpmn`], { events: file("deep.jsonl", deep) }))).toMatch(/^event-invalid/u);
    const broken = file("broken.jsonl", `{"type":`);
    expect(await refusal(call(run, [`${FIXTURES}appeal.bpmn`], { events: broken }))).toMatch(/^event-invalid .*broken\.jsonl:1/u);
  });

  test("starts with given variables", async () => {
    const variables = file("variables.json", JSON.stringify({ groups: [] }));
    const input = {
      variables,
      events: file("three.jsonl", `{"type":"complete","task":1,"at":"${at}"}\n{"type":"complete","task":2}`),
    };
    const { printed } = await call(run, [`${FIXTURES}four-meetings.bpmn`], input);
    expect(printed.trim().split("\n").at(-1)).toContain(`"element":"deliberate"`);
  });
});
