import { mergeVariables } from "../feel/variables.ts";
import type { Variables } from "../json.ts";
import type { Item, Marking, Undo } from "../marking/marking.ts";
import { isInstant } from "../net/iso8601.ts";
import type { Net } from "../net/net.ts";
import { catchRefusal, refuse, type Refusal } from "../refusal.ts";
import { drain } from "./drain.ts";
import type { Effect } from "./effect.ts";
import type { CaseEvent } from "./event.ts";
import { handleEvent, refuseNow } from "./handle-event.ts";
import { leave } from "./leave.ts";
import { openActivity } from "./open.ts";
import { beginRun, elementAt, findItem, type Calendar, type Run } from "./run.ts";
import { stillUndoable, takeBack, undoOf } from "./take-back.ts";

/** What one start or advance leads to. Store all of it in one transaction. */
export type Step = {
  readonly marking: Marking;
  /** All variables of the case after the event. */
  readonly variables: Variables;
  readonly effects: readonly Effect[];
  /** Ids of the elements left and the flows taken, in order: append them to the case's history to draw its path. */
  readonly passed: readonly string[];
};

export type AdvanceOptions = {
  /** Reckons due dates. Without it, plain ISO durations run in UTC and legal days are left to the caller (no `dueAt`). */
  readonly calendar?: Calendar;
};

export type StartOptions = AdvanceOptions & {
  /** Id of the start event, where the process has several. */
  readonly startEvent?: string;
};

/** Begins a case at its start event. `now` is an ISO 8601 instant. Pure: the same arguments give the same result. */
export function start(net: Net, variables: Variables, now: string, options: StartOptions = {}): Step | Refusal {
  return catchRefusal(() => {
    const blank: Marking = { net: net.fingerprint, state: "running", next: 1, items: [], joins: [] };
    const checked = mergeVariables({}, variables, net.variables);
    const run = beginRun(net, blank, checked, checkInstant(now), options.calendar);
    leave(run, elementAt(run, findStart(net, options.startEvent)), 0);
    drain(run);
    return finishRun(run, undefined);
  });
}

/**
 * Applies one event to a case and runs what follows until it waits again or ends. Pure and deterministic: nothing is
 * read but the arguments, nothing is changed but the result. An expected no comes back as a refusal, and then nothing
 * has happened.
 */
export function advance(
  net: Net,
  marking: Marking,
  variables: Variables,
  event: CaseEvent,
  options: AdvanceOptions = {},
): Step | Refusal {
  if (marking.net !== net.fingerprint) {
    return refuse("marking-foreign", `The marking belongs to another version of the procedure than «${net.process}».`);
  }
  return catchRefusal(() => {
    const run = beginRun(net, marking, variables, checkInstant(event.at), options.calendar);
    if (event.type === "reopen") return reopen(run, marking, event);
    if (marking.state !== "running") refuseNow("case-not-running", `The case is ${marking.state}.`);
    if (event.type === "take-back") {
      const undone = takeBack(run, marking, event.task);
      return finishRun(
        run,
        marking.undo?.filter((undo) => undo !== undone),
      );
    }
    const done = event.type === "complete" ? findDone(run, event) : undefined;
    handleEvent(run, event);
    drain(run);
    const undo = done === undefined ? undefined : undoOf(run, done, marking.next);
    return finishRun(run, undo === undefined ? marking.undo : [...(marking.undo ?? []), undo]);
  });
}

function findDone(run: Run, event: { readonly task?: number; readonly element?: string }): Item | undefined {
  if (event.task !== undefined) return findItem(run, event.task);
  return run.items.find((item) => elementAt(run, item.at).id === event.element);
}

function reopen(run: Run, marking: Marking, event: Extract<CaseEvent, { type: "reopen" }>): Step {
  if (marking.state === "running") refuseNow("case-running", "The case is running.");
  const at = run.net.elements.findIndex((element) => element.id === event.element);
  const element = run.net.elements[at];
  if (element?.kind !== "work" || element.reopen !== true) {
    return refuseNow("not-reopenable", `The case cannot be reopened at «${event.element}».`, element);
  }
  run.variables = mergeVariables(run.variables, event.variables, run.net.variables);
  run.effects.push({ type: "case-reopened", element: element.id });
  openActivity(run, at, element, 0);
  drain(run);
  return finishRun(run, undefined);
}

function finishRun(run: Run, undos: readonly Undo[] | undefined): Step {
  if (run.ended !== undefined) run.effects.push(run.ended);
  const undo = undos === undefined || undos.length === 0 ? undos : stillUndoable(run, undos);
  const state = run.ended === undefined ? "running" : run.ended.outcome === "withdrawn" ? "withdrawn" : "ended";
  const marking: Marking = {
    net: run.net.fingerprint,
    state,
    next: run.next,
    items: run.items,
    joins: run.joins,
    ...(undo === undefined || undo.length === 0 ? undefined : { undo }),
  };
  return { marking, variables: run.variables, effects: run.effects, passed: run.passed };
}

function findStart(net: Net, wanted: string | undefined): number {
  const process = net.elements[0];
  const starts = process?.kind === "scope" ? process.starts : [];
  const [first] = starts;
  if (wanted !== undefined) {
    const found = starts.find((index) => net.elements[index]?.id === wanted);
    return found ?? refuseNow("start-unknown", `«${wanted}» is no start event of «${net.process}».`);
  }
  if (first !== undefined && starts.length === 1) return first;
  const plain = starts.filter((index) => isPlainStart(net, index));
  if (plain[0] !== undefined && plain.length === 1) return plain[0];
  const ids = starts.map((index) => net.elements[index]?.id).join(", ");
  return refuseNow("start-ambiguous", `The process «${net.process}» can start at ${ids}.`);
}

function isPlainStart(net: Net, index: number): boolean {
  const element = net.elements[index];
  return element?.kind === "start" && element.trigger === undefined;
}

function checkInstant(at: unknown): string {
  if (typeof at === "string" && isInstant(at)) return at;
  return refuseNow("event-invalid", "An event needs its instant (`at`) as ISO 8601 date and time with offset.");
}
