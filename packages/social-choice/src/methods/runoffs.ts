import type { Profile } from "../ballots/profile.ts";
import { add, compare, formatRational, multiply, type Rational, rational, smaller, ZERO } from "../exact/rational.ts";
import { SocialChoiceRefusal } from "../refusal.ts";
import type { Tie } from "../ties/tie-rule.ts";
import { type BallotCount, byTieRule, type MethodOptions } from "./ballot-count.ts";
import type { BallotRound, ExclusionRound } from "./ballot-rounds.ts";
import { firstPreferences, type Preferences } from "./first-preferences.ts";

/**
 * Plurality with run-off: a candidate with more than half of the first preferences is elected; else the two with the most go into a
 * second round, where each ballot counts for the one it prefers.
 */
export function countPluralityRunoff(profile: Profile, options: MethodOptions): BallotCount {
  expectOneSeat("plurality-runoff", options);
  const { candidates } = profile;
  const everybody = new Set(candidates.keys());
  const { votes } = firstPreferences(profile, everybody);
  const scores = votesTable(profile, everybody, votes).map(({ candidate, votes: score }) => ({ candidate, score }));
  const rounds: BallotRound[] = [{ kind: "scores", of: "first preferences", scores }];
  const order = byTieRule(options.tieRanks, [...everybody]).sort((a, b) => compare(votes[b]!, votes[a]!));
  const [leader, second] = [order[0]!, order[1]];
  if (second === undefined || majorityOf(votes, everybody) === leader) return { winners: [leader], ties: [], rounds };
  const ties = finalistTies(profile, order, votes);
  const final = firstPreferences(profile, new Set([leader, second]));
  const sign = compare(final.votes[leader]!, final.votes[second]!);
  const [first, other] = byTieRule(options.tieRanks, [leader, second]).map((index) => candidates[index]!);
  if (sign === 0) ties.push({ round: 2, run: "run-off", tied: [first!, other!], taken: first! });
  rounds.push({
    kind: "runoff",
    finalists: [candidates[leader]!, candidates[second]!],
    votes: [formatRational(final.votes[leader]!), formatRational(final.votes[second]!)],
  });
  const winner = sign > 0 ? leader : sign < 0 ? second : candidates.indexOf(first!);
  return { winners: [winner], ties, rounds };
}

/** A tie for the run-off is one between candidates in it and candidates out of it. */
function finalistTies(profile: Profile, order: readonly number[], votes: readonly Rational[]): Tie[] {
  const equalToSecond = order.filter((candidate) => compare(votes[candidate]!, votes[order[1]!]!) === 0);
  const within = equalToSecond.filter((candidate) => order.indexOf(candidate) < 2);
  if (within.length === equalToSecond.length) return [];
  const tied = equalToSecond.map((index) => profile.candidates[index]!);
  return within.map((index) => ({ round: 1, run: "first preferences", tied, taken: profile.candidates[index]! }));
}

/**
 * Instant run-off: as long as nobody has more than half of the votes that still count, the candidate with the fewest is put out and
 * those ballots go to the next candidate they name. Of equals the one that the tie rule favours least is put out.
 */
export function countIrv(profile: Profile, options: MethodOptions): BallotCount {
  expectOneSeat("irv", options);
  const left = new Set(profile.candidates.keys());
  const ties: Tie[] = [];
  const rounds: ExclusionRound[] = [];
  for (let round = 1; ; round += 1) {
    const preferences = firstPreferences(profile, left);
    const account = exclusionRound(profile, left, preferences, round);
    const winner = left.size === 1 ? [...left][0] : majorityOf(preferences.votes, left);
    if (winner !== undefined) {
      rounds.push({ ...account, elected: profile.candidates[winner]! });
      return { winners: [winner], ties, rounds };
    }
    const last = byTieRule(options.tieRanks, fewest([...left], preferences.votes));
    const excluded = last.at(-1)!;
    const tied = last.map((index) => profile.candidates[index]!);
    if (tied.length > 1) ties.push({ round, run: "exclusion", tied, taken: profile.candidates[excluded]! });
    rounds.push({ ...account, excluded: profile.candidates[excluded]! });
    left.delete(excluded);
  }
}

function expectOneSeat(method: string, { seats }: MethodOptions): void {
  if (seats !== 1) throw new SocialChoiceRefusal("bad-seats", `${method} fills one seat, not ${seats}`);
}

/** Who has more than half of the votes that count. */
function majorityOf(votes: readonly Rational[], left: ReadonlySet<number>): number | undefined {
  const half = multiply(votes.reduce(add, ZERO), rational(1, 2));
  return [...left].find((candidate) => compare(votes[candidate]!, half) > 0);
}

function fewest(candidates: readonly number[], votes: readonly Rational[]): readonly number[] {
  const least = candidates.map((candidate) => votes[candidate]!).reduce(smaller);
  return candidates.filter((candidate) => compare(votes[candidate]!, least) === 0);
}

function exclusionRound(
  profile: Profile,
  left: ReadonlySet<number>,
  { votes, exhausted }: Preferences,
  round: number,
): ExclusionRound {
  return { kind: "exclusion", round, votes: votesTable(profile, left, votes), exhausted: formatRational(exhausted) };
}

function votesTable(profile: Profile, left: ReadonlySet<number>, votes: readonly Rational[]) {
  return [...left]
    .sort((a, b) => compare(votes[b]!, votes[a]!))
    .map((index) => ({ candidate: profile.candidates[index]!, votes: formatRational(votes[index]!) }));
}
