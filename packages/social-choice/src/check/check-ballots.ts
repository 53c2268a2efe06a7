import type { Profile } from "../ballots/profile.ts";
import type { BallotOutcome } from "../count-ballots.ts";
import type { BallotRound, ExclusionRound, ScoresRound } from "../methods/ballot-rounds.ts";
import { checkSeats } from "./check-seats.ts";
import { checkStv } from "./check-stv.ts";
import { type Fraction, fraction, order, plus } from "./fraction.ts";
import { preferring, type Sheet, sheetsOf, votesFor } from "./preferences.ts";
import { textOf } from "./statement.ts";

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
  const strangers = namesIn(outcome).filter((name) => !profile.candidates.includes(name));
  if (strangers.length > 0) return [`no candidates: ${strangers.join(", ")}`];
  const faults: string[] = [];
  const sheets = sheetsOf(profile, approve);
  const winners = followRounds(profile, sheets, outcome, outcome.rounds, faults);
  if (winners.join("\n") !== outcome.winners.join("\n"))
    faults.push(`the winners are not those of the rounds (${winners.join(", ")})`);
  if (outcome.winners.length !== outcome.seats) faults.push(`${outcome.winners.length} winners for ${outcome.seats} seats`);
  return faults;
}

/** Everybody whom the outcome names. */
function namesIn({ winners, ties, rounds = [] }: BallotOutcome): readonly string[] {
  const inRounds = rounds.flatMap((round): readonly (string | undefined)[] => {
    switch (round.kind) {
      case "scores":
        return round.scores.map(({ candidate }) => candidate);
      case "pairwise":
        return round.candidates;
      case "runoff":
        return round.finalists;
      case "exclusion":
        return [round.excluded, round.elected, ...round.votes.map(({ candidate }) => candidate)];
      case "stage":
        return [round.from, ...round.elected, ...round.votes.map(({ candidate }) => candidate)];
      case "seat":
        return [round.candidate, ...round.nextBest.map(({ candidate }) => candidate)];
    }
  });
  return [...winners, ...ties.flatMap(({ tied, taken }) => [...tied, taken]), ...inRounds].filter((name) => name !== undefined);
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
      checkScores(names, scores, SCORED[method], rounds, faults);
      return checkedTop(names, scores, outcome, tied, faults);
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
    default:
      faults.push(`no method ${String(method)}`);
      return [];
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

/** What each method's scores are called. */
const SCORED = { approval: "approvals", borda: "Borda points", copeland: "pairwise majorities won less lost" };

/** Everybody's score, highest first. */
function checkScores(
  names: readonly string[],
  scores: readonly Fraction[],
  of: string,
  rounds: readonly BallotRound[],
  faults: string[],
): void {
  const round = rounds.find((entry): entry is ScoresRound => entry.kind === "scores");
  const stated = round?.scores ?? [];
  if (round?.of !== of || stated.length !== names.length) faults.push(`these are not the ${of} of everybody`);
  for (const [index, name] of names.entries()) {
    const score = stated.find((entry) => entry.candidate === name)?.score;
    if (score !== textOf(scores[index]!)) faults.push(`the score of ${name} is wrong`);
  }
  const inOrder = stated.map(({ candidate }) => scores[names.indexOf(candidate)]!);
  if (inOrder.some((score, place) => place > 0 && order(score, inOrder[place - 1]!) > 0))
    faults.push("the scores are out of order");
}

/** The winners stated, if each is worth at least as much as everybody after. */
function checkedTop(
  names: readonly string[],
  scores: readonly Fraction[],
  { winners }: BallotOutcome,
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
  checkScores(names, scores, "first preferences", rounds, faults);
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
  if (a === undefined || b === undefined || a === b) return [];
  for (const index of everybody) {
    if (index !== a && index !== b && [a, b].some((finalist) => order(scores[index]!, scores[finalist]!) > 0))
      faults.push(`${names[index]} should be in the second round`);
  }
  const final = votesFor(sheets, [a, b]).votes;
  if (runoff.votes.join() !== [a, b].map((index) => textOf(final.get(index)!)).join())
    faults.push("the votes of the second round are wrong");
  const sign = order(final.get(a)!, final.get(b)!);
  if (sign === 0) return runoff.finalists.includes(outcome.winners[0]!) ? outcome.winners : [];
  return [names[sign > 0 ? a : b]!];
}

function checkExclusions(
  names: readonly string[],
  sheets: readonly Sheet[],
  rounds: readonly BallotRound[],
  tied: ReadonlySet<string>,
  faults: string[],
): readonly string[] {
  let left = [...names.keys()];
  for (const [place, round] of rounds.filter((entry): entry is ExclusionRound => entry.kind === "exclusion").entries()) {
    const say = (fault: string) => faults.push(`round ${place + 1}: ${fault}`);
    if (round.round !== place + 1 || round.votes.length !== left.length) say("not the round that is due");
    const { votes, exhausted } = votesFor(sheets, left);
    for (const index of left) {
      const stated = round.votes.find((entry) => entry.candidate === names[index])?.votes;
      if (stated !== textOf(votes.get(index)!)) say(`${names[index]} has other votes`);
    }
    if (round.exhausted !== textOf(exhausted)) say("other ballots are exhausted");
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
  const stronger = all.some((a) => all.some((b) => BigInt(round?.strengths?.[a]?.[b] ?? -1) !== strength[a]![b]!));
  if (stronger || round?.candidates.join("\n") !== names.join("\n")) faults.push("the table of strengths is wrong");
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
  return outcome.winners;
}
