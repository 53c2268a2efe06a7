import { describe, expect, test } from "vitest";
import { compile, file, fixture, fixtureNet, readFixture, refusalsOf, take, wrap } from "../fixtures/fixtures.ts";
import { ELEMENTS_MAX, XML_LENGTH_MAX } from "../limits.ts";
import { serialise } from "../model/definitions.ts";
import { netOf, parseProcedure } from "./parse-procedure.ts";
import { findDifferences } from "../model/xml-difference.ts";

const codes = async (xml: string) => (await refusalsOf(xml)).map((refusal) => `${refusal.code} ${refusal.element}`);
const ends = `<startEvent id="s"/><endEvent id="e"/>`;

describe("a file is refused as a whole", () => {
  test.each([
    ["not XML", "appeal", "xml-malformed"],
    ["cut off", fixture("appeal").slice(0, 3000), "xml-malformed"],
    ["an undeclared prefix", file(`<process id="p" foo:bar="1"/>`), "xml-malformed"],
    ["an entity bomb", `<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaa">]>${file("")}`, "xml-doctype"],
    ["something else", `<html xmlns="http://www.w3.org/1999/xhtml"/>`, "not-bpmn"],
    ["one id twice", wrap(`${ends}<userTask id="A"/><userTask id="A"/>`, "s>A A>e"), "duplicate-id"],
    [
      "too deep",
      file(`<process id="p"><extensionElements>${"<x>".repeat(200)}${"</x>".repeat(200)}</extensionElements></process>`),
      "xml-malformed",
    ],
    ["too large", file(`<!--${" ".repeat(XML_LENGTH_MAX)}-->`), "xml-too-large"],
  ])("%s", async (_, xml, code) => expect(await parseProcedure(xml)).toMatchObject({ refused: true, code }));
});

describe("what is not executable is told by element", () => {
  test.each([
    ["a script", `${ends}<scriptTask id="A"/>`, "s>A A>e", ["element-unsupported A"]],
    ["a business rule", `${ends}<businessRuleTask id="A"/>`, "s>A A>e", ["element-unsupported A"]],
    ["no start", `<userTask id="A"/><endEvent id="e"/>`, "A>e", ["start-missing p"]],
    [
      "no default",
      `${ends}<exclusiveGateway id="x"/><userTask id="A"/>`,
      "s>x x>e x>A A>e",
      ["default-missing x", "condition-missing f1", "condition-missing f2"],
    ],
    [
      "a timer without time",
      `${ends}<intermediateCatchEvent id="t"><timerEventDefinition/></intermediateCatchEvent>`,
      "s>t t>e",
      ["timer-invalid t"],
    ],
    [
      "a wrong duration",
      `${ends}<intermediateCatchEvent id="t"><timerEventDefinition><timeDuration>15 days</timeDuration></timerEventDefinition></intermediateCatchEvent>`,
      "s>t t>e",
      ["timer-invalid t"],
    ],
    [
      "a time without offset",
      `${ends}<intermediateCatchEvent id="t"><timerEventDefinition><timeDate>2026-01-01T08:00:00</timeDate></timerEventDefinition></intermediateCatchEvent>`,
      "s>t t>e",
      ["timer-invalid t"],
    ],
    [
      "two times",
      `${ends}<intermediateCatchEvent id="t"><timerEventDefinition gongzhi:workingDays="3" gongzhi:rule="r"/></intermediateCatchEvent>`,
      "s>t t>e",
      ["timer-invalid t"],
    ],
    [
      "unbounded instances",
      `${ends}<userTask id="A"><multiInstanceLoopCharacteristics gongzhi:collection="l"/></userTask>`,
      "s>A A>e",
      ["loop-unbounded A"],
    ],
    [
      "too many instances",
      `${ends}<userTask id="A"><multiInstanceLoopCharacteristics gongzhi:collection="l" gongzhi:maximum="1001"/></userTask>`,
      "s>A A>e",
      ["loop-unbounded A"],
    ],
    ["an unknown callee", `${ends}<callActivity id="A" calledElement="other"/>`, "s>A A>e", ["callee-missing A"]],
    [
      "a gate that is no name",
      `${ends}<userTask id="A" gongzhi:gates="meetings.passed:a,b $x"/>`,
      "s>A A>e",
      ["attribute-invalid A"],
    ],
    ["an action that is no name", `${ends}<userTask id="A" gongzhi:action="drop table"/>`, "s>A A>e", ["attribute-invalid A"]],
    [
      "a boundary event on a gateway",
      `${ends}<userTask id="A"/><boundaryEvent id="b" attachedToRef="e"><timerEventDefinition gongzhi:workingDays="1"/></boundaryEvent>`,
      "s>A A>e b>e",
      ["boundary-invalid b"],
    ],
    [
      "an event-based gateway with a task behind",
      `${ends}<eventBasedGateway id="g"/><userTask id="A"/><userTask id="B"/>`,
      "s>g g>A g>B A>e B>e",
      ["gateway-invalid A", "gateway-invalid B"],
    ],
    ["a flow from nowhere", `${ends}<userTask id="A"/>`, "s>A A>e A>gone", ["flow-dangling f2"]],
  ])("%s", async (_, nodes, flows, expected) => expect(await codes(wrap(nodes, flows))).toEqual(expected));

  test("a condition in another language or with undeclared names", async () => {
    const condition = (attributes: string, text: string) =>
      file(`<process id="p"><extensionElements><gongzhi:variables><gongzhi:variable name="ok" type="boolean"/></gongzhi:variables></extensionElements>
        ${ends}<endEvent id="n"/><exclusiveGateway id="x" default="d"/><sequenceFlow id="f" sourceRef="s" targetRef="x"/><sequenceFlow id="d" sourceRef="x" targetRef="n"/>
        <sequenceFlow id="c" sourceRef="x" targetRef="e"><conditionExpression ${attributes}>${text}</conditionExpression></sequenceFlow></process>`);
    expect(await codes(condition("", "ok = true"))).toEqual([]);
    expect(await codes(condition("", "= ok"))).toEqual([]);
    expect(await codes(condition("", "okay = true"))).toEqual(["condition-invalid c"]);
    expect(await codes(condition(`language="http://www.w3.org/1999/XPath"`, "ok"))).toEqual(["condition-invalid c"]);
    expect(await codes(condition("", "${ok}"))).toEqual(["condition-invalid c"]);
  });

  test("a collection that is no declared list", async () => {
    const loop = (name: string) =>
      file(`<process id="p"><extensionElements><gongzhi:variables><gongzhi:variable name="ok" type="boolean"/><gongzhi:variable name="houses" type="list"/></gongzhi:variables></extensionElements>
        ${ends}<userTask id="A"><multiInstanceLoopCharacteristics gongzhi:collection="${name}" gongzhi:maximum="9"/></userTask><sequenceFlow id="f" sourceRef="s" targetRef="A"/><sequenceFlow id="g" sourceRef="A" targetRef="e"/></process>`);
    expect(await codes(loop("houses"))).toEqual([]);
    expect(await codes(loop("ok"))).toEqual(["attribute-invalid A"]);
    expect(await codes(loop("homes"))).toEqual(["attribute-invalid A"]);
  });

  test("too many elements, and sub-processes too deep", async () => {
    const tasks = Array.from({ length: ELEMENTS_MAX }, (_, index) => `<userTask id="t${index}"/>`).join("");
    expect(await codes(wrap(ends + tasks, "s>e"))).toEqual(["too-many-elements undefined"]);
    const nested = (depth: number): string =>
      depth === 0 ? "" : `<subProcess id="p${depth}"><startEvent id="s${depth}"/>${nested(depth - 1)}</subProcess>`;
    expect(await codes(wrap(ends + nested(12), "s>e"))).toContain("nesting-too-deep p2");
  });

  test("a call that calls itself", async () => {
    const xml = wrap(`${ends}<callActivity id="A" calledElement="p"/>`, "s>A A>e");
    expect((await codes(xml))[0]).toMatch(/^nesting-too-deep A\/A/u);
  });

  test("every refusal names its element as the drawing does, and what to do", async () => {
    const [refusal] = await refusalsOf(wrap(`${ends}<scriptTask id="A" name="自动&#10;计算"/>`, "s>A A>e"));
    expect(refusal).toEqual({
      refused: true,
      code: "element-unsupported",
      element: "A",
      name: "自动 计算",
      message: "The script task «A» (“自动 计算”) is not supported.",
      remedy: "Redraw this part with supported elements.",
    });
  });
});

