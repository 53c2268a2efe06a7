import { isRefusal, start, type Variables } from "@gongzhi/procedure";
import { findRuleInForce } from "#capabilities/rules/index.ts";
import type { ActionContext } from "#platform/capability.ts";
import { caseNumber } from "#platform/identifiers/case-number.ts";
import { uuidOfDay } from "#platform/identifiers/uuidv7.ts";
import { endOfDueDay, legalDay, startOfLegalDay } from "#platform/legal-day.ts";
import { planChanges, type Changes, type Visibility } from "../domain/plan-changes.ts";
import { findProcedureInForce } from "../store/find-procedure.ts";
import { insertCase, type Stamp } from "../store/write-changes.ts";

export type CaseToOpen = {
  readonly procedure: string;
  /** The capability whose matter it is, and the matter's id there. */
  readonly kind: string;
  readonly subjectId: string;
  readonly visible: Visibility;
  readonly variables: Variables;
  /** Nobody is to be told by the hour at which it was opened: its first rows and their ids say the day, and not more. */
  readonly byTheDay?: boolean;
};

export type OpenedCase = {
  readonly caseId: string;
  readonly number: string;
  readonly variables: Variables;
  readonly changes: Changes;
};

/** Opens a case on the version of its procedure in force, within the caller's transaction. */
export async function openCase(context: ActionContext, toOpen: CaseToOpen): Promise<OpenedCase> {
  const { tx, now } = context;
  const procedure = await findProcedureInForce(tx, toOpen.procedure);
  const rule = await findRuleInForce(tx, procedure.ruleKey, toOpen.visible.path);
  if (rule === undefined) throw new Error(`the rule ${procedure.ruleKey} of the procedure ${procedure.key} is not in force`);
  const begun = start(procedure.net, toOpen.variables, now.toISOString());
  if (isRefusal(begun)) throw new Error(`the procedure ${procedure.key} does not start: ${begun.message}`);
  const planned = planChanges(begun, {
    now,
    variables: begun.variables,
    parameters: rule.parameters,
    sent: { type: "start", variables: toOpen.variables },
  });
  const stamp = toOpen.byTheDay === true ? dayStamp(context) : undefined;
  const changes = stamp === undefined ? planned : dueByDays(planned);
  const caseId = stamp?.newId() ?? context.newId();
  const number = drawNumber(context, now);
  const state = changes.ended === undefined ? ("open" as const) : ("ended" as const);
  const made = {
    id: caseId,
    number,
    kind: toOpen.kind,
    subjectId: toOpen.subjectId,
    procedureKey: procedure.key,
    procedureVersion: procedure.version,
  };
  const opened = {
    ...changes,
    events: [
      { kind: "case-opened", element: null, facts: { procedure: procedure.key, version: procedure.version } },
      ...changes.events,
    ],
  };
  insertCase(
    context,
    { ...made, state, outcome: changes.ended?.outcome ?? null, marking: begun.marking, variables: begun.variables },
    toOpen.visible,
    opened,
    rule,
    stamp,
  );
  announce(context, { caseId, kind: toOpen.kind, subjectId: toOpen.subjectId }, changes);
  return { caseId, number, variables: begun.variables, changes };
}

/** With a span of hours the moment something falls due tells when it began: what began on a day falls due on one, at its end. */
function dueByDays(changes: Changes): Changes {
  return {
    ...changes,
    tasks: changes.tasks.map((task) => {
      const at = task.due === undefined ? undefined : endOfDueDay(task.due.at);
      if (task.due === undefined || at === undefined || at.getTime() === task.due.at.getTime()) return task;
      return { ...task, due: { ...task.due, at, hourKept: true } };
    }),
    timers: changes.timers.map((timer) => ({ ...timer, dueAt: endOfDueDay(timer.dueAt) })),
  };
}

/** 00:00 of the day; ids of rows made together follow one another by a millisecond each, as they were made. */
function dayStamp({ now, random }: ActionContext): Stamp {
  const at = startOfLegalDay(legalDay(now));
  let made = 0;
  const newId = () => {
    made += 1;
    return uuidOfDay(new Date(at.getTime() + made), (bytes) => random(bytes.length));
  };
  return { at, newId };
}

/** A readable number of the day on which the case was opened. */
export function drawNumber(context: ActionContext, openedAt: Date): string {
  return caseNumber(legalDay(openedAt), (bytes) => {
    bytes.set(context.random(bytes.length));
    return bytes;
  });
}

/** Tells the outbox what happened, so that other capabilities react after the commit. */
export function announce(
  context: ActionContext,
  about: { readonly caseId: string; readonly kind: string; readonly subjectId: string },
  changes: Changes,
): void {
  for (const { token, operation } of changes.services) context.emit("cases.service-called", { ...about, token, operation });
  for (const message of changes.messages) context.emit("cases.message-sent", { ...about, message });
  if (changes.ended !== undefined)
    context.emit("cases.case-ended", { ...about, outcome: changes.ended.outcome, element: changes.ended.element });
}
