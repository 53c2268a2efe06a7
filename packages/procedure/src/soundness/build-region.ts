import type { BoundaryElement, Net, NetElement } from "../net/net.ts";
import type { Move, Place, Region } from "./region.ts";
import { CHOICES_MAX } from "./region.ts";

/** A sub-process as seen from the level above it. */
export type Body = {
  /** Whether some run ends it other than by an error. */
  readonly completes: boolean;
  /** Errors that can come out of it: `any` where a person or service inside may report one. */
  readonly errors: ReadonlySet<string> | "any";
  /** Codes that error end events inside throw out of it. */
  readonly thrown: ReadonlySet<string>;
};

export type RegionPlan = {
  readonly net: Net;
  readonly scope: number;
  /** Elements to cover. */
  readonly elements: readonly number[];
  /** Boundary event whose side branch this is; otherwise the scope's start events begin it. */
  readonly from?: number;
  /** Boundary events left out because their branch is proved by itself. */
  readonly isolated: ReadonlySet<number>;
  /** How sub-processes look from outside. */
  readonly bodies: ReadonlyMap<number, Body>;
};

type Builder = RegionPlan & { readonly places: Place[]; readonly moves: Move[]; readonly byKey: Map<string, number> };

/** Builds the transition system of one region; a string says why it cannot be built. */
export function buildRegion(plan: RegionPlan): Region | string {
  const builder: Builder = { ...plan, places: [], moves: [], byKey: new Map() };
  const initial = placeOf(builder, { kind: "initial", element: plan.from ?? plan.scope });
  const starts = plan.from === undefined ? startsOf(plan) : [plan.from];
  for (const start of starts) {
    const element = elementOf(plan.net, start);
    addMove(builder, { need: [initial], set: exitAll(builder, start, element), automatic: true, fires: [start] });
  }
  for (const at of plan.elements) {
    const element = elementOf(plan.net, at);
    if (chosenCount(plan.net, element) > CHOICES_MAX) {
      return `«${element.id}» chooses among more than ${CHOICES_MAX} conditional flows at once`;
    }
    addElement(builder, at, element);
  }
  const hasInclusive = builder.moves.some((move) => move.inclusive !== undefined);
  const { places, moves } = builder;
  return { scope: plan.scope, places, moves, initial: [initial], elements: plan.elements, hasInclusive };
}

/** The state in which exactly one activity waits: where a reopened case begins. */
export function waitingAt(net: Net, region: Region, at: number): readonly number[] {
  const armed = (place: Place) => place.kind === "armed" && hostOf(net, place.element) === at;
  return region.places.flatMap((place, index) =>
    (place.kind === "wait" && place.element === at) || armed(place) ? [index] : [],
  );
}

function hostOf(net: Net, boundary: number): number {
  const element = elementOf(net, boundary);
  return element.kind === "boundary" ? element.on : -1;
}

function startsOf(plan: RegionPlan): readonly number[] {
  const scope = elementOf(plan.net, plan.scope);
  return scope.kind === "scope" ? scope.starts : [];
}

export function elementOf(net: Net, index: number): NetElement {
  const element = net.elements[index];
  if (element === undefined) throw new Error(`the net has no element ${index}`);
  return element;
}

function placeOf(builder: Builder, wanted: Place): number {
  const key = `${wanted.kind} ${wanted.flow ?? `e${wanted.element}`} ${wanted.fails ?? ""}`;
  let index = builder.byKey.get(key);
  if (index === undefined) {
    index = builder.places.push(wanted) - 1;
    builder.byKey.set(key, index);
  }
  return index;
}

function flowPlace(builder: Builder, flow: number): number {
  return placeOf(builder, { kind: "flow", flow, element: builder.net.flows[flow]?.to ?? 0 });
}

type Draft = Partial<Move> & Pick<Move, "set" | "fires">;

function addMove(builder: Builder, move: Draft): void {
  builder.moves.push({ need: [], clear: [], enters: [], terminal: false, automatic: false, ...move });
}

