import type { Profile } from "../ballots/profile.ts";
import type { BallotOutcome } from "../count-ballots.ts";
import type { BallotRound, ExclusionRound, ScoresRound } from "../methods/ballot-rounds.ts";
import { checkSeats } from "./check-seats.ts";
import { checkStv } from "./check-stv.ts";
import { type Fraction, fraction, order, plus, readFraction } from "./fraction.ts";
import { preferring, type Sheet, sheetsOf, votesFor } from "./preferences.ts";

/**
 * Checks a count of ballots by its own account (`countBallots` with `explain`), with code of its own. Returns what is wrong;
 * nothing if all is right.
 * @param approve as the count was told.
 */
export function checkBallotOutcome(
  profile: Profile,
  outcome: BallotOutcome,
  approve: "top" | "listed" = "top",
): readonly string[] {
  if (outcome.rounds === undefined) return ["the outcome has no rounds to check: count it with explain"];
  const faults: string[] = [];
  const sheets = sheetsOf(profile, approve);
  const winners = followRounds(profile, sheets, outcome, outcome.rounds, faults);
  if (winners.join("\n") !== outcome.winners.join("\n"))
    faults.push(`the winners are not those of the rounds (${winners.join(", ")})`);
  return faults;
}

function followRounds(
  profile: Profile,
  sheets: readonly Sheet[],
  outcome: BallotOutcome,
  rounds: readonly BallotRound[],
  faults: string[],
): readonly string[] {
  const names = profile.candidates;
  const { method, seats, ties } = outcome;
  const tied = new Set(ties.flatMap((tie) => tie.tied));
  switch (method) {
    case "approval":
    case "borda":
    case "copeland": {
      const scores = names.map((_, candidate) => scoreOf(method, sheets, candidate, names.length));
      checkScores(
        names,
        scores,
        rounds.find((round) => round.kind === "scores"),
        faults,
      );
      return checkedTop(names, scores, outcome, seats, tied, faults);
    }
    case "plurality-runoff":
      return checkRunoff(names, sheets, outcome, rounds, faults);
    case "irv":
      return checkExclusions(names, sheets, rounds, tied, faults);
    case "schulze":
      return checkSchulze(names, sheets, outcome, rounds, faults);
    case "scottish-stv": {
      const stages = rounds.filter((round) => round.kind === "stage");
      return checkStv(profile, sheets, stages, seats, faults);
    }
    case "seq-pav":
    case "seq-phragmen":
    case "equal-shares": {
      const taken = rounds.filter((round) => round.kind === "seat");
      return checkSeats(method, names, sheets, seats, taken, ties, faults);
    }
  }
}

function scoreOf(
  method: "approval" | "borda" | "copeland",
  sheets: readonly Sheet[],
  candidate: number,
  count: number,
): Fraction {
  if (method === "approval")
    return fraction(sheets.reduce((sum, { approved, voters }) => sum + (approved.has(candidate) ? voters : 0n), 0n));
  let score = fraction(0n);
  for (let other = 0; other < count; other += 1) {
    if (other === candidate) continue;
    const [ahead, behind] = [preferring(sheets, candidate, other), preferring(sheets, other, candidate)];
    const all = sheets.reduce((sum, { voters }) => sum + voters, 0n);
    const borda = plus(fraction(ahead), fraction(all - ahead - behind, 2n));
    score = plus(score, method === "borda" ? borda : fraction(ahead > behind ? 1n : ahead < behind ? -1n : 0n));
  }
  return score;
}

function checkScores(
  names: readonly string[],
  scores: readonly Fraction[],
  round: ScoresRound | undefined,
  faults: string[],
): void {
  for (const [index, name] of names.entries()) {
    const stated = readFraction(round?.scores.find((entry) => entry.candidate === name)?.score ?? "");
    if (stated === undefined || order(stated, scores[index]!) !== 0) faults.push(`the score of ${name} is wrong`);
  }
}

/** The winners stated, if each is worth at least as much as everybody after. */
function checkedTop(
  names: readonly string[],
  scores: readonly Fraction[],
  { winners }: BallotOutcome,
  seats: number,
  tied: ReadonlySet<string>,
  faults: string[],
): readonly string[] {
  for (const [place, winner] of winners.entries()) {
    const score = scores[names.indexOf(winner)]!;
    for (const [index, other] of names.entries()) {
      if (winners.slice(0, place + 1).includes(other)) continue;
      const sign = order(scores[index]!, score);
      if (sign > 0) faults.push(`${other} has more than ${winner}`);
      if (sign === 0 && !(tied.has(other) && tied.has(winner))) faults.push(`the tie of ${winner} and ${other} is not reported`);
    }
  }
  if (winners.length !== seats) faults.push(`${winners.length} winners for ${seats} seats`);
  return winners;
}

