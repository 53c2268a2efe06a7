import { addDays } from "@gongzhi/working-days";
import type { RuleCited } from "#platform/refusal.ts";

/** The days of the rule `supervision.course`, as a matter keeps them from the day it was raised. Calendar days. */
export type Course = {
  readonly title: string;
  readonly version: number;
  readonly objectionDays: number;
  readonly inquiryDays: number;
  readonly upwardDays: number;
  readonly rightDays: number;
  readonly inquiryAdults: string;
  readonly inquiryRepresentatives: number;
};

export function readCourse(rule: {
  readonly title: string;
  readonly version: number;
  readonly parameters: Readonly<Record<string, unknown>>;
}): Course {
  const days = (name: string) => Number(rule.parameters[name]);
  return {
    title: rule.title,
    version: rule.version,
    objectionDays: days("objectionDays"),
    inquiryDays: days("inquiryDays"),
    upwardDays: days("upwardDays"),
    rightDays: days("rightDays"),
    inquiryAdults: String(rule.parameters["inquiryAdults"]),
    inquiryRepresentatives: days("inquiryRepresentatives"),
  };
}

/** The last legal day in time, so many days after a day, which is not counted itself. */
export function lastDay(day: string, days: number): string {
  return addDays(day, days);
}

export function cited({ title, version }: Pick<Course, "title" | "version">): RuleCited {
  return { rule: title, version: String(version) };
}

/**
 * Who may ask in writing besides the supervision committee, as a rule of `decision-rules`: so many representatives, or a share of the adults
 * (local rules; Zhejiang: five representatives or a tenth of the voters).
 */
export function inquiryRule(course: Course, day: string): object {
  return {
    format: "gongzhi-decision-rule/1",
    id: "supervision.inquiry",
    version: String(course.version),
    kind: "initiative",
    name: { "zh-CN": "联名质询", en: "Inquiry by signatures" },
    level: "township",
    source: { text: course.title, edition: `第 ${course.version} 版`, confirmed: false },
    from: day,
    initiative: [
      ...(course.inquiryAdults === "" ? [] : [{ of: "adults", atLeast: course.inquiryAdults }]),
      ...(course.inquiryRepresentatives === 0 ? [] : [{ of: "representatives", least: course.inquiryRepresentatives }]),
    ],
  };
}
