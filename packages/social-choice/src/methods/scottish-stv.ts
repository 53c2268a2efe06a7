import type { Profile } from "../ballots/profile.ts";
import { formatDecimal } from "../exact/decimal.ts";
import type { Tie } from "../ties/tie-rule.ts";
import { type BallotCount, byTieRule, type MethodOptions } from "./ballot-count.ts";
import type { StvStage } from "./ballot-rounds.ts";

/** Votes are counted to five decimals, any remainder being ignored (rule 48(3)). */
const PLACES = 5;
const UNITS = 10 ** PLACES;

/** Papers alike: the same preferences, received with the same value. */
type Parcel = { readonly ranking: readonly number[]; readonly weight: number; at: number; value: number };
type Standing = "continuing" | "elected" | "excluded";

type StvState = {
  readonly profile: Profile;
  readonly options: MethodOptions;
  readonly quota: number;
  readonly validUnits: number;
  readonly votes: Float64Array;
  readonly standing: Standing[];
  readonly piles: Parcel[][];
  readonly elected: number[];
  /** Elected with a surplus that is still to be transferred. */
  readonly surpluses: Set<number>;
  /** Votes of everybody at the end of each stage. */
  readonly history: Float64Array[];
  readonly ties: Tie[];
  readonly stages: StvStage[];
};

/**
 * Single transferable vote by the Scottish Local Government Elections Order 2007 (SSI 2007/42), schedule 1, rules 45 to 52: Droop
 * quota; surpluses transferred on all papers at a value cut to five decimals, the largest first; then the lowest excluded. A tie
 * goes by the most recent stage at which those tied had unequal votes; if there is none the law says by lot: the tie rule.
 * A paper counts as far as its preferences are clear: from a tier of equals on it is not transferable, and with one at its head it
 * is not valid.
 */
export function countScottishStv(profile: Profile, options: MethodOptions): BallotCount {
  const state = firstStage(profile, options);
  for (;;) {
    const vacancies = options.seats - state.elected.length;
    const continuing = state.standing.flatMap((standing, candidate) => (standing === "continuing" ? [candidate] : []));
    if (vacancies <= 0 || continuing.length === 0) break;
    if (continuing.length <= vacancies) {
      const last = elect(state, continuing);
      record(state, "last vacancies", { elected: last });
      break;
    }
    if (state.surpluses.size > 0) transferSurplus(state);
    else exclude(state, continuing);
  }
  return { winners: state.elected, ties: state.ties, rounds: state.stages };
}

function firstStage(profile: Profile, options: MethodOptions): StvState {
  const size = profile.candidates.length;
  const votes = new Float64Array(size);
  const piles: Parcel[][] = profile.candidates.map(() => []);
  let valid = 0;
  for (const { ranking, tiers, weight } of profile.ballots) {
    const unclear = tiers?.findIndex((tier) => tier !== 1) ?? -1;
    const clear = unclear < 0 ? ranking : ranking.slice(0, unclear);
    const first = clear[0];
    if (first === undefined) continue;
    valid += weight;
    votes[first] = votes[first]! + weight * UNITS;
    piles[first]!.push({ ranking: clear, weight, at: 0, value: UNITS });
  }
  const state: StvState = {
    profile,
    options,
    quota: Math.floor(valid / (options.seats + 1)) + 1,
    validUnits: valid * UNITS,
    votes,
    standing: profile.candidates.map(() => "continuing"),
    piles,
    elected: [],
    surpluses: new Set(),
    history: [],
    ties: [],
    stages: [],
  };
  record(state, "first preferences", { elected: electAtQuota(state) });
  return state;
}

/** Rule 47: whoever reaches the quota at any stage is elected; most votes first. */
function electAtQuota(state: StvState): readonly number[] {
  const quota = state.quota * UNITS;
  const reached = state.standing.flatMap((standing, candidate) =>
    standing === "continuing" && state.votes[candidate]! >= quota ? [candidate] : [],
  );
  for (const candidate of reached) if (state.votes[candidate]! > quota) state.surpluses.add(candidate);
  return elect(state, reached);
}

function elect(state: StvState, candidates: readonly number[]): readonly number[] {
  const order = byTieRule(state.options.tieRanks, candidates).sort((a, b) => state.votes[b]! - state.votes[a]!);
  for (const candidate of order) state.standing[candidate] = "elected";
  state.elected.push(...order);
  return order;
}

