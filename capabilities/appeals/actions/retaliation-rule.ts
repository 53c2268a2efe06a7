import { findRuleInForce } from "#capabilities/rules/index.ts";
import type { ActionContext } from "#platform/capability.ts";
import { uuidOfDay } from "#platform/identifiers/uuidv7.ts";
import { legalDay, startOfLegalDay } from "#platform/legal-day.ts";
import { readRetaliationRule, type RetaliationRule } from "../domain/choose-body.ts";

export const RETALIATION_RULE = "appeals.retaliation";
/** `{ id }`: a report was made or an act was seen; the house finds who looks into it. */
export const RETALIATION_REPORTED = "appeals.retaliation-reported";
const DAY_MS = 24 * 3_600_000;

export type RetaliationInForce = RetaliationRule & {
  readonly version: number;
  readonly parameters: Readonly<Record<string, unknown>>;
};

/** The rule that holds in a place; undefined where none does. */
export async function readRetaliation(
  { tx, tenant }: ActionContext,
  path = tenant.rootPath,
): Promise<RetaliationInForce | undefined> {
  const found = await findRuleInForce(tx, RETALIATION_RULE, path);
  const rule = found === undefined ? undefined : readRetaliationRule(found.parameters);
  return found === undefined || rule === undefined
    ? undefined
    : { ...rule, version: found.version, parameters: found.parameters };
}

/** What was raised since is watched over still: by whole legal days, the first being that on which it was raised. */
export function watchedSince({ watchDays }: RetaliationRule, now: Date): Date {
  return new Date(startOfLegalDay(legalDay(now)).getTime() - (watchDays - 1) * DAY_MS);
}

/** An id that tells the day and not the hour. */
export function dayId({ now, random }: Pick<ActionContext, "now" | "random">): string {
  return uuidOfDay(startOfLegalDay(legalDay(now)), (bytes) => random(bytes.length));
}
