import { findRuleInForce } from "#capabilities/rules/index.ts";
import type { ActionContext, Job, Reaction } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { notify } from "#platform/notices/notify.ts";
import { auditDue, readAuditRule } from "../domain/audit.ts";
import { findEnded, insertAudit } from "../store/audits.ts";
import { findHolders } from "../store/bodies.ts";
import { APPRAISED, newNumber } from "./open-appraisal.ts";

export const AUDIT = "supervision.audit";
/** The law asks for it of whom it appraises. */
const AUDITED = APPRAISED;
const MOST_AT_ONCE = 50;

/**
 * Opens the audits of posts and terms that ended and have none yet, under the rule in force there; whoever has to have them made is told.
 * @returns how many; as many as `MOST_AT_ONCE`: there may be more
 */
export async function openAudits(context: ActionContext): Promise<number> {
  const { tx, now } = context;
  let opened = 0;
  for (const ended of await findEnded(tx, AUDITED, MOST_AT_ONCE)) {
    const rule = await findRuleInForce(tx, AUDIT, ended.path);
    if (rule === undefined) continue;
    const days = readAuditRule(rule.parameters);
    const made = {
      id: context.newId(),
      number: newNumber(context),
      kind: ended.kind,
      division_path: ended.path,
      organization_id: ended.organization_id,
      person_id: ended.person_id,
      post_id: ended.post_id,
      holder: ended.holder,
      title: ended.title,
      because_on: ended.ended_on,
      due_on: auditDue(ended.kind, ended.ended_on, days),
      opened_on: legalDay(now),
      rule_id: rule.rule_id,
      rule_version: rule.version,
      finding_days: days.findingDays,
    };
    if (!(await insertAudit(tx, made))) continue;
    opened += 1;
    const overseers = await findHolders(tx, { duty: "supervision.oversee", path: made.division_path });
    const notice = { topic: "supervision.audit-due", params: { title: made.title, day: made.due_on }, path: auditPage(made) };
    await notify(
      context,
      [...new Set([made.person_id, ...overseers])].map((personId) => ({ personId, ...notice })),
    );
  }
  return opened;
}

export function auditPage({ number }: { readonly number: string }): string {
  return `supervision/audits/${number}`;
}

/** A post ended: its audit is due by itself. */
export const afterPostEnded: Reaction = async (context) => {
  await openAudits(context);
};

/** Every night: terms that ended, and whatever ended while nobody looked. */
export const OPEN_AUDITS: Job = {
  cron: "35 0 * * *",
  step: async (context, { done }) => {
    const opened = await openAudits(context);
    return opened < MOST_AT_ONCE ? { done: done + opened } : { done: done + opened, next: { more: true } };
  },
};
