import type { ActorPost } from "#platform/actor.ts";
import type { ActionContext } from "#platform/capability.ts";
import { refuse, type Refusal } from "#platform/refusal.ts";
import { mayDoTask } from "../policy.ts";
import { findLastDone } from "../store/find-case.ts";
import type { TaskRow } from "../store/find-task.ts";
import { OWNER } from "./task-bindings.ts";

/** The actor's post that may do a task, own posts before those stood in for; the post that took it before any other. */
export function postForTask({ actor }: ActionContext, task: TaskRow): ActorPost | undefined {
  const able = actor.posts.filter((post) => mayDoTask.can({ ...actor, posts: [post] }, task));
  return able.find(({ postId }) => postId === task.holder_post) ?? able[0];
}

/** Has somebody else taken it? Then it waits for them, until they give it on or their post ends. */
export function isOthers({ actor }: ActionContext, task: TaskRow): boolean {
  return task.holder_post !== null && !actor.posts.some(({ postId }) => postId === task.holder_post);
}

/** A resident's own task is done by right of being that person, which the action's own policy has judged. */
export function isOwners(task: TaskRow): boolean {
  return task.duty === OWNER;
}

/** Nobody waits for that step any more: who did it last, if anybody did. */
export async function sayWhoWasQuicker(context: ActionContext, caseId: string, action: string): Promise<Refusal> {
  const last = await findLastDone(context.tx, caseId, action);
  if (last === undefined) return refuse("conflict", "step-not-open", { facts: { action } });
  return refuse("conflict", "step-done-by-other", {
    facts: { action, at: last.at.toISOString(), by: [last.title, last.name].filter(Boolean).join(" ") },
  });
}

export function sayTaken(task: TaskRow): Refusal {
  return refuse("conflict", "step-taken", { facts: { by: task.taken_by } });
}
