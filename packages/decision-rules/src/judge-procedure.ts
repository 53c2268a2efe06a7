import { daysBetween, noticeLatest } from "@gongzhi/working-days";
import { figureOf, inconsistent } from "./figures.ts";
import { thresholdOf } from "./fraction.ts";
import type { Meeting } from "./meeting.ts";
import type { CompositionRule, ItemRule, NoticeRule, Requirement, RuleVersion } from "./rule.ts";
import { NO_CITATION, type Reason, type ReasonEffect, plainReason, shareReason, withEffect } from "./verdict.ts";

/** Whether what the rule asks for and nobody stated counts against the meeting. */
export type Missing = "noted" | "invalid";

/** Judges all that is neither attendance nor votes. Each finding is a reason; `violated` ones make the meeting invalid. */
export function judgeProcedure(rule: RuleVersion, meeting: Meeting, item: ItemRule | null, missing: Missing): readonly Reason[] {
  const reasons: Reason[] = [];
  const notice = item?.notice ?? rule.notice;
  if (notice !== null) judgeNotice(notice, meeting, missing, reasons);
  for (const requirement of rule.requires) judgeRequirement(requirement, meeting, missing, reasons);
  if (rule.methods !== null) judgeMethod(rule.methods, meeting, missing, reasons);
  if (meeting.recusal !== null) judgeRecusal(rule, meeting.recusal, reasons);
  if (rule.kind === "recall" && meeting.initiative === null) {
    reasons.push(plainReason("initiative-not-stated", notStated(missing), rule.initiative[0] ?? NO_CITATION));
  }
  for (const composition of rule.composition) judgeComposition(rule, composition, meeting, reasons);
  if (item !== null && item.forms !== null && meeting.form !== null && !item.forms.includes(meeting.form)) {
    reasons.push(plainReason("item-form", "violated", item, { params: { item: meeting.item ?? "", form: meeting.form } }));
  }
  return reasons;
}

function notStated(missing: Missing): ReasonEffect {
  return missing === "invalid" ? "violated" : "unknown";
}

function judgeNotice(rule: NoticeRule, meeting: Meeting, missing: Missing, reasons: Reason[]): void {
  const { notice, meetingDay } = meeting;
  if (notice === null || meetingDay === null) {
    reasons.push(plainReason("notice-not-stated", notStated(missing), rule, { threshold: rule.days }));
    return;
  }
  const figure = daysBetween(notice.day, meetingDay);
  const params = { noticeDay: notice.day, meetingDay, latest: noticeLatest(meetingDay, rule.days) };
  const effect = figure >= rule.days ? "met" : "violated";
  reasons.push(plainReason("notice", effect, rule, { figure, comparison: "atLeast", threshold: rule.days, params }));
  if (!rule.withAgenda) return;
  const agenda = notice.withAgenda === null ? notStated(missing) : notice.withAgenda ? "met" : "violated";
  reasons.push(plainReason("notice-agenda", agenda, rule));
}

function judgeRequirement(rule: Requirement, meeting: Meeting, missing: Missing, reasons: Reason[]): void {
  if (rule.items !== null && (meeting.item === null || !rule.items.includes(meeting.item))) return;
  const stated = Object.hasOwn(meeting.facts, rule.fact) ? meeting.facts[rule.fact] : undefined;
  const params = { fact: rule.fact };
  if (stated === undefined) {
    const effect = rule.whenNotStated === "invalid" || missing === "invalid" ? "violated" : "unknown";
    reasons.push(plainReason("requirement-not-stated", effect, rule, { params }));
    return;
  }
  reasons.push(plainReason("requirement", stated ? "met" : "violated", rule, { params }));
}

function judgeMethod(methods: readonly string[], meeting: Meeting, missing: Missing, reasons: Reason[]): void {
  const allowed = methods.join("、");
  if (meeting.method === null) {
    // Before the vote there is no method to state.
    const voted = meeting.ballots !== null || meeting.selection !== null;
    const effect = voted ? notStated(missing) : "unknown";
    reasons.push(plainReason("method-not-stated", effect, NO_CITATION, { params: { allowed } }));
    return;
  }
  const effect = methods.includes(meeting.method) ? "met" : "violated";
  reasons.push(plainReason("method", effect, NO_CITATION, { params: { method: meeting.method, allowed } }));
}

function judgeRecusal(rule: RuleVersion, recusal: NonNullable<Meeting["recusal"]>, reasons: Reason[]): void {
  const citation = rule.recusal ?? NO_CITATION;
  if (recusal.steppedAside > 0) reasons.push(plainReason("recusal", "info", citation, { figure: recusal.steppedAside }));
  const stayed = recusal.interested - recusal.steppedAside;
  if (stayed <= 0) return;
  // A rule without recusal of its own does not make the meeting invalid; it must still be seen.
  reasons.push(plainReason("recusal-missing", rule.recusal === null ? "warning" : "violated", citation, { figure: stayed }));
}

function judgeComposition(rule: RuleVersion, composition: CompositionRule, meeting: Meeting, reasons: Reason[]): void {
  const figure = figureOf(rule, meeting, meeting.roll, composition.count);
  const failure = composition.effect === "invalid" ? "violated" : "warning";
  if (composition.kind === "number") {
    if (figure === undefined) return noteComposition(rule, composition, reasons);
    const { least, most } = composition;
    const met = figure >= least && (most === null || figure <= most);
    const code = most === null ? "composition-least" : least === 0 ? "composition-most" : "composition-range";
    const params = { least, most: most ?? least };
    reasons.push(plainReason(code, met ? "met" : failure, composition, { unit: composition.count, figure, params }));
    if (!composition.odd) return;
    const odd = figure % 2 === 1 ? "met" : failure;
    reasons.push(plainReason("composition-odd", odd, composition, { unit: composition.count, figure }));
    return;
  }
  const count = figureOf(rule, meeting, meeting.roll, composition.of);
  if (figure === undefined || count === undefined) return noteComposition(rule, composition, reasons);
  const { comparison, fraction, of } = composition;
  if (comparison !== "atMost" && figure > count) {
    throw inconsistent(`roll.${composition.count}`, `${figure}, but there are ${count} (${of})`);
  }
  const threshold = thresholdOf(comparison, fraction, count);
  const met = comparison === "atMost" ? figure <= threshold : figure >= threshold;
  const numbers = { figure, threshold, denominator: { of: "roll" as const, unit: of, count } };
  const reason = shareReason("composition-share", met, composition.count, composition, numbers);
  reasons.push(met ? reason : withEffect(reason, failure));
}

/** A rule that is about composition says what it lacks; a meeting's verdict is not cluttered with it. */
function noteComposition(rule: RuleVersion, composition: CompositionRule, reasons: Reason[]): void {
  if (rule.kind !== "composition") return;
  reasons.push(plainReason("composition-not-stated", "unknown", composition, { unit: composition.count }));
}
