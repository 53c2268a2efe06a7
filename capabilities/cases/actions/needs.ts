import type { CaseEvent } from "@gongzhi/procedure";
import type { ActionContext } from "#platform/capability.ts";
import { NEEDS, type ProcedureNeeds } from "../domain/find-missing.ts";

type Context = Pick<ActionContext, "offered">;

/** What the capability relies on whose procedure it is; undefined for an office's own. */
export function needsOf({ offered }: Context, key: string): ProcedureNeeds | undefined {
  return offered.contributed.get(NEEDS)?.get(key) as ProcedureNeeds | undefined;
}

/** A capability that sends what it does not declare would break on the next version that somebody draws: a bug of its own. */
export function assertDeclared(context: Context, key: string, event: CaseEvent): void {
  const needs = needsOf(context, key);
  if (needs === undefined) return;
  const known =
    event.type === "message"
      ? needs.receives.includes(event.name)
      : event.type === "reopen"
        ? event.element === undefined || needs.reopens.includes(event.element)
        : true;
  if (!known) throw new Error(`${key} is sent ${JSON.stringify(event)}, which is not declared in ${NEEDS}`);
}

export function assertStepDeclared(context: Context, key: string, action: string): void {
  const needs = needsOf(context, key);
  if (needs !== undefined && !needs.steps.includes(action))
    throw new Error(`${action} completes a step of ${key} and is not declared in ${NEEDS}`);
}
