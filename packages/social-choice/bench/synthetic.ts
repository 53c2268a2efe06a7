import type { Profile } from "../src/index.ts";
import { assembleElection, type BudgetElection } from "../src/budget/budget-election.ts";
import { integerBelow, randomFrom } from "../src/fixtures/random-elections.ts";

/** Rankings drawn uniformly, from a seed. */
export function randomRankings(voters: number, candidates: number, seed: number): readonly (readonly number[])[] {
  const random = randomFrom(seed);
  return Array.from({ length: voters }, () => {
    const order = Array.from({ length: candidates }, (_, index) => index);
    for (let last = candidates - 1; last > 0; last -= 1) {
      const other = integerBelow(random, last + 1);
      [order[last], order[other]] = [order[other]!, order[last]!];
    }
    return order;
  });
}

export function profileOfRankings(rankings: readonly (readonly number[])[], names: readonly string[]): Profile {
  return { candidates: names, ballots: rankings.map((ranking) => ({ weight: 1, ranking })), kind: "ranking" };
}

/** Ballots of one to nine approvals, of a hundred projects of unequal appeal and cost; like a city's, but all drawn. */
export function randomTown(voters: number, seed: number): () => BudgetElection {
  const random = randomFrom(seed);
  const projects = Array.from({ length: 100 }, (_, index) => ({ id: `p${index}`, cost: 10_000 + integerBelow(random, 490_000) }));
  const ballots = Array.from({ length: voters }, () =>
    Array.from({ length: 1 + integerBelow(random, 9) }, () => Math.floor(projects.length * random() ** 2)),
  );
  return () => assembleElection({ projects, budget: 5_000_000, ballots });
}
