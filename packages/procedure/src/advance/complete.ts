import { holds } from "../feel/expression.ts";
import type { Item } from "../marking/marking.ts";
import type { ScopeElement, WorkElement } from "../net/net.ts";
import { cancelItem, cancelScope, finishItem } from "./close.ts";
import { leave } from "./leave.ts";
import { openNext } from "./open.ts";
import { elementAt, expressionOf, findItem, replaceItem, variablesIn, type Run } from "./run.ts";

/** An activity is done: the token goes on, or the multi-instance activity around it counts. */
export function completeActivity(run: Run, item: Item, element: WorkElement | ScopeElement): void {
  finishItem(run, item);
  const around = item.of === undefined ? undefined : findItem(run, item.of);
  if (around === undefined) leave(run, element, item.in);
  else countInstance(run, around, element);
}

function countInstance(run: Run, around: Item, element: WorkElement | ScopeElement): void {
  const { loop } = around;
  if (loop === undefined) throw new Error(`item ${around.id} holds no instances`);
  const done = loop.done + 1;
  const counted = { ...around, loop: { ...loop, done } };
  replaceItem(run, counted);
  run.undoable = false;
  if (done === loop.total || isEnough(run, counted, element)) {
    cancelInstances(run, around.id);
    finishItem(run, counted);
    leave(run, element, around.in);
    return;
  }
  if (loop.started === loop.total || element.loop?.sequential !== true) return;
  replaceItem(run, { ...counted, loop: { ...loop, done, started: loop.started + 1 } });
  openNext(run, element, counted, loop.started);
}

function isEnough(run: Run, around: Item, element: WorkElement | ScopeElement): boolean {
  const condition = element.loop?.completion;
  if (condition === undefined || around.loop === undefined) return false;
  const { total, started, done } = around.loop;
  const counts = { numberOfInstances: total, numberOfActiveInstances: started - done, numberOfCompletedInstances: done };
  const variables = { ...variablesIn(run, around.in), ...counts };
  return holds(expressionOf(run.net, condition), variables, () => `the completion of «${element.id}»`);
}

function cancelInstances(run: Run, around: number): void {
  for (const instance of run.items.filter((item) => item.of === around)) cancelItem(run, instance.id, "enough");
}

/**
 * An error rises from a scope: it goes to the nearest enclosing activity with a matching error boundary event (an exact
 * code before a catch-all). Returns whether one caught it; where none does, nothing has changed.
 */
export function raiseFrom(run: Run, scope: number, code: string): boolean {
  for (let id = scope; id !== 0;) {
    const item = findItem(run, id);
    if (item === undefined) return false;
    if (catchOn(run, item, code)) return true;
    id = item.in;
  }
  return false;
}

/** Whether the activity of this item catches the error; if so it is cancelled and the token leaves by the boundary event. */
export function catchOn(run: Run, item: Item, code: string): boolean {
  const element = elementAt(run, item.at);
  if (element.kind !== "work" && element.kind !== "scope" && element.kind !== "catch") return false;
  const boundaries = element.boundaries.map((at) => elementAt(run, at));
  const matches = (wanted: string | undefined) =>
    boundaries.find(
      (boundary) => boundary.kind === "boundary" && boundary.trigger.type === "error" && boundary.trigger.code === wanted,
    );
  const boundary = matches(code) ?? matches(undefined);
  if (boundary === undefined) return false;
  cancelItem(run, item.of ?? item.id, "error");
  leave(run, boundary, item.in);
  run.undoable = false;
  return true;
}

/** The case ends at once, whatever is open. */
export function endCase(run: Run, outcome: "terminated" | "error" | "withdrawn", code?: string): void {
  cancelScope(run, 0, outcome === "error" || outcome === "withdrawn" ? outcome : "terminated");
  const end = outcome === "withdrawn" ? undefined : run.lastEnd;
  run.ended = {
    type: "case-ended",
    outcome,
    ...(end === undefined ? undefined : { element: end.id }),
    ...(end?.name === undefined ? undefined : { name: end.name }),
    ...(code === undefined ? undefined : { code }),
  };
  run.undoable = false;
}
