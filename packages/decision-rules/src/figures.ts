import type { Figures, Meeting } from "./meeting.ts";
import { DecisionRefusal } from "./refusal.ts";
import type { MeetingForm, RuleVersion } from "./rule.ts";

export function ownFigure(figures: Figures, name: string): number | undefined {
  return Object.hasOwn(figures, name) ? figures[name] : undefined;
}

/**
 * A figure of one section, or that of its alias where the roll does not know the name itself: a meeting of representatives whose
 * roll gives only `representatives` is taken to have no other members.
 */
export function figureOf(rule: RuleVersion, meeting: Meeting, figures: Figures, name: string): number | undefined {
  const own = ownFigure(figures, name);
  if (own !== undefined || ownFigure(meeting.roll, name) !== undefined || !Object.hasOwn(rule.aliases, name)) return own;
  return ownFigure(figures, rule.aliases[name] ?? name);
}

export function neededFigure(rule: RuleVersion, meeting: Meeting, section: "roll" | "attendance", name: string): number {
  const figure = figureOf(rule, meeting, meeting[section] ?? {}, name);
  if (figure === undefined) throw missingFigure(`${section}.${name}`);
  return figure;
}

export function missingFigure(field: string): DecisionRefusal {
  return new DecisionRefusal("missing-figure", field, "is needed by the rule and not given");
}

export function inconsistent(field: string, what: string): DecisionRefusal {
  return new DecisionRefusal("inconsistent-figures", field, what);
}

/** Figures that cannot all be true are refused with the field: who attends is on the roll, who asks is too. */
export function refuseInconsistentFigures(rule: RuleVersion, meeting: Meeting): void {
  if (meeting.attendance !== null) refuseMoreThanRoll(rule, meeting, meeting.attendance, "attendance");
  if (meeting.initiative !== null) refuseMoreThanRoll(rule, meeting, meeting.initiative, "initiative");
}

function refuseMoreThanRoll(rule: RuleVersion, meeting: Meeting, figures: Figures, section: string): void {
  for (const name of Object.keys(figures)) {
    const count = figures[name] ?? 0;
    const whole = figureOf(rule, meeting, meeting.roll, name);
    if (whole !== undefined && count > whole) throw inconsistent(`${section}.${name}`, `${count}, but the roll has ${whole}`);
  }
}

/** The same for one form: due to attend lies between those present and all. */
export function refuseInconsistentDue(rule: RuleVersion, meeting: Meeting, form: MeetingForm): void {
  const due = ownFigure(meeting.roll, "due");
  const unit = form.counts[0];
  if (due === undefined || unit === undefined) return;
  const all = figureOf(rule, meeting, meeting.roll, unit);
  if (all !== undefined && due > all) throw inconsistent("roll.due", `${due} are due to attend, but the roll has ${all}`);
  const present = figureOf(rule, meeting, meeting.attendance ?? {}, unit);
  if (present !== undefined && present > due) {
    throw inconsistent(`attendance.${unit}`, `${present} attend, but ${due} are due to attend`);
  }
}
