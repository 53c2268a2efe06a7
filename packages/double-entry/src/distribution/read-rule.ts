import { quote } from "../refusal.ts";
import { RefusalSignal } from "../refusal-signal.ts";
import { isDay } from "../journal/day.ts";
import { BASES, type DistributionRule, type RuleText, STEP_KINDS } from "./plan.ts";
import { at, malformed, readList, readObject, readOneOf, readShare, readText } from "./read-fields.ts";
import SHIPPED from "./rules/rules.json" with { type: "json" };

/** The orders of distribution that are shipped, with their sources. The first is taken where a plan names none. */
export const SHIPPED_RULES = SHIPPED as readonly DistributionRule[];

const TEXT_CHARS_MAX = 300;
const FIELDS = ["id", "version", "name", "order", "reservesAtLeast", "from", "to", "sources"] as const;

/** The id of a shipped rule, or a rule written out. */
export function readRule(value: unknown): DistributionRule {
  if (value === undefined) return SHIPPED_RULES[0]!;
  if (typeof value === "string") {
    const shipped = SHIPPED_RULES.find(({ id }) => id === value);
    if (shipped !== undefined) return shipped;
    const known = SHIPPED_RULES.map(({ id }) => id).join(", ");
    throw new RefusalSignal("rule-unknown", `no rule ${quote(value)} is shipped; there are ${known}`, "rule");
  }
  const object = readObject(value, "rule", FIELDS);
  const order = readList(object["order"], "rule.order", [1, STEP_KINDS.length], (kind, path) =>
    readOneOf(kind, path, STEP_KINDS),
  );
  if (new Set(order).size < order.length) throw malformed("rule.order", "names a kind of step twice");
  return {
    id: readText(object["id"], "rule.id", TEXT_CHARS_MAX),
    version: readText(object["version"], "rule.version", TEXT_CHARS_MAX),
    name: readName(object["name"]),
    order,
    ...(object["reservesAtLeast"] === undefined ? {} : { reservesAtLeast: readFloor(object["reservesAtLeast"]) }),
    ...(object["from"] === undefined ? {} : { from: readDayOrNull(object["from"], "rule.from") }),
    ...(object["to"] === undefined ? {} : { to: readDayOrNull(object["to"], "rule.to") }),
    ...(object["sources"] === undefined ? {} : { sources: readList(object["sources"], "rule.sources", [0, 20], readCitation) }),
  };
}

function readName(value: unknown): string | RuleText {
  if (typeof value === "string") return readText(value, "rule.name", TEXT_CHARS_MAX);
  const object = readObject(value, "rule.name", ["zh-CN", "en"]);
  return {
    "zh-CN": readText(object["zh-CN"], "rule.name.zh-CN", TEXT_CHARS_MAX),
    en: readText(object["en"], "rule.name.en", TEXT_CHARS_MAX),
  };
}

function readFloor(value: unknown): NonNullable<DistributionRule["reservesAtLeast"]> {
  const object = readObject(value, "rule.reservesAtLeast", ["share", "of"]);
  const share = object["share"];
  readShare(share, "rule.reservesAtLeast.share");
  return { share: String(share), of: readOneOf(object["of"], "rule.reservesAtLeast.of", BASES) };
}

function readDayOrNull(value: unknown, path: string): string | null {
  if (value === null || isDay(value)) return value;
  throw malformed(path, `${quote(value)} is neither a day YYYY-MM-DD nor null`);
}

function readCitation(value: unknown, path: string) {
  const object = readObject(value, path, ["text", "article", "says", "confirmed"]);
  const confirmed = object["confirmed"];
  if (confirmed !== undefined && typeof confirmed !== "boolean") throw malformed(at(path, "confirmed"), "must be true or false");
  const optional = (key: string) =>
    object[key] === undefined ? {} : { [key]: readText(object[key], at(path, key), TEXT_CHARS_MAX) };
  return {
    text: readText(object["text"], at(path, "text"), TEXT_CHARS_MAX),
    ...optional("article"),
    ...optional("says"),
    ...(confirmed === undefined ? {} : { confirmed }),
  };
}
