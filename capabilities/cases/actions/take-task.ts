import { bind, type ActionContext } from "#platform/capability.ts";
import { isRefusal, refuse, type Refusal } from "#platform/refusal.ts";
import { takeTask } from "../contract/take-task.ts";
import { mayDoTask } from "../policy.ts";
import { lockCase, visibilityOf, type CaseRow } from "../store/find-case.ts";
import { findTask, setTaskPost, type TaskRow } from "../store/find-task.ts";
import { insertEvent } from "../store/write-changes.ts";
import { isOthers, postForTask, sayTaken, sayWhoWasQuicker } from "./find-doer.ts";

export const takeTaskBound = bind(takeTask, {
  policy: mayDoTask,
  subject: async (context, input) => await findTask(context.tx, input.id),
  run: async (context, _, found) => {
    const held = await holdOpenTask(context, found);
    if (isRefusal(held)) return held;
    const { task, row } = held;
    if (isOthers(context, task)) return sayTaken(task);
    const post = postForTask(context, task);
    if (post === undefined) return refuse("conflict", "step-not-open");
    if (task.holder_post === post.postId) return { postId: post.postId };
    await setTaskPost(context.tx, task.id, post.postId);
    const facts = { task: task.token, postId: post.postId };
    await insertEvent({ ...context, post }, row.id, visibilityOf(row), { kind: "task-taken", element: task.element, facts });
    return { postId: post.postId };
  },
});

/** The task, read again under its case's lock: whoever comes second sees what the first one did. */
export async function holdOpenTask(
  context: ActionContext,
  found: TaskRow,
): Promise<{ readonly task: TaskRow; readonly row: CaseRow } | Refusal> {
  context.subject(found.case_id);
  const row = await lockCase(context.tx, found.case_id);
  const task = await findTask(context.tx, found.id);
  if (row === undefined || task === undefined) return refuse("absent", "absent");
  return task.state === "open" ? { task, row } : await sayWhoWasQuicker(context, row.id, task.action);
}
