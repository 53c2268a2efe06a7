import { findRuleInForce, type RuleCourse } from "#capabilities/rules/index.ts";
import { refuse } from "#platform/refusal.ts";
import { kindsOf } from "../domain/kinds.ts";
import { findFirstDay } from "../store/bodies.ts";
import { hasEnacted } from "../store/drafts.ts";
import { COURSE } from "./course.ts";

/** A grid or a group has no rules of its own: what holds in one is its village's or community's. */
function placeOf(path: string): string {
  return /^.*\.\d{12}(?=\.|$)/.exec(path)?.[0] ?? path;
}

/**
 * Nobody enacts by hand what takes its course: whatever a village or community makes for itself, under the key of a kind or under one of
 * its own, and whatever came into force by the course (`docs/adr/0011`). A text that held before a place had any course is entered as it
 * was. What a township makes is its own office's: no law here gives it a body.
 */
export const guardCourse: RuleCourse = async ({ tx }, { key, path, ruleId, from }) => {
  const place = placeOf(path);
  const rule = await findRuleInForce(tx, COURSE, place);
  if (rule === undefined) return undefined;
  const kinds = kindsOf(rule.parameters, place);
  // A kind without a key takes all that no other does.
  const kind = kinds.find((one) => one.key === key) ?? kinds.find((one) => one.key === "");
  if (kind === undefined)
    return ruleId !== undefined && (await hasEnacted(tx, ruleId)) ? refuse("conflict", "takes-course") : undefined;
  const first = await findFirstDay(tx, COURSE, place);
  if (ruleId === undefined && first !== undefined && from < first) return undefined;
  const article = kind.article === "" ? {} : { article: kind.article };
  return refuse("conflict", "takes-course", { rule: { rule: kind.law === "" ? rule.title : kind.law, ...article } });
};