/** Tokens on all outgoing flows; an element without any keeps its token for good. */
function exitAll(builder: Builder, at: number, element: NetElement): readonly number[] {
  if (element.outgoing.length === 0) return [placeOf(builder, { kind: "end", element: at })];
  return element.outgoing.map((flow) => flowPlace(builder, flow));
}

/** Flows whose condition decides by itself whether they are taken. */
function conditionalOf(net: Net, element: NetElement): readonly number[] {
  if (element.outgoing.length < 2) return [];
  return element.outgoing.filter((flow) => net.flows[flow]?.condition !== undefined);
}

function chosenCount(net: Net, element: NetElement): number {
  const chooses = element.kind === "inclusive" || element.kind === "work" || element.kind === "scope" || element.kind === "send";
  return chooses ? conditionalOf(net, element).length : 0;
}

/** Every combination of flows that an inclusive choice can take: data is free. */
function exitChosen(builder: Builder, at: number, element: NetElement): readonly (readonly number[])[] {
  const conditional = conditionalOf(builder.net, element);
  if (conditional.length === 0) return [exitAll(builder, at, element)];
  const plain = element.outgoing.filter((flow) => {
    const known = builder.net.flows[flow];
    return known?.condition === undefined && known?.isDefault !== true;
  });
  const fallback = element.outgoing.filter((flow) => builder.net.flows[flow]?.isDefault === true);
  const exits: (readonly number[])[] = [];
  for (let mask = 0; mask < 2 ** conditional.length; mask += 1) {
    const chosen = [...plain, ...conditional.filter((_, bit) => (mask & (1 << bit)) !== 0)];
    const taken = chosen.length > 0 ? chosen : fallback;
    exits.push(taken.map((flow) => flowPlace(builder, flow)));
  }
  return exits;
}

function addElement(builder: Builder, at: number, element: NetElement): void {
  switch (element.kind) {
    case "work":
    case "scope":
    case "catch":
      return addActivity(builder, at, element);
    case "event-gateway":
      return addEventGateway(builder, at, element);
    case "end":
      return addEnd(builder, at, element);
    case "parallel": {
      const need = element.incoming.map((flow) => flowPlace(builder, flow));
      if (need.length === 0) return;
      return addMove(builder, { need, set: exitAll(builder, at, element), automatic: true, fires: [at] });
    }
    case "inclusive":
      return addInclusive(builder, at, element);
    case "exclusive":
      for (const incoming of element.incoming) {
        const exits =
          element.outgoing.length === 0
            ? [exitAll(builder, at, element)]
            : element.outgoing.map((flow) => [flowPlace(builder, flow)]);
        for (const set of exits) addMove(builder, { need: [flowPlace(builder, incoming)], set, automatic: true, fires: [at] });
      }
      return;
    case "send":
    case "pass":
      for (const incoming of element.incoming) {
        for (const set of exitChosen(builder, at, element)) {
          addMove(builder, { need: [flowPlace(builder, incoming)], set, automatic: true, fires: [at] });
        }
      }
      return;
    case "start":
    case "boundary":
      return;
  }
}

function addEnd(builder: Builder, at: number, element: NetElement & { kind: "end" }): void {
  const fails = element.result === "error";
  const set = [placeOf(builder, { kind: "end", element: at, ...(fails ? { fails } : {}) })];
  const terminal = element.result === "terminate" || fails;
  for (const incoming of element.incoming) {
    addMove(builder, { need: [flowPlace(builder, incoming)], set, terminal, automatic: true, fires: [at] });
  }
}

function addInclusive(builder: Builder, at: number, element: NetElement): void {
  for (const set of exitChosen(builder, at, element)) {
    if (element.incoming.length > 1) {
      for (const flow of element.incoming) flowPlace(builder, flow);
      addMove(builder, { set, automatic: true, fires: [at], inclusive: at });
    } else if (element.incoming[0] !== undefined) {
      addMove(builder, { need: [flowPlace(builder, element.incoming[0])], set, automatic: true, fires: [at] });
    }
  }
}

