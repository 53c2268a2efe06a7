import { toJson } from "../feel/expression.ts";
import type { Item } from "../marking/marking.ts";
import { isTimerValue } from "../net/timer-value.ts";
import { addDuration, readCycle } from "../net/iso8601.ts";
import type { BoundaryElement, CatchElement, Loop, NetElement, ScopeElement, TimerSpec, WorkElement } from "../net/net.ts";
import { refuse, RefusalSignal } from "../refusal.ts";
import type { Instance } from "./effect.ts";
import { leave } from "./leave.ts";
import { addItem, elementAt, expressionOf, instanceVariables, variablesIn, type Run } from "./run.ts";

/** Opens an activity where a token has arrived: once, or the multi-instance item and its first instances. */
export function openActivity(run: Run, at: number, element: WorkElement | ScopeElement, scope: number): void {
  if (element.loop === undefined) {
    openOnce(run, at, element, { in: scope });
    return;
  }
  const total = countInstances(run, element, element.loop, scope);
  if (total === 0) {
    leave(run, element, scope);
    return;
  }
  const started = element.loop.sequential ? 1 : total;
  const around = addItem(run, { at, in: scope, loop: { total, started, done: 0 } });
  armBoundaries(run, element, around);
  for (let index = 0; index < started; index += 1) openOnce(run, at, element, { in: scope, of: around.id, index }, total);
}

/** Opens the next instance of a sequential multi-instance activity. */
export function openNext(run: Run, element: WorkElement | ScopeElement, around: Item, index: number): void {
  openOnce(run, around.at, element, { in: around.in, of: around.id, index }, around.loop?.total);
}

type Place = { readonly in: number; readonly of?: number; readonly index?: number };

function openOnce(run: Run, at: number, element: WorkElement | ScopeElement, place: Place, total?: number): void {
  const item = addItem(run, { at, ...place });
  if (element.kind === "work")
    emitOpen(run, element, item, total === undefined ? undefined : instanceOf(run, element, item, total));
  if (place.of === undefined) armBoundaries(run, element, item);
  if (element.kind === "work") return;
  const start = elementAt(run, element.starts[0] ?? 0);
  leave(run, start, item.id);
}

function instanceOf(run: Run, element: WorkElement, item: Item, total: number): Instance {
  const index = item.index ?? 0;
  if (element.loop?.item === undefined) return { index, total };
  return { index, total, item: instanceVariables(run, item)[element.loop.item] ?? null };
}

function emitOpen(run: Run, element: WorkElement, item: Item, instance: Instance | undefined): void {
  const name = element.name === undefined ? undefined : { name: element.name };
  const part = instance === undefined ? undefined : { instance };
  if (element.work === "service") {
    run.effects.push({ type: "call-service", task: item.id, element: element.id, ...name, operation: element.action, ...part });
    run.undoable = false;
    return;
  }
  run.effects.push({
    type: "open-task",
    task: item.id,
    element: element.id,
    ...name,
    work: element.work,
    action: element.action,
    ...(element.post === undefined ? undefined : { post: element.post }),
    ...(element.deadline === undefined ? undefined : { deadline: element.deadline }),
    ...(element.form === undefined ? undefined : { form: element.form }),
    ...part,
  });
}

function countInstances(run: Run, element: WorkElement | ScopeElement, loop: Loop, scope: number): number {
  const variables = variablesIn(run, scope);
  const list = loop.collection === undefined ? undefined : variables[loop.collection];
  const count =
    loop.cardinality === undefined
      ? Array.isArray(list) && list.length
      : toJson(expressionOf(run.net, loop.cardinality)(variables));
  if (typeof count !== "number" || !Number.isInteger(count) || count < 0) {
    const what =
      loop.collection === undefined
        ? `«${loop.cardinality}» gave no whole number`
        : `variable «${loop.collection}» holds no list`;
    throw new RefusalSignal(
      refuse("variable-invalid", `The number of instances of «${element.id}» is unknown: ${what}.`, element),
    );
  }
  if (count > loop.maximum) {
    const message = `«${element.id}» would have ${count} instances; its stated maximum is ${loop.maximum}.`;
    throw new RefusalSignal(refuse("too-many-instances", message, element));
  }
  return count;
}