/** Rules 48 and 49. */
function transferSurplus(state: StvState): void {
  const most = Math.max(...[...state.surpluses].map((candidate) => state.votes[candidate]!));
  const tied = [...state.surpluses].filter((candidate) => state.votes[candidate] === most);
  const from = breakTie(state, tied, "highest");
  const surplus = most - state.quota * UNITS;
  state.surpluses.delete(from);
  const values = new Map<number, number>();
  transferPile(state, from, (value) => {
    let transferred = values.get(value);
    if (transferred === undefined) {
      // Surplus times value over votes, any remainder ignored; beyond doubles, so by big integers.
      transferred = Number((BigInt(surplus) * BigInt(value)) / BigInt(most));
      values.set(value, transferred);
    }
    return transferred;
  });
  state.votes[from] = state.quota * UNITS;
  const elected = electAtQuota(state);
  record(state, "surplus", { from, surplus, elected });
}

/** Rules 50 and 51. */
function exclude(state: StvState, continuing: readonly number[]): void {
  const least = Math.min(...continuing.map((candidate) => state.votes[candidate]!));
  const from = breakTie(
    state,
    continuing.filter((candidate) => state.votes[candidate] === least),
    "lowest",
  );
  state.standing[from] = "excluded";
  transferPile(state, from, (value) => value);
  state.votes[from] = 0;
  record(state, "exclusion", { from, elected: electAtQuota(state) });
}

/** Each paper to the next continuing candidate on it, at its new value; papers without one leave the count. */
function transferPile(state: StvState, from: number, newValue: (value: number) => number): void {
  const pile = state.piles[from]!;
  state.piles[from] = [];
  for (const parcel of pile) {
    let at = parcel.at + 1;
    while (at < parcel.ranking.length && state.standing[parcel.ranking[at]!] !== "continuing") at += 1;
    const to = parcel.ranking[at];
    if (to === undefined) continue;
    const value = newValue(parcel.value);
    state.votes[to] = state.votes[to]! + value * parcel.weight;
    state.piles[to]!.push({ ranking: parcel.ranking, weight: parcel.weight, at, value });
  }
}

/** Back through the stages, at each unequal one keeping the highest (or lowest); if several are left, by the tie rule. */
function breakTie(state: StvState, tied: readonly number[], want: "highest" | "lowest"): number {
  let left = tied;
  for (let stage = state.history.length - 1; stage >= 0 && left.length > 1; stage -= 1) {
    const votes = state.history[stage]!;
    const standing = left.map((candidate) => votes[candidate]!);
    const wanted = want === "highest" ? Math.max(...standing) : Math.min(...standing);
    left = left.filter((candidate) => votes[candidate] === wanted);
  }
  const order = byTieRule(state.options.tieRanks, left);
  // The favoured one is transferred first, and excluded last.
  const taken = (want === "highest" ? order[0] : order.at(-1))!;
  if (order.length > 1) {
    const names = order.map((index) => state.profile.candidates[index]!);
    const run = want === "highest" ? "surplus" : "exclusion";
    state.ties.push({ round: state.stages.length + 1, run, tied: names, taken: state.profile.candidates[taken]! });
  }
  return taken;
}

type Done = { readonly from?: number; readonly surplus?: number; readonly elected: readonly number[] };

function record(state: StvState, did: StvStage["did"], { from, surplus, elected }: Done): void {
  const { candidates } = state.profile;
  state.history.push(state.votes.slice());
  const counted = state.votes.reduce((sum, votes) => sum + votes, 0);
  state.stages.push({
    kind: "stage",
    stage: state.stages.length + 1,
    quota: state.quota,
    did,
    ...(from === undefined ? {} : { from: candidates[from]! }),
    ...(surplus === undefined ? {} : { surplus: votesText(surplus) }),
    votes: candidates.map((candidate, index) => ({
      candidate,
      votes: votesText(state.votes[index]!),
      standing: state.standing[index]!,
    })),
    nonTransferable: votesText(state.validUnits - counted),
    elected: elected.map((index) => candidates[index]!),
  });
}

function votesText(units: number): string {
  return formatDecimal({ units: BigInt(units), places: PLACES });
}
