import { findRuleInForce, type RuleVersion } from "#capabilities/rules/index.ts";
import type { Tx } from "#platform/db/tx.ts";
import { readKinds, type Kind } from "../domain/kinds.ts";

export const KINDS_RULE = "meetings.kinds";

/** The kinds in force for a place, and the version of the rule they come from. */
export async function findKinds(
  tx: Tx,
  path: string,
): Promise<
  | { readonly rule: RuleVersion; readonly kinds: readonly Kind[]; readonly leastSecret: number; readonly initiativeDays: number }
  | undefined
> {
  const rule = await findRuleInForce(tx, KINDS_RULE, path);
  return rule === undefined
    ? undefined
    : {
        rule,
        kinds: readKinds(rule.parameters),
        leastSecret: Number(rule.parameters["leastSecret"]),
        initiativeDays: Number(rule.parameters["initiativeDays"]),
      };
}