describe("a net", () => {
  test("is plain frozen JSON and the same for the same file", async () => {
    const net = await fixtureNet("mediation");
    expect(JSON.parse(JSON.stringify(net))).toEqual(net);
    expect(Object.isFrozen(net.elements[1])).toBe(true);
    expect((await fixtureNet("mediation")).fingerprint).toBe(net.fingerprint);
    expect((await compile(wrap(ends, "s>e"))).fingerprint).not.toBe(
      (await compile(wrap(`${ends}<endEvent id="f"/>`, "s>e"))).fingerprint,
    );
  });

  test("holds called processes in place, their ids prefixed by the call", async () => {
    const net = await fixtureNet("mediation");
    expect(net.elements.map((element) => element.id)).toContain("notify/call");
    expect(net.elements.find((element) => element.id === "notify")).toMatchObject({
      kind: "scope",
      of: "call",
      called: "serveNotice",
    });
  });

  test("is found by process id", async () => {
    const procedure = await readFixture("mediation");
    expect(netOf(procedure, "mediation")).toHaveProperty("fingerprint");
    expect(netOf(procedure, "other")).toMatchObject({ code: "no-process" });
  });
});

test.each(["appeal", "four-meetings", "mediation", "serveNotice", "unsound-deadlock"])(
  "%s goes out as it came in",
  async (name) => {
    const { definitions, warnings } = await readFixture(name);
    expect(warnings).toEqual([]);
    expect(findDifferences(fixture(name), await serialise(definitions))).toEqual([]);
    const again = take(await parseProcedure(await serialise(definitions), { resolve: fixture }));
    expect(take(netOf(again))).toEqual(await fixtureNet(name));
  },
);

test("the comparison itself finds what differs", () => {
  const before = file(`<process id="p" isExecutable="false"><userTask id="A" name="x"/></process>`);
  expect(findDifferences(before, before.replace(` isExecutable="false"`, ""))).toEqual([]);
  expect(findDifferences(before, before.replace(`name="x"`, `name="y"`))).toEqual(["/definitions/process/userTask@name: x → y"]);
  expect(findDifferences(before, before.replace("userTask", "task"))).toHaveLength(2);
});
