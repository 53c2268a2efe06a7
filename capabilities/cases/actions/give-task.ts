import { bind } from "#platform/capability.ts";
import { notify } from "#platform/notices/notify.ts";
import { isRefusal, refuseField } from "#platform/refusal.ts";
import { giveTask } from "../contract/give-task.ts";
import { mayDoTask } from "../policy.ts";
import { visibilityOf } from "../store/find-case.ts";
import { findPostInForce, type PostRow } from "../store/find-posts.ts";
import { findTask, setTaskPost, type TaskRow } from "../store/find-task.ts";
import { insertEvent, insertReason } from "../store/write-changes.ts";
import { postForTask } from "./find-doer.ts";
import { holdOpenTask } from "./take-task.ts";

export const giveTaskBound = bind(giveTask, {
  policy: mayDoTask,
  subject: async (context, input) => await findTask(context.tx, input.id),
  run: async (context, input, found) => {
    const held = await holdOpenTask(context, found);
    if (isRefusal(held)) return held;
    const { task, row } = held;
    const giver = postForTask(context, task);
    const post = await findPostInForce(context.tx, input.postId);
    if (post === undefined || giver === undefined || !mayBeGiven(task, giver.organizationId, post))
      return refuseField("/postId", "post-may-not");
    await setTaskPost(context.tx, task.id, post.id);
    const facts = { task: task.token, postId: post.id };
    const event = { kind: "task-given", element: task.element, facts };
    const eventId = await insertEvent({ ...context, post: giver }, row.id, visibilityOf(row), event);
    await insertReason(context.tx, { eventId, caseId: row.id, path: row.division_path, text: input.text });
    await notify(context, [
      { personId: post.person_id, topic: "cases.task-given", params: { number: row.number }, path: "cases/work" },
    ]);
    return { postId: post.id };
  },
});

/** To a post of the giver's own organization that might have taken it itself. */
export function mayBeGiven(task: TaskRow, organizationId: string, post: PostRow): boolean {
  const taker = { postId: post.id, organizationId: post.organization_id, duties: post.duties, areas: post.areas };
  const actor = {
    kind: "person",
    personId: post.person_id,
    tenantId: "",
    proofLevel: 0,
    secondFactorPending: false,
    posts: [taker],
  } as const;
  return post.organization_id === organizationId && mayDoTask.can(actor, task);
}
