import type { Votes } from "./judge-meeting.ts";

/** One teller's count: votes, and of owners the floor area behind them in whole 1/100 m². */
export type Count = Votes & { readonly floors: Votes | null };

/** What a round of counting came to: `waiting` for tellers who have not counted, `differs` where two of them did not agree. */
export function compareCounts(counts: readonly Count[], tellers: number): "waiting" | "differs" | "agreed" {
  const [first] = counts;
  if (first === undefined || counts.length < tellers) return "waiting";
  return counts.every((count) => sameCount(count, first)) ? "agreed" : "differs";
}

function sameCount(one: Count, other: Count): boolean {
  if (one.floors === null || other.floors === null) return one.floors === other.floors && sameVotes(one, other);
  return sameVotes(one, other) && sameVotes(one.floors, other.floors);
}

function sameVotes(one: Votes, other: Votes): boolean {
  return one.for === other.for && one.against === other.against && one.abstain === other.abstain && one.invalid === other.invalid;
}
