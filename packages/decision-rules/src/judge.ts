import { refuseInconsistentFigures } from "./figures.ts";
import { holdsOn } from "./in-force.ts";
import { judgeInitiative, refuseUnknownInitiators } from "./judge-initiative.ts";
import { type Missing, judgeProcedure } from "./judge-procedure.ts";
import { judgeQuorum, type Holding } from "./judge-quorum.ts";
import { judgeSelection } from "./judge-selection.ts";
import { judgeVotes, votesNeeded } from "./judge-votes.ts";
import type { Meeting } from "./meeting.ts";
import { DecisionRefusal } from "./refusal.ts";
import { type ItemRule, type RuleVersion, itemRuleFor } from "./rule.ts";
import { NO_CITATION, type Outcome, type Reason, type SelectionResult, type Verdict, plainReason } from "./verdict.ts";

export type JudgeOptions = {
  /**
   * What the rule asks for and the meeting does not state (notice, facts, agenda): `noted` (default) leaves it `unknown` among the
   * reasons; `invalid` counts it against the meeting, for callers who must have established everything.
   */
  readonly missing?: Missing;
};

/**
 * May the meeting be held, was it valid, did the motion pass, and why: roll, attendance and ballots against one version of one
 * rule, in whole numbers. A deterministic function of its arguments: the same figures give the same verdict for ever.
 * @throws DecisionRefusal when the figures are not enough, contradict each other, or the rule is not in force on the day.
 */
export function judge(rule: RuleVersion, meeting: Meeting, options: JudgeOptions = {}): Verdict {
  refuseOtherDays(rule, meeting);
  refuseInconsistentFigures(rule, meeting);
  const reasons: Reason[] = [];
  const item = itemRuleFor(rule, meeting.item);
  const mustBeCalled = judgeAsking(rule, meeting, reasons);
  const within = judgePower(rule, meeting, item, reasons);
  // A meeting that has only been asked for has no procedure to judge yet.
  const onlyAsked = mustBeCalled !== null && meeting.attendance === null && meeting.notice === null && meeting.item === null;
  const procedure = onlyAsked ? [] : judgeProcedure(rule, meeting, item, options.missing ?? "noted");
  reasons.push(...procedure);
  const holding = onlyAsked || rule.forms.length === 0 ? NOT_HELD_YET : judgeQuorum(rule, meeting, item, reasons);
  const vote = judgeVoting(rule, meeting, holding, item, reasons);
  noteSource(rule, reasons);
  // A recall is only lawful when enough people asked for it; a meeting may also be called without being asked for.
  const asked = rule.kind !== "recall" || mustBeCalled !== false;
  const orderly = asked && procedure.every((reason) => reason.effect !== "violated") && vote.seatsAllowed;
  const looked = procedure.some((reason) => reason.effect === "met" || reason.effect === "warning");
  const valid = !within || !orderly || holding.held === false ? false : holding.held === true || looked ? true : null;
  const { enough } = vote;
  const passed = within ? (enough === null ? null : enough && holding.held === true && valid === true) : false;
  return {
    rule: sourceOf(rule),
    form: holding.form?.id ?? null,
    item: meeting.item,
    outcome: outcomeOf({ within, held: holding.held, valid, passed, mustBeCalled, selection: vote.selection }),
    held: holding.held,
    valid,
    passed,
    mustBeCalled,
    selection: vote.selection,
    reasons,
  };
}

const NOT_HELD_YET: Holding = { form: null, presence: null, held: null };

function refuseOtherDays(rule: RuleVersion, meeting: Meeting): void {
  const day = meeting.meetingDay;
  if (day === null || holdsOn(rule, day)) return;
  const what = `${day}, but version ${rule.version} of ${rule.id} is in force ${rule.from ?? "…"} to ${rule.to ?? "…"}`;
  throw new DecisionRefusal("rule-not-in-force", "meetingDay", what);
}

function judgeAsking(rule: RuleVersion, meeting: Meeting, reasons: Reason[]): boolean | null {
  if (meeting.initiative === null) return null;
  refuseUnknownInitiators(rule, meeting.initiative);
  return judgeInitiative(rule, meeting, meeting.initiative, reasons);
}

/** Whether this body can decide the matter at all. */
function judgePower(rule: RuleVersion, meeting: Meeting, item: ItemRule | null, reasons: Reason[]): boolean {
  const name = meeting.item;
  if (name === null) {
    if (rule.mayDecide !== null) reasons.push(plainReason("item-not-stated", "warning", NO_CITATION));
    return true;
  }
  const excluded = item !== null && !item.decidable;
  const unlisted = rule.mayDecide !== null && !rule.mayDecide.includes(name);
  if (excluded || unlisted) {
    reasons.push(plainReason("item-beyond-power", "violated", item ?? NO_CITATION, { params: { item: name } }));
    return false;
  }
  if (item !== null) reasons.push(plainReason("item-special-measure", "info", item, { params: { item: name } }));
  return true;
}

type Voting = { readonly enough: boolean | null; readonly selection: SelectionResult | null; readonly seatsAllowed: boolean };
const NO_VOTE: Voting = { enough: null, selection: null, seatsAllowed: true };

function judgeVoting(rule: RuleVersion, meeting: Meeting, holding: Holding, item: ItemRule | null, reasons: Reason[]): Voting {
  const { presence } = holding;
  if (meeting.ballots === null && meeting.selection === null) {
    if (presence !== null && holding.held === true) reasons.push(...votesNeeded(rule, presence, item));
    return NO_VOTE;
  }
  if (presence === null) {
    throw new DecisionRefusal("missing-figure", "attendance", "votes were given without the attendance");
  }
  if (meeting.selection !== null) {
    if (rule.selection === null) throw new DecisionRefusal("inconsistent-figures", "selection", `${rule.id} chooses nobody`);
    const { seatsAllowed, ...selection } = judgeSelection(rule.selection, meeting.selection, presence, reasons);
    return { enough: selection.vacantSeats === 0, selection, seatsAllowed };
  }
  return { enough: judgeVotes(rule, meeting, presence, item, reasons), selection: null, seatsAllowed: true };
}

/** What stands behind the rule: shown with every verdict that rests on a default not confirmed. */
function noteSource(rule: RuleVersion, reasons: Reason[]): void {
  const { confirmed, edition } = rule.source;
  if (!confirmed) reasons.push(plainReason("rule-unconfirmed", "warning", NO_CITATION, { params: { edition } }));
}

function sourceOf(rule: RuleVersion): Verdict["rule"] {
  const { text, edition, confirmed } = rule.source;
  return { id: rule.id, version: rule.version, text, edition, confirmed, from: rule.from, to: rule.to };
}

type Answers = Pick<Verdict, "held" | "valid" | "passed" | "mustBeCalled" | "selection"> & { readonly within: boolean };

function outcomeOf({ within, held, valid, passed, mustBeCalled, selection }: Answers): Outcome {
  if (!within) return "beyond-power";
  if (held === false) return "not-held";
  if (valid === false) return "invalid";
  if (passed === false && selection !== null && selection.elected.length > 0) return "partly-filled";
  if (passed !== null) return passed ? "passed" : "failed";
  if (held === true) return "held";
  if (valid === true) return "valid";
  if (mustBeCalled !== null) return mustBeCalled ? "must-be-called" : "need-not-be-called";
  return "not-judged";
}
