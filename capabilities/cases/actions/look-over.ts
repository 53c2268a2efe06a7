import type { ActionContext } from "#platform/capability.ts";
import { findRuleInForce, type RuleVersion } from "#capabilities/rules/index.ts";
import { isOwn } from "../domain/own-procedure.ts";
import type { DraftRow } from "../store/drafts.ts";
import { findVersions, type VersionRow } from "../store/find-procedure.ts";
import { countPostsByDuty } from "../store/find-posts.ts";
import { checkProcedure, type CheckedProcedure } from "./check-procedure.ts";
import { knownGates } from "./gates.ts";
import { needsOf } from "./needs.ts";
import { taskBindings } from "./task-bindings.ts";

export type LookedOver = {
  readonly checked: CheckedProcedure;
  readonly newest: VersionRow | undefined;
  readonly rule: RuleVersion | undefined;
  /** Posts in force by duty. */
  readonly posts: ReadonlyMap<string, number>;
};

/** A draft against what holds today: the actions of this house, the posts that carry duties, and the rule that gives its deadlines. */
export async function lookOver(context: ActionContext, draft: DraftRow): Promise<LookedOver> {
  const { tx, tenant, offered } = context;
  const [newest] = await findVersions(tx, draft.key);
  const ruleKey = newest?.rule_key ?? draft.rule_key;
  const rule = ruleKey === null ? undefined : await findRuleInForce(tx, ruleKey, tenant.rootPath);
  const posts = await countPostsByDuty(tx);
  const checked = await checkProcedure({
    bpmn: draft.bpmn,
    forms: draft.forms,
    bindings: taskBindings(offered, new Set(posts.keys())),
    parameters: rule?.parameters ?? {},
    gates: knownGates(context),
    needs: needsOf(context, draft.key),
    isOwn: isOwn(draft.key),
    proof: draft.proof ?? undefined,
  });
  return { checked, newest, rule, posts };
}
