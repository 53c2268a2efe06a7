import { addDays } from "@gongzhi/working-days";
import { findRuleInForce } from "#capabilities/rules/index.ts";
import { bind, type ActionContext } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { refuse } from "#platform/refusal.ts";
import { closeAccount } from "../contract/close-account.ts";
import { judgeProject } from "../contract/judge-project.ts";
import { reportDone } from "../contract/report-done.ts";
import { stopProject } from "../contract/stop-project.ts";
import { openMilestones } from "../domain/judge-project.ts";
import { reckonAccount } from "../domain/reckon-account.ts";
import { mayAccept } from "../policy.ts";
import { findPapers } from "../store/papers.ts";
import { findAcceptances, findContracts, findCosts, findLines, findMilestones, findReached, findTasks } from "../store/parts.ts";
import { changeProject, findOrganizationName, insertRow, lockProject, type ProjectRow } from "../store/projects.ts";
import { COURSE } from "./begin-project.ts";
import { accountContent, putOnRecord } from "./put-on-record.ts";
import { inState, kept, KEPT, tell } from "./work.ts";

/** The last whole day of so many of the rule in force for a place; undefined: it has none. */
async function lastDayBy({ tx, now }: ActionContext, { division_path }: ProjectRow, parameter: string) {
  const rule = await findRuleInForce(tx, COURSE, division_path);
  return rule === undefined ? undefined : addDays(legalDay(now), Number(rule.parameters[parameter]));
}

export const reportDoneBound = bind(reportDone, {
  ...KEPT,
  run: async (context, { id }, project) => {
    const refused = inState(project, "running");
    if (refused !== undefined) return refused;
    const { tx, now } = context;
    const open = openMilestones(await findMilestones(tx, id), await findReached(tx, id));
    if (open.length > 0) return refuse("conflict", "milestones-open", { facts: { count: open.length } });
    const undone = (await findTasks(tx, id)).filter(({ done_on }) => done_on === null);
    if (undone.length > 0) return refuse("conflict", "tasks-open", { facts: { count: undone.length } });
    const acceptDue = await lastDayBy(context, project, "acceptDays");
    if (acceptDue === undefined) return refuse("conflict", "no-rule");
    await changeProject(tx, id, { state: "done", done_on: legalDay(now), accept_due: acceptDue });
    await tell(
      context,
      { duty: "projects.accept", path: project.division_path },
      { topic: "projects.to-accept", params: { day: acceptDue }, path: `projects/${project.number}` },
    );
    return await kept(context, project, "done");
  },
});

export const judgeProjectBound = bind(judgeProject, {
  policy: mayAccept,
  duty: "projects.accept",
  subject: async ({ tx }, { id }) => await lockProject(tx, id),
  run: async (context, { id, verdict, opinion }, project) => {
    const refused = inState(project, "done");
    if (refused !== undefined) return refused;
    const { tx, actor, now, post } = context;
    if (post === undefined || actor.personId === undefined) throw new Error("nobody accepts but by a post");
    const accountDue = await lastDayBy(context, project, "accountDays");
    if (accountDue === undefined) return refuse("conflict", "no-rule");
    const today = legalDay(now);
    const version = (await findAcceptances(tx, id)).length + 1;
    const body = await findOrganizationName(tx, post.organizationId);
    const { division_path, organization_id: organization, number } = project;
    await insertRow(tx, "acceptance", { project_id: id, version, division_path, verdict, opinion, body, judged_on: today });
    const state: ProjectRow["state"] = verdict === "accepted" ? "accepted" : "running";
    await changeProject(
      tx,
      id,
      verdict === "accepted"
        ? { state, accepted_on: today, account_due: accountDue, accepted_by: actor.personId, accepting_body: post.organizationId }
        : { state, done_on: null, accept_due: null },
    );
    await putOnRecord(context, project, "acceptance", version, { verdict, opinion, body });
    await tell(
      context,
      { duty: "projects.keep", path: division_path, organization },
      { topic: `projects.${verdict}`, params: { day: accountDue }, path: `projects/${number}` },
    );
    context.subject(id);
    return { id, number, state };
  },
});

export const closeAccountBound = bind(closeAccount, {
  ...KEPT,
  run: async (context, { id }, project) => {
    const refused = inState(project, "accepted");
    if (refused !== undefined) return refused;
    const { tx, now } = context;
    const account = reckonAccount(await findLines(tx, id), await findCosts(tx, id));
    const contracts = (await findContracts(tx, id)).map(({ partner, subject, cents, signed_on: signedOn }) => ({
      partner,
      subject,
      cents,
      signedOn,
    }));
    const papers = (await findPapers(tx, id)).map(({ file_id, name, sha256 }) => ({ id: file_id, name, sha256 }));
    await changeProject(tx, id, { state: "finished", finished_on: legalDay(now) });
    await putOnRecord(context, project, "account", 1, { ...accountContent(account), contracts, papers });
    context.emit("projects.account-closed", { projectId: id });
    return await kept(context, project, "finished");
  },
});

export const stopProjectBound = bind(stopProject, {
  ...KEPT,
  run: async (context, { id, why }, project) => {
    const refused = inState(project, "running");
    if (refused !== undefined) return refused;
    await changeProject(context.tx, id, { state: "stopped", finished_on: legalDay(context.now), stopped_why: why });
    const account = reckonAccount(await findLines(context.tx, id), await findCosts(context.tx, id));
    await putOnRecord(context, project, "account", 1, { ...accountContent(account), why });
    return await kept(context, project, "stopped");
  },
});
