import { advance, isRefusal, netOf, parseProcedure, start, type Marking, type Net, type Variables } from "../src/index.ts";
import { openPeer } from "./peer-bpmn-engine.ts";
import { sixSteps, STEPS } from "./six-steps.ts";

/** Our cases a second over the peer's. */
const GOAL = 200;
/** Turn by turn; the first round warms both up and is not told. */
const ROUNDS = 4;
const ROUND_MILLISECONDS = 1_500;
const AT = "2026-03-02T09:00:00+08:00";

/**
 * Cases a second through the same six steps, on one core, turn by turn with npm `bpmn-engine`. After the start and after
 * every step both write their whole state as JSON text, throw the engine's own away and go on from the text.
 */
export async function bench(emit: (line: Record<string, unknown>) => void): Promise<void> {
  const net = await openNet();
  const peer = await openPeer();
  const name = "procedure: six steps, state stored and reloaded after each, cases/s";
  for (let round = 0; round < ROUNDS; round += 1) {
    const ours = await perSecond(() => runCase(net), 500);
    const theirs = peer === undefined ? undefined : await perSecond(peer, 1);
    if (round === 0) continue;
    if (theirs === undefined) emit({ name, round, ours: Math.round(ours), peer: "bpmn-engine", absent: true, goal: GOAL });
    else emit({ name, round, ours: Math.round(ours), peer: round2(theirs), ratio: round2(ours / theirs), goal: GOAL });
  }
}

async function openNet(): Promise<Net> {
  const procedure = await parseProcedure(sixSteps("accepted = true"));
  const net = isRefusal(procedure) ? procedure : netOf(procedure);
  if (isRefusal(net)) throw new Error(net.message);
  return net;
}

type Stored = { readonly marking: Marking; readonly variables: Variables };

function runCase(net: Net): void {
  let step = start(net, { accepted: true }, AT);
  for (const element of STEPS) {
    if (isRefusal(step)) throw new Error(step.message);
    const stored = JSON.stringify({ marking: step.marking, variables: step.variables });
    const { marking, variables } = JSON.parse(stored) as Stored;
    step = advance(net, marking, variables, { type: "complete", element, at: AT });
  }
  if (isRefusal(step) || step.marking.state !== "ended") throw new Error("the case did not end");
  JSON.stringify({ marking: step.marking, variables: step.variables });
}

/** `batch`: cases between two looks at the clock. */
async function perSecond(run: () => void | Promise<void>, batch: number): Promise<number> {
  globalThis.gc?.();
  const began = performance.now();
  let cases = 0;
  while (performance.now() - began < ROUND_MILLISECONDS) {
    for (let count = 0; count < batch; count += 1) await run();
    cases += batch;
  }
  return (cases * 1000) / (performance.now() - began);
}

function round2(value: number): number {
  return Math.round(value * 100) / 100;
}
