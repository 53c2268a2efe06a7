import type { Decimal } from "../exact/decimal.ts";

export const VOTE_TYPES = ["approval", "choose-1", "cumulative", "scoring", "ordinal"] as const;
export type VoteType = (typeof VOTE_TYPES)[number];

/**
 * A participatory budget as Pabulib writes it (https://pabulib.org/format): three sections, META, PROJECTS and VOTES, each with
 * its columns, cells separated by semicolons. Everything that was read is kept, so that writing loses nothing.
 */
export type PabulibFile = {
  /** In the order of the file. `budget`, `vote_type`, `rule`, `min_project_score_threshold`, … */
  readonly meta: ReadonlyMap<string, string>;
  readonly voteType: VoteType;
  /** In the currency of `meta`. */
  readonly budget: Decimal;
  /** `project_id` first. */
  readonly projectColumns: readonly string[];
  readonly projects: readonly PabulibProject[];
  /** `voter_id` first. */
  readonly voteColumns: readonly string[];
  readonly voters: readonly PabulibVoter[];
  /** What is odd but can be counted: declared tallies that differ from the ballots, a project twice on one ballot. */
  readonly warnings: readonly string[];
};

export type PabulibProject = {
  readonly id: string;
  readonly cost: Decimal;
  /** By `projectColumns`. */
  readonly cells: readonly string[];
};

export type PabulibVoter = {
  readonly id: string;
  readonly ballot: PabulibBallot;
  /** By `voteColumns`. */
  readonly cells: readonly string[];
};

/** Voters with the same `vote` and `points` cells share one ballot object. */
export type PabulibBallot = {
  /** Indexes into `projects`, each once: in order of preference where the vote type is ordinal, else as written. */
  readonly choices: readonly number[];
  /** Points for each choice, where the file gives them. */
  readonly points: readonly Decimal[] | undefined;
};
