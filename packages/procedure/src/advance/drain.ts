import { AUTOMATIC_STEPS_MAX } from "../limits.ts";
import type { Item } from "../marking/marking.ts";
import type { EndElement, GatewayElement, NetElement } from "../net/net.ts";
import { refuse, RefusalSignal } from "../refusal.ts";
import { cancelScope } from "./close.ts";
import { completeActivity, endCase, raiseFrom } from "./complete.ts";
import { findReadyInclusive } from "./inclusive.ts";
import { leave } from "./leave.ts";
import { openActivity, openCatch, openEventGateway } from "./open.ts";
import { elementAt, type Run } from "./run.ts";

/**
 * Runs everything automatic until the case waits or ends: tokens on flows first, then inclusive joins that nothing can
 * reach any more, then scopes in which nothing is left (innermost first).
 */
export function drain(run: Run): void {
  let steps = 0;
  while (run.ended === undefined) {
    const token = run.queue.shift();
    if (token !== undefined) {
      steps += 1;
      const target = run.net.flows[token.flow]?.to ?? 0;
      if (steps > AUTOMATIC_STEPS_MAX) refuseEndless(elementAt(run, target));
      enter(run, target, token.flow, token.in);
    } else if (!settleInclusive(run) && !settleScope(run)) break;
  }
  if (run.ended === undefined && run.items.length === 0 && run.joins.length === 0) completeCase(run);
}

function refuseEndless(element: NetElement): never {
  const message = `More than ${AUTOMATIC_STEPS_MAX} steps ran without waiting for anybody, at last at «${element.id}».`;
  throw new RefusalSignal(refuse("endless-loop", message, element));
}

/** One token arrives at one element. */
function enter(run: Run, at: number, flow: number, scope: number): void {
  const element = elementAt(run, at);
  switch (element.kind) {
    case "work":
    case "scope":
      openActivity(run, at, element, scope);
      return;
    case "catch":
      openCatch(run, at, element, scope);
      return;
    case "event-gateway":
      openEventGateway(run, at, element, scope);
      return;
    case "send":
      run.effects.push({ type: "send-message", element: element.id, message: element.message });
      run.undoable = false;
      leave(run, element, scope);
      return;
    case "end":
      arrive(run, element, scope);
      return;
    case "parallel":
      joinParallel(run, element, flow, scope);
      return;
    case "inclusive":
      if (element.incoming.length < 2) leave(run, element, scope);
      else addJoined(run, flow, scope);
      return;
    default:
      leave(run, element, scope);
  }
}

function arrive(run: Run, element: EndElement, scope: number): void {
  run.passed.push(element.id);
  if (scope === 0) run.lastEnd = element;
  const subject = element.subject ?? element.id;
  switch (element.result) {
    case "none":
      return;
    case "message":
      run.effects.push({ type: "send-message", element: element.id, message: subject });
      run.undoable = false;
      return;
    case "terminate":
      run.undoable = false;
      if (scope === 0) endCase(run, "terminated");
      else cancelScope(run, scope, "terminated");
      return;
    case "error":
      run.undoable = false;
      if (raiseFrom(run, scope, subject)) return;
      run.lastEnd = element;
      endCase(run, "error", subject);
  }
}

function joinParallel(run: Run, element: GatewayElement, flow: number, scope: number): void {
  if (element.incoming.length < 2) {
    leave(run, element, scope);
    return;
  }
  addJoined(run, flow, scope);
  const complete = element.incoming.every((index) => run.joins.some((join) => join.flow === index && join.in === scope));
  if (complete) passJoin(run, element, element.incoming, scope);
}

function addJoined(run: Run, flow: number, scope: number): void {
  run.joined.push(flow);
  const index = run.joins.findIndex((join) => join.flow === flow && join.in === scope);
  const held = run.joins[index];
  if (held === undefined) run.joins.push({ flow, in: scope, count: 1 });
  else run.joins[index] = { ...held, count: held.count + 1 };
}

/** Takes one token from each of the flows and lets one leave. */
function passJoin(run: Run, element: NetElement, flows: readonly number[], scope: number): void {
  run.joins = run.joins.flatMap((join) => {
    if (join.in !== scope || !flows.includes(join.flow)) return [join];
    return join.count > 1 ? [{ ...join, count: join.count - 1 }] : [];
  });
  run.undoable = false;
  leave(run, element, scope);
}

function settleInclusive(run: Run): boolean {
  if (run.joins.length === 0) return false;
  const ready = findReadyInclusive(run);
  if (ready === undefined) return false;
  passJoin(run, elementAt(run, ready.element), ready.flows, ready.in);
  return true;
}

/** Completes the innermost sub-process in which nothing is left. */
function settleScope(run: Run): boolean {
  for (let index = run.items.length - 1; index >= 0; index -= 1) {
    const item = run.items[index];
    const element = item === undefined ? undefined : elementAt(run, item.at);
    if (item === undefined || element?.kind !== "scope" || item.loop !== undefined || isOccupied(run, item)) continue;
    run.undoable = false;
    completeActivity(run, item, element);
    return true;
  }
  return false;
}

function isOccupied(run: Run, scope: Item): boolean {
  return run.items.some((item) => item.in === scope.id) || run.joins.some((join) => join.in === scope.id);
}

function completeCase(run: Run): void {
  const end = run.lastEnd;
  run.ended = {
    type: "case-ended",
    outcome: "completed",
    ...(end === undefined ? undefined : { element: end.id }),
    ...(end?.name === undefined ? undefined : { name: end.name }),
  };
}
