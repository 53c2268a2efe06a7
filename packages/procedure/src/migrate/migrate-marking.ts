import type { Net, NetElement } from "../net/net.ts";
import { refuse, type Refusal } from "../refusal.ts";
import { canEndFrom } from "../soundness/can-end-from.ts";
import type { Item, JoinedToken, Marking } from "../marking/marking.ts";

/** What was found where a case cannot move to another version: the marking carried over, or why not. */
type Mapping = { readonly old: Net; readonly target: Net; readonly indexes: ReadonlyMap<string, number> };

/**
 * Carries a running case over to another version of its procedure, or refuses with the name of what does not fit. It fits
 * when everything that is open exists in the new version (same id, same kind, same place among sub-processes, the same
 * events attached), and when from there the case can always still end properly, which is proved by exploring the new net
 * from that marking. Numbers of open tasks and timers stay what they are, so nothing need be reopened; timers keep the due
 * instant they were given.
 */
export function migrateMarking(old: Net, target: Net, marking: Marking): Marking | Refusal {
  if (marking.net !== old.fingerprint) {
    return refuse("marking-foreign", `The marking belongs to another version of the procedure than «${old.process}».`);
  }
  const indexes = new Map(target.elements.map((element, index) => [element.id, index]));
  const mapping: Mapping = { old, target, indexes };
  const items: Item[] = [];
  for (const item of marking.items) {
    const at = mapItem(mapping, marking, item);
    if (typeof at !== "number") return at;
    items.push({ ...item, at });
  }
  const joins: JoinedToken[] = [];
  for (const join of marking.joins) {
    const flow = mapJoin(mapping, join);
    if (typeof flow !== "number") return flow;
    joins.push({ ...join, flow });
  }
  // What could be taken back was decided by the old version.
  const moved: Marking = { net: target.fingerprint, state: marking.state, next: marking.next, items, joins };
  const obstacle = marking.state === "running" ? canEndFrom(target, moved) : undefined;
  return obstacle === undefined ? moved : misfit(old, undefined, `from there a case could not always end: ${obstacle}`);
}

function misfit(net: Net, element: NetElement | undefined, why: string): Refusal {
  const name = element === undefined ? `The case of «${net.process}»` : `“${element.name ?? element.id}”`;
  return refuse("migration-misfit", `${name} does not fit the other version: ${why}.`, element ?? {});
}

function mapItem(mapping: Mapping, marking: Marking, item: Item): number | Refusal {
  const { old, target, indexes } = mapping;
  const element = old.elements[item.at];
  const at = element === undefined ? undefined : indexes.get(element.id);
  const now = at === undefined ? undefined : target.elements[at];
  if (element === undefined || at === undefined || now === undefined) return misfit(old, element, "it has no such element");
  const why = findDifference(old, target, element, now, item);
  if (why !== undefined) return misfit(old, element, why);
  if (now.kind === "event-gateway")
    return sameAlternatives(mapping, element, now) ? at : misfit(old, element, "it waits for other events there");
  if (item.on !== undefined || item.of !== undefined || !("boundaries" in now)) return at;
  // An event that was not armed when the activity began would silently never happen.
  const armed = new Set(marking.items.filter((other) => other.on === item.id).map((other) => old.elements[other.at]?.id));
  const known = new Set(("boundaries" in element ? element.boundaries : []).map((index) => old.elements[index]?.id));
  const missing = now.boundaries
    .map((index) => target.elements[index])
    .find((boundary) => {
      return (
        boundary?.kind === "boundary" && boundary.trigger.type !== "error" && !armed.has(boundary.id) && !known.has(boundary.id)
      );
    });
  return missing === undefined ? at : misfit(old, element, `its event “${missing.name ?? missing.id}” is new and was never set`);
}

/** An event-based gateway that waits has set exactly the events that follow it; the other version must know the same. */
function sameAlternatives({ old, target }: Mapping, before: NetElement, now: NetElement): boolean {
  const idsOf = (net: Net, gateway: NetElement) =>
    gateway.outgoing.map((flow) => net.elements[net.flows[flow]?.to ?? 0]?.id ?? "");
  return idsOf(old, before).toSorted().join(" ") === idsOf(target, now).toSorted().join(" ");
}

function findDifference(old: Net, target: Net, before: NetElement, now: NetElement, item: Item): string | undefined {
  if (before.kind !== now.kind) return "it is another kind of element there";
  if (pathOf(old, before) !== pathOf(target, now)) return "it lies in another sub-process there";
  const loops = [before, now].map((element) => ("loop" in element && element.loop !== undefined ? element.loop : undefined));
  const [was, is] = loops;
  if ((was === undefined) !== (is === undefined)) return "it is repeated in one version only";
  if (was !== undefined && is !== undefined && was.sequential !== is.sequential)
    return "its instances run in another order there";
  if (is !== undefined && item.loop !== undefined && item.loop.total > is.maximum)
    return "it has more instances than the other version allows";
  if (before.kind === "work" && now.kind === "work" && before.action !== now.action)
    return `it is completed by ${now.action} there`;
  if ("trigger" in before && "trigger" in now && before.trigger?.type !== now.trigger?.type)
    return "it waits for something else there";
  if (isOtherMessage(before, now)) return "it waits for another message there";
  if (before.kind === "boundary" && now.kind === "boundary" && hostId(old, before) !== hostId(target, now))
    return "it is attached to another activity there";
  return undefined;
}

function isOtherMessage(before: NetElement, now: NetElement): boolean {
  const message = (element: NetElement) =>
    "trigger" in element && element.trigger?.type === "message" ? element.trigger.message : undefined;
  return message(before) !== message(now);
}

function hostId(net: Net, element: { readonly on: number }): string | undefined {
  return net.elements[element.on]?.id;
}

/** Ids of the scopes around an element. */
function pathOf(net: Net, element: NetElement): string {
  const ids: string[] = [];
  for (let scope = element.scope; scope !== 0; scope = net.elements[scope]?.scope ?? 0) ids.push(net.elements[scope]?.id ?? "");
  return ids.join("/");
}

/** A token at a join: the flow with the same id into the same kind of gateway, or the only flow between the same two elements. */
function mapJoin({ old, target, indexes }: Mapping, join: JoinedToken): number | Refusal {
  const flow = old.flows[join.flow];
  const gateway = flow === undefined ? undefined : old.elements[flow.to];
  const to = gateway === undefined ? undefined : indexes.get(gateway.id);
  const now = to === undefined ? undefined : target.elements[to];
  if (flow === undefined || gateway === undefined || now === undefined) return misfit(old, gateway, "it has no such gateway");
  if (now.kind !== gateway.kind || pathOf(old, gateway) !== pathOf(target, now))
    return misfit(old, gateway, "it is another kind of gateway there");
  const found = now.incoming.find((index) => target.flows[index]?.id === flow.id);
  return found ?? misfit(old, gateway, `the flow «${flow.id}» does not lead to it there`);
}
