import type { Net } from "../net/net.ts";
import { buildRegion, elementOf, uncaught, waitingAt, type Body, type RegionPlan } from "./build-region.ts";
import { explore, type Budget, type Exploration } from "./explore.ts";
import { isolatedBranches } from "./isolated.ts";
import { fuse, reduce } from "./reduce.ts";
import type { Region } from "./region.ts";
import { deadStep, violationOf, type Violation } from "./violation.ts";

/** One level of a net: its region and what was found of it. */
export type Level = {
  readonly plan: RegionPlan;
  readonly region: Region;
  /** The exploration of the full region, where the reduced one did not suffice. */
  readonly explored?: Exploration;
  /** End places in which some run completes; undefined when undecided. */
  readonly reachedEnds?: ReadonlySet<number>;
};

/** A check under way. */
export type Check = {
  readonly net: Net;
  readonly budget: Budget;
  readonly bodies: Map<number, Body>;
  /** By scope, its main region. */
  readonly levels: Map<number, Level>;
  /** Regions of isolated side branches. */
  readonly branches: Level[];
  readonly found: { readonly level: Level; readonly violations: (prefix: readonly string[]) => readonly Violation[] }[];
  reason: string | undefined;
};

/** Checks every level, the innermost first: scopes have higher indexes than those that hold them. */
export function checkLevels(net: Net, budget: Budget): Check {
  const check: Check = { net, budget, bodies: new Map(), levels: new Map(), branches: [], found: [], reason: undefined };
  for (let scope = net.elements.length - 1; scope >= 0; scope -= 1) {
    if (elementOf(net, scope).kind === "scope") checkScope(check, scope);
  }
  return check;
}

function checkScope(check: Check, scope: number): void {
  const { net, bodies } = check;
  const branches = isolatedBranches(net, scope);
  const isolated = new Set(branches.keys());
  const apart = new Set([...branches.values()].flatMap((branch) => [...branch]));
  const inside = net.elements.flatMap((element, index) =>
    element.scope === scope && index !== 0 && index !== scope ? [index] : [],
  );
  const main = checkLevel(check, { net, scope, elements: inside.filter((index) => !apart.has(index)), isolated, bodies });
  for (const [from, branch] of branches) {
    const nested = new Set([...branches].flatMap(([other, inner]) => (other !== from && branch.has(other) ? [...inner] : [])));
    const elements = [...branch].filter((index) => index !== from && !nested.has(index));
    const level = checkLevel(check, { net, scope, elements, from, isolated, bodies });
    if (level !== undefined) check.branches.push(level);
  }
  if (main !== undefined) check.levels.set(scope, main);
  if (scope !== 0) noteBody(check, scope, main);
  else if (main !== undefined) checkReopening(check, main);
}

function noteBody(check: Check, scope: number, level: Level | undefined): void {
  const { net } = check;
  const within = net.elements.filter((_, index) => isWithin(net, index, scope));
  const thrown = new Set<string>();
  net.elements.forEach((element, index) => {
    if (element.scope !== scope || index === scope) return;
    if (element.kind === "end" && element.result === "error") thrown.add(element.subject ?? "");
    const inner = check.bodies.get(index);
    if (element.kind !== "scope" || inner === undefined) return;
    for (const code of uncaught(net, element, inner.thrown)) thrown.add(code);
  });
  // People and services may report any error; without them only error ends throw.
  const errors = within.some((element) => element.kind === "work") ? "any" : thrown;
  // A body with faults of its own counts as one that completes: its faults are told once, not again outside.
  const faulty = check.found.some((found) => found.level === level);
  const ends = faulty ? undefined : level?.reachedEnds;
  const completes = ends === undefined || [...ends].some((place) => level?.region.places[place]?.fails !== true);
  check.bodies.set(scope, { completes, errors, thrown });
}

function isWithin(net: Net, index: number, scope: number): boolean {
  for (let at = index; at !== 0; at = elementOf(net, at).scope) if (elementOf(net, at).scope === scope) return true;
  return false;
}

