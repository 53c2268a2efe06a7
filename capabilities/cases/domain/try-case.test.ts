import { readFileSync } from "node:fs";
import { advance, isRefusal, netOf, parseProcedure, start, type CaseEvent, type Net, type Variables } from "@gongzhi/procedure";
import { expect, test } from "vitest";
import { recordEvent, type SentEvent } from "./record-event.ts";
import { tryCase, type PastCase } from "./try-case.ts";

const AT = "2026-03-02T09:00:00+08:00";
const DRAWN = readFileSync(new URL("../../appeals/procedures/handling.bpmn", import.meta.url), "utf8");

async function netIn(bpmn: string): Promise<Net> {
  const parsed = await parseProcedure(bpmn);
  const net = isRefusal(parsed) ? parsed : netOf(parsed);
  if (isRefusal(net)) throw new Error(net.message);
  return net;
}

/** A case of a net that was sent some events, recorded as cases are. */
function past(net: Net, events: readonly CaseEvent[], variables: Variables = {}): PastCase {
  let step = start(net, variables, AT);
  const sent: SentEvent[] = [{ type: "start", variables }];
  for (const event of events) {
    if (isRefusal(step)) throw new Error(step.message);
    sent.push(recordEvent(net, step.marking, event));
    step = advance(net, step.marking, step.variables, event);
  }
  if (isRefusal(step)) throw new Error(step.message);
  return { net, sent, marking: step.marking };
}

const done = (element: string, variables: Variables = {}): CaseEvent => ({ type: "complete", at: AT, element, variables });
const ANSWERED = [done("dispatch", { decision: "unit", lead: "works" }), done("handle"), done("judge", { again: false })];
const OBJECTED = [
  done("dispatch", { decision: "unit" }),
  { type: "message", at: AT, name: "objection" } as const,
  done("decide-objection", { upheld: false }),
  { type: "timer", at: AT, element: "late" } as const,
];

test("a case goes the same way through the version it ran on, whatever was sent: steps, messages, timers", async () => {
  const net = await netIn(DRAWN);
  for (const events of [[], ANSWERED, OBJECTED, ANSWERED.slice(0, 2)]) expect(tryCase(net, past(net, events))).toBe("same");
  const again = await netIn(DRAWN.replace('name="群众评价"', 'name="提出人评价"'));
  expect(tryCase(again, past(net, ANSWERED))).toBe("same");
});

test("another condition sends it elsewhere, and only the first difference is told", async () => {
  const net = await netIn(DRAWN);
  const turned = await netIn(DRAWN.replace('decision = "unit"', 'decision = "nobody"'));
  const other = { after: "dispatch", went: ["handle"], instead: ["judge"] };
  expect(tryCase(turned, past(net, ANSWERED))).toEqual(other);
  expect(tryCase(turned, past(net, [done("dispatch", { decision: "channel" })]))).toBe("same");
});

test("a step that is gone, or that came between, is where it differs", async () => {
  const net = await netIn(DRAWN);
  const named = await netIn(DRAWN.replaceAll('"judge"', '"weigh"'));
  expect(tryCase(named, past(net, ANSWERED))).toEqual({ after: "handle", went: ["judge"], instead: ["weigh"] });
});

test("what its record does not bring to where it stands is not judged", async () => {
  const net = await netIn(DRAWN);
  const whole = past(net, ANSWERED);
  expect(tryCase(net, { ...whole, sent: whole.sent.slice(0, -1) })).toBe("unrecorded");
  expect(tryCase(net, { ...whole, sent: whole.sent.slice(1) })).toBe("unrecorded");
});
