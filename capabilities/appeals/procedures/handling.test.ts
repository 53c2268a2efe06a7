import { readFileSync } from "node:fs";
import { advance, checkSoundness, isRefusal, netOf, parseProcedure, start } from "@gongzhi/procedure";
import type { CaseEvent, Net, Step, Variables } from "@gongzhi/procedure";
import { beforeAll, describe, expect, test } from "vitest";
import { cases, findMissing, findSpan, taskBindings } from "#capabilities/cases/index.ts";
import { divisions } from "#capabilities/divisions/index.ts";
import { organizations } from "#capabilities/organizations/index.ts";
import { record } from "#capabilities/record/index.ts";
import { register } from "#capabilities/register/index.ts";
import { rolls } from "#capabilities/rolls/index.ts";
import { rules } from "#capabilities/rules/index.ts";
import { buildRegistry } from "#platform/registry/registry.ts";
import { readAppealDefaults } from "../defaults/defaults.ts";
import { appeals } from "../index.ts";
import { PROCEDURE_NEEDS } from "./needs.ts";

const FILE = new URL("./handling.bpmn", import.meta.url);
const AT = "2026-03-02T09:00:00+08:00";

let net: Net;

beforeAll(async () => {
  const parsed = await parseProcedure(readFileSync(FILE, "utf8"));
  if (isRefusal(parsed)) throw new Error(parsed.message);
  const compiled = netOf(parsed);
  if (isRefusal(compiled)) throw new Error(compiled.message);
  net = compiled;
});

/** Runs events one after the other; fails on the first that is refused. */
function run(...events: readonly Partial<CaseEvent>[]): Step & { readonly passed: readonly string[] } {
  let step = start(net, { area: "d.99" }, AT);
  const passed: string[] = [];
  for (const event of events) {
    if (isRefusal(step)) throw new Error(step.message);
    passed.push(...step.passed);
    step = advance(net, step.marking, step.variables, { ...event, at: AT } as CaseEvent);
  }
  if (isRefusal(step)) throw new Error(step.message);
  return { ...step, passed: [...passed, ...step.passed] };
}

const done = (element: string, variables: Variables = {}) => ({ type: "complete" as const, element, variables });
const message = (name: string, variables: Variables = {}) => ({ type: "message" as const, name, variables });
const timer = (element: string) => ({ type: "timer" as const, element });
const TO_UNIT = done("dispatch", { decision: "unit", lead: "works", tier: "week" });

/** Ids of the tasks and waits that are open. */
function open({ marking }: Step): readonly string[] {
  return marking.items.flatMap((item) => {
    const element = net.elements[item.at];
    return element === undefined || element.kind === "boundary" ? [] : [element.id];
  });
}

type Point = readonly [x: number, y: number];
type Box = readonly [x: number, y: number, width: number, height: number];

function readDrawn(xml: string) {
  const numbers = (text: string) => [...text.matchAll(/="(-?[\d.]+)"/g)].map((match) => Number(match[1]));
  const boxes = new Map<string, Box>();
  for (const [, id = "", bounds = ""] of xml.matchAll(/BPMNShape [^>]*bpmnElement="([^"]+)"[^>]*><dc:Bounds ([^>]*)\/>/g))
    boxes.set(id, numbers(bounds) as unknown as Box);
  const lines = new Map<string, readonly Point[]>();
  for (const [, id = "", points = ""] of xml.matchAll(/BPMNEdge [^>]*bpmnElement="([^"]+)"[^>]*>(.*?)<\/bpmndi:BPMNEdge>/g))
    lines.set(
      id,
      [...points.matchAll(/<di:waypoint ([^>]*)\/>/g)].map(([, at = ""]) => numbers(at) as unknown as Point),
    );
  return { boxes, lines };
}