/** Proves one region, or notes its violations. */
function checkLevel(check: Check, plan: RegionPlan): Level | undefined {
  const built = buildRegion(plan);
  if (typeof built === "string") {
    check.reason ??= `${built}.`;
    return undefined;
  }
  const possible = possibleMoves(built);
  const pruned = { ...built, moves: built.moves.filter((_, index) => possible.has(index)) };
  const region = fuse(pruned, pruned.initial);
  const alive = new Set(pruned.moves.flatMap((move) => move.fires));
  const certain = region.elements.filter((element) => !alive.has(element));
  const reduced = exploreReduced(check, region, region.initial);
  if (reduced?.proved === true && reduced.dead.length === 0 && certain.length === 0) {
    return { plan, region, reachedEnds: reduced.explored.reachedEnds };
  }
  const explored = explore(
    check.net,
    region,
    region.initial,
    check.budget,
    reduced === undefined ? undefined : soon(check.budget),
  );
  const level = { plan, region, explored, reachedEnds: explored.reachedEnds };
  const dead = explored.finished ? deadAfter(region, explored, certain) : [...certain, ...(reduced?.dead ?? [])];
  if (!explored.finished) noteUnfinished(check, plan);
  // Where the full search ended early, the reduced net's findings hold as well, on a way that may not be the shortest.
  const lifted = !explored.finished && explored.findings.length === 0 && reduced !== undefined;
  const source = lifted ? reduced : { region, explored };
  noteViolations(check, level, source, dead);
  return level;
}

type Source = { readonly region: Region; readonly explored: Exploration };

function noteViolations(check: Check, level: Level, source: Source, dead: readonly number[], reopenedAt?: string): void {
  const { findings } = source.explored;
  if (findings.length + dead.length === 0) return;
  const violations = (prefix: readonly string[]) => [
    ...findings.map((finding) => violationOf(check.net, source.region, finding, prefix, reopenedAt)),
    ...dead.map((element) => deadStep(check.net, element)),
  ];
  check.found.push({ level, violations });
}

/** Behind an improper completion nothing is searched, so a step that was not seen there is only dead if it is so anyway. */
function deadAfter(region: Region, explored: Exploration, certain: readonly number[]): readonly number[] {
  if (explored.findings.some((finding) => finding.kind === "improper-completion")) return certain;
  return region.elements.filter((element) => !explored.fired.has(element));
}

/** A reopened case begins with one step waiting and nothing else: from there, too, it must end properly. */
function checkReopening(check: Check, level: Level): void {
  check.net.elements.forEach((element, at) => {
    if (element.kind !== "work" || element.reopen !== true) return;
    const initial = waitingAt(check.net, level.region, at);
    if (initial.length === 0 || exploreReduced(check, level.region, initial)?.explored.findings.length === 0) return;
    const explored = explore(check.net, level.region, initial, check.budget);
    if (!explored.finished) noteUnfinished(check, level.plan);
    noteViolations(check, level, { region: level.region, explored }, [], element.id);
  });
}

/** The reduced region explored; undefined where reduction does not apply or does not suffice to decide. */
function exploreReduced(check: Check, region: Region, initial: readonly number[]) {
  if (region.hasInclusive) return undefined;
  const reduced = reduce(region, initial);
  if (!reduced.faithful) return undefined;
  const explored = explore(check.net, reduced.region, initial, check.budget);
  if (!explored.finished) return undefined;
  const stuck = reduced.region.moves.filter((_, index) => !explored.moved.has(index));
  const alive = (element: number) => explored.fired.has(element) || reduced.idle.has(element);
  const dead = [...new Set(stuck.flatMap((move) => move.fires).filter((element) => !alive(element)))];
  const proved = explored.findings.length === 0 && stuck.length === 0;
  return { region: reduced.region, explored, proved, dead };
}

/** The verdict is known already: only a while longer for the shortest way that shows it. */
function soon(budget: Budget): number {
  const now = budget.clock();
  return Math.min(budget.until, now + (budget.until - now) / 3);
}

/** Indexes of the moves that could be made if joins never waited; whatever is not among them is dead, whatever else holds. */
function possibleMoves(region: Region): ReadonlySet<number> {
  const marked = new Set(region.initial);
  const possible = new Set<number>();
  for (let before = -1; before !== marked.size;) {
    before = marked.size;
    region.moves.forEach((move, index) => {
      if (possible.has(index)) return;
      const { inclusive } = move;
      const arrived = (place: number) => region.places[place]?.element === inclusive && region.places[place]?.flow !== undefined;
      const ready = inclusive === undefined ? move.need.every((place) => marked.has(place)) : [...marked].some(arrived);
      if (!ready) return;
      possible.add(index);
      for (const place of move.set) marked.add(place);
    });
  }
  return possible;
}

function noteUnfinished(check: Check, plan: RegionPlan): void {
  const name = elementOf(check.net, plan.from ?? plan.scope).id;
  check.reason ??= `«${name}» has more states than could be looked at (${check.budget.seen} were).`;
}
