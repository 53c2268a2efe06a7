import { asList, diagramSvg, GENERIC_ACTION, presentElements } from "@gongzhi/procedure";
import { bind, type ActionContext } from "#platform/capability.ts";
import type { OutputOf } from "#platform/contract.ts";
import { readCaseNumber } from "#platform/identifiers/case-number.ts";
import { dueAsOpened } from "#platform/legal-day.ts";
import { readCase } from "../contract/read-case.ts";
import { formOf } from "../domain/check-forms.ts";
import { mayConsent, mayDoTask, mayMoveCase, mayReadCaseAsStaff } from "../policy.ts";
import { findCaseByNumber, type CaseRow } from "../store/find-case.ts";
import { findPath } from "../store/find-course.ts";
import { findHistory } from "../store/find-history.ts";
import { findLinksOf, type LinkRow } from "../store/links.ts";
import { findPostsOf, type PostRow } from "../store/find-posts.ts";
import { findProcedure, findVersions, type ProcedureVersion } from "../store/find-procedure.ts";
import { findOpenTasks, type TaskRow } from "../store/find-task.ts";
import { bodyOf } from "./consents.ts";
import { readGates } from "./gates.ts";
import { mayBeGiven } from "./give-task.ts";
import { postForTask } from "./find-doer.ts";
import { describeMatters } from "./matters.ts";

type View = OutputOf<typeof readCase>;

export const readCaseBound = bind(readCase, {
  policy: mayReadCaseAsStaff,
  subject: async (context, input) => await findCaseByNumber(context.tx, readCaseNumber(input.number) ?? ""),
  run: async (context, _, row) => {
    const { tx } = context;
    const procedure = await findProcedure(tx, row.procedure_key, row.procedure_version);
    const matter = (await describeMatters(context, [row])).get(row.subject_id);
    const nameOf = new Map(procedure.net.elements.map((element) => [element.id, element.name ?? element.id]));
    const events = await findHistory(tx, row.id);
    return {
      id: row.id,
      number: row.number,
      kind: row.kind,
      title: matter?.title ?? "",
      path: matter?.path ?? "",
      state: row.state,
      openedAt: row.opened_at.toISOString(),
      endedAt: row.ended_at?.toISOString() ?? null,
      procedure: { key: procedure.key, title: procedure.title, version: procedure.version },
      ...courseOf(procedure, row, await findPath(tx, row.id)),
      tasks: await tasksOf(context, procedure, row),
      events: events.map(({ id, at, kind, element, by, reason }) => ({
        id,
        at: at.toISOString(),
        kind,
        step: element === null ? "" : (nameOf.get(element) ?? ""),
        by,
        reason,
      })),
      links: (await findLinksOf(tx, row.id)).map(linkView),
      gates: (await readGates(context, row)).map(({ name, facts }) => ({
        step: name,
        facts: facts.map(({ met, sentence, path }) => ({
          met,
          sentence: sentence["zh-CN"],
          sentenceEn: sentence.en,
          path: path ?? null,
        })),
      })),
      consentFor: row.state === "open" && mayConsent.can(context.actor, row) ? ((await bodyOf(context, row))?.name ?? "") : "",
      versions: await otherVersions(context, row),
    };
  },
});

/** The diagram with the path taken and the present step, and the same as a list. */
export function courseOf(procedure: ProcedureVersion, row: CaseRow, taken: readonly string[]) {
  const present = presentElements(procedure.net, row.marking);
  const steps = asList(procedure.net, row.marking, taken).filter(
    ({ kind, state }) => kind === "task" || (kind === "wait" && state === "now") || (kind === "end" && state === "done"),
  );
  return {
    svg: diagramSvg(procedure.definitions, { taken, present, title: procedure.title, id: "course" }),
    steps: steps.map(({ element, name, state }) => ({ element, name, state })),
  };
}

async function tasksOf(context: ActionContext, procedure: ProcedureVersion, row: CaseRow): Promise<View["tasks"]> {
  const tasks = await findOpenTasks(context.tx, row.id);
  const doers = tasks.map((task) => postForTask(context, task));
  const organizations = [...new Set(doers.flatMap((post) => (post === undefined ? [] : [post.organizationId])))];
  const posts = await findPostsOf(context.tx, organizations);
  return tasks.map((task, index) => {
    const organizationId = doers[index]?.organizationId;
    const colleagues =
      organizationId === undefined
        ? []
        : posts.filter((post) => post.id !== task.holder_post && mayBeGiven(task, organizationId, post));
    return taskView(context, procedure, task, colleagues);
  });
}

function taskView(context: ActionContext, procedure: ProcedureVersion, task: TaskRow, colleagues: readonly PostRow[]) {
  const element = procedure.net.elements.find(({ id }) => id === task.element);
  return {
    id: task.id,
    name: task.name,
    action: task.action,
    unit: task.unit,
    ...dueAsOpened(task.opened_at, task.due_at, task.due_by?.hourKept),
    provisional: task.due_by?.provisional === true,
    takenBy: task.taken_by,
    mine: context.actor.posts.some(({ postId }) => postId === task.holder_post),
    may: mayDoTask.can(context.actor, task),
    generic: task.action === GENERIC_ACTION,
    form: formOf(procedure.forms, element?.kind === "work" ? element.form : undefined) ?? null,
    colleagues: colleagues.map(({ id, title, name }) => ({ id, name: [title, name].filter(Boolean).join(" ") })),
  };
}

/** Where the case goes on, or comes from: what a reader may know of the other tenant's side. */
export function linkView(link: LinkRow) {
  return {
    id: link.id,
    relation: link.relation,
    direction: link.direction,
    tenant: link.other_name,
    number: link.other_number ?? "",
    sentAt: link.sent_at.toISOString(),
    dueAt: link.due_at?.toISOString() ?? null,
    receivedAt: link.received_at?.toISOString() ?? null,
    answeredAt: link.answered_at?.toISOString() ?? null,
    withdrawnAt: link.withdrawn_at?.toISOString() ?? null,
  };
}

async function otherVersions(context: ActionContext, row: CaseRow): Promise<View["versions"]> {
  if (row.state !== "open" || !mayMoveCase.can(context.actor, row)) return [];
  const versions = await findVersions(context.tx, row.procedure_key);
  return versions
    .filter(({ version }) => version !== row.procedure_version)
    .map(({ version, valid_from: validFrom }) => ({ version, validFrom }));
}
