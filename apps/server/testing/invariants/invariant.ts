/** Something that holds of the whole database at every moment between two transactions. */
export type Invariant = {
  readonly says: string;
  /**
   * SQL that gives a row for each place where it does not hold, with a column `what` that names the place. `:since` is the moment from
   * which on people acted: what was seeded or imported before has no audit.
   */
  readonly broken: string;
};
