import { formatRational, type Rational } from "../exact/rational.ts";
import { SocialChoiceRefusal } from "../refusal.ts";
import { groupBallots } from "./group-ballots.ts";

/** A project on the ballot. Cost in units: the smallest part of the currency that the election uses. */
export type BudgetProject = { readonly id: string; readonly cost: number };

/**
 * A participatory budget ready to be counted. Voters with the same approvals are one group: they pay the same under every rule
 * here, so nothing is lost and cities become small. All amounts are whole units below 2^53.
 */
export type BudgetElection = {
  readonly projects: readonly BudgetProject[];
  /** In units. */
  readonly budget: number;
  /** Units in one of the currency: 1, or 100 where amounts have cents. Add1 adds one of the currency per voter. */
  readonly unitsPerOne: number;
  readonly voters: number;
  /** Voters in each group. */
  readonly weights: Float64Array;
  /** Group of each voter, in the order of the ballots. */
  readonly groupOf: Int32Array;
  /** Approved projects of group g: `approvals[approvalStarts[g] … approvalStarts[g + 1])`, ascending. */
  readonly approvalStarts: Int32Array;
  readonly approvals: Int32Array;
  /** Groups that approve project c: `supporters[supporterStarts[c] … supporterStarts[c + 1])`, ascending. */
  readonly supporterStarts: Int32Array;
  readonly supporters: Int32Array;
  /** Voters that approve each project. */
  readonly votes: Float64Array;
  /** What the greedy rules rank by: votes, or the sum of points where ballots give points. Whole numbers. */
  readonly tally: Float64Array;
  /** Parts of the tally in one vote or point: 1, or 10 where points have a decimal. */
  readonly tallyPerPoint: number;
  /** Below this tally `greedy-threshold` funds nothing. On the scale of `tally`. */
  readonly threshold: number;
};

export type BudgetInput = {
  readonly projects: readonly BudgetProject[];
  readonly budget: number;
  readonly unitsPerOne?: number;
  /** The ids each voter approves, one list a voter. */
  readonly ballots: readonly (readonly string[])[];
  readonly threshold?: number;
};

/**
 * An election from plain approvals.
 * @throws SocialChoiceRefusal for amounts that are not whole units, ids that stand twice, approvals of unknown projects.
 */
export function budgetElection(input: BudgetInput): BudgetElection {
  const indexOf = new Map(input.projects.map((project, index) => [project.id, index]));
  if (indexOf.size !== input.projects.length) throw new SocialChoiceRefusal("duplicate", "two projects have the same id");
  const ballots = input.ballots.map((ids) =>
    ids.map((id) => {
      const index = indexOf.get(id);
      if (index === undefined) throw new SocialChoiceRefusal("unknown-project", `an approval of unknown project «${id}»`);
      return index;
    }),
  );
  return assembleElection({ ...input, ballots });
}

type IndexedInput = Omit<BudgetInput, "ballots"> & {
  /** Indexes of approved projects; equal ballots may share one array. */
  readonly ballots: readonly (readonly number[])[];
  /** How many voters cast each ballot; one unless said otherwise. */
  readonly castBy?: readonly number[];
  readonly tally?: Float64Array;
  readonly tallyPerPoint?: number;
};

/** The election of ballots that name projects by index. */
export function assembleElection(input: IndexedInput): BudgetElection {
  const { projects, budget, unitsPerOne = 1, ballots, threshold = 0, tallyPerPoint = 1 } = input;
  for (const amount of [budget, unitsPerOne, ...projects.map((project) => project.cost)]) {
    if (!Number.isSafeInteger(amount) || amount < 0) {
      throw new SocialChoiceRefusal("bad-number", `an amount of ${amount} units: amounts are whole and below 2^53`);
    }
  }
  if (!Number.isSafeInteger(projects.reduce((total, project) => total + project.cost, 0))) {
    throw new SocialChoiceRefusal("too-large", "all projects together cost more than 2^53 units");
  }
  const groups = groupBallots(ballots, projects.length, input.castBy);
  const voters = groups.weights.reduce((sum, weight) => sum + weight, 0);
  const tally = input.tally ?? groups.votes;
  return { projects, budget, unitsPerOne, voters, threshold, tallyPerPoint, ...groups, tally };
}

export function costOf(election: BudgetElection, winners: readonly number[]): number {
  return winners.reduce((total, winner) => total + election.projects[winner]!.cost, 0);
}

/** Units as an amount in the currency. */
export function inCurrency(election: BudgetElection, units: number): number {
  return units / election.unitsPerOne;
}

/** An exact amount of units as a fraction of the currency: `"355/113"`. */
export function exactInCurrency(election: BudgetElection, units: Rational): string {
  return formatRational({ numerator: units.numerator, denominator: units.denominator * BigInt(election.unitsPerOne) });
}
