import { findRuleInForce } from "#capabilities/rules/index.ts";
import type { ActionContext, Job } from "#platform/capability.ts";
import { purgeSealedNotices } from "#platform/notices/sealed-notices.ts";
import { purging, type Purge } from "#platform/jobs/purge.ts";
import { RECORDS_RULE } from "./records-rule.ts";
import { purgeKept, purgeSignIns } from "../store/purge.ts";

/** Nightly: sign-ins that are over, and records past the months the tenant's rule gives them. Without a rule they are kept. */
export const purge: Job = {
  cron: "20 2 * * *",
  step: purging([
    async ({ tx }, most) => await purgeSignIns(tx, most),
    byRule("audit", "auditMonths"),
    byRule("readings", "readingMonths"),
    byRule("notices", "noticeMonths"),
    async (context) => await context.sealed(undefined, purgeSealedNotices),
  ]),
};

function byRule(kept: Parameters<typeof purgeKept>[1], parameter: string): Purge {
  return async (context: ActionContext, most) => {
    const rule = await findRuleInForce(context.tx, RECORDS_RULE, context.tenant.rootPath);
    const months = rule?.parameters[parameter];
    return Number.isInteger(months) && Number(months) > 0 ? await purgeKept(context.tx, kept, Number(months), most) : 0;
  };
}
