import { type Decimal, parseDecimal, unitsAt } from "../exact/decimal.ts";
import { SocialChoiceRefusal } from "../refusal.ts";
import type { PabulibBallot, VoteType } from "./pabulib-file.ts";

export type BallotReader = {
  /** The ballot in a row's `vote` and `points` cells. Equal cells give the same object. */
  readonly read: (vote: string, points: string | undefined, line: number) => PabulibBallot;
  /** How many ballots named one project more than once. */
  readonly repeats: () => number;
};

/** Reads ballots; most of a city's ballots are written alike, so each distinct text is read once. */
export function ballotReader(projects: ReadonlyMap<string, number>, voteType: VoteType): BallotReader {
  const known = new Map<string, PabulibBallot>();
  let repeats = 0;
  function read(vote: string, points: string | undefined, line: number): PabulibBallot {
    const key = points === undefined ? vote : `${vote};${points}`;
    const seen = known.get(key);
    if (seen !== undefined) return seen;
    const named = readChoices(vote, projects, line);
    const given = points === undefined || points === "" ? undefined : readPoints(points, named.length, line);
    if (given === undefined && named.length > 0 && (voteType === "cumulative" || voteType === "scoring")) {
      throw new SocialChoiceRefusal("bad-vote", `a ${voteType} ballot names projects without points`, line);
    }
    if (voteType === "choose-1" && named.length > 1) {
      throw new SocialChoiceRefusal("bad-vote", `a choose-1 ballot names ${named.length} projects`, line);
    }
    const ballot = merged(named, given);
    if (ballot.choices.length < named.length) repeats += 1;
    known.set(key, ballot);
    return ballot;
  }
  return { read, repeats: () => repeats };
}

function readChoices(vote: string, projects: ReadonlyMap<string, number>, line: number): readonly number[] {
  if (vote === "") return [];
  return vote.split(",").map((part) => {
    const index = projects.get(part.trim());
    if (index === undefined)
      throw new SocialChoiceRefusal("unknown-project", `a vote for unknown project «${part.trim()}»`, line);
    return index;
  });
}

function readPoints(points: string, expected: number, line: number): readonly Decimal[] {
  const parts = points.split(",");
  if (parts.length !== expected) {
    throw new SocialChoiceRefusal("bad-vote", `${parts.length} points for ${expected} projects`, line);
  }
  return parts.map((part) => {
    const value = parseDecimal(part.trim());
    if (value === undefined) throw new SocialChoiceRefusal("bad-number", `points «${part.trim()}» are not a number`, line);
    return value;
  });
}

/** A project written twice counts once, with the points of both (so Częstochowa 2020 tallied it). */
function merged(named: readonly number[], given: readonly Decimal[] | undefined): PabulibBallot {
  const choices = [...new Set(named)];
  if (choices.length === named.length) return { choices: named, points: given };
  if (given === undefined) return { choices, points: undefined };
  const points = choices.map((choice) => given.filter((_, index) => named[index] === choice).reduce(sum));
  return { choices, points };
}

function sum(a: Decimal, b: Decimal): Decimal {
  const places = Math.max(a.places, b.places);
  return { units: unitsAt(a, places) + unitsAt(b, places), places };
}
