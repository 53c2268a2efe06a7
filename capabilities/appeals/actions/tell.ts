import { findPostHolders } from "#capabilities/organizations/index.ts";
import type { ActionContext, Payload } from "#platform/capability.ts";
import { notify } from "#platform/notices/notify.ts";
import type { AppealRow } from "../store/appeal-row.ts";
import { findUnbarred } from "../store/bars.ts";

/** The topic of a notice that only the sealed store can address. */
export const SEALED_TOLD = "appeals.sealed-told";

/**
 * A notice to whoever raised it, at each step. Sealed: whoever that is, is looked up after the commit, in the sealed store. Anonymous:
 * nobody is known; the receipt's page shows it.
 */
export async function tellResident(context: ActionContext, appeal: AppealRow, what: string, params: Payload): Promise<void> {
  if (appeal.mode === "sealed")
    context.emit(SEALED_TOLD, { ...params, appealId: appeal.id, number: appeal.number, what, key: context.newId() });
  if (appeal.owner_person === null) return;
  await notify(context, [
    {
      personId: appeal.owner_person,
      topic: `appeals.${what}`,
      params: { number: appeal.number, ...params },
      path: `appeals/${appeal.number}`,
    },
  ]);
}

/** A notice to those who handle appeals in a unit, and whom it is not kept from. */
export async function tellUnit(context: ActionContext, appeal: AppealRow, organizationId: string, what: string): Promise<void> {
  const holders = await findPostHolders(context.tx, { organizationId, duty: "appeals.handle" });
  const people = await findUnbarred(context.tx, holders, appeal.barred);
  const notice = { topic: `appeals.${what}`, params: { number: appeal.number }, path: `appeals/${appeal.number}` };
  await notify(
    context,
    people.map((personId) => ({ personId, ...notice })),
  );
}
