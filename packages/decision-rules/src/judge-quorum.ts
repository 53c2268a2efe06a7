import { evaluateTree } from "./evaluate-tree.ts";
import { figureOf, missingFigure, ownFigure } from "./figures.ts";
import { thresholdOf } from "./fraction.ts";
import type { Meeting } from "./meeting.ts";
import { type Presence, givesAttendance, presenceOf } from "./presence.ts";
import { DecisionRefusal } from "./refusal.ts";
import { type ItemRule, type MeetingForm, type QuorumShare, type RuleVersion, leavesOf, quorumFor } from "./rule.ts";
import { NO_CITATION, type Reason, plainReason, shareReason, withEffect } from "./verdict.ts";

/** The form the meeting was judged in, and whether its quorum was reached (null without attendance). */
export type Holding = { readonly form: MeetingForm | null; readonly presence: Presence | null; readonly held: boolean | null };

/**
 * Judges the attendance. Without `form`, every form whose attendance is given is tried in the rule's order; the first that
 * holds is the meeting's.
 * @throws DecisionRefusal `unknown-form`, `missing-figure`, `inconsistent-figures`.
 */
export function judgeQuorum(rule: RuleVersion, meeting: Meeting, item: ItemRule | null, reasons: Reason[]): Holding {
  const forms = formsToTry(rule, meeting, item);
  if (meeting.attendance === null) {
    for (const form of forms) reasons.push(...thresholdsBefore(rule, meeting, form, item));
    return { form: forms.length === 1 ? (forms[0] ?? null) : null, presence: null, held: null };
  }
  const given = meeting.form === null ? forms.filter((form) => givesAttendance(rule, meeting, unitsOf(rule, form, item))) : forms;
  const [first] = given;
  if (first === undefined) throw missingFigure(`attendance.${forms[0]?.counts[0] ?? ""}`);
  const failed: Reason[] = [];
  let firstTried: Presence | null = null;
  for (const form of given) {
    const own: Reason[] = [];
    const presence = presenceOf(rule, meeting, form, own);
    const holds = holdsIn(rule, presence, item, own);
    if (holds) {
      reasons.push(...failed.map((reason) => (reason.effect === "violated" ? withEffect(reason, "not-needed") : reason)), ...own);
      return { form, presence, held: true };
    }
    failed.push(...own);
    firstTried ??= presence;
  }
  reasons.push(...failed);
  return { form: first, presence: firstTried, held: false };
}

function formsToTry(rule: RuleVersion, meeting: Meeting, item: ItemRule | null): readonly MeetingForm[] {
  if (meeting.form !== null) {
    const named = rule.forms.find((form) => form.id === meeting.form);
    if (named !== undefined) return [named];
    const known = rule.forms.map((form) => form.id).join(", ");
    throw new DecisionRefusal("unknown-form", "form", `the rule ${rule.id} has no form ${meeting.form}; it has ${known}`);
  }
  const itemForms = item?.forms ?? null;
  return itemForms === null ? rule.forms : rule.forms.filter((form) => itemForms.includes(form.id));
}

function unitsOf(rule: RuleVersion, form: MeetingForm, item: ItemRule | null): readonly string[] {
  const quorum = quorumFor(rule, form, item);
  return [form.counts[0] ?? "", ...(quorum === null ? [] : leavesOf(quorum).map((leaf) => leaf.of))];
}

function holdsIn(rule: RuleVersion, presence: Presence, item: ItemRule | null, reasons: Reason[]): boolean {
  const quorum = quorumFor(rule, presence.form, item);
  if (quorum === null) {
    const persons = presence.form.counts[0] ?? "";
    const figure = presence.present(persons);
    const effect = figure > 0 ? "info" : "violated";
    reasons.push(plainReason("no-quorum-rule", effect, NO_CITATION, { unit: persons, figure, threshold: 1 }));
    return figure > 0;
  }
  const { met, reasons: own } = evaluateTree(quorum, (leaf) => judgeShare(presence, leaf));
  reasons.push(...own);
  return met;
}

function judgeShare(presence: Presence, leaf: QuorumShare): Reason {
  const count = leaf.base === "due" ? presence.due(leaf.of) : presence.all(leaf.of);
  const figure = presence.present(leaf.of);
  const threshold = thresholdOf(leaf.comparison, leaf.fraction, count);
  const denominator = { of: leaf.base, unit: leaf.of, count };
  return shareReason("attendance", figure >= threshold, leaf.of, leaf, { figure, threshold, denominator });
}

/** What will be needed, where the roll is known and nobody has come yet. */
function thresholdsBefore(rule: RuleVersion, meeting: Meeting, form: MeetingForm, item: ItemRule | null): readonly Reason[] {
  const quorum = quorumFor(rule, form, item);
  if (quorum === null) return [];
  return leavesOf(quorum).flatMap((leaf) => {
    const due = leaf.base === "due" && leaf.of === form.counts[0] ? ownFigure(meeting.roll, "due") : undefined;
    const count = due ?? figureOf(rule, meeting, meeting.roll, leaf.of);
    if (count === undefined) return [];
    const numbers = {
      figure: null,
      threshold: thresholdOf(leaf.comparison, leaf.fraction, count),
      denominator: { of: leaf.base, unit: leaf.of, count },
    };
    return [withEffect(shareReason("attendance-needed", false, leaf.of, leaf, numbers), "info")];
  });
}
