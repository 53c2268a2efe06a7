import { Type } from "typebox";
import { findRuleInForce, type RuleCheck, type RuleVersion } from "#capabilities/rules/index.ts";
import type { ActionContext } from "#platform/capability.ts";
import type { RuleCited } from "#platform/refusal.ts";

export const COURSE = "mandates.course";

export type Course = { readonly leastDays: number; readonly judgeDays: number; readonly cited: RuleCited };

export async function findCourse({ tx }: ActionContext, path: string): Promise<Course | undefined> {
  const rule = await findRuleInForce(tx, COURSE, path);
  return rule === undefined ? undefined : readCourse(rule);
}

function readCourse({ parameters, title, citations }: RuleVersion): Course {
  const [cited] = citations;
  return {
    leastDays: Number(parameters["leastDays"]),
    judgeDays: Number(parameters["judgeDays"]),
    cited: cited === undefined || cited.article === "" ? { rule: title } : { rule: cited.source, article: cited.article },
  };
}

/** More time for whoever carries it out, and a sooner word from whoever judges: never the other way. */
export const COURSE_CHECK: RuleCheck = {
  schema: Type.Object({
    leastDays: Type.Integer({ minimum: 1, maximum: 366 }),
    judgeDays: Type.Integer({ minimum: 1, maximum: 366 }),
  }),
  judge: ({ parameters, above }) => {
    if (above === undefined) return undefined;
    const [least, judge] = [Number(above["leastDays"]), Number(above["judgeDays"])];
    if (Number(parameters["leastDays"]) < least)
      return { pointer: "/leastDays", code: "loosens-rule-above", facts: { floor: least } };
    return Number(parameters["judgeDays"]) > judge
      ? { pointer: "/judgeDays", code: "loosens-rule-above", facts: { floor: judge } }
      : undefined;
  },
};
