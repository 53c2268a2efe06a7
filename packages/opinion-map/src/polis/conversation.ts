import { type Answer, type VoteTable, voteTable } from "../votes/vote-table.ts";

/** A vote as it was cast. Somebody may vote on a statement again: the last vote counts. */
export type CastVote = {
  readonly participant: string;
  readonly statement: string;
  readonly vote: Answer;
  /** Milliseconds since 1970, where the file says. */
  readonly castAtMs?: number;
};

export type Statement = {
  readonly id: string;
  readonly text: string;
  readonly author: string;
  /** 1 let in, 0 not looked at, −1 moderated out. */
  readonly moderated: Answer;
  /** A question about the participants themselves; production leaves these out of the map as well. */
  readonly meta: boolean;
  readonly createdAtMs?: number;
};

/** What is known of one conversation, from an export or from a server. */
export type Conversation = {
  readonly topic: string;
  readonly description: string;
  readonly url: string;
  readonly statements: readonly Statement[];
  /** In the order of the file. */
  readonly votes: readonly CastVote[];
  /** The group each participant was in when the export was made; empty where it does not say. */
  readonly exportedGroups: ReadonlyMap<string, string>;
  /** What a reader should know of how the files were understood. */
  readonly notes: readonly string[];
};

/** The votes of a conversation, ready to be mapped. */
export function votesOf({ votes }: Conversation): VoteTable {
  return voteTable(votes);
}

/** Ids of statements that have no part in the map. */
export function moderatedOut({ statements }: Conversation): string[] {
  return statements.filter(({ moderated, meta }) => moderated === -1 || meta).map(({ id }) => id);
}
