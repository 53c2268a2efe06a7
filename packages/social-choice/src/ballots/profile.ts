import { SocialChoiceRefusal } from "../refusal.ts";

/** More than any election has had: bounds on what one file can make us hold and count. */
export const CANDIDATES_MAX = 2_000;
export const BALLOTS_MAX = 10_000_000;

/**
 * Ballots cast alike. `ranking` lists candidates, best first, each at most once; those not listed stand equally below all listed.
 * Where some are ranked equally, `tiers` gives the sizes of the groups of equals, in order; without it the ranking is strict.
 */
export type Ballot = {
  /** How many voters cast it: a whole number above zero. */
  readonly weight: number;
  readonly ranking: readonly number[];
  readonly tiers?: readonly number[];
};

/** An election by ballots, of approvals (one tier: the approved) or of rankings. */
export type Profile = {
  readonly candidates: readonly string[];
  readonly ballots: readonly Ballot[];
  /** Whether the ballots are approvals: then their one tier is what they approve, also where they approve everybody. */
  readonly kind: "approval" | "ranking";
  /** Seats that the file says are to be filled. */
  readonly seats?: number;
  readonly title?: string;
};

/**
 * A profile checked: names distinct, every ballot naming known candidates once, weights whole.
 * @throws SocialChoiceRefusal
 */
export function profileOf(profile: Profile): Profile {
  const { candidates, ballots } = profile;
  if (candidates.length === 0) throw new SocialChoiceRefusal("no-candidates", "there are no candidates");
  if (candidates.length > CANDIDATES_MAX) {
    throw new SocialChoiceRefusal("too-large", `${candidates.length} candidates; at most ${CANDIDATES_MAX}`);
  }
  const seen = new Set<string>();
  for (const name of candidates) {
    if (seen.has(name)) throw new SocialChoiceRefusal("duplicate", `two candidates are called «${name}»`);
    seen.add(name);
  }
  if (ballots.length > BALLOTS_MAX)
    throw new SocialChoiceRefusal("too-large", `${ballots.length} ballots; at most ${BALLOTS_MAX}`);
  const lastBallot = new Int32Array(candidates.length).fill(-1);
  let voters = 0;
  for (const [index, { weight, ranking, tiers }] of ballots.entries()) {
    if (!Number.isSafeInteger(weight) || weight <= 0) {
      throw new SocialChoiceRefusal("bad-number", `ballot ${index + 1} is cast by ${weight} voters`);
    }
    voters += weight;
    for (const candidate of ranking) {
      if (candidates[candidate] === undefined)
        throw new SocialChoiceRefusal("unknown-candidate", `ballot ${index + 1} names nobody`);
      if (lastBallot[candidate] === index) {
        throw new SocialChoiceRefusal("bad-vote", `ballot ${index + 1} names ${candidates[candidate]} twice`);
      }
      lastBallot[candidate] = index;
    }
    if (tiers !== undefined && tiers.reduce((sum, size) => sum + size, 0) !== ranking.length) {
      throw new SocialChoiceRefusal("bad-vote", `ballot ${index + 1} has tiers that do not add up`);
    }
  }
  if (!Number.isSafeInteger(voters)) throw new SocialChoiceRefusal("too-large", "more voters than 2^53");
  return profile;
}

export function votersOf(profile: Profile): number {
  return profile.ballots.reduce((sum, { weight }) => sum + weight, 0);
}

/** The groups of equals on a ballot, best first. */
export function tiersOf({ ranking, tiers }: Ballot): readonly (readonly number[])[] {
  if (tiers === undefined) return ranking.map((candidate) => [candidate]);
  let at = 0;
  return tiers.map((size) => {
    at += size;
    return ranking.slice(at - size, at);
  });
}

/** A ballot from its groups of equals. */
export function ballotOfTiers(groups: readonly (readonly number[])[], weight: number): Ballot {
  const ranking = groups.flat();
  if (groups.every((group) => group.length === 1)) return { weight, ranking };
  return { weight, ranking, tiers: groups.map((group) => group.length) };
}

/** What a ballot approves: an approval ballot all it lists; a ranking its first tier, or everybody listed if so wanted. */
export function approvedOn(profile: Profile, ballot: Ballot, approve: "top" | "listed"): readonly number[] {
  if (profile.kind === "approval" || approve === "listed") return ballot.ranking;
  return ballot.ranking.slice(0, ballot.tiers?.[0] ?? 1);
}
