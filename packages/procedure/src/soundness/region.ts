/**
 * A region is one level of a net (the process, a sub-process, or an isolated side branch) as a transition system. A state
 * is the set of places that hold a token. A move takes tokens from `need`, empties `clear` and puts tokens on `set`;
 * a move that puts a second token on a place shows that branches were not brought together.
 */
export type Region = {
  /** Index of the scope element the region belongs to. */
  readonly scope: number;
  readonly places: readonly Place[];
  readonly moves: readonly Move[];
  /** Places that hold a token at the start. */
  readonly initial: readonly number[];
  /** Elements of the net that the region covers: each must be fired by some move. */
  readonly elements: readonly number[];
  /** Whether inclusive joins make moves depend on the whole state; such a region is not reduced. */
  readonly hasInclusive: boolean;
};

export type Place = {
  /**
   * `wait`: something outside must happen. `flow`: a token on its way to `element`. `end`: tokens rest there for good.
   * `armed`: a non-interrupting event that may still happen while its activity waits.
   */
  readonly kind: "initial" | "flow" | "wait" | "end" | "armed";
  readonly element: number;
  /** The flow of a `flow` place. */
  readonly flow?: number;
  /** An `end` place that the scope leaves by an error. */
  readonly fails?: true;
};

export type Move = {
  readonly need: readonly number[];
  readonly set: readonly number[];
  readonly clear: readonly number[];
  /** The scope ends by it, whatever else holds a token. */
  readonly terminal: boolean;
  /** The engine makes it by itself, before anything outside may happen. */
  readonly automatic: boolean;
  /** Elements that have done their part by this move, in order. */
  readonly fires: readonly number[];
  /** Activities that begin to wait by this move. */
  readonly enters: readonly number[];
  /** The inclusive join whose guard must hold. `need` is then empty; any of its flows that hold tokens are taken. */
  readonly inclusive?: number;
};

/** More conditional flows leaving one element than this have too many combinations to tell apart. */
export const CHOICES_MAX = 10;
