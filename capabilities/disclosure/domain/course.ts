import { dueAt, SHIPPED_HOLIDAY_TABLES } from "@gongzhi/working-days";
import type { RuleCited } from "#platform/refusal.ts";

/** The days of a disclosure's course, as the rule `disclosure.course` had them when the duty began. */
export type Course = {
  readonly title: string;
  readonly version: number;
  readonly unit: "calendar-days" | "working-days";
  readonly reviewDays: number;
  readonly boardDays: number;
  readonly objectionDays: number;
  readonly replyDays: number;
  readonly upwardDays: number;
  readonly correctionDays: number;
  readonly forcedDays: number;
  readonly remindDays: number;
  readonly forceAdults: string;
  readonly forceRepresentatives: string;
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
    unit: rule.parameters["unit"] === "working-days" ? "working-days" : "calendar-days",
    reviewDays: days("reviewDays"),
    boardDays: days("boardDays"),
    objectionDays: days("objectionDays"),
    replyDays: days("replyDays"),
    upwardDays: days("upwardDays"),
    correctionDays: days("correctionDays"),
    forcedDays: days("forcedDays"),
    remindDays: days("remindDays"),
    forceAdults: String(rule.parameters["forceAdults"]),
    forceRepresentatives: String(rule.parameters["forceRepresentatives"]),
  };
}

/** The last legal day in time, so many days of the course's unit after a day, which is not counted itself. */
export function lastDay(day: string, amount: number, { unit }: Pick<Course, "unit">): string {
  return dueAt({ from: `${day}T12:00:00+08:00`, amount, unit }, SHIPPED_HOLIDAY_TABLES).lastDay;
}

export function cited({ title, version }: Course): RuleCited {
  return { rule: title, version: String(version) };
}
