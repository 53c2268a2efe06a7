import { type Decimal, parseDecimal, unitsAt } from "../exact/decimal.ts";
import type { PabulibBallot, PabulibFile, VoteType } from "../pabulib/pabulib-file.ts";
import { SocialChoiceRefusal } from "../refusal.ts";
import { assembleElection, type BudgetElection } from "./budget-election.ts";

/**
 * The election in a Pabulib file. A voter approves what the ballot names; where it gives points, what it gives more than none.
 * The tally is the number of votes for approval and choose-1 ballots; for all others the sum of points, and for rankings without
 * points the points that Pabulib's own `score` column holds: the length of the ballot less the place, so k, k-1, …, 1.
 */
export function electionFromPabulib(file: PabulibFile): BudgetElection {
  const amounts = [file.budget, ...file.projects.map((project) => project.cost)];
  const places = Math.max(...amounts.map((amount) => amount.places));
  const threshold = parseDecimal(file.meta.get("min_project_score_threshold") ?? "") ?? { units: 0n, places: 0 };
  let pointPlaces = threshold.places;
  for (const { ballot } of file.voters) {
    for (const point of ballot.points ?? []) pointPlaces = Math.max(pointPlaces, point.places);
  }
  const approved = new Map<PabulibBallot, readonly number[]>();
  return assembleElection({
    projects: file.projects.map((project) => ({ id: project.id, cost: units(project.cost, places) })),
    budget: units(file.budget, places),
    unitsPerOne: 10 ** places,
    ballots: file.voters.map((voter) => {
      const known = approved.get(voter.ballot) ?? approvedChoices(voter.ballot);
      approved.set(voter.ballot, known);
      return known;
    }),
    tally: tallyOf(file, pointPlaces),
    tallyPerPoint: 10 ** pointPlaces,
    threshold: units(threshold, pointPlaces),
  });
}

function approvedChoices(ballot: PabulibBallot): readonly number[] {
  const { choices, points } = ballot;
  return points === undefined ? choices : choices.filter((_, index) => points[index]!.units > 0n);
}

function tallyOf(file: PabulibFile, places: number): Float64Array {
  const tally = new Float64Array(file.projects.length);
  const worth = new Map<PabulibBallot, readonly number[]>();
  for (const { ballot } of file.voters) {
    const given = worth.get(ballot) ?? pointsOf(ballot, file.voteType, places);
    worth.set(ballot, given);
    for (const [index, choice] of ballot.choices.entries()) tally[choice] = tally[choice]! + given[index]!;
  }
  if (!tally.every((points) => Number.isSafeInteger(points))) {
    throw new SocialChoiceRefusal("too-large", "a project has 2^53 points or more");
  }
  return tally;
}

function pointsOf(ballot: PabulibBallot, voteType: VoteType, places: number): readonly number[] {
  const scale = 10 ** places;
  switch (voteType) {
    case "approval":
    case "choose-1":
      return ballot.choices.map(() => scale);
    case "cumulative":
    case "scoring":
      return (ballot.points ?? []).map((point) => units(point, places));
    case "ordinal":
      if (ballot.points !== undefined) return ballot.points.map((point) => units(point, places));
      return ballot.choices.map((_, place) => (ballot.choices.length - place) * scale);
  }
}

function units(amount: Decimal, places: number): number {
  const whole = Number(unitsAt(amount, places));
  if (!Number.isSafeInteger(whole)) throw new SocialChoiceRefusal("too-large", "an amount of 2^53 units or more");
  return whole;
}
