import type { TSchema } from "typebox";
import type { ActionContext } from "#platform/capability.ts";
import { refuse, type Facts, type Refusal, type RuleCited } from "#platform/refusal.ts";
import { makeValidator } from "#platform/registry/validate.ts";
import type { Given } from "../domain/parameters.ts";

/** The point at which capabilities say what the figures of a rule they read may be, by its key. */
export const CHECKS = "rules.checks";

export type RuleFault = {
  /** JSON pointer (RFC 6901) into the parameters. */
  readonly pointer: string;
  /** Message key under `rules.errors.`, or a keyword of the schema. */
  readonly code: string;
  readonly facts?: Facts;
  /** The article that is broken. */
  readonly rule?: RuleCited;
};

export type RuleToCheck = {
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Of the rule with the same key that holds in a larger area round this one: a floor. Undefined: there is none. */
  readonly above: Readonly<Record<string, unknown>> | undefined;
  /** The first day it holds. */
  readonly from: string;
};

export type RuleCheck = {
  /** What whoever reads the rule relies on. */
  readonly schema: TSchema;
  /** What a schema cannot say: what is known to the house, and what the law or a rule above sets as a floor. */
  readonly judge?: (rule: RuleToCheck) => RuleFault | undefined;
};

/** Refuses a rule that its readers could not keep, at the figure that is wrong where it was given. */
export function holdToCheck(
  { offered }: ActionContext,
  key: string,
  rule: RuleToCheck,
  given: readonly Given[],
): Refusal | undefined {
  const check = offered.contributed.get(CHECKS)?.get(key) as RuleCheck | undefined;
  if (check === undefined) return undefined;
  const fault: RuleFault | undefined = makeValidator(check.schema).errors(rule.parameters)?.[0] ?? check.judge?.(rule);
  if (fault === undefined) return undefined;
  const place = given.findIndex(({ pointer }) => pointer === fault.pointer);
  const pointer = place < 0 ? "/parameters" : `/parameters/${place}/value`;
  const facts = { ...fault.facts, ...(place < 0 ? { pointer: fault.pointer } : {}) };
  const cited = fault.rule === undefined ? {} : { rule: fault.rule };
  return refuse("invalid", "invalid-input", { fields: [{ pointer, code: fault.code, facts }], ...cited });
}
