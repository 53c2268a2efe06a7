import { type Deductions, countProxies } from "./count-proxies.ts";
import { figureOf, inconsistent, neededFigure, ownFigure, refuseInconsistentDue } from "./figures.ts";
import type { Meeting } from "./meeting.ts";
import type { MeetingForm, RuleVersion } from "./rule.ts";
import type { Reason } from "./verdict.ts";

/** Who counts in one form of a meeting, after unlawful mandates and those who stepped aside. */
export type Presence = {
  readonly form: MeetingForm;
  readonly deductions: Deductions;
  /** The most votes that can have been cast, by what is counted: those attending less those who stepped aside. */
  readonly mostVotes: (unit: string) => number;
  readonly present: (unit: string) => number;
  readonly all: (unit: string) => number;
  readonly due: (unit: string) => number;
};

/** @throws DecisionRefusal `missing-figure`, `inconsistent-figures` with the field. */
export function presenceOf(rule: RuleVersion, meeting: Meeting, form: MeetingForm, reasons: Reason[]): Presence {
  refuseInconsistentDue(rule, meeting, form);
  const persons = form.counts[0] ?? "";
  const steppedAside = meeting.recusal?.steppedAside ?? 0;
  const attending = neededFigure(rule, meeting, "attendance", persons);
  if (steppedAside > attending) throw inconsistent("recusal.steppedAside", `${steppedAside}, but ${attending} attend`);
  const deductions = countProxies(rule, meeting, form, reasons);
  const shrink = rule.recusal?.base === "shrinks" ? steppedAside : 0;
  const lessFor = (unit: string): number => (unit === persons ? shrink : 0);
  const present = (unit: string): number =>
    Math.max(0, neededFigure(rule, meeting, "attendance", unit) - deductions(unit) - lessFor(unit));
  const all = (unit: string): number => Math.max(0, neededFigure(rule, meeting, "roll", unit) - lessFor(unit));
  return {
    form,
    deductions,
    mostVotes: (unit) => neededFigure(rule, meeting, "attendance", unit) - (unit === persons ? steppedAside : 0),
    present,
    all,
    due: (unit) => {
      const due = unit === persons ? ownFigure(meeting.roll, "due") : undefined;
      return due === undefined ? all(unit) : Math.max(0, due - lessFor(unit));
    },
  };
}

/** Whether a meeting gives the attendance this form is judged by. */
export function givesAttendance(rule: RuleVersion, meeting: Meeting, units: readonly string[]): boolean {
  const attendance = meeting.attendance;
  return attendance !== null && units.every((unit) => figureOf(rule, meeting, attendance, unit) !== undefined);
}
