import { describe, expect, test } from "vitest";
import { breakGraph, randomGraph, seeded, toModel, type Graph } from "../fixtures/random-model.ts";
import { compileProcess } from "../compile/compile-process.ts";
import type { Net } from "../net/net.ts";
import { checkSoundness } from "./check-soundness.ts";

/**
 * A second, plain way to decide soundness, written from the definition alone: tokens are counted in a map, every order of
 * automatic steps is tried, nothing is reduced or split. Shares no code with the checker but the random graphs.
 */
type Tokens = Readonly<Record<string, number>>;
type Verdict = { readonly improper: boolean; readonly stuck: boolean; readonly dead: readonly string[] };

const nightly = process.env["GONGZHI_NIGHTLY"] === "1";

/** Nets with more states are left out: the plain way is slow. */
const STATES_MAX = nightly ? 20_000 : 3_000;

function enumerate(graph: Graph): Verdict | undefined {
  const fired = new Set<string>();
  const seen = new Map<string, Tokens>();
  const next = new Map<string, Set<string>>();
  let improper = false;
  const keyOf = (tokens: Tokens) => Object.keys(tokens).toSorted().join(" ");
  const first: Tokens = { begin: 1 };
  const open = [first];
  seen.set(keyOf(first), first);
  for (let tokens = open.pop(); tokens !== undefined; tokens = open.pop()) {
    const key = keyOf(tokens);
    const targets = new Set<string>();
    next.set(key, targets);
    const steps = stepsOf(graph, tokens);
    const automatic = steps.filter((step) => step.automatic);
    for (const step of automatic.length > 0 ? automatic : steps) {
      for (const id of step.fires) fired.add(id);
      const after = apply(tokens, step);
      if (Object.values(after).some((count) => count > 1)) {
        improper = true;
        targets.add("improper");
        continue;
      }
      const afterKey = keyOf(after);
      targets.add(afterKey);
      if (seen.has(afterKey)) continue;
      if (seen.size > STATES_MAX) return undefined;
      seen.set(afterKey, after);
      open.push(after);
    }
  }
  const good = new Set(
    [...seen].filter(([, tokens]) => Object.keys(tokens).every((place) => place.startsWith("done "))).map(([key]) => key),
  );
  for (let size = -1; size !== good.size;) {
    size = good.size;
    for (const [key, targets] of next)
      if ([...targets].some((target) => good.has(target) || target === "improper")) good.add(key);
  }
  const dead = graph.nodes.filter((node) => !fired.has(node.id)).map((node) => node.id);
  return { improper, stuck: good.size < seen.size, dead };
}

type StepMade = {
  readonly take: readonly string[];
  readonly put: readonly string[];
  readonly fires: readonly string[];
  readonly automatic: boolean;
  readonly ends?: true;
};

function apply(tokens: Tokens, step: StepMade): Tokens {
  const after: Record<string, number> = step.ends === true ? {} : { ...tokens };
  for (const place of step.take) delete after[place];
  for (const place of step.put) after[place] = (after[place] ?? 0) + 1;
  return after;
}

function stepsOf(graph: Graph, tokens: Tokens): readonly StepMade[] {
  const has = (place: string) => (tokens[place] ?? 0) > 0;
  const outOf = (id: string) => {
    const flows = graph.flows.filter((flow) => flow.from === id).map((flow) => flow.id);
    return flows.length > 0 ? flows : [`done ${id}`];
  };
  const steps: StepMade[] = [];
  for (const { id, kind, on } of graph.nodes) {
    const into = graph.flows.filter((flow) => flow.to === id).map((flow) => flow.id);
    const arrived = into.filter(has);
    const out = outOf(id);
    if (kind === "start" && has("begin")) steps.push({ take: ["begin"], put: out, fires: [id], automatic: true });
    if (kind === "parallel" && into.length > 0 && arrived.length === into.length) {
      steps.push({ take: into, put: out, fires: [id], automatic: true });
    }
    if (kind === "boundary" && has(`at ${on}`)) steps.push({ take: [`at ${on}`], put: out, fires: [id], automatic: false });
    if (kind === "task" && has(`at ${id}`)) steps.push({ take: [`at ${id}`], put: out, fires: [id], automatic: false });
    for (const flow of arrived) {
      if (kind === "task") steps.push({ take: [flow], put: [`at ${id}`], fires: [], automatic: true });
      if (kind === "end") steps.push({ take: [flow], put: [`done ${id}`], fires: [id], automatic: true });
      if (kind === "terminate") steps.push({ take: [flow], put: [`done ${id}`], fires: [id], automatic: true, ends: true });
      if (kind === "exclusive") for (const put of out) steps.push({ take: [flow], put: [put], fires: [id], automatic: true });
    }
  }
  return steps;
}

function compile(graph: Graph): Net | undefined {
  const net = compileProcess(toModel(graph), new Map());
  return "elements" in net ? net : undefined;
}

function compare(seed: number, terminate: boolean): "sound" | "unsound" | "skipped" {
  const random = seeded(seed);
  const graph = randomGraph(random, { size: 3 + Math.floor(random() * 8), terminate });
  const breaks = Math.floor(random() * 3);
  for (let count = 0; count < breaks; count += 1) breakGraph(graph, random);
  const net = compile(graph);
  const expected = net === undefined ? undefined : enumerate(graph);
  if (net === undefined || expected === undefined) return "skipped";
  const got = checkSoundness(net);
  const sound = !expected.improper && !expected.stuck && expected.dead.length === 0;
  const told = JSON.stringify({ seed, expected, got, graph });
  expect(got.verdict, told).toBe(sound ? "sound" : "unsound");
  if (breaks === 0 && !terminate) expect(got.verdict, told).toBe("sound");
  const kinds = new Set(got.violations.map((violation) => violation.kind));
  // Gateways that lead only into each other never let anything else happen: one reason is as good as another then.
  if (kinds.has("livelock")) return "unsound";
  expect(kinds.has("improper-completion"), told).toBe(expected.improper);
  // Neither side looks behind an improper completion, and each may meet it sooner than what else is wrong.
  if (expected.improper) return "unsound";
  expect(kinds.has("deadlock"), told).toBe(expected.stuck);
  const dead = got.violations.filter((violation) => violation.kind === "dead-step").map((violation) => violation.element);
  expect(dead.toSorted(), told).toEqual(expected.dead.toSorted());
  for (const violation of got.violations) if (violation.path.length > 0) expect(violation.path[0], told).toBe(graph.nodes[0]?.id);
  return sound ? "sound" : "unsound";
}

/** Nets in one test: a test is given two minutes, on a machine that does other things as well. */
const ROUNDS = 1_000;
const LANES = [
  { terminate: false, tests: nightly ? 40 : 2 },
  { terminate: true, tests: nightly ? 40 : 1 },
];
const CASES = LANES.flatMap(({ terminate, tests }) =>
  Array.from({ length: tests }, (_, part) => ({ terminate, from: part * ROUNDS + 1 })),
);

describe("checkSoundness against plain enumeration", () => {
  test.each(CASES)("agrees on random nets (ends that cancel everything: $terminate) from seed $from", ({ terminate, from }) => {
    const counts = { sound: 0, unsound: 0, skipped: 0 };
    for (let seed = from; seed < from + ROUNDS; seed += 1) counts[compare(seed, terminate)] += 1;
    // A comparison that saw no sound or no unsound nets would have compared nothing.
    expect(counts.sound).toBeGreaterThan(ROUNDS / 5);
    expect(counts.unsound).toBeGreaterThan(ROUNDS / 5);
    expect(counts.skipped).toBeLessThan(ROUNDS / 4);
  });
});
