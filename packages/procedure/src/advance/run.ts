import { compileExpression, type Expression } from "../feel/expression.ts";
import type { Json, Variables } from "../json.ts";
import { ITEMS_MAX } from "../limits.ts";
import type { Item, JoinedToken, Marking } from "../marking/marking.ts";
import type { Net, NetElement, TimerSpec } from "../net/net.ts";
import { refuse, RefusalSignal } from "../refusal.ts";
import type { CaseEnded, Effect } from "./effect.ts";

/**
 * Reckons when a timer is due. `value` as in `set-timer`, of a cycle only its interval; of dates only those without time
 * are asked for, since where a day begins is the caller's matter. `from` and the result are ISO 8601 instants.
 */
export type Calendar = (timer: {
  readonly kind: TimerSpec["kind"];
  readonly value: string;
  readonly from: string;
  readonly element: string;
}) => string | undefined;

/** One advance under way: the only mutable state, alive within one call. */
export type Run = {
  readonly net: Net;
  readonly at: string;
  readonly calendar: Calendar | undefined;
  variables: Variables;
  next: number;
  items: Item[];
  joins: JoinedToken[];
  /** Tokens on flows, first come, first served. */
  readonly queue: { readonly flow: number; readonly in: number }[];
  readonly effects: Effect[];
  /** Ids of the elements left and the flows taken, in order. */
  readonly passed: string[];
  ended: CaseEnded | undefined;
  lastEnd: NetElement | undefined;
  /** Whether what happened can be taken back: nothing but opening has followed. */
  undoable: boolean;
  /** Flows whose token now waits at a joining gateway because of this run. */
  readonly joined: number[];
};

/** Begins a run from a marking. */
export function beginRun(net: Net, marking: Marking, variables: Variables, at: string, calendar: Calendar | undefined): Run {
  return {
    net,
    at,
    calendar,
    variables,
    next: marking.next,
    items: [...marking.items],
    joins: [...marking.joins],
    queue: [],
    effects: [],
    passed: [],
    ended: undefined,
    lastEnd: undefined,
    undoable: true,
    joined: [],
  };
}

/** The element at an index: nets are closed, so a miss is a bug. */
export function elementAt(run: Run, index: number): NetElement {
  const element = run.net.elements[index];
  if (element === undefined) throw new Error(`the net has no element ${index}`);
  return element;
}

/** Adds an item under a new number. */
export function addItem(run: Run, item: Omit<Item, "id">): Item {
  if (run.items.length >= ITEMS_MAX) {
    throw new RefusalSignal(refuse("too-many-items", `The case would have more than ${ITEMS_MAX} open tasks, timers and waits.`));
  }
  const added = { id: run.next, ...item };
  run.next += 1;
  run.items.push(added);
  return added;
}

/** Replaces an item by one of the same number. */
export function replaceItem(run: Run, item: Item): void {
  const index = run.items.findIndex((candidate) => candidate.id === item.id);
  if (index < 0) throw new Error(`the case has no item ${item.id}`);
  run.items[index] = item;
}

export function findItem(run: Run, id: number): Item | undefined {
  return run.items.find((item) => item.id === id);
}

/** The case's variables as seen inside a scope: within a multi-instance scope its own entry and number come on top. */
export function variablesIn(run: Run, scope: number): Variables {
  let own: Record<string, Json> | undefined;
  for (let id = scope; id !== 0;) {
    const item = findItem(run, id);
    if (item === undefined) break;
    // The innermost scope wins, and it comes first.
    if (item.index !== undefined) own = Object.assign(instanceVariables(run, item), own);
    id = item.in;
  }
  return own === undefined ? run.variables : { ...run.variables, ...own };
}

/** What one instance of a multi-instance activity sees: `loopCounter` from 1, and its entry of the collection by name. */
export function instanceVariables(run: Run, item: Item): Record<string, Json> {
  const element = elementAt(run, item.at);
  const loop = element.kind === "work" || element.kind === "scope" ? element.loop : undefined;
  const index = item.index ?? 0;
  const seen: Record<string, Json> = { loopCounter: index + 1 };
  if (loop?.collection === undefined || loop.item === undefined) return seen;
  const collection = run.variables[loop.collection];
  seen[loop.item] = Array.isArray(collection) ? ((collection[index] as Json | undefined) ?? null) : null;
  return seen;
}

/** Expressions of a net, compiled when first needed and kept with it. Not part of the net, which stays plain data. */
const compiled = new WeakMap<Net, Map<string, Expression>>();

export function expressionOf(net: Net, text: string): Expression {
  let expressions = compiled.get(net);
  if (expressions === undefined) compiled.set(net, (expressions = new Map<string, Expression>()));
  let expression = expressions.get(text);
  if (expression === undefined) expressions.set(text, (expression = compileExpression(text, net.names, net.variables)));
  return expression;
}