/** All lines are upright or level, so a stretch is a box of no breadth. */
function runsThrough(points: readonly Point[], [x, y, width, height]: Box): boolean {
  return points.some(([px, py], index) => {
    const [qx, qy] = points[index - 1] ?? [px, py];
    return Math.min(px, qx) < x + width && Math.max(px, qx) > x && Math.min(py, qy) < y + height && Math.max(py, qy) > y;
  });
}

describe("the procedure of an appeal", () => {
  test("is sound, and every step is an action that exists, done by a duty a post may carry", () => {
    const registry = buildRegistry([record, divisions, organizations, register, rolls, rules, cases, appeals]);
    const bindings = taskBindings(registry);
    expect(checkSoundness(net, { bindings })).toMatchObject({ verdict: "sound", violations: [] });
    // The same check does say no: without the appeals' actions nobody could do anything.
    const without = taskBindings(buildRegistry([record, divisions, organizations, register, rolls, rules, cases]));
    expect(checkSoundness(net, { bindings: without }).violations.map(({ kind }) => kind)).toContain("unknown-action");
  });

  test("is drawn: every element and flow has its place, and no line runs through a step that is not its own", () => {
    const { boxes, lines } = readDrawn(readFileSync(FILE, "utf8"));
    expect([...boxes.keys()].toSorted()).toEqual(
      net.elements
        .slice(1)
        .map(({ id }) => id)
        .toSorted(),
    );
    expect([...lines.keys()].toSorted()).toEqual(net.flows.map(({ id }) => id).toSorted());
    for (const flow of net.flows) {
      const ends = [net.elements[flow.from], net.elements[flow.to]];
      const own = new Set(ends.flatMap((end) => (end?.kind === "boundary" ? [end.id, net.elements[end.on]?.id] : [end?.id])));
      const crossed = [...boxes].filter(([id, box]) => !own.has(id) && runsThrough(lines.get(flow.id) ?? [], box));
      expect(crossed.map(([id]) => `${flow.id} runs through ${id}`)).toEqual([]);
    }
  });

  test("finds each of its deadlines in the rule that enacts it", () => {
    const { rules: shipped } = readAppealDefaults();
    const parameters = shipped.find(({ key }) => key === "appeals.deadlines")?.parameters as Readonly<Record<string, unknown>>;
    const named = net.elements.flatMap((element) => {
      if (element.kind === "work") return element.deadline === undefined ? [] : [element.deadline];
      if (!("trigger" in element) || element.trigger?.type !== "timer") return [];
      return [element.trigger.timer.value];
    });
    expect(new Set(named)).toEqual(new Set(["dispatch", "handle", "decide-objection", "ruling", "judge"]));
    for (const name of named) expect(findSpan(parameters, name, { tier: "week" })).toBeDefined();
  });
});

