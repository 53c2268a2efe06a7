import { AffineMinimum, dot } from "../linear/affine-minimum.ts";
import { faceOf } from "./face.ts";
import type { Composition, Lottery, PanelSpace } from "./panel-space.ts";

/** Groups with fewer seats than this are measured as if they had so many: they have none. */
const SEATS_MIN = 1e-8;
/** The lottery's distance at which it counts as reached, and at which it will do if nothing gets it nearer. */
const REACHED = 1e-10;
const CLOSE = 1e-7;
/** A panel is taken if it brings at least this share of what the best might bring. */
const SHARE = 0.5;
const GAIN_MIN = 1e-6;
/** Smaller chances are none. */
const CHANCE_MIN = 1e-12;
/** Rounds until the attempt is given up; as many as ten times the groups of a county's draw. */
const ROUNDS_A_GROUP = 20;

/**
 * The lottery of whole panels that gives each group's members the probability wanted, or undefined where none does: Wolfe's
 * algorithm for the nearest point of a polytope ("Finding the nearest point in a polytope", 1976), which asks for one heaviest
 * panel a round. Deviations are measured in standard deviations of a group's seats: without that rare groups take very long.
 * Panels of such a lottery meet every bound that the wanted seats meet, so only those are looked at.
 */
export function nearestLottery(
  space: PanelSpace,
  wanted: Float64Array,
  onPanel: (panel: Composition, distance: number) => void,
): Lottery | undefined {
  const seats = Float64Array.from(space.groups, ({ people }, group) => people * wanted[group]!);
  const roots = seats.map((count) => Math.sqrt(Math.max(count, SEATS_MIN)));
  const search = faceOf(space, wanted);
  const active: Composition[] = [];
  const affine = new AffineMinimum();
  let chances: Float64Array = new Float64Array(0);
  let towards: Float64Array = wanted.slice();
  // Before the first panel nothing is near: any panel at all is a gain.
  let norm = 1e6 * (1 + dot(wanted, seats));
  for (let round = 0; round < ROUNDS_A_GROUP * (seats.length + 20); round += 1) {
    const reach = dot(towards, seats);
    const here = reach - norm;
    const found = search.heaviest(towards, (value, bound) => bound < reach || value - here >= SHARE * (bound - here));
    if (found.panel === undefined) return undefined;
    if (found.bound < reach || found.value - here <= GAIN_MIN * norm) break;
    onPanel(found.panel, Math.sqrt(norm));
    const point = Float64Array.from(found.panel, (take, group) => (take - seats[group]!) / roots[group]!);
    if (!affine.add(point)) break;
    active.push(found.panel);
    chances = chancesOfNearest(affine, active, Float64Array.of(...chances, active.length === 1 ? 1 : 0));
    const nearest = combined(affine.points, chances);
    norm = dot(nearest, nearest);
    if (norm <= REACHED * REACHED) break;
    towards = nearest.map((deviation, group) => -deviation / roots[group]!);
  }
  return norm <= CLOSE * CLOSE ? { panels: active, chances } : undefined;
}

/** Wolfe's minor cycle: walks to the nearest point of the affine hull, leaving behind what would get a negative chance. */
function chancesOfNearest(affine: AffineMinimum, active: Composition[], before: Float64Array): Float64Array {
  let chances: Float64Array = Float64Array.from(before);
  for (;;) {
    const wanted = affine.weights();
    if (wanted.every((chance) => chance >= CHANCE_MIN)) return wanted;
    let step = 1;
    for (const [index, chance] of wanted.entries()) {
      if (chance < CHANCE_MIN) step = Math.min(step, chances[index]! / (chances[index]! - chance));
    }
    for (const [index, chance] of wanted.entries()) chances[index] = chances[index]! + step * (chance - chances[index]!);
    const least = chances.reduce((a, b) => Math.min(a, b));
    for (let index = chances.length - 1; index >= 0; index -= 1) {
      if (chances[index]! > Math.max(least, CHANCE_MIN)) continue;
      affine.remove(index);
      active.splice(index, 1);
      chances = chances.filter((_, at) => at !== index);
    }
    const sum = chances.reduce((a, b) => a + b, 0);
    chances = chances.map((chance) => chance / sum);
  }
}

function combined(points: readonly Float64Array[], chances: Float64Array): Float64Array {
  const sum = new Float64Array(points[0]!.length);
  for (const [index, point] of points.entries()) {
    for (let at = 0; at < sum.length; at += 1) sum[at] = sum[at]! + chances[index]! * point[at]!;
  }
  return sum;
}