function armBoundaries(run: Run, element: { readonly boundaries: readonly number[] }, host: Item): void {
  for (const at of element.boundaries) {
    const boundary = elementAt(run, at);
    if (boundary.kind === "boundary" && boundary.trigger.type !== "error")
      openWait(run, at, boundary, { in: host.in, on: host.id });
  }
}

/** Opens an intermediate event or receive task. */
export function openCatch(run: Run, at: number, element: CatchElement, scope: number): void {
  armBoundaries(run, element, openWait(run, at, element, { in: scope }));
}

/** Opens an event-based gateway: it waits for the first of the events that follow it. */
export function openEventGateway(run: Run, at: number, element: NetElement, scope: number): void {
  const gateway = addItem(run, { at, in: scope });
  for (const flow of element.outgoing) {
    const target = run.net.flows[flow]?.to ?? 0;
    const event = elementAt(run, target);
    if (event.kind === "catch") openWait(run, target, event, { in: scope, on: gateway.id });
  }
}

/** One timer or message that is waited for. `left`: repeats left of a cycle. */
export function openWait(
  run: Run,
  at: number,
  element: CatchElement | BoundaryElement,
  place: { readonly in: number; readonly on?: number; readonly left?: number },
): Item {
  const { trigger } = element;
  if (trigger.type === "timer") return openTimer(run, at, element, trigger.timer, place);
  const item = addItem(run, { at, ...place });
  const task = element.kind === "boundary" && place.on !== undefined ? { task: place.on } : undefined;
  if (trigger.type === "message") {
    run.effects.push({ type: "await-message", wait: item.id, element: element.id, message: trigger.message, ...task });
  }
  return item;
}

function openTimer(
  run: Run,
  at: number,
  element: CatchElement | BoundaryElement,
  timer: TimerSpec,
  place: { readonly in: number; readonly on?: number; readonly left?: number },
): Item {
  const value = timer.feel === true ? timerValue(run, element, timer, place.in) : timer.value;
  const cycle = timer.kind === "cycle" ? readCycle(value) : undefined;
  const left = place.left ?? (element.kind === "boundary" && !element.interrupting ? cycle?.repeats : undefined);
  const item = addItem(run, { at, ...place, ...(left === undefined ? undefined : { left }) });
  const task = element.kind === "boundary" && place.on !== undefined ? { task: place.on } : undefined;
  const dueAt = dueOf(run, element.id, timer.kind, cycle?.every ?? value);
  run.effects.push({
    type: "set-timer",
    timer: item.id,
    element: element.id,
    ...task,
    kind: timer.kind,
    value,
    ...(dueAt === undefined ? undefined : { dueAt }),
  });
  return item;
}

function timerValue(run: Run, element: NetElement, timer: TimerSpec, scope: number): string {
  const given = toJson(expressionOf(run.net, timer.value)(variablesIn(run, scope)));
  const value = typeof given === "number" ? String(given) : given;
  if (typeof value === "string" && isTimerValue(timer.kind, value)) return value;
  throw new RefusalSignal(
    refuse("timer-invalid", `The time «${timer.value}» of «${element.id}» gave no ${timer.kind}.`, element),
  );
}

/** Plain ISO time is reckoned here when no calendar is given; legal days never are. */
function dueOf(run: Run, element: string, kind: TimerSpec["kind"], value: string): string | undefined {
  if (kind === "date" && value.includes("T")) return value;
  if (run.calendar !== undefined) return run.calendar({ kind, value, from: run.at, element });
  return kind === "duration" || kind === "cycle" ? addDuration(run.at, value) : undefined;
}
