import type { BoundProof } from "../check/certificate.ts";
import { IntegerSearch } from "../linear/integer-search.ts";
import { SortitionRefusal } from "../refusal.ts";
import type { Composition, PanelSpace } from "./panel-space.ts";

/** Weights become whole numbers up to this: with a thousand seats their sums still have three bits to spare. */
export const WEIGHT_SCALE = 2 ** 40;
/** How far a panel may stay below the proven bound, in units of the scaled weights: 2^-32 of the largest. */
const GAP = 2 ** 8;
/** A search this long is given up; it takes minutes. */
const NODES_MAX = 500_000;

/** The panel of the largest weight, and what is proven of all others. Values are in units of the weights that were given. */
export type FoundPanel = {
  readonly panel: Composition | undefined;
  readonly value: number;
  /** No panel has more. */
  readonly bound: number;
  /** The weights as they were rounded, and the bound: whole numbers of `unit`. Overwritten by the next search. */
  readonly rounded: Float64Array;
  readonly roundedBound: number;
  readonly unit: number;
};

/** Searches among all panels of a space, or of a part of it in which some rows and groups are held to one value. */
export class PanelSearch {
  readonly #search: IntegerSearch;
  readonly #rounded: Float64Array;

  constructor(space: PanelSpace) {
    this.#search = new IntegerSearch({
      rowLower: space.rowLower,
      rowUpper: space.rowUpper,
      columns: space.groups.map(({ rows, most }) => ({ rows, values: rows.map(() => 1), lower: 0, upper: most })),
    });
    this.#rounded = new Float64Array(space.groups.length);
  }

  /** From now on panels take exactly so many of the group. */
  hold(group: number, take: number): void {
    this.#search.restrict(group, take, take);
  }

  /** @param enough see {@link IntegerSearch}; in units of the weights given */
  heaviest(weights: Float64Array, enough?: (value: number, bound: number) => boolean): FoundPanel {
    let largest = 0;
    for (const weight of weights) largest = Math.max(largest, Math.abs(weight));
    const unit = largest === 0 ? 1 : largest / WEIGHT_SCALE;
    for (const [group, weight] of weights.entries()) this.#rounded[group] = Math.round(weight / unit);
    const found = this.#search.maximise(this.#rounded, {
      gap: GAP,
      nodesMax: NODES_MAX,
      enough: (value, bound) => enough?.(value * unit, bound * unit) === true,
    });
    if (found.nodes >= NODES_MAX) {
      throw new SortitionRefusal(
        "too-hard",
        `the search for a panel was given up after ${NODES_MAX} steps: the quotas leave too little room`,
      );
    }
    return {
      panel: found.solution,
      value: found.value * unit,
      bound: found.bound * unit,
      rounded: this.#rounded,
      roundedBound: found.bound,
      unit,
    };
  }

  /** Proves that no panel weighs more than `most`; both in whole numbers. */
  prove(weights: ArrayLike<number>, most: number): BoundProof | undefined {
    return this.#search.prove(weights, most, NODES_MAX);
  }
}
