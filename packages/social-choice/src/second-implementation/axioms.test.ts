import { describe, expect, test } from "vitest";
import type { Ballot, Profile } from "../ballots/profile.ts";
import { budgetElection } from "../budget/budget-election.ts";
import { countBudget } from "../budget/count-budget.ts";
import { countBallots } from "../count-ballots.ts";
import { integerBelow, randomBudget, randomFrom, randomProfile } from "../fixtures/random-elections.ts";
import { majority, pairwiseMatrix } from "../methods/pairwise.ts";

const PROFILES = process.env["GONGZHI_NIGHTLY"] === "1" ? 5_000 : 500;

/** Every non-empty subset of 0 … size - 1. */
function* subsets(size: number): Generator<readonly number[]> {
  for (let bits = 1; bits < 2 ** size; bits += 1) {
    yield Array.from({ length: size }, (_, index) => index).filter((index) => (bits & (1 << index)) !== 0);
  }
}

type SmallBudget = ReturnType<typeof randomBudget>;

function fundedBy(rule: string, { ids, costs, budget, ballots }: SmallBudget): ReadonlySet<number> {
  const projects = ids.map((id, index) => ({ id, cost: costs[index]! }));
  const election = budgetElection({ projects, budget, ballots: ballots.map((ballot) => ballot.map((choice) => ids[choice]!)) });
  return new Set(countBudget(election, rule).winners.map((id) => ids.indexOf(id)));
}

/**
 * Extended justified representation up to one project (Peters, Pierczyński and Skowron 2021): of voters who all approve the projects
 * T and whose shares of the budget cover their cost, one gets as much as T is worth, or would with one more project of T.
 */
function breaksEjr1(election: SmallBudget, funded: ReadonlySet<number>, worth: (project: number) => number): boolean {
  const { costs, budget, ballots } = election;
  for (const projects of subsets(costs.length)) {
    const group = ballots.filter((ballot) => projects.every((project) => ballot.includes(project)));
    const cost = projects.reduce((sum, project) => sum + costs[project]!, 0);
    if (group.length === 0 || group.length * budget < cost * ballots.length) continue;
    const claim = projects.reduce((sum, project) => sum + worth(project), 0);
    const content = (ballot: readonly number[]) => {
      const has = ballot.filter((project) => funded.has(project)).reduce((sum, project) => sum + worth(project), 0);
      return has >= claim || projects.some((project) => !funded.has(project) && has + worth(project) > claim);
    };
    // The least content of those who could form the group: all of them must be looked at, as a smaller group may suffice.
    const least = Math.ceil((cost * ballots.length) / budget);
    const unhappy = group.filter((ballot) => !content(ballot));
    if (unhappy.length >= Math.max(1, least)) return true;
  }
  return false;
}

describe(`by enumeration of every group, on ${PROFILES} random elections`, () => {
  test.each([
    ["mes-cost", "cost"],
    ["mes-card", "one"],
    ["mes-cost-add1u", "cost"],
    ["mes-cost-fill", "cost"],
    ["ees-cost", "cost"],
  ])("%s gives extended justified representation up to one project", (rule, unit) => {
    for (let seed = 1; seed <= PROFILES; seed += 1) {
      const election = randomBudget(seed);
      const worth = (project: number) => (unit === "cost" ? election.costs[project]! : 1);
      expect(breaksEjr1(election, fundedBy(rule, election), worth), `seed ${seed}`).toBe(false);
    }
  });

  test("the enumeration finds what greedy denies to minorities", () => {
    const broken = Array.from({ length: PROFILES }, (_, seed) => {
      const election = randomBudget(seed + 1);
      return breaksEjr1(election, fundedBy("greedy-cost", election), (project) => election.costs[project]!);
    });
    expect(broken.filter(Boolean).length).toBeGreaterThan(0);
  });

  test("committees by Equal Shares give extended, by Phragmén proportional justified representation", () => {
    for (let seed = 1; seed <= PROFILES; seed += 1) {
      const random = randomFrom(seed);
      const candidates = 3 + integerBelow(random, 4);
      const sheets = Array.from({ length: 2 + integerBelow(random, 6) }, () =>
        Array.from({ length: candidates }, (_, index) => index).filter(() => random() < 0.5),
      );
      const profile: Profile = {
        candidates: Array.from({ length: candidates }, (_, index) => `c${index}`),
        ballots: sheets.map((ranking) => ({ weight: 1, ranking, tiers: ranking.length === 0 ? [] : [ranking.length] })),
        kind: "approval",
      };
      const seats = 1 + integerBelow(random, candidates);
      const elected = (method: string) =>
        new Set(countBallots(profile, method, { seats }).winners.map((name) => profile.candidates.indexOf(name)));
      const [shares, phragmen] = [elected("equal-shares"), elected("seq-phragmen")];
      for (const group of subsets(sheets.length)) {
        const common = sheets[group[0]!]!.filter((candidate) =>
          group.every((voter) => sheets[voter]!.includes(candidate)),
        ).length;
        const deserved = Math.min(common, Math.floor((group.length * seats) / sheets.length));
        const best = Math.max(...group.map((voter) => sheets[voter]!.filter((candidate) => shares.has(candidate)).length));
        expect(best, `seed ${seed}`).toBeGreaterThanOrEqual(deserved);
        const together = new Set(group.flatMap((voter) => sheets[voter]!.filter((candidate) => phragmen.has(candidate))));
        expect(together.size, `seed ${seed}`).toBeGreaterThanOrEqual(deserved);
      }
    }
  });
});

