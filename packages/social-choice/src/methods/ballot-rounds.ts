/** The account of one step of a count of ballots. Fractions are exact texts like `"7/2"`; candidates go by their names. */
export type BallotRound = ScoresRound | PairwiseRound | RunoffRound | ExclusionRound | StvStage | SeatRound;

/** Every candidate's score at once: approvals, points, wins less losses. */
export type ScoresRound = {
  readonly kind: "scores";
  readonly of: string;
  readonly scores: readonly { readonly candidate: string; readonly score: string }[];
};

/** Who is preferred to whom: `preferred[a][b]` voters rank candidate a above candidate b. */
export type PairwiseRound = {
  readonly kind: "pairwise";
  readonly candidates: readonly string[];
  readonly preferred: readonly (readonly number[])[];
  /** Schulze: the strength of the strongest path from a to b, in margins. */
  readonly strengths?: readonly (readonly number[])[];
};

export type RunoffRound = {
  readonly kind: "runoff";
  readonly finalists: readonly [string, string];
  readonly votes: readonly [string, string];
};

/** One round of instant run-off: the one with the fewest votes is put out. */
export type ExclusionRound = {
  readonly kind: "exclusion";
  readonly round: number;
  readonly votes: readonly { readonly candidate: string; readonly votes: string }[];
  /** Votes of ballots that name nobody who is left. */
  readonly exhausted: string;
  readonly excluded?: string;
  readonly elected?: string;
};

/** One stage of Scottish STV. Votes have five decimals. */
export type StvStage = {
  readonly kind: "stage";
  readonly stage: number;
  readonly quota: number;
  readonly did: "first preferences" | "surplus" | "exclusion" | "last vacancies";
  /** Whose papers were transferred. */
  readonly from?: string;
  readonly surplus?: string;
  readonly votes: readonly {
    readonly candidate: string;
    readonly votes: string;
    readonly standing: "continuing" | "elected" | "excluded";
  }[];
  readonly nonTransferable: string;
  readonly elected: readonly string[];
};

/** One seat of a committee. */
export type SeatRound = {
  readonly kind: "seat";
  readonly seat: number;
  readonly candidate: string;
  /** What was compared: marginal score (higher is better), load or price (lower is better). */
  readonly by: "marginal score" | "load" | "price" | "approvals";
  readonly value: string;
  readonly nextBest: readonly { readonly candidate: string; readonly value: string }[];
};
