import { advanceCase, completeTask, type Advanced } from "#capabilities/cases/index.ts";
import type { ActionContext } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { isRefusal, type Refusal } from "#platform/refusal.ts";
import type { State } from "../contract/proposal-views.ts";
import { changeProposal, type ProposalPatch, type ProposalRow } from "../store/proposals.ts";

export const CHAIN = "resolutions.chain";
export const STEPS_RULE = "resolutions.steps";
/** A gate that a meeting of one of the kinds after the colon opens. */
export const MEETING_GATE = "meetings.passed:";

type Moved = { readonly id: string; readonly number: string; readonly state: string };

/** Completes the open step that an action is bound to, and keeps where the proposal stands now: the case says it, never the row. */
export async function takeStep(
  context: ActionContext,
  proposal: ProposalRow,
  action: string,
  patch: ProposalPatch = {},
): Promise<Moved | Refusal> {
  const moved = await completeTask(context, proposal.case_id, action);
  return isRefusal(moved) ? moved : await keepState(context, proposal, moved, patch);
}

export async function withdraw(context: ActionContext, proposal: ProposalRow, patch: ProposalPatch): Promise<Moved | Refusal> {
  const moved = await advanceCase(context, proposal.case_id, { type: "withdraw", at: context.now.toISOString() });
  return isRefusal(moved) ? moved : await keepState(context, proposal, moved, patch);
}

async function keepState(
  context: ActionContext,
  { id, number }: ProposalRow,
  { changes }: Advanced,
  patch: ProposalPatch,
): Promise<Moved> {
  const { ended, tasks } = changes;
  const state = ended === undefined ? (tasks[0]?.element as State) : ended.outcome === "withdrawn" ? "given-up" : "done";
  const endedOn = ended === undefined ? {} : { ended_on: legalDay(context.now) };
  await changeProposal(context.tx, id, { ...patch, ...endedOn, state, due_at: tasks[0]?.due?.at ?? null });
  context.subject(id);
  context.emit("resolutions.step-taken", { proposalId: id, state });
  return { id, number, state };
}