describe("its ways", () => {
  test("dispatched, answered, judged, closed", () => {
    const end = run(TO_UNIT, done("handle"), done("judge", { again: false, outcome: "solved" }));
    expect(end.marking.state).toBe("ended");
    expect(end.effects.at(-1)).toMatchObject({ type: "case-ended", element: "closed" });
    expect(end.passed).toEqual(expect.arrayContaining(["dispatch", "f-to-unit", "handle", "judge", "f-closed", "closed"]));
  });

  test("answered at once, and left unjudged until the timer", () => {
    const step = run(done("dispatch", { decision: "answer" }));
    expect(open(step)).toEqual(["judge"]);
    expect(run(done("dispatch", { decision: "answer" }), timer("unjudged")).effects.at(-1)).toMatchObject({
      element: "closed-unjudged",
    });
  });

  test("told its legal channel: ended", () => {
    expect(run(done("dispatch", { decision: "channel" })).effects.at(-1)).toMatchObject({ element: "other-channel" });
  });

  test("objected: upheld goes back to dispatch, rejected back to the unit", () => {
    const asked = run(TO_UNIT, message("objection"));
    expect(open(asked)).toEqual(["decide-objection"]);
    expect(open(run(TO_UNIT, message("objection"), done("decide-objection", { upheld: true })))).toEqual(["dispatch"]);
    expect(open(run(TO_UNIT, message("objection"), done("decide-objection", { upheld: false })))).toEqual(["handle"]);
  });

  test("transferred: a new task for the other unit", () => {
    const moved = run(TO_UNIT, message("transfer", { lead: "welfare" }));
    expect(open(moved)).toEqual(["handle"]);
    expect(moved.variables["lead"]).toBe("welfare");
  });

  test("disputed: the ruling says who leads; without one in time it stays where it was", () => {
    expect(open(run(TO_UNIT, message("dispute")))).toEqual(["ruling"]);
    const ruled = run(TO_UNIT, message("dispute"), message("ruling", { lead: "environment" }));
    expect(open(ruled)).toEqual(["handle"]);
    expect(ruled.variables["lead"]).toBe("environment");
    expect(run(TO_UNIT, message("dispute"), timer("no-ruling")).variables["lead"]).toBe("works");
    expect(open(run(TO_UNIT, message("dispute"), message("ruling", { ruling: "anew" })))).toEqual(["dispatch"]);
  });

  test("late: a reminder goes out and the step stays open", () => {
    const late = run(TO_UNIT, timer("late"));
    expect(open(late)).toEqual(["handle"]);
    expect(late.effects).toContainEqual({ type: "send-message", element: "overdue", message: "overdue" });
  });

  test("judged unsolved: the unit has it again; withdrawn and reopened, too", () => {
    expect(open(run(TO_UNIT, done("handle"), done("judge", { again: true })))).toEqual(["handle"]);
    expect(run(TO_UNIT, { type: "withdraw" }).marking.state).toBe("withdrawn");
    const reopened = run(TO_UNIT, done("handle"), done("judge", { again: false }), { type: "reopen", element: "handle" });
    expect(open(reopened)).toEqual(["handle"]);
  });
});

describe("what the actions rely on", () => {
  const bpmn = readFileSync(FILE, "utf8");
  const missingIn = async (text: string) => {
    const parsed = await parseProcedure(text);
    const drawn = isRefusal(parsed) ? parsed : netOf(parsed);
    if (isRefusal(drawn)) throw new Error(drawn.message);
    const needs = PROCEDURE_NEEDS["appeals.handling"];
    if (needs === undefined) throw new Error("nothing is declared");
    return findMissing(drawn, needs).map(({ code, name }) => `${code} ${name}`);
  };

  test("is in each procedure that a township begins with", async () => {
    for (const { key, bpmn: shipped } of readAppealDefaults().procedures) {
      const parsed = await parseProcedure(shipped);
      const drawn = isRefusal(parsed) ? parsed : netOf(parsed);
      const needs = PROCEDURE_NEEDS[key];
      if (isRefusal(drawn) || needs === undefined) throw new Error(`${key} declares nothing, or cannot be read`);
      expect(findMissing(drawn, needs)).toEqual([]);
    }
  });

  test.each([
    ['name="objection"', 'name="doubt"', "need-message objection"],
    ['name="overdue"', 'name="late"', "need-sent-message overdue"],
    ['gongzhi:action="appeals/judge-appeal"', 'gongzhi:action="cases/complete-step"', "need-step appeals/judge-appeal"],
    ['"closed-unjudged"', '"closed-anyhow"', "need-end closed-unjudged"],
    ['"no-ruling"', '"nobody-ruled"', "need-timer no-ruling"],
    ['gongzhi:deadline="handle" gongzhi:reopen="true"', 'gongzhi:deadline="handle"', "need-reopen handle"],
    ['name="again" type="boolean"', 'name="again" type="string"', "need-variable again"],
  ])("is missed where %s becomes %s", async (before, after, missed) => {
    expect(bpmn).toContain(before);
    expect(await missingIn(bpmn.replaceAll(before, after))).toEqual([missed]);
  });
});
