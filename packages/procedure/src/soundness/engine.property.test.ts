import { expect, test } from "vitest";
import { advance, start, type Step } from "../advance/advance.ts";
import type { CaseEvent } from "../advance/event.ts";
import { breakGraph, randomGraph, seeded, toModel } from "../fixtures/random-model.ts";
import type { Variables } from "../json.ts";
import { compileProcess } from "../compile/compile-process.ts";
import type { Net } from "../net/net.ts";
import { isRefusal, type Refusal } from "../refusal.ts";
import { checkSoundness } from "./check-soundness.ts";

/**
 * The checker against the engine itself: every case that `start` and `advance` can make is made, with every outcome of
 * every condition at every event. What the checker calls sound must always end, and what it calls unsound must not.
 */
const AT = "2026-11-23T00:00:00Z";
const STATES_MAX = 1_500;

type Advance = (variables: Variables) => Step | Refusal;

/**
 * Every outcome of a step by data: whenever it passes a gateway that nothing is decided for yet, it is made again once for
 * each way the gateway can decide. Its condition number n is `<gateway>c<n> = true`; where none holds the default is taken.
 */
function outcomes(
  net: Net,
  make: Advance,
  decided: Variables = {},
  gateways: readonly string[] = [],
): readonly (Step | Refusal)[] {
  const result = make(decided);
  if (isRefusal(result)) return [result];
  const open = result.passed.find((id) => !gateways.includes(id) && decisionsOf(net, id) > 0);
  if (open === undefined) return [result];
  const conditions = decisionsOf(net, open);
  const exclusive = open.startsWith("exclusive");
  const ways = exclusive
    ? [0, ...Array.from({ length: conditions }, (_, bit) => 1 << bit)]
    : Array.from({ length: 1 << conditions }, (_, mask) => mask);
  return ways.flatMap((mask) => {
    const own = Array.from({ length: conditions }, (_, bit): [string, boolean] => [
      `${open}c${bit + 1}`,
      (mask & (1 << bit)) !== 0,
    ]);
    return outcomes(net, make, { ...decided, ...Object.fromEntries(own) }, [...gateways, open]);
  });
}

function decisionsOf(net: Net, id: string): number {
  const element = net.elements.find((candidate) => candidate.id === id);
  return (element?.outgoing ?? []).filter((flow) => net.flows[flow]?.condition !== undefined).length;
}

type Seen = { readonly step: Step; readonly ends: readonly string[] };
type Verdict = "sound" | "unsound" | "skipped";

function enumerate(net: Net): Verdict {
  const seen = new Map<string, Seen>();
  const sources = new Map<string, string[]>();
  const passed = new Set<string>();
  const open: string[] = [];
  const found = { improper: false, endless: false };
  const visit = (result: Step | Refusal, before: readonly string[], from: string | undefined): void => {
    if (isRefusal(result)) {
      if (result.code === "endless-loop") found.endless = true;
      return;
    }
    for (const id of result.passed) passed.add(id);
    const reached = [...before, ...result.passed.filter((id) => isEnd(net, id))];
    // A side branch may end as often as it likes.
    const ends = reached.filter((id) => !isSide(net, id));
    if (new Set(ends).size < ends.length && !result.effects.some(isTermination)) found.improper = true;
    if (isDoubled(net, result)) found.improper = true;
    if (found.improper) return;
    const key = keyOf(result, ends);
    sources.set(key, [...(sources.get(key) ?? []), ...(from === undefined ? [] : [from])]);
    if (seen.has(key)) return;
    seen.set(key, { step: result, ends });
    open.push(key);
  };
  for (const step of outcomes(net, (variables) => start(net, variables, AT))) visit(step, [], undefined);
  for (let key = open.pop(); key !== undefined && !found.improper && !found.endless; key = open.pop()) {
    const at = seen.get(key);
    if (at === undefined || at.step.marking.state !== "running") continue;
    if (seen.size > STATES_MAX) return "skipped";
    for (const event of eventsOf(net, at.step)) {
      const make: Advance = (variables) => advance(net, at.step.marking, variables, event);
      for (const step of outcomes(net, make)) visit(step, at.ends, key);
    }
  }
  // An endless automatic loop is refused by the engine; whether it has a way out is the checker's matter.
  if (found.endless) return "skipped";
  if (found.improper) return "unsound";
  const good = new Set([...seen].filter(([, { step }]) => step.marking.state === "ended").map(([key]) => key));
  const back = [...good];
  for (let key = back.pop(); key !== undefined; key = back.pop()) {
    for (const source of sources.get(key) ?? []) if (!good.has(source)) back.push((good.add(source), source));
  }
  const alive = net.elements.every((element, index) => index === 0 || passed.has(element.id));
  return good.size === seen.size && alive ? "sound" : "unsound";
}

