import type { Marking } from "../marking/marking.ts";
import type { Net, NetElement } from "../net/net.ts";

/** One line of a procedure told as a list. */
export type ListedStep = {
  readonly element: string;
  readonly name: string;
  readonly kind: "task" | "service" | "wait" | "send" | "sub-process" | "end";
  /** `now` before `done` before `ahead`: a step that is done and now open again is now. `skipped` can no longer happen. */
  readonly state: "done" | "now" | "ahead" | "skipped";
  /** How often it was done. */
  readonly count: number;
  /** 0 for steps of the process, 1 inside a sub-process … */
  readonly depth: number;
};

/** Ids of the elements at which a case is: open tasks, waits, gateways that wait, and the sub-processes around them. */
export function presentElements(net: Net, marking: Marking): readonly string[] {
  const waiting = marking.items.filter((item) => net.elements[item.at]?.kind !== "boundary").map((item) => item.at);
  const joins = marking.joins.flatMap((join) => net.flows[join.flow]?.to ?? []);
  return [...new Set([...waiting, ...joins])].flatMap((at) => net.elements[at]?.id ?? []);
}

/**
 * The procedure as a list of steps in the order in which a case comes to them, with how far this case is: the same as the
 * diagram, for those who read rather than look. `history`: ids passed so far (`Step.passed`, one after the other).
 */
export function asList(net: Net, marking: Marking, history: Iterable<string>): readonly ListedStep[] {
  const counts = new Map<string, number>();
  for (const id of history) counts.set(id, (counts.get(id) ?? 0) + 1);
  const present = new Set(presentElements(net, marking));
  const ahead = reachable(net, marking);
  return orderOf(net).flatMap((index): readonly ListedStep[] => {
    const element = net.elements[index];
    const kind = element === undefined || index === 0 ? undefined : kindOf(element);
    if (element === undefined || kind === undefined) return [];
    const count = counts.get(element.id) ?? 0;
    const state = present.has(element.id) ? "now" : count > 0 ? "done" : ahead.has(index) ? "ahead" : "skipped";
    return [{ element: element.id, name: element.name ?? element.id, kind, state, count, depth: depthOf(net, index) }];
  });
}

function kindOf(element: NetElement): ListedStep["kind"] | undefined {
  switch (element.kind) {
    case "work":
      return element.work === "service" ? "service" : "task";
    case "catch":
      return "wait";
    case "send":
      return "send";
    case "scope":
      return "sub-process";
    case "end":
      return "end";
    default:
      return undefined;
  }
}

function depthOf(net: Net, index: number): number {
  let depth = 0;
  for (let scope = net.elements[index]?.scope ?? 0; scope !== 0; scope = net.elements[scope]?.scope ?? 0) depth += 1;
  return depth;
}

/** Everything that may still happen from where the case is. */
function reachable(net: Net, marking: Marking): ReadonlySet<number> {
  if (marking.state !== "running") return new Set();
  const open = [...marking.items.map((item) => item.at), ...marking.joins.flatMap((join) => net.flows[join.flow]?.to ?? [])];
  const seen = new Set(open);
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const next of nextOf(net, at)) {
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(next);
    }
  }
  return seen;
}

/** Where a token may go from an element: along flows, to its boundary events, into it, and out of the scope around it. */
function nextOf(net: Net, at: number): readonly number[] {
  const element = net.elements[at];
  if (element === undefined) return [];
  const next = element.outgoing.map((flow) => net.flows[flow]?.to ?? at);
  if ("boundaries" in element) next.push(...element.boundaries);
  if (element.kind === "scope") next.push(...element.starts);
  if (element.scope !== 0) next.push(element.scope);
  return next;
}

/**
 * Elements in the order of a walk along the flows: a step comes after all the steps that lead to it except those that
 * lead back to it (reverse postorder without the ways back), the contents of a sub-process right after it.
 */
function orderOf(net: Net): readonly number[] {
  const back = new Set<string>();
  // What is drawn first is the main way: a step to what this walk is still on its way from leads back.
  walk(
    net,
    (at) => successorsOf(net, at).toReversed(),
    (from, to) => back.add(`${from} ${to}`),
  );
  return walk(
    net,
    (at) => successorsOf(net, at).filter((to) => !back.has(`${at} ${to}`)),
    () => {},
  );
}

/** Reverse postorder, depth first from the process's starts, then from whatever they do not reach; tells of each step back. */
function walk(net: Net, successors: (at: number) => readonly number[], leadsBack: (from: number, to: number) => void) {
  const order: number[] = [];
  const seen = new Map<number, "open" | "left">();
  const stack: { readonly at: number; readonly next: readonly number[]; done: number }[] = [];
  const enter = (at: number) => {
    seen.set(at, "open");
    stack.push({ at, next: successors(at), done: 0 });
  };
  const root = net.elements[0];
  for (const start of [...(root?.kind === "scope" ? root.starts : []), ...net.elements.keys()]) {
    if (seen.has(start)) continue;
    const tree: number[] = [];
    enter(start);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const target = top.next[top.done];
      top.done += 1;
      if (target === undefined) {
        seen.set(top.at, "left");
        tree.push(top.at);
        stack.pop();
      } else if (!seen.has(target)) enter(target);
      else if (seen.get(target) === "open") leadsBack(top.at, target);
    }
    order.push(...tree.reverse());
  }
  return order;
}

/** Flows last-drawn first, since the order is reversed in the end; the inside of a scope is walked last and so comes first. */
function successorsOf(net: Net, at: number): readonly number[] {
  const element = net.elements[at];
  if (element === undefined || at === 0) return [];
  const along = element.outgoing.map((flow) => net.flows[flow]?.to ?? at).toReversed();
  const aside = "boundaries" in element ? element.boundaries : [];
  return [...aside, ...along, ...(element.kind === "scope" ? element.starts : [])];
}
