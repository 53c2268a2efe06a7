import { findPostHolders } from "#capabilities/organizations/index.ts";
import type { ActionContext, Payload } from "#platform/capability.ts";
import { notify } from "#platform/notices/notify.ts";
import type { AppealRow } from "../store/appeal-row.ts";

/** A notice to whoever raised it, at each step. Anonymous: nobody is known; the receipt's page shows it. */
export async function tellResident(context: ActionContext, appeal: AppealRow, what: string, params: Payload): Promise<void> {
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

/** A notice to those who handle appeals in a unit. */
export async function tellUnit(context: ActionContext, appeal: AppealRow, organizationId: string, what: string): Promise<void> {
  const people = await findPostHolders(context.tx, { organizationId, duty: "appeals.handle" });
  const notice = { topic: `appeals.${what}`, params: { number: appeal.number }, path: `appeals/${appeal.number}` };
  await notify(
    context,
    people.map((personId) => ({ personId, ...notice })),
  );
}
