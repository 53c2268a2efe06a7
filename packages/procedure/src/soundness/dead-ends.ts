import type { Net, NetElement } from "../net/net.ts";
import type { Violation } from "./violation.ts";

/**
 * Steps after which nothing follows though they are no end: whoever draws them forgot the way on. BPMN lets a path end so (ISO/IEC 19510,
 * 13.5.6); a public procedure says where and how it ends, and a scope that begins with a start event ends with an end event. Only what can be
 * reached is told; what cannot is a dead step.
 */
export function findDeadEnds(net: Net): readonly Violation[] {
  const ways = waysFromStart(net);
  return net.elements.flatMap((element, index): readonly Violation[] => {
    const path = ways.get(index);
    if (path === undefined || index === 0 || element.kind === "end" || element.outgoing.length > 0) return [];
    const name = element.name ?? element.id;
    const named = element.name === undefined ? undefined : { name: element.name };
    const message = `After “${name}” nothing follows, and it is no end event: this way has no end.`;
    return [{ kind: "dead-end", element: element.id, ...named, path, message }];
  });
}

/** By element: ids of the elements on a shortest way to it, along flows, into sub-processes and out by boundary events. */
function waysFromStart(net: Net): ReadonlyMap<number, readonly string[]> {
  const ways = new Map<number, readonly string[]>();
  let edge: { readonly at: number; readonly way: readonly string[] }[] = [{ at: 0, way: [] }];
  while (edge.length > 0) {
    const next: typeof edge = [];
    for (const { at, way } of edge) {
      const element = net.elements[at];
      if (element === undefined || ways.has(at)) continue;
      const path = at === 0 ? [] : [...way, element.id];
      ways.set(at, path);
      for (const then of followers(net, element)) next.push({ at: then, way: path });
    }
    edge = next;
  }
  return ways;
}

function followers(net: Net, element: NetElement): readonly number[] {
  const along = element.outgoing.flatMap((flow) => net.flows[flow]?.to ?? []);
  const inside = element.kind === "scope" ? element.starts : [];
  const beside = "boundaries" in element ? element.boundaries : [];
  return [...along, ...inside, ...beside];
}
