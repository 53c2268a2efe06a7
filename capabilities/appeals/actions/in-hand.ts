import type { ActionContext } from "#platform/capability.ts";
import { refuse, type Refusal } from "#platform/refusal.ts";
import { findOrHold } from "./hold-sealed.ts";
import { lockAppeal, type AppealRow } from "../store/appeal-row.ts";

/** The subject of every act on one appeal: its row, under a lock. */
export async function loadAppeal(context: ActionContext, input: { readonly id: string }): Promise<AppealRow | undefined> {
  context.subject(input.id);
  return await findOrHold(
    context,
    ({ appealId }) => appealId === input.id,
    async () => await lockAppeal(context.tx, input.id),
  );
}

/** The case of an appeal that is being worked on; a refusal for one that is closed, withdrawn or historic. */
export function caseInHand(appeal: AppealRow): string | Refusal {
  const working = appeal.state === "waiting" || appeal.state === "handling" || appeal.state === "answered";
  return working && appeal.case_id !== null
    ? appeal.case_id
    : refuse("conflict", "not-in-hand", { facts: { state: appeal.state } });
}
