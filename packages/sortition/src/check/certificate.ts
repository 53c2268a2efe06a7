/**
 * All that is needed to check that a lottery is the fairest there is, as plain data (JSON) in whole numbers; how, says
 * {@link checkCertificate}. Groups are people whom no quota and no household tells apart.
 */
export type Certificate = {
  /** Bounds of each row: the panel's size, then the quotas, then households. */
  readonly rowLower: readonly number[];
  readonly rowUpper: readonly number[];
  readonly groups: readonly { readonly people: number; readonly most: number; readonly rows: readonly number[] }[];
  /** Groups of which no panel takes anyone, and why. */
  readonly impossible: readonly number[];
  readonly impossibleProof: BoundProof | null;
  /** Further limits on every panel: the sum of weights times seats is at most `most`. */
  readonly cuts: readonly { readonly weights: readonly number[]; readonly most: number; readonly proof: BoundProof }[];
  readonly stages: readonly CertificateStage[];
  /** The lottery: panels as pairs [group, seats], and the chance of each. */
  readonly panels: readonly (readonly (readonly [number, number])[])[];
  readonly chances: readonly number[];
};

/** Why the groups settled here can have no higher probability than theirs unless somebody who has no more gets less. */
export type CertificateStage = {
  readonly settled: readonly number[];
  /** A seat's weight, for each group; 0 for groups that have more. */
  readonly weights: readonly number[];
  /** A multiplier for each row. */
  readonly multipliers: readonly number[];
  /** A multiplier for each cut, in units of 1/2^40. */
  readonly cutMultipliers: readonly number[];
};

/**
 * A proof that a weighted sum of seats does not exceed a limit: at a leaf, multipliers of the rows whose sum over the bounds that
 * stand there is below `scale * (limit + 1)`, or with scale 0 is negative (then nothing is there at all); elsewhere, a row's
 * activity or (numbered after the rows) a group's seats are at most `at`, or more.
 */
export type BoundProof =
  | { readonly scale: number; readonly multipliers: readonly number[] }
  | { readonly variable: number; readonly at: number; readonly under: BoundProof; readonly over: BoundProof };
