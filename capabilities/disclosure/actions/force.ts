import type { Asking } from "#capabilities/meetings/index.ts";
import { legalDay } from "#platform/legal-day.ts";
import { notify } from "#platform/notices/notify.ts";
import { forceRule } from "../domain/force-rule.ts";
import { lastDay } from "../domain/course.ts";
import { ownerKind } from "../domain/catalogue.ts";
import { findRuleInForce } from "#capabilities/rules/index.ts";
import { findHolders, findOwners } from "../store/bodies.ts";
import { findForced, insertItems } from "../store/items.ts";
import { findInForce } from "./known.ts";

/** Villagers, or their representatives, force something into what must be published: signed and counted as an initiative (`meetings.askings`). */
export const FORCED: Asking = {
  name: "把一件事列入公开",
  nameEn: "Something to be published",
  offer: async ({ tx, now }, path) => {
    const rule = await findRuleInForce(tx, "disclosure.course", path);
    const found = await findInForce(tx, path);
    if (rule === undefined || found === undefined) return undefined;
    return { document: forceRule(found.course, legalDay(now)), ruleId: rule.rule_id, ruleVersion: rule.version };
  },
  reached: async (context, { id, path, title }) => {
    const { tx, now } = context;
    const today = legalDay(now);
    const found = await findInForce(tx, path);
    if (found === undefined) throw new Error(`the catalogue of ${path} went away`);
    const { rule, catalogue, course } = found;
    const dueOn = lastDay(today, course.forcedDays, course);
    const owner = (await findOwners(tx)).get(`${path} ${ownerKind(catalogue)}`) ?? null;
    const itemId = context.newId();
    await insertItems(tx, [
      {
        id: itemId,
        path,
        entry: "",
        subject: "affairs",
        title,
        why: "forced",
        period: id,
        starts_on: today,
        ends_on: today,
        due_on: dueOn,
        owner,
        article: "",
        rule_id: rule.rule_id,
        rule_version: rule.version,
        course,
        initiative_id: id,
      },
    ]);
    const keepers = await findHolders(tx, { duty: "disclosure.keep", path, organization: owner });
    await notify(
      context,
      keepers.map((personId) => ({ personId, topic: "disclosure.forced", params: { day: dueOn }, path: `disclosure/${itemId}` })),
    );
    return dueOn;
  },
  page: async ({ tx }, initiativeId) => {
    const id = await findForced(tx, initiativeId);
    return id === undefined ? undefined : `disclosure/${id}`;
  },
};
