import type { Net } from "../net/net.ts";

/**
 * The side branch of a non-interrupting boundary event, when it is a world of its own: everything reachable from the event
 * is reachable only through it, and it throws no error at the rest. However often it runs, and beside whatever, it then
 * neither waits for the rest nor is waited for, so it is proved once, alone. Undefined where the branch joins the rest.
 */
export function isolatedBranch(net: Net, boundary: number): ReadonlySet<number> | undefined {
  const branch = new Set([boundary]);
  const open = [boundary];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const next of successors(net, at)) {
      if (branch.has(next)) continue;
      branch.add(next);
      open.push(next);
    }
  }
  for (const at of branch) {
    const element = net.elements[at];
    if (at === boundary || element === undefined) continue;
    if (element.kind === "end" && element.result === "error") return undefined;
    if (element.kind === "boundary" && !branch.has(element.on)) return undefined;
    if (element.incoming.some((flow) => !branch.has(net.flows[flow]?.from ?? -1))) return undefined;
  }
  return branch;
}

function successors(net: Net, at: number): readonly number[] {
  const element = net.elements[at];
  if (element === undefined) return [];
  const boundaries = "boundaries" in element ? element.boundaries : [];
  return [...element.outgoing.map((flow) => net.flows[flow]?.to ?? at), ...boundaries];
}

/** Every element of a scope that lies in some isolated side branch, with the boundary event that begins it. */
export function isolatedBranches(net: Net, scope: number): ReadonlyMap<number, ReadonlySet<number>> {
  const branches = new Map<number, ReadonlySet<number>>();
  net.elements.forEach((element, index) => {
    if (element.kind !== "boundary" || element.scope !== scope || element.interrupting) return;
    const branch = isolatedBranch(net, index);
    if (branch !== undefined) branches.set(index, branch);
  });
  return branches;
}
