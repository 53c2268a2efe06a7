import { describe, expect, test } from "vitest";
import { readBallots } from "../ballots/read-ballots.ts";
import { BALLOT_METHODS, type BallotOutcome, countBallots } from "../count-ballots.ts";
import { alterations } from "../fixtures/alterations.ts";
import { randomProfile } from "../fixtures/random-elections.ts";
import { listReal, readReal } from "../fixtures/real-data.ts";
import { checkBallotOutcome } from "./check-ballots.ts";

const METHODS = BALLOT_METHODS.map(({ method }) => method);
const PROFILES = process.env["GONGZHI_NIGHTLY"] === "1" ? 10_000 : 1_000;

function seatsFor(method: string, candidates: number, seed: number): number {
  const single = method === "irv" || method === "plurality-runoff";
  return single ? 1 : 1 + (seed % candidates);
}

describe(`a checker that counts in its own way, on ${PROFILES} random small profiles`, () => {
  test.each(METHODS)("finds nothing wrong with %s", (method) => {
    let [withTies, counted] = [0, 0];
    for (let seed = 1; seed <= PROFILES; seed += 1) {
      const profile = randomProfile(seed);
      const outcome = countBallots(profile, method, { seats: seatsFor(method, profile.candidates.length, seed), explain: true });
      expect(checkBallotOutcome(profile, outcome), `seed ${seed}`).toEqual([]);
      expect(new Set(outcome.winners).size, `seed ${seed}`).toBe(outcome.seats);
      counted += 1;
      withTies += Number(outcome.ties.length > 0);
    }
    expect(withTies).toBeGreaterThan(counted / 20);
  });

  test.each(METHODS)("notices when %s is said to have elected somebody else", (method) => {
    for (let seed = 1; seed <= 100; seed += 1) {
      const profile = randomProfile(seed);
      const outcome = countBallots(profile, method, { seats: 1, explain: true });
      if (outcome.ties.length > 0) continue;
      const others = profile.candidates.filter((name) => !outcome.winners.includes(name));
      for (const winner of others) {
        const told: BallotOutcome = { ...outcome, winners: [winner] };
        expect(checkBallotOutcome(profile, told), `seed ${seed}`).not.toEqual([]);
      }
    }
  });

  test.each(METHODS)("notices when any one figure, name or entry of the rounds of %s is changed or left out", (method) => {
    const unnoticed = [3, 5, 8, 13, 21].flatMap((seed) => {
      const profile = randomProfile(seed);
      const seats = seatsFor(method, profile.candidates.length, seed);
      const outcome = countBallots(profile, method, { seats, explain: true });
      return alterations(outcome).filter(
        ({ path, altered }) => !path.startsWith("tie") && checkBallotOutcome(profile, altered).length === 0,
      );
    });
    expect(unnoticed.map(({ path }) => path)).toEqual([]);
  });

  test.each(METHODS)("notices when the account of %s is cut or altered", (method) => {
    let noticed = 0;
    for (let seed = 1; seed <= 60; seed += 1) {
      const profile = randomProfile(seed);
      const outcome = countBallots(profile, method, { seats: 1, explain: true });
      const altered = JSON.parse(
        JSON.stringify(outcome.rounds).replace(/"(\d+)"/, (_, digits: string) => `"${Number(digits) + 1}"`),
      ) as unknown;
      for (const rounds of [[], altered]) {
        const told = { ...outcome, rounds } as BallotOutcome;
        if (checkBallotOutcome(profile, told).length > 0) noticed += 1;
      }
    }
    expect(noticed).toBeGreaterThan(50);
  });
});

const WARDS = listReal("ballots/scottish-stv", ".blt");

describe.skipIf(WARDS.length === 0)("the checker on the Glasgow wards of 2007", () => {
  test.each(METHODS)("%s", (method) => {
    for (const name of WARDS.slice(0, 6)) {
      const profile = readBallots(readReal(`ballots/scottish-stv/${name}`), name);
      expect(checkBallotOutcome(profile, countBallots(profile, method, { explain: true })), name).toEqual([]);
    }
  });
});
