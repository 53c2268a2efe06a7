import { isRefusal, start, type Variables } from "@gongzhi/procedure";
import { findRuleInForce } from "#capabilities/rules/index.ts";
import type { ActionContext } from "#platform/capability.ts";
import { caseNumber } from "#platform/identifiers/case-number.ts";
import { legalDay } from "#platform/legal-day.ts";
import { planChanges, type Changes, type Visibility } from "../domain/plan-changes.ts";
import { findProcedureInForce } from "../store/find-procedure.ts";
import { insertCase } from "../store/write-changes.ts";

export type CaseToOpen = {
  readonly procedure: string;
  /** The capability whose matter it is, and the matter's id there. */
  readonly kind: string;
  readonly subjectId: string;
  readonly visible: Visibility;
  readonly variables: Variables;
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
  const changes = planChanges(begun, {
    now,
    variables: begun.variables,
    parameters: rule.parameters,
    sent: { type: "start", variables: toOpen.variables },
  });
  const caseId = context.newId();
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
  );
  announce(context, { caseId, kind: toOpen.kind, subjectId: toOpen.subjectId }, changes);
  return { caseId, number, variables: begun.variables, changes };
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
