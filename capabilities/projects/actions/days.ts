import { bind } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { refuse, refuseField } from "#platform/refusal.ts";
import { changeMilestone } from "../contract/change-milestone.ts";
import { MOST_MILESTONES } from "../contract/project-views.ts";
import { reachMilestone } from "../contract/reach-milestone.ts";
import { inForce } from "../domain/judge-project.ts";
import { findMilestones, findReached } from "../store/parts.ts";
import { insertRow } from "../store/projects.ts";
import { publishPlan } from "./put-on-record.ts";
import { hasCome, inState, kept, KEPT, reckonAnew } from "./work.ts";

export const changeMilestoneBound = bind(changeMilestone, {
  ...KEPT,
  run: async (context, { id, milestoneId = "", title = "", dueOn, why }, project) => {
    const refused = inState(project, "running");
    if (refused !== undefined) return refused;
    const { tx, now } = context;
    const all = inForce(await findMilestones(tx, id));
    const old = all.find((one) => one.id === milestoneId);
    if (milestoneId !== "" && old === undefined) return refuseField("/milestoneId", "no-such-milestone");
    if (old === undefined && title.trim() === "") return refuseField("/title", "name-wanted");
    if (old === undefined && all.length >= MOST_MILESTONES)
      return refuse("conflict", "too-many-parts", { facts: { most: MOST_MILESTONES } });
    if (old?.due_on === dueOn) return refuse("conflict", "nothing-changed");
    if ((await findReached(tx, id)).some((one) => one.milestone_id === old?.id)) return refuse("conflict", "reached-already");
    await insertRow(tx, "milestone", {
      project_id: id,
      id: old?.id ?? context.newId(),
      version: (old?.version ?? 0) + 1,
      division_path: project.division_path,
      title: old?.title ?? title.trim(),
      due_on: dueOn,
      why,
      set_on: legalDay(now),
    });
    await reckonAnew(context, project);
    await publishPlan(context, project, project.plans + 1, why);
    context.emit("projects.changed", { projectId: id });
    return await kept(context, project);
  },
});

export const reachMilestoneBound = bind(reachMilestone, {
  ...KEPT,
  run: async (context, { id, milestoneId, reachedOn, note }, project) => {
    const refused = inState(project, "running");
    if (refused !== undefined) return refused;
    const { tx } = context;
    const found = inForce(await findMilestones(tx, id)).some((one) => one.id === milestoneId);
    if (!found) return refuseField("/milestoneId", "no-such-milestone");
    if (!hasCome(reachedOn, context)) return refuseField("/reachedOn", "not-yet");
    if ((await findReached(tx, id)).some((one) => one.milestone_id === milestoneId)) return refuse("conflict", "reached-already");
    const { division_path } = project;
    await insertRow(tx, "reached", { project_id: id, milestone_id: milestoneId, division_path, reached_on: reachedOn, note });
    return await kept(context, project);
  },
});
