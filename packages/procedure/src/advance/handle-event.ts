import { mergeVariables } from "../feel/variables.ts";
import type { Json, Variables } from "../json.ts";
import type { Item } from "../marking/marking.ts";
import type { BoundaryElement, CatchElement, NetElement } from "../net/net.ts";
import { refuse, RefusalSignal, type RefusalCode } from "../refusal.ts";
import { cancelItem, finishItem } from "./close.ts";
import { catchOn, completeActivity, endCase, raiseFrom } from "./complete.ts";
import type { CaseEvent } from "./event.ts";
import { leave } from "./leave.ts";
import { openWait } from "./open.ts";
import { elementAt, findItem, type Run } from "./run.ts";

/** Applies one event to a running case; what follows automatically is left to `drain`. Refusals are thrown as signals. */
export function handleEvent(run: Run, event: Exclude<CaseEvent, { type: "reopen" | "take-back" }>): void {
  switch (event.type) {
    case "complete":
      return handleComplete(run, event);
    case "error":
      return handleError(run, event);
    case "timer":
      return handleTimer(run, event);
    case "message":
      return handleMessage(run, event);
    case "withdraw":
      return endCase(run, "withdrawn");
    default:
      return refuseNow("event-invalid", `There is no event type «${String((event as { type: unknown }).type).slice(0, 40)}».`);
  }
}

export function refuseNow(code: RefusalCode, message: string, element?: NetElement): never {
  throw new RefusalSignal(refuse(code, message, element));
}

type Named = { readonly task?: number; readonly element?: string };

/** The open task or service call that an event names, by number or, where only one is open there, by element id. */
function findTask(run: Run, named: Named): Item {
  const isTask = (item: Item) => item.loop === undefined && elementAt(run, item.at).kind === "work";
  if (named.task !== undefined) {
    const item = findItem(run, named.task);
    if (item !== undefined && isTask(item)) return item;
    return refuseNow("task-unknown", `No task ${named.task} is open.`);
  }
  const items = run.items.filter((item) => isTask(item) && elementAt(run, item.at).id === named.element);
  const [only] = items;
  if (only === undefined) return refuseNow("task-unknown", `No task is open at «${named.element ?? ""}».`);
  if (items.length > 1) return refuseNow("task-ambiguous", `${items.length} tasks are open at «${named.element ?? ""}».`);
  return only;
}

function handleComplete(run: Run, event: Extract<CaseEvent, { type: "complete" }>): void {
  const item = findTask(run, event);
  const element = elementAt(run, item.at);
  if (element.kind !== "work") return;
  run.variables = gather(run, item, element.loop, event.variables);
  const type = element.work === "service" ? "complete-service" : "complete-task";
  run.effects.push({ type, task: item.id, element: element.id });
  completeActivity(run, item, element);
}

/** An instance's result goes into the gathered list at its own place; everything else into the case's variables. */
function gather(
  run: Run,
  item: Item,
  loop: { readonly gather?: string; readonly result?: string } | undefined,
  given: Variables | undefined,
): Variables {
  if (loop?.gather === undefined || loop.result === undefined || item.index === undefined) {
    return mergeVariables(run.variables, given, run.net.variables);
  }
  const { [loop.result]: result = null, ...others } = given ?? {};
  const held = run.variables[loop.gather];
  const list: Json[] = Array.isArray(held) ? [...(held as readonly Json[])] : [];
  while (list.length <= item.index) list.push(null);
  list[item.index] = result;
  return mergeVariables(run.variables, { ...others, [loop.gather]: list }, run.net.variables);
}

function handleError(run: Run, event: Extract<CaseEvent, { type: "error" }>): void {
  const item = findTask(run, event);
  run.variables = mergeVariables(run.variables, event.variables, run.net.variables);
  if (catchOn(run, item, event.code) || raiseFrom(run, item.in, event.code)) return;
  const element = elementAt(run, item.at);
  refuseNow("error-uncaught", `Nothing catches the error «${event.code}» of «${element.id}».`, element);
}

function handleTimer(run: Run, event: Extract<CaseEvent, { type: "timer" }>): void {
  const isTimer = (item: Item) => triggerOf(run, item)?.trigger.type === "timer";
  const items = run.items.filter((item) => isTimer(item) && isNamed(run, item, event.timer, event.element));
  const [item] = items;
  if (item === undefined) refuseNow("timer-unknown", `No timer ${event.timer ?? `at «${event.element ?? ""}»`} is set.`);
  if (items.length > 1) refuseNow("task-ambiguous", `${items.length} timers are set at «${event.element ?? ""}».`);
  const element = triggerOf(run, item);
  if (element === undefined) return;
  run.effects.push({ type: "timer-fired", timer: item.id, element: element.id });
  trigger(run, item, element);
}

function isNamed(run: Run, item: Item, id: number | undefined, element: string | undefined): boolean {
  return id === undefined ? elementAt(run, item.at).id === element : item.id === id;
}

function handleMessage(run: Run, event: Extract<CaseEvent, { type: "message" }>): void {
  const item = run.items.find((candidate) => {
    const waiting = triggerOf(run, candidate)?.trigger;
    const matches = waiting?.type === "message" && waiting.message === event.name;
    return matches && (event.wait === undefined || event.wait === candidate.id);
  });
  const element = item === undefined ? undefined : triggerOf(run, item);
  if (item === undefined || element === undefined) {
    return refuseNow("message-unawaited", `The case does not wait for the message «${event.name}».`);
  }
  run.variables = mergeVariables(run.variables, event.variables, run.net.variables);
  run.effects.push({ type: "message-received", wait: item.id, element: element.id, message: event.name });
  trigger(run, item, element);
}

function triggerOf(run: Run, item: Item): CatchElement | BoundaryElement | undefined {
  const element = elementAt(run, item.at);
  return element.kind === "catch" || element.kind === "boundary" ? element : undefined;
}

/** The event has happened: the token leaves by it, and what it interrupts is cancelled. */
function trigger(run: Run, item: Item, element: CatchElement | BoundaryElement): void {
  if (element.kind === "catch") {
    finishItem(run, item);
    const gateway = item.on === undefined ? undefined : findItem(run, item.on);
    if (gateway !== undefined) {
      const through = elementAt(run, gateway.at);
      run.passed.push(through.id, run.net.flows[element.incoming[0] ?? 0]?.id ?? "");
      cancelItem(run, gateway.id, "other-event");
    }
    leave(run, element, item.in);
    return;
  }
  if (element.interrupting) {
    run.items = run.items.filter((candidate) => candidate.id !== item.id);
    if (item.on !== undefined) cancelItem(run, item.on, "interrupted");
  } else if (element.trigger.type === "timer") {
    repeatTimer(run, item, element);
  }
  leave(run, element, item.in);
}

/** A one-shot timer is gone; a cycle is set anew under a new number while repeats are left. */
function repeatTimer(run: Run, item: Item, element: BoundaryElement): void {
  run.items = run.items.filter((candidate) => candidate.id !== item.id);
  const isCycle = element.trigger.type === "timer" && element.trigger.timer.kind === "cycle";
  const left = item.left === undefined ? undefined : item.left - 1;
  if (!isCycle || left === 0 || item.on === undefined) return;
  openWait(run, item.at, element, { in: item.in, on: item.on, ...(left === undefined ? undefined : { left }) });
}
