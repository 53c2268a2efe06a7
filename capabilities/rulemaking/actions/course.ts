import { advanceCase, completeTask, type Advanced } from "#capabilities/cases/index.ts";
import { findRuleInForce, type RuleVersion } from "#capabilities/rules/index.ts";
import type { ActionContext } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { isRefusal, type Refusal } from "#platform/refusal.ts";
import type { State } from "../contract/draft-views.ts";
import { kindsOf, type RuleKind } from "../domain/kinds.ts";
import { hashOf, splitText, voteWording } from "../domain/text.ts";
import { changeDraft, type DraftPatch, type DraftRow } from "../store/drafts.ts";

export const COURSE = "rulemaking.course";

export type Moved = { readonly id: string; readonly number: string; readonly state: State };

/** Completes the open step that an action is bound to, and keeps where the draft stands now: the case says it, never the row. */
export async function takeStep(
  context: ActionContext,
  draft: DraftRow,
  action: string,
  patch: DraftPatch = {},
): Promise<Moved | Refusal> {
  const moved = await completeTask(context, draft.case_id, action);
  return isRefusal(moved) ? moved : await keepState(context, draft, moved, patch, "done");
}

/** Ends its course without force. */
export async function endCourse(
  context: ActionContext,
  draft: DraftRow,
  state: "given-up" | "returned",
  patch: DraftPatch,
): Promise<Moved | Refusal> {
  const moved = await advanceCase(context, draft.case_id, { type: "withdraw", at: context.now.toISOString() });
  return isRefusal(moved) ? moved : await keepState(context, draft, moved, patch, state);
}

async function keepState(
  context: ActionContext,
  { id, number }: DraftRow,
  { changes }: Advanced,
  patch: DraftPatch,
  end: State,
): Promise<Moved> {
  const { ended, tasks } = changes;
  const state = ended === undefined ? (tasks[0]?.element as State) : end;
  const due = tasks[0]?.due?.at ?? null;
  const endedOn = ended === undefined ? {} : { ended_on: legalDay(context.now) };
  // What is due at 24:00 is due on the day before.
  const filing = state === "file" && due !== null ? { filing_due: legalDay(new Date(due.getTime() - 1)) } : {};
  await changeDraft(context.tx, id, { ...patch, ...endedOn, ...filing, state, due_at: due });
  context.subject(id);
  context.emit("rulemaking.step-taken", { draftId: id, state });
  return { id, number, state };
}

/** The course that holds in a place, and what it says of one kind of rule there. */
export async function findKind(
  { tx }: ActionContext,
  path: string,
  kind: string,
): Promise<{ readonly rule: RuleVersion; readonly kind: RuleKind } | undefined> {
  const rule = await findRuleInForce(tx, COURSE, path);
  const found = rule === undefined ? undefined : kindsOf(rule.parameters, path).find(({ id }) => id === kind);
  return rule === undefined || found === undefined ? undefined : { rule, kind: found };
}

/** What is put to the vote of a draft whose text is fixed. */
export function wordingOf(draft: DraftRow): string {
  return voteWording(draft.title, splitText(draft.text).length, draft.text_sha256 ?? hashOf(draft));
}
