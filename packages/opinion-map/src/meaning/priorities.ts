import type { Places } from "../map/places.ts";
import type { GroupTally } from "./tallies.ts";

/** Of questions about the participants themselves ("I live here"): asked of everybody early. */
const META_PRIORITY = 7 ** 2;
/** A statement nobody has answered yet weighs nine times, one with five answers five times, and so on. */
const NOVELTY = 8;
const NOVELTY_HALVES_AFTER = 5;

/**
 * How much it helps to ask for each statement next: agreed with, seldom passed over, far out on the map, and new.
 * [(1 − p)(e + 1) a (1 + 8 · 2^(−s / 5))]² with a = (agrees + 1) / (answers + 2) and p alike for passes, counted over the groups,
 * and e the length of the statement's place.
 */
export function prioritiesOf(
  groups: readonly GroupTally[],
  places: Places,
  isMeta: (statement: number) => boolean,
): Float64Array {
  return places.x.map((x, statement) => {
    if (isMeta(statement)) return META_PRIORITY;
    let [agrees, disagrees, answers] = [0, 0, 0];
    for (const group of groups) {
      agrees += group.agrees[statement]!;
      disagrees += group.disagrees[statement]!;
      answers += group.answers[statement]!;
    }
    const agreed = (agrees + 1) / (answers + 2);
    const passed = (answers - agrees - disagrees + 1) / (answers + 2);
    const extremity = Math.hypot(x, places.y[statement]!);
    return ((1 - passed) * (extremity + 1) * agreed * (1 + NOVELTY * 2 ** (-answers / NOVELTY_HALVES_AFTER))) ** 2;
  });
}
