import { inconsistent } from "./figures.ts";
import { thresholdOf } from "./fraction.ts";
import { denominatorOf } from "./judge-votes.ts";
import type { Selection } from "./meeting.ts";
import type { Presence } from "./presence.ts";
import type { SelectionRule } from "./rule.ts";
import { type Reason, type SelectionResult, plainReason, shareReason } from "./verdict.ts";

/**
 * Counts a 推选: who has the votes the rule asks for is chosen, by votes where more have them than there are seats; candidates
 * tied across the last seat are left to a further round. Each ballot may name as many as there are seats.
 * @throws DecisionRefusal `inconsistent-figures` with the field.
 */
export function judgeSelection(
  rule: SelectionRule,
  round: Selection,
  presence: Presence,
  reasons: Reason[],
): SelectionResult & { readonly seatsAllowed: boolean } {
  const persons = presence.form.counts[0] ?? "";
  refuseInconsistentRound(round, presence.mostVotes(persons));
  const measure = round.round > 1 ? (rule.laterRound ?? rule.elected) : rule.elected;
  const deducted = presence.deductions(persons);
  const cast = Math.max(0, round.cast - deducted);
  const counts = { for: 0, cast, forOrAgainst: Math.max(0, cast - round.invalid) };
  const denominator = denominatorOf(presence, measure.of, measure.counted ?? persons, counts);
  const threshold = thresholdOf(measure.comparison, measure.fraction, denominator.count);
  const counted = round.candidates
    .map((candidate) => ({ id: candidate.id, votes: Math.max(0, candidate.votes - deducted) }))
    .sort((a, b) => b.votes - a.votes || (a.id < b.id ? -1 : 1));
  for (const { id, votes } of counted) {
    const reason = shareReason("candidate", votes >= threshold, persons, measure, { figure: votes, threshold, denominator });
    reasons.push({ ...reason, params: { candidate: id } });
  }
  const result = fillSeats(
    counted.filter((candidate) => candidate.votes >= threshold),
    round.seats,
  );
  if (result.tied.length > 0) {
    const params = { candidates: result.tied.join("、"), seats: round.seats - result.elected.length };
    reasons.push(plainReason("candidates-tied", "violated", rule, { figure: result.tied.length, params }));
  }
  if (result.vacantSeats > 0) reasons.push(plainReason("seats-vacant", "violated", rule, { figure: result.vacantSeats }));
  return { ...result, seatsAllowed: judgeSeats(rule, round.seats, reasons) };
}

function fillSeats(qualified: readonly { readonly id: string; readonly votes: number }[], seats: number): SelectionResult {
  const last = qualified[seats - 1];
  const next = qualified[seats];
  if (last === undefined || next === undefined || next.votes < last.votes) {
    const elected = qualified.slice(0, seats).map((candidate) => candidate.id);
    return { elected, tied: [], vacantSeats: seats - elected.length };
  }
  const elected = qualified.filter((candidate) => candidate.votes > last.votes).map((candidate) => candidate.id);
  const tied = qualified.filter((candidate) => candidate.votes === last.votes).map((candidate) => candidate.id);
  return { elected, tied, vacantSeats: seats - elected.length };
}

function judgeSeats(rule: SelectionRule, seats: number, reasons: Reason[]): boolean {
  const tooMany = rule.mostSeats !== null && seats > rule.mostSeats;
  if (seats < rule.leastSeats || tooMany) {
    const params = { least: rule.leastSeats, most: rule.mostSeats ?? "…" };
    reasons.push(plainReason("seats-range", "violated", rule, { figure: seats, params }));
    return false;
  }
  if (rule.odd && seats % 2 === 0) {
    reasons.push(plainReason("seats-odd", "violated", rule, { figure: seats }));
    return false;
  }
  return true;
}

function refuseInconsistentRound(round: Selection, mostVotes: number): void {
  if (round.cast > mostVotes) throw inconsistent("selection.cast", `${round.cast} ballots, but at most ${mostVotes} can vote`);
  if (round.invalid > round.cast) throw inconsistent("selection.invalid", `${round.invalid} of ${round.cast} ballots`);
  const valid = round.cast - round.invalid;
  let sum = 0;
  round.candidates.forEach((candidate, index) => {
    sum += candidate.votes;
    if (candidate.votes <= valid) return;
    throw inconsistent(`selection.candidates.${index}.votes`, `${candidate.votes} votes on ${valid} valid ballots`);
  });
  if (sum > valid * round.seats) {
    throw inconsistent("selection.candidates", `${sum} votes, but ${valid} valid ballots name at most ${round.seats} each`);
  }
}
