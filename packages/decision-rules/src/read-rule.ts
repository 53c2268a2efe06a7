import {
  readCitation,
  readComposition,
  readInitiative,
  readNames,
  readNotice,
  readPassingShare,
  readQuorumShare,
  readTree,
} from "./read-conditions.ts";
import {
  type JsonObject,
  at,
  malformed,
  optional,
  readBoolean,
  readDay,
  readId,
  readList,
  readMap,
  readName,
  readObject,
  readOneOf,
  readText,
  readWhole,
} from "./read-json.ts";
import { DecisionRefusal } from "./refusal.ts";
import {
  type ItemRule,
  LEVELS,
  type MeetingForm,
  type PassingShare,
  type ProxyRule,
  type QuorumShare,
  type RecusalRule,
  type Requirement,
  type RuleKind,
  type RuleVersion,
  type SelectionRule,
  type Tree,
  leavesOf,
} from "./rule.ts";

export const RULE_FORMAT = "gongzhi-decision-rule/1";
/** Limits on a rule written by hand: far above any statute. */
const MAX_LIST = 50;
const MAX_COUNTS = 4;
const MAX_TEXT_CHARS = 200;
const MAX_NOTE_CHARS = 1000;
const MAX_SEATS = 1000;
const MAX_DECIMALS = 6;
const KINDS: readonly RuleKind[] = ["meeting", "recall", "selection", "initiative", "composition"];
/** The kind that is refused by name: the platform counts no statutory committee election. */
const REFUSED_KIND = "committee-election";
const RULE_KEYS = (
  "$schema format id version kind name level binding source from to under aliases labels decimals notice initiative forms quorum " +
  "passing selection composition requires proxies recusal methods items mayDecide"
).split(" ");

/**
 * Checks a rule version written as JSON (`schemas/rule.schema.json`). Unknown fields are refused.
 * @throws DecisionRefusal `malformed`, `bad-fraction`, `contradictory-rule`, or `committee-election` for that kind.
 */
export function readRule(value: unknown): RuleVersion {
  const rule = readObject(value, "", RULE_KEYS);
  if (rule["format"] !== RULE_FORMAT) throw malformed("format", `must be "${RULE_FORMAT}"`);
  if (rule["kind"] === REFUSED_KIND) throw committeeElection("kind");
  const read = {
    id: readId(rule["id"], "id"),
    version: readId(rule["version"], "version"),
    kind: readOneOf(rule["kind"], "kind", KINDS),
    name: readNames(rule["name"], "name"),
    level: readOneOf(rule["level"], "level", LEVELS),
    binding: optional(rule, "binding", "", (entry, path) => readOneOf(entry, path, ["law", "custom"]), "law"),
    source: readSource(rule["source"], "source"),
    from: rule["from"] === null ? null : readDay(rule["from"], "from"),
    to: rule["to"] === null ? null : optional(rule, "to", "", readDay, null),
    under: optional(rule, "under", "", readId, null),
    aliases: optional(rule, "aliases", "", (entry, path) => readMap(entry, path, MAX_LIST, readName), {}),
    labels: optional(rule, "labels", "", (entry, path) => readMap(entry, path, MAX_LIST, readNames), {}),
    decimals: optional(rule, "decimals", "", (entry, path) => readMap(entry, path, MAX_LIST, readDecimals), {}),
    notice: optional(rule, "notice", "", readNotice, null),
    initiative: optional(rule, "initiative", "", (entry, path) => readList(entry, path, MAX_LIST, readInitiative), []),
    forms: optional(rule, "forms", "", (entry, path) => readList(entry, path, MAX_LIST, readForm), []),
    ...readMeasures(rule, ""),
    selection: optional(rule, "selection", "", readSelection, null),
    composition: optional(rule, "composition", "", (entry, path) => readList(entry, path, MAX_LIST, readComposition), []),
    requires: optional(rule, "requires", "", (entry, path) => readList(entry, path, MAX_LIST, readRequirement), []),
    proxies: optional(rule, "proxies", "", readProxies, null),
    recusal: optional(rule, "recusal", "", readRecusal, null),
    methods: optional(rule, "methods", "", (entry, path) => readList(entry, path, MAX_LIST, readName), null),
    items: optional(rule, "items", "", (entry, path) => readMap(entry, path, MAX_LIST, readItem), {}),
    mayDecide: optional(rule, "mayDecide", "", (entry, path) => readList(entry, path, MAX_LIST, readName), null),
  };
  refuseContradictions(read);
  return read;
}

