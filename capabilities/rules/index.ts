import type { Capability } from "#platform/capability.ts";
import { compareVersionsBound } from "./actions/compare-versions.ts";
import { DISCLOSED } from "./actions/disclosed.ts";
import { enactRuleBound, enactVersionBound } from "./actions/enact.ts";
import { listPowersBound, readPowerFormBound } from "./actions/list-powers.ts";
import { listRulesBound } from "./actions/list-rules.ts";
import { afterOrganizationEnded, endPowerBound, grantPowerBound } from "./actions/powers.ts";
import { VERSION_KIND, VERSIONS_ON_RECORD } from "./actions/put-on-record.ts";
import { readRuleBound } from "./actions/read-rule.ts";
import { findOverdue, reportReviewBound, setReviewBound } from "./actions/reviews.ts";
import { DUTIES } from "./policy.ts";

export { addMatters, hasMatters, insertPower as grantPower, type MatterToAdd, type PowerToGrant } from "./store/enact-rule.ts";
export { enactDefault, type DefaultRule } from "./actions/enact-default.ts";
export { enactRule } from "./actions/put-on-record.ts";
export {
  enactText,
  findTemplate,
  readFigures,
  refuseFigures,
  type RuleCourse,
  type Template,
  type TextToEnact,
} from "./actions/enact-text.ts";
export { leavesOf } from "./domain/parameters.ts";
export type { RuleCheck, RuleFault, RuleToCheck } from "./actions/hold-to-check.ts";
export { findRuleInForce, type Citation, type RuleVersion } from "./store/find-rule.ts";

/** Law as data: rules with versions and articles, and the powers list. */
export const rules: Capability = {
  name: "rules",
  dependsOn: ["record", "divisions", "organizations", "register"],
  actions: [enactRuleBound, enactVersionBound, setReviewBound, reportReviewBound, grantPowerBound, endPowerBound],
  queries: [listRulesBound, readRuleBound, compareVersionsBound, listPowersBound, readPowerFormBound],
  reactions: { "organizations.organization-ended": afterOrganizationEnded },
  contributes: {
    "record.sources": { [VERSION_KIND]: VERSIONS_ON_RECORD },
    "disclosure.sources": { rules: DISCLOSED },
    "disclosure.overdue": { rules: findOverdue },
  },
  duties: DUTIES,
  migrations: new URL("./store/migrations", import.meta.url).pathname,
};
