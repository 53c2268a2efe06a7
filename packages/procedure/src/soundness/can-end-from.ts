import type { Item, Marking } from "../marking/marking.ts";
import type { Net } from "../net/net.ts";
import { elementOf } from "./build-region.ts";
import { explore, type Budget } from "./explore.ts";
import { checkLevels, type Level } from "./levels.ts";
import { violationOf } from "./violation.ts";

/** A marking is explored while somebody waits for a case to be moved. */
const MILLISECONDS_MAX = 3_000;
const STATES_MAX = 500_000;

/**
 * Why a case with this marking might not end properly under this net, in words; undefined when it always can. Each open
 * scope is explored from the tokens it holds, as `checkSoundness` explores it from its start.
 */
export function canEndFrom(net: Net, marking: Marking, clock: () => number = () => performance.now()): string | undefined {
  const budget: Budget = { states: STATES_MAX, until: clock() + MILLISECONDS_MAX, clock, seen: 0 };
  const { levels, branches } = checkLevels(net, budget);
  const scopes = marking.items.filter((item) => item.loop === undefined && elementOf(net, item.at).kind === "scope");
  for (const scope of [{ id: 0, at: 0 }, ...scopes]) {
    const tokens = tokensIn(marking, scope.id);
    const main = levels.get(scope.at);
    const all = [...(main === undefined ? [] : [main]), ...branches.filter((level) => level.plan.scope === scope.at)];
    for (const level of all) {
      const obstacle = exploreFrom(net, level, tokens, budget);
      if (obstacle !== undefined) return obstacle;
    }
  }
  return undefined;
}

type Tokens = { readonly items: readonly Item[]; readonly flows: ReadonlySet<number> };

/** What waits directly in a scope; instances of a multi-instance activity count as the one activity they belong to. */
function tokensIn(marking: Marking, scope: number): Tokens {
  const items = marking.items.filter((item) => item.in === scope && item.of === undefined);
  return { items, flows: new Set(marking.joins.filter((join) => join.in === scope).map((join) => join.flow)) };
}

function exploreFrom(net: Net, level: Level, tokens: Tokens, budget: Budget): string | undefined {
  const { region } = level;
  const waiting = new Set(tokens.items.filter((item) => item.on === undefined).map((item) => item.at));
  const armed = new Set(tokens.items.filter((item) => item.on !== undefined).map((item) => item.at));
  const initial = region.places.flatMap((place, index) => {
    const held =
      (place.kind === "wait" && waiting.has(place.element)) ||
      (place.kind === "armed" && armed.has(place.element)) ||
      (place.flow !== undefined && tokens.flows.has(place.flow));
    return held ? [index] : [];
  });
  if (initial.length === 0) return undefined;
  const explored = explore(net, region, initial, budget);
  const [finding] = explored.findings;
  if (finding !== undefined) return violationOf(net, region, finding, []).message;
  return explored.finished ? undefined : "there are too many states to tell";
}
