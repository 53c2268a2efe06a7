import { BoxedSimplex } from "../linear/boxed-simplex.ts";
import type { PanelSearch } from "./panel-search.ts";
import type { Composition, Cut, Lottery, PanelSpace } from "./panel-space.ts";

/** Levels this near are equal. */
const LEVEL_TOLERANCE = 1e-10;
/** Settled groups may fall short by this many seats: the master would otherwise find no room for rounding. */
const SHORT = 1e-11;
/** How much of the best weights so far goes into the next search: the plain ones jump about (Wentges, 1997). */
const SMOOTHING = 0.6;

export type StageResult = {
  readonly level: number;
  /** What keeps the level down; undefined where the bound that was given is reached, or as near as makes no difference. */
  readonly proof: Cut | undefined;
};

/**
 * Raises the least probability of the unsettled groups as high as lotteries over whole panels can, by column generation: a linear
 * program over the panels known, whose prices ask for the panel that would help most (Flanigan, Gölz, Gupta, Hennig and
 * Procaccia, "Fair algorithms for selecting citizens' assemblies", Nature 2021, supplement).
 */
export class StageMaster {
  readonly #space: PanelSpace;
  readonly #search: PanelSearch;
  readonly #panels: Composition[] = [];
  readonly #variables: number[] = [];
  readonly #known = new Set<string>();
  readonly #simplex: BoxedSimplex;

  constructor(space: PanelSpace, search: PanelSearch, panels: readonly Composition[]) {
    this.#space = space;
    this.#search = search;
    const groups = space.groups.length;
    this.#simplex = new BoxedSimplex(groups + 1);
    for (const [group, { people }] of space.groups.entries()) this.#simplex.upper[group] = 4 * people;
    this.#simplex.lower[groups] = 1;
    this.#simplex.upper[groups] = 1;
    for (const panel of panels) this.add(panel);
  }

  /**
   * @param settled the level of each settled group, NaN for the others
   * @param most a level that is proven not to be exceeded
   */
  raise(settled: Float64Array, most: number, onRound: (level: number) => void): StageResult {
    const simplex = this.#simplex;
    const rise = this.#addRise(settled);
    let best: (Cut & { readonly level: number }) | undefined;
    let smoothing = 0;
    for (;;) {
      if (simplex.solve() !== "optimal") throw new Error("settled levels can no longer be reached by the panels known");
      const level = simplex.value(rise);
      onRound(level);
      if (level >= most - LEVEL_TOLERANCE || (best !== undefined && best.level - level <= LEVEL_TOLERANCE)) {
        this.#retire(rise);
        return {
          level: Math.min(level, most, best?.level ?? most),
          proof: best !== undefined && best.level < most - LEVEL_TOLERANCE ? best : undefined,
        };
      }
      const prices = Float64Array.from(this.#space.groups, (_, group) => Math.max(0, -simplex.multipliers[group]!));
      const tried =
        best === undefined
          ? prices
          : prices.map((price, group) => smoothing * best!.weights[group]! * best!.unit + (1 - smoothing) * price);
      const found = this.#search.heaviest(tried);
      const proven = this.#levelBelow(found.rounded, found.roundedBound, settled);
      if (best === undefined || proven < best.level) {
        best = { weights: found.rounded.slice(), most: found.roundedBound, unit: found.unit, level: proven };
      }
      const worth = found.panel === undefined ? 0 : this.#worth(prices, found.panel, settled);
      const isNew = found.panel !== undefined && this.add(found.panel);
      if (isNew && worth > level) smoothing = SMOOTHING;
      else if (smoothing > 0) smoothing = 0;
      else if (!isNew) {
        this.#retire(rise);
        return { level: Math.min(level, best.level), proof: best };
      }
    }
  }

  /** The lottery of the last solution. */
  lottery(): Lottery {
    const used = this.#panels.flatMap((panel, index) => {
      const chance = this.#simplex.value(this.#variables[index]!);
      return chance > 0 ? [{ panel, chance }] : [];
    });
    const sum = used.reduce((total, { chance }) => total + chance, 0);
    return { panels: used.map(({ panel }) => panel), chances: Float64Array.from(used, ({ chance }) => chance / sum) };
  }

  /** A column that lowers every unsettled group's row: what it takes is what all of them get at least. */
  #addRise(settled: Float64Array): number {
    const unsettled = this.#space.groups.flatMap((_, group) => (Number.isNaN(settled[group]!) ? [group] : []));
    for (const [group, { people }] of this.#space.groups.entries()) {
      this.#simplex.lower[group] = Number.isNaN(settled[group]!) ? 0 : people * settled[group]! - SHORT;
    }
    const taken = unsettled.map((group) => -this.#space.groups[group]!.people);
    return this.#simplex.addColumn(unsettled, taken, -1, 2, 1);
  }

  #retire(rise: number): void {
    this.#simplex.lower[rise] = 0;
    this.#simplex.upper[rise] = 0;
    this.#simplex.cost[rise] = 0;
  }

  /** False if the panel is known. */
  add(panel: Composition): boolean {
    const key = panel.join();
    if (this.#known.has(key)) return false;
    this.#known.add(key);
    const rows = [...panel.keys()].filter((group) => panel[group]! > 0);
    const values = rows.map((group) => panel[group]!);
    const { length: groups } = this.#space.groups;
    this.#panels.push(panel);
    this.#variables.push(this.#simplex.addColumn([...rows, groups], [...values, 1], 0, 1, 0));
    return true;
  }

  /** What a panel adds at these prices, as a level. */
  #worth(prices: Float64Array, panel: Composition, settled: Float64Array): number {
    let weight = 0;
    for (const [group, take] of panel.entries()) weight += prices[group]! * take;
    return this.#levelBelow(prices, weight, settled);
  }

  /** If no panel weighs more than `most`, no lottery that keeps the settled levels lifts all unsettled above this. */
  #levelBelow(weights: Float64Array, most: number, settled: Float64Array): number {
    let kept = 0;
    let share = 0;
    for (const [group, { people }] of this.#space.groups.entries()) {
      if (Number.isNaN(settled[group]!)) share += people * weights[group]!;
      else kept += people * weights[group]! * settled[group]!;
    }
    return (most - kept) / share;
  }
}
