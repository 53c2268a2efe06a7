import { evaluateTree } from "./evaluate-tree.ts";
import { inconsistent, missingFigure } from "./figures.ts";
import { thresholdOf } from "./fraction.ts";
import type { Meeting, Tally } from "./meeting.ts";
import type { Presence } from "./presence.ts";
import { type ItemRule, type PassingShare, type RuleVersion, type VoteBase, leavesOf, passingFor } from "./rule.ts";
import { NO_CITATION, type Denominator, type Reason, plainReason, shareReason, withEffect } from "./verdict.ts";

/** What a vote can be measured by. */
export type VoteCounts = { readonly for: number; readonly cast: number; readonly forOrAgainst: number };

/**
 * Judges the votes against the form's measure; null where the rule has none.
 * @throws DecisionRefusal `missing-figure`, `inconsistent-figures` (more ballots than people).
 */
export function judgeVotes(
  rule: RuleVersion,
  meeting: Meeting,
  presence: Presence,
  item: ItemRule | null,
  reasons: Reason[],
): boolean | null {
  const passing = passingFor(rule, presence.form, item);
  const persons = presence.form.counts[0] ?? "";
  const units = passing === null ? [persons] : [...new Set(leavesOf(passing).map((leaf) => leaf.counted ?? persons))];
  const counts = new Map(units.map((unit) => [unit, countVotes(meeting, presence, unit, units, reasons)]));
  refuseStrangers(meeting, units);
  if (passing === null) {
    reasons.push(plainReason("no-passing-rule", "info", NO_CITATION, { unit: persons, figure: counts.get(persons)?.for ?? 0 }));
    return null;
  }
  const { met, reasons: own } = evaluateTree(passing, (leaf) => {
    const unit = leaf.counted ?? persons;
    const votes = counts.get(unit) ?? { for: 0, cast: 0, forOrAgainst: 0 };
    return judgeShare(presence, leaf, unit, votes);
  });
  reasons.push(...own);
  return met;
}

function judgeShare(presence: Presence, leaf: PassingShare, unit: string, votes: VoteCounts): Reason {
  const denominator = denominatorOf(presence, leaf.of, unit, votes);
  const threshold = thresholdOf(leaf.comparison, leaf.fraction, denominator.count);
  return shareReason("votes", votes.for >= threshold, unit, leaf, { figure: votes.for, threshold, denominator });
}

/** What a motion will need, once the hall is known and before the vote: for bases that do not wait for the ballots. */
export function votesNeeded(rule: RuleVersion, presence: Presence, item: ItemRule | null): readonly Reason[] {
  const passing = passingFor(rule, presence.form, item);
  if (passing === null) return [];
  return leavesOf(passing).flatMap((leaf) => {
    if (leaf.of === "cast" || leaf.of === "forOrAgainst") return [];
    const unit = leaf.counted ?? presence.form.counts[0] ?? "";
    const denominator = denominatorOf(presence, leaf.of, unit, NOBODY_VOTED);
    const threshold = thresholdOf(leaf.comparison, leaf.fraction, denominator.count);
    return [withEffect(shareReason("votes-needed", false, unit, leaf, { figure: null, threshold, denominator }), "info")];
  });
}

const NOBODY_VOTED: VoteCounts = { for: 0, cast: 0, forOrAgainst: 0 };

export function denominatorOf(presence: Presence, of: VoteBase, unit: string, votes: VoteCounts): Denominator {
  switch (of) {
    case "all":
      return { of, unit, count: presence.all(unit) };
    case "due":
      return { of, unit, count: presence.due(unit) };
    case "present":
      return { of, unit, count: presence.present(unit) };
    case "cast":
      return { of, unit, count: votes.cast };
    case "forOrAgainst":
      return { of, unit, count: votes.forOrAgainst };
  }
}

/** One count of votes, checked against the hall and without what unlawful mandates may have added in favour. */
function countVotes(meeting: Meeting, presence: Presence, unit: string, units: readonly string[], reasons: Reason[]): VoteCounts {
  const { tally, field } = tallyOf(meeting, unit, units);
  const cast = tally.for + tally.against + tally.abstain + tally.invalid;
  const most = presence.mostVotes(unit);
  if (cast > most) throw inconsistent(field, `${cast} votes, but at most ${most} can vote`);
  const deducted = presence.deductions(unit);
  if (cast < most) reasons.push(plainReason("did-not-vote", "info", NO_CITATION, { unit, figure: most - cast }));
  const favour = Math.max(0, tally.for - deducted);
  const left = Math.max(0, cast - deducted);
  return { for: favour, cast: left, forOrAgainst: Math.min(left, favour + tally.against) };
}

function tallyOf(meeting: Meeting, unit: string, units: readonly string[]): { readonly tally: Tally; readonly field: string } {
  const ballots = meeting.ballots ?? {};
  if (Object.hasOwn(ballots, unit)) return { tally: ballots[unit] ?? NO_VOTES, field: `ballots.${unit}` };
  // One tally without a name serves where only one thing is counted.
  if (Object.hasOwn(ballots, "") && units.length === 1) return { tally: ballots[""] ?? NO_VOTES, field: "ballots" };
  throw missingFigure(`ballots.${unit}`);
}

function refuseStrangers(meeting: Meeting, units: readonly string[]): void {
  const stranger = Object.keys(meeting.ballots ?? {}).find((unit) => unit !== "" && !units.includes(unit));
  if (stranger !== undefined) throw inconsistent(`ballots.${stranger}`, `is not counted here; counted are ${units.join(", ")}`);
}

const NO_VOTES: Tally = { for: 0, against: 0, abstain: 0, invalid: 0 };
