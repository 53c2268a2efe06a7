import type { Capability } from "#platform/capability.ts";

export { addMatters, enactRule, grantPower, type MatterToAdd, type PowerToGrant, type RuleToEnact } from "./store/enact-rule.ts";
export { findRuleInForce, type Citation, type RuleVersion } from "./store/find-rule.ts";

/** Law as data: rules with versions and articles, and the powers list. */
export const rules: Capability = {
  name: "rules",
  dependsOn: ["divisions", "organizations"],
  migrations: new URL("./store/migrations", import.meta.url).pathname,
};
