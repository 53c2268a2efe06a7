import type { Net } from "./net.ts";

/** For one inclusive join: by element, which of its incoming flows a token there could still reach without passing the join. */
export type InclusiveReach = ReadonlyMap<number, ReadonlySet<number>>;

const known = new WeakMap<Net, Map<number, InclusiveReach>>();

/** Computed once per net and join by walking backwards from each incoming flow. */
export function inclusiveReach(net: Net, join: number): InclusiveReach {
  let joins = known.get(net);
  if (joins === undefined) known.set(net, (joins = new Map<number, InclusiveReach>()));
  let reach = joins.get(join);
  if (reach === undefined) joins.set(join, (reach = walkBack(net, join)));
  return reach;
}

function walkBack(net: Net, join: number): InclusiveReach {
  const reach = new Map<number, Set<number>>();
  for (const end of net.elements[join]?.incoming ?? []) {
    const seen = new Set<number>();
    const open = [net.flows[end]?.from ?? join];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (at === join || seen.has(at)) continue;
      seen.add(at);
      const flows = reach.get(at);
      if (flows === undefined) reach.set(at, new Set([end]));
      else flows.add(end);
      const element = net.elements[at];
      if (element?.kind === "boundary") open.push(element.on);
      for (const flow of element?.incoming ?? []) open.push(net.flows[flow]?.from ?? join);
    }
  }
  return reach;
}

/**
 * BPMN 2.0 (ISO/IEC 19510), 13.4.3, inclusive gateway as a join: it may pass when at least one incoming flow holds a token
 * and every token elsewhere in the scope that could still reach an empty incoming flow could as well reach a filled one.
 */
export function mayPass(net: Net, join: number, filled: ReadonlySet<number>, others: Iterable<number>): boolean {
  if (filled.size === 0) return false;
  const reach = inclusiveReach(net, join);
  for (const at of others) {
    let empty = false;
    let full = false;
    for (const flow of reach.get(at) ?? []) {
      if (filled.has(flow)) full = true;
      else empty = true;
    }
    if (empty && !full) return false;
  }
  return true;
}