function isTermination(effect: Step["effects"][number]): boolean {
  return effect.type === "case-ended" && effect.outcome === "terminated";
}

function isEnd(net: Net, id: string): boolean {
  const element = net.elements.find((candidate) => candidate.id === id);
  return element !== undefined && element.outgoing.length === 0 && element.kind !== "scope";
}

/** Ends that random graphs put behind a non-interrupting event: the end after its own task. */
function isSide(net: Net, id: string): boolean {
  const end = net.elements.find((candidate) => candidate.id === id);
  const sources = (end?.incoming ?? []).map((flow) => net.elements[net.flows[flow]?.from ?? 0]);
  const before = sources.flatMap((source) => (source?.incoming ?? []).map((flow) => net.elements[net.flows[flow]?.from ?? 0]));
  return before.length > 0 && before.every((element) => element?.kind === "boundary" && !element.interrupting);
}

function isDoubled(net: Net, { marking }: Step): boolean {
  const waits = marking.items.filter((item) => net.elements[item.at]?.kind === "work").map((item) => item.at);
  const side = (at: number) =>
    net.elements[at]?.incoming.every((flow) => net.elements[net.flows[flow]?.from ?? 0]?.kind === "boundary");
  const main = waits.filter((at) => side(at) !== true);
  return new Set(main).size < main.length || marking.joins.some((join) => join.count > 1);
}

function keyOf({ marking }: Step, ends: readonly string[]): string {
  const items = [...new Set(marking.items.map((item) => `${item.at}`))].toSorted();
  const joins = marking.joins.map((join) => join.flow).toSorted((a, b) => a - b);
  return `${marking.state} ${items.join()} ${joins.join()} ${ends.toSorted().join()}`;
}

function eventsOf(net: Net, { marking }: Step): readonly Extract<CaseEvent, { type: "complete" | "timer" }>[] {
  return marking.items.map((item) =>
    net.elements[item.at]?.kind === "boundary"
      ? { type: "timer", at: AT, timer: item.id }
      : { type: "complete", at: AT, task: item.id },
  );
}

/** Nets in one test. */
const ROUNDS = 300;
const STARTS = Array.from({ length: process.env["GONGZHI_NIGHTLY"] === "1" ? 20 : 1 }, (_, part) => part * ROUNDS + 1);

test.each(STARTS)("the engine can do exactly what the checker says, from seed %i", (from) => {
  const counts = { sound: 0, unsound: 0, skipped: 0 };
  for (let seed = from; seed < from + ROUNDS; seed += 1) {
    const random = seeded(seed * 7919);
    const broken = random() < 0.5;
    // The plain count of ends below tells side branches only while they are as the generator made them.
    const graph = randomGraph(random, { size: 2 + Math.floor(random() * 5), inclusive: true, side: !broken });
    if (broken) breakGraph(graph, random);
    const net = compileProcess(toModel(graph), new Map());
    const verdict = "elements" in net ? enumerate(net) : "skipped";
    counts[verdict] += 1;
    if (verdict === "skipped" || !("elements" in net)) continue;
    const got = checkSoundness(net);
    expect(got.verdict, JSON.stringify({ seed, verdict, got, graph })).toBe(verdict);
  }
  expect(counts.sound).toBeGreaterThan(ROUNDS / 4);
  expect(counts.unsound).toBeGreaterThan(ROUNDS / 10);
  expect(counts.skipped).toBeLessThan(ROUNDS / 4);
});