function strictProfile(seed: number): Profile {
  const profile = randomProfile(seed);
  const ballots = profile.ballots.map(({ weight, ranking }): Ballot => ({ weight, ranking }));
  return { candidates: profile.candidates, ballots, kind: "ranking" };
}

describe(`majorities, on ${PROFILES} random profiles`, () => {
  test("who beats everybody is elected by Schulze and Copeland; who loses to everybody by none that runs off or compares", () => {
    let [beaters, losers] = [0, 0];
    for (let seed = 1; seed <= PROFILES; seed += 1) {
      const profile = strictProfile(seed);
      const size = profile.candidates.length;
      const matrix = pairwiseMatrix(profile);
      const all = [...profile.candidates.keys()];
      const beater = all.find((a) => all.every((b) => a === b || majority(matrix, size, a, b) > 0));
      const loser = all.find((a) => all.every((b) => a === b || majority(matrix, size, a, b) < 0));
      const winner = (method: string) => countBallots(profile, method).winners[0];
      if (beater !== undefined) {
        beaters += 1;
        for (const method of ["schulze", "copeland"]) expect(winner(method), `seed ${seed}`).toBe(profile.candidates[beater]);
      }
      if (loser !== undefined) {
        losers += 1;
        for (const method of ["schulze", "copeland", "borda", "irv", "plurality-runoff"]) {
          expect(winner(method), `seed ${seed}`).not.toBe(profile.candidates[loser]);
        }
      }
    }
    expect(Math.min(beaters, losers)).toBeGreaterThan(PROFILES / 10);
  });

  test.each(["borda", "schulze", "copeland"])("%s: raising the winner on a ballot never unseats it", (method) => {
    for (let seed = 1; seed <= PROFILES; seed += 1) {
      const profile = strictProfile(seed);
      const winner = countBallots(profile, method).winners[0]!;
      const index = profile.candidates.indexOf(winner);
      for (const [at, ballot] of profile.ballots.entries()) {
        const place = ballot.ranking.indexOf(index);
        if (place === 0) continue;
        const without = ballot.ranking.filter((candidate) => candidate !== index);
        const raisedTo = place < 0 ? without.length : place - 1;
        const ranking = without.toSpliced(raisedTo, 0, index);
        const ballots = profile.ballots.with(at, { weight: ballot.weight, ranking });
        expect(countBallots({ ...profile, ballots }, method).winners[0], `seed ${seed}`).toBe(winner);
      }
    }
  });

  // Raising the winner can unseat it under instant run-off: the textbook case (Fishburn and Brams 1983 show its like).
  test("irv is not monotone, and the count says so truly", () => {
    const [a, b, c] = [0, 1, 2];
    const profile = (moved: number): Profile => ({
      candidates: ["a", "b", "c"],
      ballots: [
        { weight: 39 + moved, ranking: [a, b, c] },
        { weight: 35, ranking: [b, c, a] },
        { weight: 26 - moved, ranking: [c, a, b] },
      ],
      kind: "ranking",
    });
    expect(countBallots(profile(0), "irv").winners).toEqual(["a"]);
    const other: Profile = {
      ...profile(0),
      ballots: [
        { weight: 39, ranking: [a, b, c] },
        { weight: 25, ranking: [b, c, a] },
        { weight: 10, ranking: [a, b, c] },
        { weight: 26, ranking: [c, a, b] },
      ],
    };
    expect(countBallots(other, "irv").winners).toEqual(["c"]);
  });
});

describe("budgets", () => {
  test("one more vote for a project that greedy funds never takes it away", () => {
    for (let seed = 1; seed <= PROFILES; seed += 1) {
      const election = randomBudget(seed);
      for (const rule of ["greedy-cost", "greedy-card"]) {
        for (const project of fundedBy(rule, election)) {
          const ballots = [...election.ballots, [project]];
          expect(fundedBy(rule, { ...election, ballots }).has(project), `seed ${seed}`).toBe(true);
        }
      }
    }
  });

  test("neither the order of the voters nor writing a ballot twice as two voters' matters", () => {
    for (let seed = 1; seed <= PROFILES; seed += 1) {
      const election = randomBudget(seed);
      const turned = { ...election, ballots: election.ballots.toReversed() };
      const doubled = { ...election, ballots: [...election.ballots, ...election.ballots] };
      for (const rule of ["mes-cost", "mes-card", "ees-cost", "phragmen", "greedy-card"]) {
        const funded = [...fundedBy(rule, election)];
        expect([...fundedBy(rule, turned)], `seed ${seed} ${rule}`).toEqual(funded);
        expect([...fundedBy(rule, doubled)], `seed ${seed} ${rule}`).toEqual(funded);
      }
    }
  });

  test("no rule spends more than the budget", () => {
    for (let seed = 1; seed <= PROFILES; seed += 1) {
      const election = randomBudget(seed);
      for (const rule of [
        "greedy-cost",
        "greedy-no-skip",
        "mes-card",
        "mes-cost-add1u",
        "mes-cost-comparison",
        "ees-cost-addopt",
        "phragmen-skip",
      ]) {
        const spent = [...fundedBy(rule, election)].reduce((sum, project) => sum + election.costs[project]!, 0);
        expect(spent, `seed ${seed} ${rule}`).toBeLessThanOrEqual(election.budget);
      }
    }
  });
});
