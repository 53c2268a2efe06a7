import { holds } from "../feel/expression.ts";
import type { Variables } from "../json.ts";
import type { NetElement, NetFlow } from "../net/net.ts";
import { expressionOf, variablesIn, type Run } from "./run.ts";

/** Lets a token leave an element: its id is noted and the flows it chooses are queued. Without a way out the token ends here. */
export function leave(run: Run, element: NetElement, scope: number): void {
  run.passed.push(element.id);
  switch (element.kind) {
    case "exclusive":
      takeOne(run, element, scope);
      return;
    case "inclusive":
    case "work":
    case "scope":
    case "send":
      takeChosen(run, element, scope);
      return;
    default:
      for (const flow of element.outgoing) take(run, flow, scope);
  }
}

/** Sends a token over a flow. */
export function take(run: Run, flow: number, scope: number): void {
  const taken = run.net.flows[flow];
  if (taken === undefined) throw new Error(`the net has no flow ${flow}`);
  run.passed.push(taken.id);
  run.queue.push({ flow, in: scope });
}

/** Exclusive: the first true condition in the order of the file, else the default. */
function takeOne(run: Run, element: NetElement, scope: number): void {
  if (element.outgoing.length > 1) {
    const variables = variablesIn(run, scope);
    for (const index of element.outgoing) {
      const flow = run.net.flows[index];
      if (flow?.condition !== undefined && isTrue(run, flow, flow.condition, variables)) return take(run, index, scope);
    }
  }
  const fallback = element.outgoing.find((index) => run.net.flows[index]?.isDefault === true) ?? element.outgoing[0];
  if (fallback !== undefined) take(run, fallback, scope);
}

/** Inclusive gateways and activities: every flow without a condition or with a true one, else the default. */
function takeChosen(run: Run, element: NetElement, scope: number): void {
  let taken = false;
  let variables: Variables | undefined;
  for (const index of element.outgoing) {
    const flow = run.net.flows[index];
    if (flow === undefined || (flow.isDefault === true && element.outgoing.length > 1)) continue;
    if (flow.condition !== undefined) {
      variables ??= variablesIn(run, scope);
      if (!isTrue(run, flow, flow.condition, variables)) continue;
    }
    taken = true;
    take(run, index, scope);
  }
  if (taken) return;
  const fallback = element.outgoing.find((index) => run.net.flows[index]?.isDefault === true);
  if (fallback !== undefined) take(run, fallback, scope);
}

function isTrue(run: Run, flow: NetFlow, condition: string, variables: Variables): boolean {
  return holds(expressionOf(run.net, condition), variables, () => `flow «${flow.id}»`);
}
