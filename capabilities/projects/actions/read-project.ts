import { bind, type ActionContext } from "#platform/capability.ts";
import type { OutputOf } from "#platform/contract.ts";
import { readCaseNumber } from "#platform/identifiers/case-number.ts";
import { legalDay } from "#platform/legal-day.ts";
import { refuse } from "#platform/refusal.ts";
import { readProject } from "../contract/read-project.ts";
import { inForce, openMilestones } from "../domain/judge-project.ts";
import { reckonAccount } from "../domain/reckon-account.ts";
import { mayAccept, mayKeep, maySee } from "../policy.ts";
import { findPapers } from "../store/papers.ts";
import {
  findAcceptances,
  findContracts,
  findCosts,
  findLines,
  findMembers,
  findMilestones,
  findReached,
  findRuleTitle,
  findTasks,
  type LineRow,
} from "../store/parts.ts";
import { findPosts, findProject, type ProjectRow } from "../store/projects.ts";
import { findDecision } from "./decisions.ts";
import { projectFacts } from "./list-projects.ts";
import { PUBLICATIONS } from "./put-on-record.ts";

type View = OutputOf<typeof readProject>;

export const readProjectBound = bind(readProject, {
  policy: maySee,
  run: async (context, { number }) => {
    const { tx, now } = context;
    const project = await findProject(tx, { number: readCaseNumber(number) ?? "" });
    if (project === undefined) return refuse("absent", "absent");
    const today = legalDay(now);
    const decision = project.decision === null ? undefined : await findDecision(context, project.decision);
    const papers = await findPapers(tx, project.id);
    return {
      project: projectFacts(project, today),
      today,
      aim: project.aim,
      place: project.place,
      decision: decision === undefined ? null : { number: decision.number, title: decision.title, page: decision.page },
      rule: {
        id: project.rule_id,
        title: await findRuleTitle(tx, project.rule_id, project.rule_version),
        version: project.rule_version,
      },
      doneOn: project.done_on,
      acceptDue: project.accept_due,
      accountDue: project.account_due,
      stoppedWhy: project.stopped_why,
      ...(await teamOf(context, project, today)),
      milestones: await milestonesOf(context, project, today),
      ...(await moneyOf(context, project)),
      photos: papers.filter(({ photo }) => photo).map(({ file_id, caption, hung_on }) => ({ id: file_id, caption, on: hung_on })),
      papers: papers
        .filter(({ photo }) => !photo)
        .map(({ file_id, name, caption, hung_on }) => ({ id: file_id, name, caption, on: hung_on })),
      acceptances: (await findAcceptances(tx, project.id)).map(({ judged_on, ...found }) => ({ ...found, on: judged_on })),
      publications: (await PUBLICATIONS.find(tx, project.number)).map(({ kind, version, published_on: on }) => ({
        kind,
        version,
        on,
      })),
      ...(await mayOf(context, project)),
    };
  },
});

async function teamOf({ tx }: ActionContext, { id, state }: ProjectRow, today: string): Promise<Pick<View, "members" | "tasks">> {
  const members = await findMembers(tx, id);
  const owners = new Map(members.map((member) => [member.post_id, member.title]));
  return {
    members: members.map(({ post_id: postId, organization, title, holder, role }) => ({
      postId,
      organization,
      title,
      holder,
      role,
    })),
    tasks: (await findTasks(tx, id)).map((task) => ({
      id: task.id,
      title: task.title,
      owner: owners.get(task.post_id) ?? "",
      dueOn: task.due_on,
      doneOn: task.done_on,
      note: task.note,
      late: state === "running" && task.done_on === null && task.due_on < today,
    })),
  };
}

async function milestonesOf({ tx }: ActionContext, { id, state }: ProjectRow, today: string): Promise<View["milestones"]> {
  const versions = await findMilestones(tx, id);
  const reached = await findReached(tx, id);
  const open = new Set(openMilestones(versions, reached).map((one) => one.id));
  const all = inForce(versions).map((now) => {
    const there = reached.find(({ milestone_id }) => milestone_id === now.id);
    return {
      id: now.id,
      title: now.title,
      dueOn: now.due_on,
      reachedOn: there?.reached_on ?? null,
      note: there?.note ?? "",
      late: state === "running" && open.has(now.id) && now.due_on < today,
      why: now.why,
      setOn: now.set_on,
      earlier: versions
        .filter((old) => old.id === now.id && old.version < now.version)
        .map((old) => ({ value: old.due_on, setOn: old.set_on, why: old.why })),
    };
  });
  return all.toSorted((one, other) => (one.dueOn < other.dueOn ? -1 : one.dueOn > other.dueOn ? 1 : 0));
}

async function moneyOf(
  { tx }: ActionContext,
  { id }: ProjectRow,
): Promise<Pick<View, "lines" | "sources" | "contracts" | "costs">> {
  const [versions, costs] = [await findLines(tx, id), await findCosts(tx, id)];
  const account = reckonAccount(versions, costs);
  const newest = new Map<string, LineRow>(inForce(versions).map((line) => [line.id, line]));
  const nameOf = (lineId: string) => newest.get(lineId)?.name ?? "";
  return {
    lines: account.lines.map((line) => ({
      ...line,
      why: newest.get(line.id)?.why ?? "",
      setOn: newest.get(line.id)?.set_on ?? "",
      earlier: versions
        .filter((old) => old.id === line.id && old.version < (newest.get(line.id)?.version ?? 0))
        .map((old) => ({ value: old.cents, setOn: old.set_on, why: old.why })),
    })),
    sources: [...account.sources],
    contracts: (await findContracts(tx, id)).map(({ line_id, signed_on: signedOn, ...contract }) => ({
      ...contract,
      line: nameOf(line_id),
      signedOn,
    })),
    costs: costs.map(({ line_id, paid_on: paidOn, ...cost }) => ({ ...cost, line: nameOf(line_id), paidOn })),
  };
}

const KEEPERS_ACTS: Readonly<Record<ProjectRow["state"], readonly string[]>> = {
  running: [
    "reach-milestone",
    "enter-cost",
    "add-contract",
    "hang-papers",
    "put-on-project",
    "add-task",
    "finish-task",
    "change-line",
    "change-milestone",
    "report-done",
    "stop-project",
  ],
  done: ["enter-cost", "hang-papers"],
  accepted: ["close-account", "enter-cost", "hang-papers"],
  finished: [],
  stopped: [],
};

async function mayOf({ tx, actor }: ActionContext, project: ProjectRow): Promise<Pick<View, "posts" | "may">> {
  const keeps = mayKeep.can(actor, project);
  const accepts = project.state === "done" && mayAccept.can(actor, project);
  const posts = keeps && project.state === "running" ? await findPosts(tx, project.division_path) : [];
  return {
    posts: posts
      .filter(({ duties }) => !duties.includes("projects.accept"))
      .map(({ id, organization, title }) => ({ value: id, name: `${organization} ${title}` })),
    may: [...(accepts ? ["judge-project"] : []), ...(keeps ? KEEPERS_ACTS[project.state] : [])],
  };
}
