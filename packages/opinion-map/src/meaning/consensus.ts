import { isSignificant, shareOf, testShare } from "./proportions.ts";
import type { GroupTally, Tally } from "./tallies.ts";

/** A statement most people agree on, or most reject. */
export type Consensus = {
  /** The statement's number. */
  readonly statement: number;
  readonly by: "agree" | "disagree";
  readonly successes: number;
  readonly trials: number;
  /** (s + 1) / (n + 2), and its z against one half. */
  readonly share: number;
  readonly shareTest: number;
};

const MOST = 5;

/** What everybody shares, whatever the groups: at most five agreements, then at most five rejections, the clearest first. */
export function findConsensus(everybody: Tally, moderated: Uint8Array): Consensus[] {
  return (["agree", "disagree"] as const).flatMap((by) => {
    const counts = by === "agree" ? everybody.agrees : everybody.disagrees;
    const found: Consensus[] = [];
    for (const [statement, successes] of counts.entries()) {
      const trials = everybody.answers[statement]!;
      const share = shareOf(successes, trials);
      const shareTest = testShare(successes, trials);
      if (moderated[statement] === 1 || share <= 0.5 || !isSignificant(shareTest)) continue;
      found.push({ statement, by, successes, trials, share, shareTest });
    }
    return found.sort((left, right) => right.share * right.shareTest - left.share * left.shareTest).slice(0, MOST);
  });
}

/** Group-aware consensus of each statement: the product over the groups of (agrees + 1) / (answers + 2). High only where all agree. */
export function groupAwareConsensus(groups: readonly GroupTally[], statements: number): Float64Array {
  const products = new Float64Array(statements).fill(1);
  for (const { agrees, answers } of groups) {
    for (let statement = 0; statement < statements; statement += 1) {
      products[statement]! *= shareOf(agrees[statement]!, answers[statement]!);
    }
  }
  return products;
}
