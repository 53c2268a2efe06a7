import type { Profile } from "../ballots/profile.ts";
import type { StvStage } from "../methods/ballot-rounds.ts";
import type { Sheet } from "./preferences.ts";

const UNITS = 100_000n;

/** One bundle of papers: in whose hands, and at what value in hundred-thousandths. */
type Bundle = { readonly order: readonly number[]; readonly voters: bigint; holder: number | undefined; value: bigint };

/**
 * Follows a Scottish count stage by stage: it takes from the account only whose papers were transferred, checks that it was that
 * candidate's turn, moves the papers itself and compares the votes. Returns who is elected, in order.
 */
export function checkStv(
  profile: Profile,
  sheets: readonly Sheet[],
  stages: readonly StvStage[],
  seats: number,
  faults: string[],
): readonly string[] {
  const bundles = sheets.flatMap(bundleOf);
  const quota = bundles.reduce((sum, { voters }) => sum + voters, 0n) / BigInt(seats + 1) + 1n;
  const state: Count = {
    profile,
    bundles,
    quota: quota * UNITS,
    standing: profile.candidates.map(() => "continuing"),
    held: new Set(),
    elected: [],
  };
  const history: (readonly bigint[])[] = [];
  for (const [place, stage] of stages.entries()) {
    const say = (fault: string) => faults.push(`stage ${place + 1}: ${fault}`);
    if (BigInt(stage.quota) !== quota) say("the quota is wrong");
    if (stage.stage !== place + 1 || (place === 0) !== (stage.did === "first preferences")) say("not the stage that is due");
    const from = stage.from === undefined ? -1 : profile.candidates.indexOf(stage.from);
    if (stage.did === "surplus" || stage.did === "exclusion") {
      const fault = turnFault(state, history, stage.did, from);
      if (fault !== undefined) say(fault);
      const surplus = stage.did === "surplus" ? (votesOf(state)[from] ?? 0n) - state.quota : undefined;
      if ((stage.surplus === undefined ? undefined : units(stage.surplus)) !== surplus) say("the surplus is wrong");
      transfer(state, stage.did, from);
    }
    const votes = votesOf(state);
    const continuing = [...state.standing.keys()].filter((index) => state.standing[index] === "continuing");
    const risen = stage.did === "last vacancies" ? continuing : continuing.filter((index) => votes[index]! >= state.quota);
    if (stage.did === "last vacancies" && continuing.length > seats - state.elected.length)
      say("there are fewer vacancies than that");
    for (const index of risen) state.standing[index] = "elected";
    const names = risen.map((index) => profile.candidates[index]!);
    if (names.toSorted().join() !== stage.elected.toSorted().join()) say(`elected are ${names.join(", ") || "none"}`);
    state.elected.push(...stage.elected);
    for (const [index, name] of profile.candidates.entries()) {
      const stated = stage.votes[index];
      const isRight =
        stated?.candidate === name && stated.standing === state.standing[index] && units(stated.votes) === votes[index];
      if (!isRight) say(`${name} has other votes`);
    }
    const counted = votes.reduce((sum, count) => sum + count, 0n);
    const valid = bundles.reduce((sum, { voters }) => sum + voters * UNITS, 0n);
    if (stage.votes.length !== votes.length || units(stage.nonTransferable) !== valid - counted)
      say("other votes are not transferable");
    history.push(votes);
  }
  if (state.elected.length !== seats) faults.push(`${state.elected.length} are elected, not ${seats}`);
  return state.elected;
}

type Count = {
  readonly profile: Profile;
  readonly bundles: Bundle[];
  readonly quota: bigint;
  readonly standing: ("continuing" | "elected" | "excluded")[];
  /** Those whose surplus has been passed on: they keep the quota. */
  readonly held: Set<number>;
  readonly elected: string[];
};

/** Preferences as far as they are clear; none if the first is not. */
function bundleOf({ places, voters }: Sheet): readonly Bundle[] {
  const order: number[] = [];
  for (let place = 0; ; place += 1) {
    const here = [...places.keys()].filter((index) => places[index] === place);
    if (here.length !== 1) break;
    order.push(here[0]!);
  }
  return order.length === 0 ? [] : [{ order, voters, holder: order[0], value: UNITS }];
}

function votesOf({ profile, bundles, held, quota }: Count): readonly bigint[] {
  const votes = profile.candidates.map(() => 0n);
  for (const { holder, voters, value } of bundles) if (holder !== undefined) votes[holder] = votes[holder]! + voters * value;
  return votes.map((count, index) => (held.has(index) ? quota : count));
}

/** Why it was not this candidate's turn, if it was not. */
function turnFault(
  state: Count,
  history: readonly (readonly bigint[])[],
  did: "surplus" | "exclusion",
  from: number,
): string | undefined {
  const votes = history.at(-1) ?? votesOf(state);
  const surpluses = [...state.standing.keys()].filter(
    (index) => state.standing[index] === "elected" && !state.held.has(index) && votes[index]! > state.quota,
  );
  const continuing = [...state.standing.keys()].filter((index) => state.standing[index] === "continuing");
  if (did === "exclusion" && surpluses.length > 0) return "a surplus is still to be transferred";
  const pool = did === "surplus" ? surpluses : continuing;
  if (!pool.includes(from)) return "not somebody whose turn it can be";
  // Back through the stages: the first at which two differ decides between them.
  const ahead = pool.find((other) => {
    const differing = history.findLast((stage) => stage[other] !== stage[from]);
    if (differing === undefined) return false;
    return did === "surplus" ? differing[other]! > differing[from]! : differing[other]! < differing[from]!;
  });
  return ahead === undefined ? undefined : `it was ${state.profile.candidates[ahead]}'s turn`;
}

function transfer(state: Count, did: "surplus" | "exclusion", from: number): void {
  const credited = votesOf(state)[from]!;
  if (did === "surplus") state.held.add(from);
  else state.standing[from] = "excluded";
  for (const bundle of state.bundles) {
    if (bundle.holder !== from) continue;
    const next = bundle.order.slice(bundle.order.indexOf(from) + 1).find((index) => state.standing[index] === "continuing");
    if (did === "surplus") bundle.value = ((credited - state.quota) * bundle.value) / credited;
    bundle.holder = next;
  }
}

function units(text: string): bigint {
  const [whole = "0", decimals = ""] = text.split(".");
  return BigInt(whole) * UNITS + BigInt(decimals.padEnd(5, "0"));
}