/** The refusal of a statutory committee election, by name. */
export function committeeElection(field: string): DecisionRefusal {
  const why = "statutory elections of villagers' and residents' committees are not held or counted here (committee-election)";
  return new DecisionRefusal("committee-election", field, `${why}: 村民委员会、居民委员会的法定选举不在本平台办理`);
}

function readSource(value: unknown, path: string): RuleVersion["source"] {
  const source = readObject(value, path, ["text", "edition", "confirmed", "note"]);
  return {
    text: readText(source["text"], at(path, "text"), MAX_TEXT_CHARS),
    edition: readText(source["edition"], at(path, "edition"), MAX_TEXT_CHARS),
    confirmed: readBoolean(source["confirmed"], at(path, "confirmed")),
    note: optional(source, "note", path, readNote, null),
  };
}

function readNote(value: unknown, path: string): RuleVersion["name"] {
  const note = readObject(value, path, ["zh-CN", "en"]);
  return {
    "zh-CN": readText(note["zh-CN"], at(path, "zh-CN"), MAX_NOTE_CHARS),
    en: readText(note["en"], at(path, "en"), MAX_NOTE_CHARS),
  };
}

function readDecimals(value: unknown, path: string): number {
  return readWhole(value, path, 0, MAX_DECIMALS);
}

type Measures = { readonly quorum: Tree<QuorumShare> | null; readonly passing: Tree<PassingShare> | null };

function readMeasures(object: JsonObject, path: string): Measures {
  return {
    quorum: optional(object, "quorum", path, (entry, place) => readTree(entry, place, readQuorumShare), null),
    passing: optional(object, "passing", path, (entry, place) => readTree(entry, place, readPassingShare), null),
  };
}

function readForm(value: unknown, path: string): MeetingForm {
  const form = readObject(value, path, ["id", "name", "counts", "quorum", "passing"]);
  const counts = readList(form["counts"], at(path, "counts"), MAX_COUNTS, readName);
  if (counts.length === 0) throw malformed(at(path, "counts"), "must name what is counted");
  return {
    id: readName(form["id"], at(path, "id")),
    name: optional(form, "name", path, readNames, null),
    counts,
    ...readMeasures(form, path),
  };
}

function readSelection(value: unknown, path: string): SelectionRule {
  const selection = readObject(value, path, ["leastSeats", "mostSeats", "odd", "elected", "laterRound", "article", "text"]);
  const readSeats = (entry: unknown, place: string): number => readWhole(entry, place, 1, MAX_SEATS);
  const leastSeats = optional(selection, "leastSeats", path, readSeats, 1);
  const mostSeats = optional(selection, "mostSeats", path, readSeats, null);
  if (mostSeats !== null && mostSeats < leastSeats) {
    throw new DecisionRefusal("contradictory-rule", at(path, "mostSeats"), "is less than leastSeats");
  }
  return {
    leastSeats,
    mostSeats,
    odd: optional(selection, "odd", path, readBoolean, false),
    elected: readPassingShare(selection["elected"], at(path, "elected")),
    laterRound: optional(selection, "laterRound", path, readPassingShare, null),
    ...readCitation(selection, path),
  };
}

function readRequirement(value: unknown, path: string): Requirement {
  const requirement = readObject(value, path, ["fact", "name", "whenNotStated", "items", "article", "text"]);
  const readEffect = (entry: unknown, place: string): "warning" | "invalid" => readOneOf(entry, place, ["warning", "invalid"]);
  return {
    fact: readName(requirement["fact"], at(path, "fact")),
    name: optional(requirement, "name", path, readNames, null),
    whenNotStated: optional(requirement, "whenNotStated", path, readEffect, "warning"),
    items: optional(requirement, "items", path, (entry, place) => readList(entry, place, MAX_LIST, readName), null),
    ...readCitation(requirement, path),
  };
}

