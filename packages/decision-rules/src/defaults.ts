import type { LegalDay } from "@gongzhi/working-days";
import collectiveRules from "./defaults/collective.json" with { type: "json" };
import partyRules from "./defaults/party.json" with { type: "json" };
import legalPeriods from "./defaults/periods.json" with { type: "json" };
import urbanRules from "./defaults/urban.json" with { type: "json" };
import villageRules from "./defaults/village.json" with { type: "json" };
import { refuseTwoInForce, versionInForce } from "./in-force.ts";
import type { JsonObject } from "./read-json.ts";
import { committeeElection, readRule } from "./read-rule.ts";
import { DecisionRefusal, quote } from "./refusal.ts";
import type { Names, RuleVersion } from "./rule.ts";

/** A span of time set by law or custom that is not a figure of a meeting: a term, an interval, a posting period. */
export type LegalPeriod = {
  readonly id: string;
  readonly name: Names;
  readonly amount: number;
  readonly unit: string;
  /** `within` after an event, `before` one, `every`, `at-least`, `lasts`, or `in-a-row`. */
  readonly direction: string;
  readonly text: string;
  readonly article: string | null;
  readonly level: string;
  readonly confirmed: boolean;
};

type Shipped = { readonly document: JsonObject; readonly rule: RuleVersion };

const SHIPPED: readonly Shipped[] = [villageRules, partyRules, collectiveRules, urbanRules]
  .flatMap((list: readonly unknown[]) => list)
  .map((document) => ({ document: document as JsonObject, rule: readRule(document) }));

/** Every default, one entry a version: the source of each figure is in it. */
export const SHIPPED_RULES: readonly RuleVersion[] = SHIPPED.map((shipped) => shipped.rule);

/** Terms, intervals and posting periods of LAW's sources that are not judged from a meeting's figures. */
export const LEGAL_PERIODS: readonly LegalPeriod[] = legalPeriods;

refuseTwoInForce(SHIPPED_RULES);

/** Names under which somebody may look for an election: answered by name. */
const REFUSED_IDS = new Set(["committee-election", "villagers-committee-election", "residents-committee-election"]);

/**
 * The shipped rule in force on a day; without a day the version that lasts.
 * @throws DecisionRefusal `unknown-rule`, `no-version-in-force`, `committee-election`.
 */
export function shippedRule(id: string, day: LegalDay | null = null): RuleVersion {
  return versionInForce(shippedVersions(id), day);
}

/** A shipped rule as it is written in JSON, to be changed into a local one. */
export function shippedDocument(rule: RuleVersion): JsonObject {
  const found = SHIPPED.find((shipped) => shipped.rule === rule);
  if (found === undefined) throw new Error(`${rule.id} is not a shipped rule`);
  return found.document;
}

/** Every version of a shipped rule. @throws DecisionRefusal `unknown-rule`, `committee-election`. */
export function shippedVersions(id: string): readonly RuleVersion[] {
  if (REFUSED_IDS.has(id)) throw committeeElection("use");
  const versions = SHIPPED_RULES.filter((rule) => rule.id === id);
  if (versions.length > 0) return versions;
  const known = [...new Set(SHIPPED_RULES.map((rule) => rule.id))].join(", ");
  throw new DecisionRefusal("unknown-rule", "use", `there is no shipped rule ${quote(id)}; there are ${known}`);
}
