/** Somebody who may be drawn. */
export type Candidate = {
  readonly id: string;
  /** The value of each feature that has quotas, by feature. */
  readonly values: Readonly<Record<string, string>>;
  /** People of one household share this text; of each household a panel takes one at most. Left out: a household of one. */
  readonly household?: string;
};

/** How many of a panel may have this value of this feature. */
export type Quota = {
  readonly feature: string;
  readonly value: string;
  readonly min: number;
  readonly max: number;
  /** How far a relaxation may go at most; unless given, down to 0 and up to the panel's size. */
  readonly minFlex?: number;
  readonly maxFlex?: number;
};

export type PanelRequest = {
  readonly candidates: readonly Candidate[];
  readonly quotas: readonly Quota[];
  /** Seats of the panel. */
  readonly size: number;
};

/** More than a county's volunteers; the work grows with the different kinds among them. */
export const CANDIDATES_MAX = 20_000;
/** Quotas are agreed on by people: hundreds nobody can survey. */
export const QUOTAS_MAX = 200;
/** Larger bodies are not drawn as one panel, and sums of weights stay exact. */
export const SIZE_MAX = 1_000;
