import type { ActionContext } from "#platform/capability.ts";
import { appendSealed, appendWithdrawn, type RecordSource } from "#capabilities/record/index.ts";
import type { AppealRow } from "../store/appeal-row.ts";
import { findReleasedAppeals } from "../store/find-released.ts";
import { emptyRelease, ERASABLE } from "../store/releases.ts";

export const OUTCOME_KIND = "appeals.outcome";

/** A released outcome goes on the record field by field: a name that slipped through can still be erased, and the rest stays proved. */
export async function putOutcomeOnRecord(context: ActionContext, { number }: AppealRow): Promise<void> {
  const [made] = await findReleasedAppeals(context.tx, { subjects: [number] });
  if (made === undefined) throw new Error(`appeal ${number} was not released`);
  const fields = Object.fromEntries(Object.entries(made.fields).map(([name, value]) => [name, { value, shown: true }]));
  appendSealed(context, { kind: OUTCOME_KIND, subject: number, fields });
}

/** Taken back from the public: the record says so, without a word of the text. */
export function withdrawOutcome(context: ActionContext, { number }: AppealRow): void {
  appendWithdrawn(context, { kind: OUTCOME_KIND, subject: number, content: { title: number, became: "hidden" } });
}

export const OUTCOMES_ON_RECORD: RecordSource = {
  name: "诉求办理结果",
  nameEn: "Outcome of an appeal",
  current: async ({ tx }, which) => await findReleasedAppeals(tx, which),
  erase: { fields: ERASABLE, run: async ({ tx }, number, { field }) => await emptyRelease(tx, number, field) },
  page: (subject) => `appeals/${subject}`,
};
