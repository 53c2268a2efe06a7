import type { BoundProof, Certificate, CertificateStage } from "./certificate.ts";

export type Verdict = {
  /** What is wrong; empty if the proof holds. */
  readonly faults: readonly string[];
  /**
   * By how much anybody's probability could at most be raised without lowering that of somebody who has no more: 0 for the
   * fairest lottery, and here what rounding leaves open.
   */
  readonly room: number;
  /** A member's probability, by group. */
  readonly probability: readonly number[];
};

const CUT_UNIT = 2n ** 40n;
/** Chances are doubles: their sum may miss 1 by so much. */
const CHANCE_TOLERANCE = 1e-9;
/** Probabilities this near count as equal. */
const EQUAL = 1e-8;

/**
 * Checks a certificate with arithmetic alone, in whole numbers; shares no code with what made it.
 *
 * 1. Each panel keeps to the rows and takes no more of a group than it may; the chances make a lottery. That gives probabilities p.
 * 2. For a stage with weights W (none below 0; above 0 only for groups whose p is not above the level), multipliers U of the rows
 *    and V ≥ 0 of the cuts: any panel x has W·x ≤ U·(row bounds) + V·(cut limits) + Σ max(0, W - U·rows - V·cuts)·most. So it is for
 *    averages of panels. If in some lottery all with W > 0 keep their p, except that one of group g gains d, then W·(seats) grows by
 *    at least W_g·d: d is at most what is left up to the limit, divided by W_g.
 * 3. Each group is settled in one stage, or in no panel.
 */
export function checkCertificate(certificate: Certificate): Verdict {
  const faults: string[] = [];
  const { groups, impossible, impossibleProof, cuts, stages } = certificate;
  const probability = probabilityOf(certificate, faults);
  const inNone = new Set(impossible);
  const most = groups.map((group, index) => (inNone.has(index) ? 0 : group.most));
  if (impossible.length > 0) {
    const ones = groups.map((_, group) => (inNone.has(group) ? 1 : 0));
    const wholeMost = groups.map((group) => group.most);
    if (impossibleProof === null || !holds(certificate, wholeMost, ones, 0, impossibleProof))
      faults.push("not proven: who is in no panel");
  }
  for (const [index, cut] of cuts.entries()) {
    if (!holds(certificate, most, cut.weights, cut.most, cut.proof)) faults.push(`not proven: cut ${index}`);
  }
  let room = 0;
  const settled = new Set(impossible);
  for (const [index, stage] of stages.entries()) {
    const left = leftUpToLimit(certificate, most, stage, probability);
    const level = Math.max(...stage.settled.map((group) => probability[group]!));
    for (const [group, weight] of stage.weights.entries()) {
      if (weight < 0 || (weight > 0 && probability[group]! > level + EQUAL))
        faults.push(`stage ${index}: the weight of group ${group}`);
    }
    for (const group of stage.settled) {
      if (settled.has(group)) faults.push(`group ${group} is settled twice`);
      settled.add(group);
      room = Math.max(room, left / stage.weights[group]!);
    }
  }
  if (settled.size !== groups.length) faults.push("not every group is settled");
  return { faults, room, probability };
}

function probabilityOf({ rowLower, rowUpper, groups, panels, chances }: Certificate, faults: string[]): readonly number[] {
  const seats = groups.map(() => 0);
  let sum = 0;
  for (const [index, panel] of panels.entries()) {
    const chance = chances[index]!;
    const activity = rowLower.map(() => 0);
    for (const [group, take] of panel) {
      const { most, rows } = groups[group]!;
      if (!Number.isInteger(take) || take < 0 || take > most) faults.push(`panel ${index}: group ${group}`);
      for (const row of rows) activity[row]! += take;
      seats[group]! += chance * take;
    }
    if (activity.some((count, row) => count < rowLower[row]! || count > rowUpper[row]!))
      faults.push(`panel ${index} breaks a quota`);
    if (!(chance >= 0)) faults.push(`panel ${index} has a chance below 0`);
    sum += chance;
  }
  if (Math.abs(sum - 1) > CHANCE_TOLERANCE) faults.push("the chances do not add up to 1");
  return groups.map(({ people }, group) => seats[group]! / people / sum);
}

/** How much `weights·seats` of the lottery is below what it can be for any panel. */
function leftUpToLimit(
  { rowLower, rowUpper, groups, cuts }: Certificate,
  most: readonly number[],
  { weights, multipliers, cutMultipliers }: CertificateStage,
  probability: readonly number[],
): number {
  if (cutMultipliers.some((multiplier) => multiplier < 0)) return Number.POSITIVE_INFINITY;
  let limit = CUT_UNIT * rowsAtTheirWorst(multipliers, rowLower, rowUpper);
  for (const [index, multiplier] of cutMultipliers.entries()) limit += BigInt(multiplier) * BigInt(cuts[index]!.most);
  for (const [group, { rows }] of groups.entries()) {
    let rest = BigInt(weights[group]!) - rows.reduce((sum, row) => sum + BigInt(multipliers[row]!), 0n);
    rest *= CUT_UNIT;
    for (const [index, multiplier] of cutMultipliers.entries()) rest -= BigInt(multiplier) * BigInt(cuts[index]!.weights[group]!);
    if (rest > 0n) limit += rest * BigInt(most[group]!);
  }
  const reached = groups.reduce((sum, { people }, group) => sum + weights[group]! * people * probability[group]!, 0);
  return Math.max(0, Number(limit) / Number(CUT_UNIT) - reached);
}

function holds(
  { rowLower, rowUpper, groups }: Certificate,
  most: readonly number[],
  weights: readonly number[],
  limit: number,
  proof: BoundProof,
): boolean {
  const lower = [...rowLower, ...groups.map(() => 0)];
  const upper = [...rowUpper, ...most];
  const rows = rowLower.length;
  const check = (part: BoundProof): boolean => {
    if ("multipliers" in part) {
      let sum = rowsAtTheirWorst(part.multipliers, lower, upper);
      for (const [group, { rows: own }] of groups.entries()) {
        const paid = own.reduce((total, row) => total + BigInt(part.multipliers[row]!), 0n);
        const rest = BigInt(weights[group]!) * BigInt(part.scale) - paid;
        sum += rest * BigInt(rest > 0n ? upper[rows + group]! : lower[rows + group]!);
      }
      return part.scale === 0 ? sum < 0n : part.scale > 0 && sum < BigInt(part.scale) * BigInt(limit + 1);
    }
    const { variable, at } = part;
    const [low, high] = [lower[variable]!, upper[variable]!];
    upper[variable] = Math.min(high, at);
    const under = check(part.under);
    upper[variable] = high;
    lower[variable] = Math.max(low, at + 1);
    const over = check(part.over);
    lower[variable] = low;
    return under && over;
  };
  return check(proof);
}

/** Each row's multiplier times the bound that makes it largest. */
function rowsAtTheirWorst(multipliers: readonly number[], lower: readonly number[], upper: readonly number[]): bigint {
  return multipliers.reduce(
    (sum, multiplier, row) => sum + BigInt(multiplier) * BigInt(multiplier > 0 ? upper[row]! : lower[row]!),
    0n,
  );
}
