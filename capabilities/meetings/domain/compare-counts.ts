import type { Votes } from "./judge-meeting.ts";

/** What a round of counting came to: `waiting` for tellers who have not counted, `differs` where two of them did not agree. */
export function compareCounts(counts: readonly Votes[], tellers: number): "waiting" | "differs" | "agreed" {
  const [first] = counts;
  if (first === undefined || counts.length < tellers) return "waiting";
  return counts.every((count) => sameVotes(count, first)) ? "agreed" : "differs";
}

function sameVotes(one: Votes, other: Votes): boolean {
  return one.for === other.for && one.against === other.against && one.abstain === other.abstain && one.invalid === other.invalid;
}