function checkRunoff(
  names: readonly string[],
  sheets: readonly Sheet[],
  outcome: BallotOutcome,
  rounds: readonly BallotRound[],
  faults: string[],
): readonly string[] {
  const everybody = [...names.keys()];
  const { votes } = votesFor(sheets, everybody);
  const scores = everybody.map((index) => votes.get(index)!);
  checkScores(
    names,
    scores,
    rounds.find((round) => round.kind === "scores"),
    faults,
  );
  const runoff = rounds.find((round) => round.kind === "runoff");
  const total = scores.reduce(plus);
  const twice = (value: Fraction) => plus(value, value);
  const majority = everybody.filter((index) => order(twice(scores[index]!), total) > 0).map((index) => names[index]!);
  if (runoff === undefined) {
    if (majority.length === 0 && names.length > 1) faults.push("nobody has a majority, and there is no second round");
    return majority.length === 0 ? outcome.winners : majority;
  }
  if (majority.length > 0) faults.push("there is a majority, and yet a second round");
  const [a, b] = runoff.finalists.map((name) => names.indexOf(name));
  for (const index of everybody) {
    if (index !== a && index !== b && [a!, b!].some((finalist) => order(scores[index]!, scores[finalist]!) > 0))
      faults.push(`${names[index]} should be in the second round`);
  }
  const final = votesFor(sheets, [a!, b!]).votes;
  if (order(readFraction(runoff.votes[0])!, final.get(a!)!) !== 0) faults.push("the votes of the second round are wrong");
  const sign = order(final.get(a!)!, final.get(b!)!);
  if (sign === 0) return runoff.finalists.includes(outcome.winners[0]!) ? outcome.winners : [];
  return [names[sign > 0 ? a! : b!]!];
}

function checkExclusions(
  names: readonly string[],
  sheets: readonly Sheet[],
  rounds: readonly BallotRound[],
  tied: ReadonlySet<string>,
  faults: string[],
): readonly string[] {
  let left = [...names.keys()];
  for (const round of rounds.filter((entry): entry is ExclusionRound => entry.kind === "exclusion")) {
    const say = (fault: string) => faults.push(`round ${round.round}: ${fault}`);
    const { votes, exhausted } = votesFor(sheets, left);
    for (const index of left) {
      const stated = readFraction(round.votes.find((entry) => entry.candidate === names[index])?.votes ?? "");
      if (stated === undefined || order(stated, votes.get(index)!) !== 0) say(`${names[index]} has other votes`);
    }
    if (order(readFraction(round.exhausted)!, exhausted) !== 0) say("other ballots are exhausted");
    const total = [...votes.values()].reduce(plus);
    const leader = left.find((index) => left.length === 1 || order(plus(votes.get(index)!, votes.get(index)!), total) > 0);
    if (round.elected !== undefined) {
      if (leader === undefined || names[leader] !== round.elected) say(`${round.elected} has no majority`);
      return [round.elected];
    }
    const out = names.indexOf(round.excluded ?? "");
    if (leader !== undefined) say("somebody has a majority already");
    for (const index of left) {
      const sign = index === out ? 1 : order(votes.get(index)!, votes.get(out)!);
      if (sign < 0) say(`${names[index]} has fewer votes`);
      if (sign === 0 && !tied.has(names[index]!)) say(`the tie with ${names[index]} is not reported`);
    }
    left = left.filter((index) => index !== out);
  }
  return [];
}

function checkSchulze(
  names: readonly string[],
  sheets: readonly Sheet[],
  outcome: BallotOutcome,
  rounds: readonly BallotRound[],
  faults: string[],
): readonly string[] {
  const all = [...names.keys()];
  const preferred = all.map((a) => all.map((b) => (a === b ? 0n : preferring(sheets, a, b))));
  const round = rounds.find((entry) => entry.kind === "pairwise");
  const differs = all.some((a) => all.some((b) => BigInt(round?.preferred[a]?.[b] ?? -1) !== preferred[a]![b]));
  if (differs) faults.push("the table of preferences is wrong");
  const direct = all.map((a) =>
    all.map((b) => (preferred[a]![b]! > preferred[b]![a]! ? preferred[a]![b]! - preferred[b]![a]! : 0n)),
  );
  const strength = direct.map((row) => [...row]);
  // One step more on the end of every path, until no path gets stronger.
  for (let changed = true; changed;) {
    changed = false;
    for (const a of all) {
      for (const by of all) {
        for (const b of all) {
          const through = strength[a]![by]! < direct[by]![b]! ? strength[a]![by]! : direct[by]![b]!;
          if (a === b || through <= strength[a]![b]!) continue;
          strength[a]![b] = through;
          changed = true;
        }
      }
    }
  }
  let left = all;
  for (const [place, winner] of outcome.winners.entries()) {
    const index = names.indexOf(winner);
    const unbeaten = left.filter((a) => left.every((b) => strength[b]![a]! <= strength[a]![b]!));
    if (!unbeaten.includes(index)) faults.push(`${winner} is beaten`);
    const told = outcome.ties.find((tie) => tie.round === place + 1)?.tied ?? [winner];
    if (
      told.toSorted().join("\n") !==
      unbeaten
        .map((a) => names[a]!)
        .toSorted()
        .join("\n")
    )
      faults.push(`a tie for place ${place + 1} is not reported`);
    left = left.filter((other) => other !== index);
  }
  if (outcome.winners.length !== outcome.seats) faults.push(`${outcome.winners.length} winners for ${outcome.seats} seats`);
  return outcome.winners;
}
