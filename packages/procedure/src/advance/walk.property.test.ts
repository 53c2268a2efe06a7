import { expect, test } from "vitest";
import { randomGraph, seeded, toModel, type Random } from "../fixtures/random-model.ts";
import { compileProcess } from "../compile/compile-process.ts";
import type { Net } from "../net/net.ts";
import { isRefusal } from "../refusal.ts";
import { advance, start, type Step } from "./advance.ts";
import type { CaseEvent } from "./event.ts";

/**
 * Random walks through random sound nets: a caller that only applies the effects knows at every moment exactly what the
 * marking says; numbers are never used twice; the same arguments give the same result; a marking survives JSON.
 */
const AT = "2026-11-23T00:00:00Z";

type Ledger = { readonly tasks: Set<number>; readonly timers: Set<number>; readonly given: Set<number> };

function apply(ledger: Ledger, step: Step): void {
  for (const effect of step.effects) {
    if (effect.type === "open-task") open(ledger, ledger.tasks, effect.task);
    if (effect.type === "set-timer") open(ledger, ledger.timers, effect.timer);
    if (effect.type === "complete-task" || effect.type === "cancel-task") expect(ledger.tasks.delete(effect.task)).toBe(true);
    if (effect.type === "timer-fired" || effect.type === "cancel-timer") expect(ledger.timers.delete(effect.timer)).toBe(true);
  }
}

function open(ledger: Ledger, set: Set<number>, number: number): void {
  expect(ledger.given.has(number)).toBe(false);
  ledger.given.add(number);
  set.add(number);
}

function numbers(net: Net, step: Step, kind: "work" | "boundary"): readonly number[] {
  return step.marking.items.filter((item) => net.elements[item.at]?.kind === kind).map((item) => item.id);
}

function choose(net: Net, step: Step, random: Random): CaseEvent | undefined {
  const items = step.marking.items;
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) return undefined;
  // Every gateway decides anew, by variables that the event brings.
  const names = net.flows.flatMap((flow) => flow.condition?.split(" ")[0] ?? []);
  const variables = Object.fromEntries(names.map((name) => [name, random() < 0.5]));
  if (net.elements[item.at]?.kind === "boundary") return { type: "timer", at: AT, timer: item.id };
  return { type: "complete", at: AT, task: item.id, variables };
}

function walk(net: Net, random: Random): number {
  let step = start(net, {}, AT);
  const ledger: Ledger = { tasks: new Set(), timers: new Set(), given: new Set() };
  for (let count = 0; count < 200; count += 1) {
    if (isRefusal(step)) throw new Error(step.message);
    apply(ledger, step);
    expect([...ledger.tasks].toSorted((a, b) => a - b)).toEqual(numbers(net, step, "work"));
    expect([...ledger.timers].toSorted((a, b) => a - b)).toEqual(numbers(net, step, "boundary"));
    const event = choose(net, step, random);
    if (event === undefined) {
      expect(step.marking).toMatchObject({ state: "ended", items: [], joins: [] });
      return count;
    }
    const stored = JSON.parse(JSON.stringify(step)) as Step;
    const next = advance(net, stored.marking, stored.variables, event);
    expect(advance(net, step.marking, step.variables, event)).toEqual(next);
    step = next;
  }
  return 200;
}

const rounds = process.env["GONGZHI_NIGHTLY"] === "1" ? 10_000 : 400;

test("effects and marking tell the same on every walk, and walks through sound nets end", () => {
  let ended = 0;
  for (let seed = 1; seed <= rounds; seed += 1) {
    const random = seeded(seed * 104_729);
    const options = { size: 2 + Math.floor(random() * 8), terminate: true, inclusive: true, side: true };
    const net = compileProcess(toModel(randomGraph(random, options)), new Map());
    if (!("elements" in net)) continue;
    if (walk(net, random) < 200) ended += 1;
  }
  expect(ended).toBeGreaterThan(rounds * 0.9);
});
