import type { LegalDay } from "@gongzhi/working-days";
import { shippedDocument, shippedVersions } from "./defaults.ts";
import { refuseLoosening } from "./floor.ts";
import { refuseTwoInForce, versionInForce } from "./in-force.ts";
import { type JsonObject, malformed, optional, readAnyObject, readId, readObject } from "./read-json.ts";
import { readRule } from "./read-rule.ts";
import { DecisionRefusal } from "./refusal.ts";
import { LEVELS, type RuleVersion } from "./rule.ts";

/** A rule with more versions than this is a mistake of export. */
const MAX_VERSIONS = 100;

/**
 * The rule version that a document names for a day. A document is
 * - a rule version (`schemas/rule.schema.json`); with `under` it is refused where it is looser than that shipped rule;
 * - a list of versions of one rule, of which exactly one must be in force on the day;
 * - `{ "use": "villagers-assembly" }`: a shipped default, with `"version"` a certain one;
 * - `{ "use": "villagers-assembly", "with": { "notice": { "days": 15 } } }`: a shipped default with some fields set anew by a
 *   place. Fields are replaced whole, `items` one by one. Under a statute they may tighten and not loosen.
 * @throws DecisionRefusal with the field.
 */
export function resolveRule(document: unknown, day: LegalDay | null): RuleVersion {
  if (Array.isArray(document)) return oneOfVersions(document, day);
  const object = readAnyObject(document, "");
  if (object["use"] !== undefined) return usedRule(object, day);
  return underItsFloor(readRule(document), day);
}

function oneOfVersions(list: readonly unknown[], day: LegalDay | null): RuleVersion {
  if (list.length === 0 || list.length > MAX_VERSIONS) throw malformed("", `must list 1 to ${MAX_VERSIONS} versions`);
  const versions = list.map((entry) => readRule(entry));
  const [first] = versions;
  const stranger = versions.find((version) => version.id !== first?.id);
  if (stranger !== undefined) throw malformed("id", `a list holds versions of one rule, not ${first?.id} and ${stranger.id}`);
  refuseTwoInForce(versions);
  return underItsFloor(versionInForce(versions, day), day);
}

function usedRule(object: JsonObject, day: LegalDay | null): RuleVersion {
  const use = readObject(object, "", ["$schema", "use", "version", "with"]);
  const versions = shippedVersions(readId(use["use"], "use"));
  const wanted = optional(use, "version", "", readId, null);
  const shipped = wanted === null ? versionInForce(versions, day) : versions.find((version) => version.version === wanted);
  if (shipped === undefined) {
    const known = versions.map((version) => version.version).join(", ");
    throw new DecisionRefusal("unknown-rule", "version", `there is no version ${wanted}; there are ${known}`);
  }
  if (use["with"] === undefined) return shipped;
  const changes = readAnyObject(use["with"], "with");
  const document = shippedDocument(shipped);
  const local = readRule({
    ...document,
    id: `${shipped.id}.local`,
    version: `${shipped.version}.local`,
    level: "village",
    ...changes,
    under: shipped.id,
    ...mergedItems(document, changes),
  });
  refuseBelow(local, shipped);
  return local;
}

function mergedItems(document: JsonObject, changes: JsonObject): JsonObject {
  if (changes["items"] === undefined) return {};
  const before = document["items"] === undefined ? {} : readAnyObject(document["items"], "items");
  return { items: { ...before, ...readAnyObject(changes["items"], "with.items") } };
}

function underItsFloor(rule: RuleVersion, day: LegalDay | null): RuleVersion {
  if (rule.under !== null) refuseBelow(rule, versionInForce(shippedVersions(rule.under), day));
  return rule;
}

/** A rule under another cannot be of a level above it: it would be bound by nothing. */
function refuseBelow(rule: RuleVersion, floor: RuleVersion): void {
  if (LEVELS.indexOf(rule.level) < LEVELS.indexOf(floor.level)) {
    const what = `${rule.level} is above ${floor.level}, the level of ${floor.id} which it is under`;
    throw new DecisionRefusal("contradictory-rule", "level", what);
  }
  refuseLoosening(rule, [floor]);
}
