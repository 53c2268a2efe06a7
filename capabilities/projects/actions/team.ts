import { bind } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { notify } from "#platform/notices/notify.ts";
import { refuse, refuseField } from "#platform/refusal.ts";
import { addTask } from "../contract/add-task.ts";
import { finishTask } from "../contract/finish-task.ts";
import { MOST_PARTS } from "../contract/project-views.ts";
import { putOnProject } from "../contract/put-on-project.ts";
import { findMembers, findTasks, finishTask as writeFinished } from "../store/parts.ts";
import { barFromAcceptance, findPosts, insertRow } from "../store/projects.ts";
import { inState, kept, KEPT } from "./work.ts";

export const putOnProjectBound = bind(putOnProject, {
  ...KEPT,
  run: async (context, { id, postId, role }, project) => {
    const refused = inState(project, "running");
    if (refused !== undefined) return refused;
    const { tx, now } = context;
    const post = (await findPosts(tx, project.division_path)).find((one) => one.id === postId);
    if (post === undefined) return refuseField("/postId", "no-such-post");
    if (post.duties.includes("projects.accept")) return refuse("conflict", "supervises");
    const members = await findMembers(tx, id);
    if (members.some((member) => member.post_id === postId)) return refuse("conflict", "on-it-already");
    if (members.length >= MOST_PARTS) return refuse("conflict", "too-many-parts", { facts: { most: MOST_PARTS } });
    const since = legalDay(now);
    await insertRow(tx, "member", { project_id: id, post_id: postId, division_path: project.division_path, role, since });
    await barFromAcceptance(tx, id, post.person_id);
    return await kept(context, project);
  },
});

export const addTaskBound = bind(addTask, {
  ...KEPT,
  run: async (context, { id, postId, title, dueOn }, project) => {
    const refused = inState(project, "running");
    if (refused !== undefined) return refused;
    const { tx } = context;
    const owner = (await findMembers(tx, id)).find((member) => member.post_id === postId);
    if (owner === undefined) return refuseField("/postId", "not-on-it");
    if ((await findTasks(tx, id)).length >= MOST_PARTS)
      return refuse("conflict", "too-many-parts", { facts: { most: MOST_PARTS } });
    const { division_path } = project;
    await insertRow(tx, "task", { project_id: id, id: context.newId(), post_id: postId, division_path, title, due_on: dueOn });
    const notice = { topic: "projects.task-given", params: { day: dueOn }, path: `projects/${project.number}` };
    await notify(context, [{ personId: owner.person_id, ...notice }]);
    return await kept(context, project);
  },
});

export const finishTaskBound = bind(finishTask, {
  ...KEPT,
  run: async (context, { id, taskId, note }, project) => {
    const refused = inState(project, "running");
    if (refused !== undefined) return refused;
    const task = (await findTasks(context.tx, id)).find((one) => one.id === taskId);
    if (task === undefined) return refuseField("/taskId", "no-such-task");
    if (task.done_on !== null) return refuse("conflict", "done-already");
    await writeFinished(context.tx, id, taskId, legalDay(context.now), note);
    return await kept(context, project);
  },
});
