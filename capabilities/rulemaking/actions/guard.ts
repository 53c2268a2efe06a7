import { findRuleInForce, type RuleCourse } from "#capabilities/rules/index.ts";
import { refuse } from "#platform/refusal.ts";
import { kindsOf } from "../domain/kinds.ts";
import { findFirstDay } from "../store/bodies.ts";
import { hasEnacted } from "../store/drafts.ts";
import { COURSE } from "./course.ts";

/**
 * Nobody enacts by hand what takes its course: the kinds whose key the course names, and whatever came into force by it. A text that
 * held before a place had any course is entered as it was.
 */
export const guardCourse: RuleCourse = async ({ tx }, { key, path, ruleId, from }) => {
  const rule = await findRuleInForce(tx, COURSE, path);
  if (rule === undefined) return undefined;
  const kind = kindsOf(rule.parameters, path).find((one) => one.key === key);
  if (kind === undefined)
    return ruleId !== undefined && (await hasEnacted(tx, ruleId)) ? refuse("conflict", "takes-course") : undefined;
  const first = await findFirstDay(tx, COURSE, path);
  if (ruleId === undefined && first !== undefined && from < first) return undefined;
  return refuse("conflict", "takes-course", { rule: { rule: kind.law === "" ? rule.title : kind.law, article: kind.article } });
};
