/**
 * Everything about a draw that decides probabilities. People between whom no quota and no household can tell are one group, and
 * a panel is how many of each group it takes: by symmetry the members of a group have equal probabilities in the fairest lottery
 * (it is unique, and exchanging two of them changes nothing).
 */
export type PanelSpace = {
  /** Bounds of each row: the panel's size first, then quotas, then households of a kind. */
  readonly rowLower: readonly number[];
  readonly rowUpper: readonly number[];
  readonly groups: readonly PanelGroup[];
};

export type PanelGroup = {
  /** How many people belong to it. */
  readonly people: number;
  /** How many of them one panel can take at most. */
  readonly most: number;
  /** The rows its members count in, ascending. */
  readonly rows: readonly number[];
};

/** `composition[g]` is how many members of group g a panel takes. */
export type Composition = Int32Array;

/** Panels and the chance of each; chances add up to 1. */
export type Lottery = { readonly panels: readonly Composition[]; readonly chances: Float64Array };

/** Why the level of some groups can be no higher. */
export type LeximinStage = {
  /** The probability of each of their members. */
  readonly level: number;
  readonly settled: readonly number[];
  /** What a seat of each group weighs in the proof; nothing for groups settled later. */
  readonly weights: Float64Array;
  /** The proof: a multiplier for each row of the space, then for each cut. */
  readonly multipliers: Float64Array;
};

/** `weights·panel ≤ most` for every panel, in whole numbers, beyond what the rows imply; `unit` brings both to the size of seats. */
export type Cut = { readonly weights: Float64Array; readonly most: number; readonly unit: number };
