import { addDays } from "@gongzhi/working-days";
import type { ActionContext, Job } from "#platform/capability.ts";
import { countOverdue, findOverdueUnits } from "../store/overdue-cells.ts";
import { readRule } from "./read-rules.ts";

/** As a legal day begins: the public count is of that moment until the next. */
export const COUNT_OVERDUE: Job = {
  cron: "5 0 * * *",
  step: async ({ tx, tenant }) => {
    await countOverdue(tx, tenant.rootPath);
    return { done: 1 };
  },
};

/**
 * Answers that are late, unit by unit (`disclosure.overdue`), from the night's count. Fewer than the rule of the rates shows are not shown
 * (`smallestShown`): they would be about single cases. All had passed their day before the count, so that is the day given.
 */
export async function findOverdue({ tx, tenant }: ActionContext, path: string) {
  const { parameters } = await readRule(tx, "appeals.rates", tenant.rootPath);
  const least = Math.max(1, Number(parameters["smallestShown"]) || 1);
  return (await findOverdueUnits(tx, path, least)).map(({ unit, unit_name: name, area, counted_on, overdue }) => ({
    what: "appeals-answer",
    title: name,
    count: overdue,
    area,
    who: name,
    dueOn: addDays(counted_on, -1),
    page: `organizations/${unit}`,
  }));
}