function readProxies(value: unknown, path: string): ProxyRule {
  const proxies = readObject(value, path, ["allowed", "written", "holders", "mostPerHolder", "article", "text"]);
  const readMost = (entry: unknown, place: string): number => readWhole(entry, place, 1, MAX_SEATS);
  return {
    allowed: readBoolean(proxies["allowed"], at(path, "allowed")),
    written: optional(proxies, "written", path, readBoolean, true),
    holders: optional(proxies, "holders", path, (entry, place) => readList(entry, place, MAX_LIST, readName), null),
    mostPerHolder: optional(proxies, "mostPerHolder", path, readMost, null),
    ...readCitation(proxies, path),
  };
}

function readRecusal(value: unknown, path: string): RecusalRule {
  const recusal = readObject(value, path, ["base", "article", "text"]);
  return {
    base: optional(recusal, "base", path, (entry, place) => readOneOf(entry, place, ["stays", "shrinks"]), "stays"),
    ...readCitation(recusal, path),
  };
}

function readItem(value: unknown, path: string): ItemRule {
  const item = readObject(value, path, ["decidable", "forms", "quorum", "passing", "notice", "article", "text"]);
  return {
    decidable: optional(item, "decidable", path, readBoolean, true),
    forms: optional(item, "forms", path, (entry, place) => readList(entry, place, MAX_LIST, readName), null),
    ...readMeasures(item, path),
    notice: optional(item, "notice", path, readNotice, null),
    ...readCitation(item, path),
  };
}

/** What each kind needs, and names that must resolve. */
function refuseContradictions(rule: RuleVersion): void {
  const refuse = (field: string, what: string): DecisionRefusal => new DecisionRefusal("contradictory-rule", field, what);
  if (rule.to !== null && rule.from !== null && rule.to < rule.from) throw refuse("to", `${rule.to} is before from ${rule.from}`);
  const needsForms = rule.kind === "meeting" || rule.kind === "recall" || rule.kind === "selection";
  if (needsForms && rule.forms.length === 0) throw refuse("forms", `a rule of kind ${rule.kind} needs at least one form`);
  if (rule.kind === "selection" && rule.selection === null) throw refuse("selection", "is missing");
  if (rule.kind === "initiative" && rule.initiative.length === 0) throw refuse("initiative", "is missing");
  if (rule.kind === "composition" && rule.composition.length === 0) throw refuse("composition", "is missing");
  const ids = rule.forms.map((form) => form.id);
  if (new Set(ids).size !== ids.length) throw refuse("forms", "two forms have the same id");
  rule.forms.forEach((form, index) => {
    for (const [name, item] of [["", null] as const, ...Object.entries(rule.items)]) {
      if (item !== null && item.forms !== null && !item.forms.includes(form.id)) continue;
      const field = name === "" ? `forms.${index}` : `items.${name}`;
      refuseUncounted(form, item?.quorum ?? form.quorum ?? rule.quorum, item?.passing ?? form.passing ?? rule.passing, field);
    }
  });
  for (const [name, item] of Object.entries(rule.items)) {
    const stranger = item.forms?.find((form) => !ids.includes(form));
    if (stranger !== undefined) throw refuse(`items.${name}.forms`, `there is no form ${stranger}`);
  }
}

function refuseUncounted(
  form: MeetingForm,
  quorum: Tree<QuorumShare> | null,
  passing: Tree<PassingShare> | null,
  field: string,
): void {
  const named = [
    ...(quorum === null ? [] : leavesOf(quorum).map((leaf) => leaf.of)),
    ...(passing === null ? [] : leavesOf(passing).map((leaf) => leaf.counted ?? "")),
  ];
  const stranger = named.find((name) => name !== "" && !form.counts.includes(name));
  if (stranger === undefined) return;
  throw new DecisionRefusal("contradictory-rule", field, `${stranger} is not among what the form ${form.id} counts`);
}
