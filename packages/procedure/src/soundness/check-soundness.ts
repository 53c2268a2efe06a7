import type { Net } from "../net/net.ts";
import { checkBindings, type Bindings } from "./bindings.ts";
import { elementOf, type RegionPlan } from "./build-region.ts";
import { explore, type Budget } from "./explore.ts";
import { findDeadEnds } from "./dead-ends.ts";
import { checkLevels, type Check, type Level } from "./levels.ts";
import { pathIds, type Violation } from "./violation.ts";

/** Default limits: the verdict, or that there is none, comes within 10 s on a slow machine. */
const MILLISECONDS_MAX = 8_000;
const STATES_MAX = 3_000_000;

export type SoundnessOptions = {
  /** Checks user tasks against the host's actions and posts; without it their binding is not looked at. */
  readonly bindings?: Bindings;
  readonly milliseconds?: number;
  readonly states?: number;
  /** Milliseconds from any beginning; default `performance.now`. */
  readonly clock?: () => number;
};

export type Soundness = {
  readonly verdict: "sound" | "unsound" | "undecided";
  /** Unsound: why, those nearest to the start first. */
  readonly violations: readonly Violation[];
  /** Undecided: why. Also set where an unsound net was not searched to the end and may have more violations. */
  readonly reason?: string;
  /** States looked at. */
  readonly states: number;
};

/**
 * Decides whether every case of a procedure can always still end (option to complete), ends with nothing left running
 * (proper completion), and whether every step can be reached; data, timers and messages are free. Decided level by level:
 * a sub-process counts as one step of the level above, a side branch that nothing waits for as a net of its own. Each
 * level is reduced; only what does not reduce is enumerated, within the limits.
 */
export function checkSoundness(net: Net, options: SoundnessOptions = {}): Soundness {
  const clock = options.clock ?? (() => performance.now());
  const until = clock() + (options.milliseconds ?? MILLISECONDS_MAX);
  const budget: Budget = { states: options.states ?? STATES_MAX, until, clock, seen: 0 };
  const check = checkLevels(net, budget);
  const behaviour = check.found.flatMap(({ level, violations }) => violations(prefixOf(check, level.plan)));
  const bindings = options.bindings === undefined ? [] : checkBindings(net, options.bindings);
  // Dead steps often follow from the rest, so they come after.
  const rank = (violation: Violation) => (violation.kind === "dead-step" ? Number.MAX_SAFE_INTEGER : violation.path.length);
  const violations = [...[...behaviour, ...findDeadEnds(net)].toSorted((a, b) => rank(a) - rank(b)), ...bindings];
  const reason = check.reason === undefined ? undefined : { reason: check.reason };
  const undecided = check.reason === undefined ? "sound" : "undecided";
  return { verdict: violations.length > 0 ? "unsound" : undecided, violations, ...reason, states: budget.seen };
}

/** The way from the start of the process to the beginning of a region. */
function prefixOf(check: Check, plan: RegionPlan): readonly string[] {
  const { net } = check;
  const main = check.levels.get(plan.scope);
  if (plan.from !== undefined) {
    const boundary = elementOf(net, plan.from);
    const host = boundary.kind === "boundary" ? boundary.on : 0;
    return main === undefined ? [] : [...prefixOf(check, main.plan), ...wayInto(check, main, host)];
  }
  if (plan.scope === 0) return [];
  const parent = check.levels.get(elementOf(net, plan.scope).scope);
  return parent === undefined ? [] : [...prefixOf(check, parent.plan), ...wayInto(check, parent, plan.scope)];
}

/** A shortest way within a level into one of its activities; empty when it lies in a side branch or the budget is spent. */
function wayInto(check: Check, level: Level, activity: number): readonly string[] {
  const explored = level.explored ?? explore(check.net, level.region, level.region.initial, check.budget);
  return pathIds(check.net, level.region, explored.pathInto(activity) ?? []);
}
