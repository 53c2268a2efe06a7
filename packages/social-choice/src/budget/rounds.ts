/** The account of one step of a budget count. Amounts are in the currency; exact fractions are texts like `"355/113"`. */
export type BudgetRound = GreedyStep | SharesRound | SharesEnd | CompletionStep | ComparisonStep | LoadRound | LoadEnd;

/** The greedy rules look at each project once, best first. */
export type GreedyStep = {
  readonly kind: "greedy";
  /** `greedy`, or `fill` where a greedy pass completes another rule. */
  readonly run: string;
  readonly project: string;
  readonly tally: number;
  readonly cost: number;
  /** What was left of the budget before this step. */
  readonly left: number;
  /** `withdrawn`: Pabulib's mark of a project taken back after the vote, a cost of 999,999,999. */
  readonly verdict: "funded" | "does not fit" | "below threshold" | "withdrawn";
};

/** One purchase by the supporters of a project (Equal Shares, Exact Equal Shares). */
export type SharesRound = {
  readonly kind: "shares";
  readonly run: string;
  readonly round: number;
  readonly project: string;
  readonly cost: number;
  /** Most that one supporter pays: each pays this, or all that is left if that is less. */
  readonly price: string;
  readonly approximatePrice: number;
  /** cost / price: the votes the project has once supporters who cannot pay the full price count for what they pay. */
  readonly effectiveVotes: number;
  readonly payers: {
    /** Voters who paid the full price. */
    readonly full: number;
    /** Voters who paid all they had left, less than the price but more than nothing. */
    readonly partial: number;
    /** What those paid together. */
    readonly partialTotal: string;
    /** Supporters who pay nothing: they have nothing left, or under Exact Equal Shares less than the price. */
    readonly nothing: number;
  };
  /** The best of the others at this moment, best first. */
  readonly nextBest: readonly Contender[];
};

export type Contender = {
  readonly project: string;
  readonly effectiveVotes: number;
  /** What one of its supporters would have paid at most. */
  readonly approximatePrice: number;
};

/** Why each project that was not bought was not. */
export type SharesEnd = {
  readonly kind: "shares-end";
  readonly run: string;
  /** What each voter began with. */
  readonly budgetPerVoter: string;
  readonly spent: number;
  readonly lost: readonly {
    readonly project: string;
    readonly cost: number;
    readonly votes: number;
    /** What its supporters still had together at the end: less than its cost. */
    readonly supportersLeft: string;
    readonly approximateSupportersLeft: number;
  }[];
};

/** How a completion raised the budget and where it stopped. */
export type CompletionStep = {
  readonly kind: "completion";
  readonly steps: number;
  /** Budget per voter of the outcome that was kept. */
  readonly budgetPerVoter: string;
  readonly stopped: "overspends" | "exhaustive" | "everything is funded";
  /** The outcome that would have cost too much, where that stopped it. */
  readonly overspending?: {
    readonly budgetPerVoter: string;
    readonly projects: readonly string[];
    readonly cost: number;
    /** Its own account, so that it too can be checked. */
    readonly rounds: readonly (SharesRound | SharesEnd)[];
  };
};

/** Greedy against Equal Shares by head count. */
export type ComparisonStep = {
  readonly kind: "comparison";
  readonly equalShares: readonly string[];
  readonly greedy: readonly string[];
  readonly preferEqualShares: number;
  readonly preferGreedy: number;
  readonly indifferent: number;
  readonly kept: "equal-shares" | "greedy";
};

/** One purchase of sequential Phragmén: supporters' money grows at the same speed until one project can be bought. */
export type LoadRound = {
  readonly kind: "load";
  readonly round: number;
  readonly project: string;
  readonly cost: number;
  /** The moment of the purchase: the load of every supporter after it. */
  readonly load: string;
  readonly approximateLoad: number;
  readonly nextBest: readonly { readonly project: string; readonly approximateLoad: number }[];
};

export type LoadEnd = {
  readonly kind: "load-end";
  readonly spent: number;
  readonly stopped: "a tied project does not fit" | "nothing is left that fits" | "everything is funded";
  /** The projects whose purchase came due first when the count stopped; none where projects that do not fit are skipped. */
  readonly due: readonly string[];
};
