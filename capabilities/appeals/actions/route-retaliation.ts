import { dueAfter, findSpan } from "#capabilities/cases/index.ts";
import { findPostHolders } from "#capabilities/organizations/index.ts";
import type { ActionContext, Reaction } from "#platform/capability.ts";
import { dueByTheDay, startOfLegalDay } from "#platform/legal-day.ts";
import { notify } from "#platform/notices/notify.ts";
import { isRefusal } from "#platform/refusal.ts";
import { chooseBody } from "../domain/choose-body.ts";
import { findAppeal, findAppealByNumber, type AppealRow } from "../store/appeal-row.ts";
import { findUnbarred } from "../store/bars.ts";
import { findBodies, lockRetaliation, routeRow, type RetaliationRow } from "../store/retaliation.ts";
import { barFor } from "./mark-complained-of.ts";
import { readRetaliation, type RetaliationInForce } from "./retaliation-rule.ts";
import { tellResident } from "./tell.ts";

/**
 * Sends a report to a body of the rule, and keeps it from everybody the appeal is kept from and everybody it complains of itself; where
 * neither names anybody, from the units that have the appeal in hand. Where nobody of the rule may hear it, whoever reports is told so.
 */
export const routeRetaliation: Reaction = async (context, { id }) => {
  const { tx, tenant } = context;
  const row = await lockRetaliation(tx, String(id));
  if (row === undefined || row.state === "decided") return;
  const appeal = row.appeal_id === null ? await findAppealByNumber(tx, row.number) : await findAppeal(tx, row.appeal_id);
  const bar = await barFor(context, partiesOf(row, appeal));
  const { barred: kept, notSentTo } = isRefusal(bar) ? { barred: [], notSentTo: [] } : bar;
  const barred = [...new Set([...row.barred, ...(appeal?.barred ?? []), ...kept])];
  const path = appeal?.division_path ?? tenant.rootPath;
  const rule = await readRetaliation(context, path);
  const bodies = rule === undefined ? [] : await findBodies(tx, path, barred);
  const body =
    rule === undefined ? undefined : chooseBody(rule, bodies, [...barred, ...(appeal?.not_sent_to ?? []), ...notSentTo]);
  await routeRow(tx, row.id, {
    appeal_id: appeal?.id ?? null,
    division_path: path,
    barred,
    organization_id: body?.id ?? null,
    dueAt: rule === undefined || body === undefined ? null : dueOf(rule, row),
    ruleVersion: rule?.version ?? null,
  });
  if (body === undefined) return row.state === "unheard" ? undefined : await tellReporter(context, row, "retaliation-unheard");
  const people = await findUnbarred(
    tx,
    await findPostHolders(tx, { organizationId: body.id, duty: "appeals.retaliation" }),
    barred,
  );
  const notice = { topic: "appeals.retaliation-received", params: { number: row.number }, path: "appeals/retaliation" };
  await notify(
    context,
    people.map((personId) => ({ personId, ...notice })),
  );
  if (row.source === "watch") await tellReporter(context, row, "retaliation-seen");
};

function partiesOf(row: RetaliationRow, appeal: AppealRow | undefined): readonly string[] {
  const named = [...new Set([...row.complained_of, ...(appeal?.complained_of ?? [])])];
  if (named.length > 0 || appeal === undefined) return named;
  return [...appeal.co_organizations, ...(appeal.lead_organization === null ? [] : [appeal.lead_organization])];
}

/** At the end of a day: reckoned from the hour, it would tell the hour. */
function dueOf(rule: RetaliationInForce, { made_on: on }: RetaliationRow): Date | null {
  const span = findSpan(rule.parameters, "retaliation", {});
  return span === undefined ? null : new Date(dueByTheDay(dueAfter(span, startOfLegalDay(on)).at));
}

/** Whoever reported it, or whom it happened to; under seal, through the sealed store. */
export async function tellReporter(context: ActionContext, row: RetaliationRow, what: string): Promise<void> {
  const { owner_person: person, appeal_id: appealId, number } = row;
  if (person !== null)
    return await notify(context, [
      { personId: person, topic: `appeals.${what}`, params: { number }, path: "appeals/retaliation" },
    ]);
  const appeal = appealId === null ? undefined : await findAppeal(context.tx, appealId);
  if (appeal !== undefined) await tellResident(context, appeal, what, {});
}
