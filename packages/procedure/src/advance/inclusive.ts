import { mayPass } from "../net/inclusive-reach.ts";
import { elementAt, type Run } from "./run.ts";

type Ready = { readonly element: number; readonly in: number; readonly flows: readonly number[] };

/** The first inclusive join, in the order in which tokens arrived, that no other token of its scope can still reach. */
export function findReadyInclusive(run: Run): Ready | undefined {
  for (const joined of run.joins) {
    const at = run.net.flows[joined.flow]?.to ?? 0;
    if (elementAt(run, at).kind !== "inclusive") continue;
    const scope = joined.in;
    const here = run.joins.filter((join) => join.in === scope);
    const filled = new Set(here.filter((join) => run.net.flows[join.flow]?.to === at).map((join) => join.flow));
    const elsewhere = here.map((join) => run.net.flows[join.flow]?.to ?? at).filter((target) => target !== at);
    const waiting = run.items.filter((item) => item.in === scope).map((item) => item.at);
    if (mayPass(run.net, at, filled, [...elsewhere, ...waiting])) return { element: at, in: scope, flows: [...filled] };
  }
  return undefined;
}