function addEventGateway(builder: Builder, at: number, element: NetElement): void {
  const wait = placeOf(builder, { kind: "wait", element: at });
  for (const incoming of element.incoming) {
    addMove(builder, { need: [flowPlace(builder, incoming)], set: [wait], automatic: true, fires: [] });
  }
  for (const flow of element.outgoing) {
    const target = builder.net.flows[flow]?.to ?? at;
    const event = elementOf(builder.net, target);
    addMove(builder, { need: [wait], set: exitAll(builder, target, event), fires: [at, target] });
  }
}

type Activity = NetElement & { kind: "work" | "scope" | "catch" };

function addActivity(builder: Builder, at: number, element: Activity): void {
  const afterGateway = element.incoming.length === 1 && isEventGateway(builder.net, element.incoming[0]);
  if (element.kind === "catch" && afterGateway) return;
  const wait = placeOf(builder, { kind: "wait", element: at });
  const boundaries = element.boundaries.map((index) => ({ index, boundary: elementOf(builder.net, index) }));
  const side = boundaries.filter(
    ({ index, boundary }) => boundary.kind === "boundary" && !boundary.interrupting && !builder.isolated.has(index),
  );
  const armed = side.map(({ index }) => placeOf(builder, { kind: "armed", element: index }));
  for (const incoming of element.incoming) {
    addMove(builder, { need: [flowPlace(builder, incoming)], set: [wait, ...armed], automatic: true, fires: [], enters: [at] });
  }
  if (builder.bodies.get(at)?.completes !== false) {
    for (const set of exitChosen(builder, at, element)) addMove(builder, { need: [wait], set, clear: armed, fires: [at] });
  }
  addUncaught(builder, at, element, wait);
  for (const { index, boundary } of boundaries) {
    if (boundary.kind !== "boundary" || builder.isolated.has(index) || !canHappen(builder, at, boundary)) continue;
    const exit = exitAll(builder, index, boundary);
    if (boundary.interrupting) {
      addMove(builder, { need: [wait], set: exit, clear: armed, fires: [index] });
      continue;
    }
    const own = placeOf(builder, { kind: "armed", element: index });
    const again = isRepeatable(boundary) ? [own] : [];
    addMove(builder, { need: [wait, own], set: [wait, ...again, ...exit], fires: [index] });
  }
}

/** An error that no boundary event here catches goes further out: the level ends by it. */
function addUncaught(builder: Builder, at: number, element: Activity, wait: number): void {
  const { thrown } = builder.bodies.get(at) ?? {};
  if (thrown === undefined || uncaught(builder.net, element, thrown).size === 0) return;
  const set = [placeOf(builder, { kind: "end", element: at, fails: true })];
  addMove(builder, { need: [wait], set, terminal: true, fires: [] });
}

/** The codes that no error boundary event of an activity catches. */
export function uncaught(
  net: Net,
  element: { readonly boundaries: readonly number[] },
  codes: ReadonlySet<string>,
): ReadonlySet<string> {
  const triggers = element.boundaries
    .map((index) => elementOf(net, index))
    .flatMap((boundary) => ("trigger" in boundary ? (boundary.trigger ?? []) : []));
  const errors = triggers.filter((trigger) => trigger.type === "error");
  if (errors.some((trigger) => trigger.code === undefined)) return new Set();
  const caught = new Set(errors.map((trigger) => trigger.code));
  return new Set([...codes].filter((code) => !caught.has(code)));
}

function isEventGateway(net: Net, flow: number | undefined): boolean {
  const source = flow === undefined ? undefined : net.flows[flow]?.from;
  return source !== undefined && elementOf(net, source).kind === "event-gateway";
}

/** A message may come again, a cycle repeats; a date or duration is over once. */
function isRepeatable(boundary: BoundaryElement): boolean {
  return boundary.trigger.type === "message" || (boundary.trigger.type === "timer" && boundary.trigger.timer.kind === "cycle");
}

/** Timers and messages always may; an error only where the activity can raise it. */
function canHappen(builder: Builder, at: number, boundary: BoundaryElement): boolean {
  const errors = builder.bodies.get(at)?.errors;
  if (boundary.trigger.type !== "error" || errors === undefined || errors === "any") return true;
  return boundary.trigger.code === undefined ? errors.size > 0 : errors.has(boundary.trigger.code);
}
