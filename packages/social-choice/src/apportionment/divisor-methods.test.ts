import { describe, expect, test } from "vitest";
import { integerBelow, randomFrom } from "../fixtures/random-elections.ts";
import { apportion, type DivisorMethod } from "./divisor-methods.ts";

function seatsOf(votes: readonly number[], seats: number, method: DivisorMethod): readonly number[] {
  const parties = votes.map((count, index) => ({ name: `p${index}`, votes: count }));
  return apportion(parties, seats, method).seats.map((party) => party.seats);
}

describe("seats by highest quotients", () => {
  // The textbook example of Wikipedia's articles on both methods: 230,000 votes, 8 seats.
  test("D'Hondt gives 4, 3, 1, 0 and Sainte-Laguë 3, 3, 1, 1", () => {
    const votes = [100_000, 80_000, 30_000, 20_000];
    expect(seatsOf(votes, 8, "dhondt")).toEqual([4, 3, 1, 0]);
    expect(seatsOf(votes, 8, "sainte-lague")).toEqual([3, 3, 1, 1]);
  });

  test("a tie is reported where the seats run out within it, and only there", () => {
    const parties = ["b", "a", "c"].map((name) => ({ name, votes: 10 }));
    const two = apportion(parties, 2, "dhondt");
    expect(two.seats.map((party) => party.seats)).toEqual([1, 1, 0]);
    expect(two.ties).toEqual([
      { round: 1, run: "dhondt", tied: ["a", "b", "c"], taken: "a" },
      { round: 1, run: "dhondt", tied: ["a", "b", "c"], taken: "b" },
    ]);
    expect(apportion(parties, 3, "dhondt").ties).toEqual([]);
  });

  test.each([
    ["dhondt", 1],
    ["sainte-lague", 0.5],
  ] as const)("%s: some divisor, rounded so, gives exactly these seats", (method, offset) => {
    for (let seed = 1; seed <= 1_000; seed += 1) {
      const random = randomFrom(seed);
      const votes = Array.from({ length: 2 + integerBelow(random, 6) }, () => 1 + integerBelow(random, 1_000_000));
      const seats = 1 + integerBelow(random, 40);
      const won = seatsOf(votes, seats, method);
      expect(won.reduce((a, b) => a + b)).toBe(seats);
      // votes / divisor, less the offset, rounded up: a divisor must lie between the last quotient won and the next one.
      const lastWon = Math.min(...votes.flatMap((count, index) => (won[index]! > 0 ? [count / (won[index]! - 1 + offset)] : [])));
      const nextOffered = Math.max(...votes.map((count, index) => count / (won[index]! + offset)));
      expect(lastWon).toBeGreaterThanOrEqual(nextOffered);
    }
  });

  test("more seats never cost a party one, and its own votes never do either", () => {
    for (let seed = 1; seed <= 300; seed += 1) {
      const random = randomFrom(seed);
      const votes = Array.from({ length: 3 }, () => 1 + integerBelow(random, 1_000));
      const won = seatsOf(votes, 7, "sainte-lague");
      seatsOf(votes, 8, "sainte-lague").forEach((seats, index) => expect(seats).toBeGreaterThanOrEqual(won[index]!));
      const more = seatsOf([votes[0]! + 1 + integerBelow(random, 100), ...votes.slice(1)], 7, "sainte-lague");
      expect(more[0]).toBeGreaterThanOrEqual(won[0]!);
    }
  });

  test.each([
    [[], 1, "unsupported-ballots"],
    [[{ name: "a", votes: 1.5 }], 1, "bad-number"],
    [[{ name: "a", votes: 1 }], 0, "bad-seats"],
    [
      [
        { name: "a", votes: 1 },
        { name: "a", votes: 2 },
      ],
      1,
      "duplicate",
    ],
  ])("refuses %j for %i seats", (parties, seats, code) => {
    expect(() => apportion(parties, seats, "dhondt")).toThrow(expect.objectContaining({ code }));
  });
});
