/** A text the machines had not seen: how sure they were of their first choice, and whether it was right. */
export type Answer = { readonly probability: number; readonly right: boolean };

export type Threshold = {
  /** A text whose probability is below goes to a person; above 1 if no threshold reaches the target. */
  readonly askBelow: number;
  /** Of the texts kept: the share that was right, and the share of all texts that is handed to a person. */
  readonly rightShare: number;
  readonly askedShare: number;
};

/** One-sided 97.5 %: the promise shall hold on other texts than those it was chosen on. At 90 % natural texts of one cut in two were 94.99 % right. */
const CONFIDENCE_Z = 1.96;
/** Fewer kept texts prove nothing. */
const KEPT_MIN = 50;

/**
 * The lowest threshold at which, with 97.5 % confidence, at least `target` of the kept answers are right (lower bound of
 * Wilson, JASA 1927). Chow's reject rule (1970) with the rate set instead of the costs.
 */
export function chooseThreshold(answers: readonly Answer[], target: number): Threshold {
  const sorted = [...answers].sort((one, other) => other.probability - one.probability);
  let best: Threshold = { askBelow: 2, rightShare: 1, askedShare: 1 };
  let right = 0;
  for (const [index, answer] of sorted.entries()) {
    if (answer.right) right += 1;
    const kept = index + 1;
    const next = sorted[index + 1];
    // Equal probabilities fall on the same side.
    if (next?.probability === answer.probability || kept < KEPT_MIN) continue;
    if (lowerBound(right, kept) < target) continue;
    const askBelow = next === undefined ? 0 : (answer.probability + next.probability) / 2;
    best = { askBelow, rightShare: right / kept, askedShare: 1 - kept / sorted.length };
  }
  return best;
}

function lowerBound(right: number, kept: number): number {
  const share = right / kept;
  const square = CONFIDENCE_Z * CONFIDENCE_Z;
  const spread = CONFIDENCE_Z * Math.sqrt((share * (1 - share)) / kept + square / (4 * kept * kept));
  return (share + square / (2 * kept) - spread) / (1 + square / kept);
}
