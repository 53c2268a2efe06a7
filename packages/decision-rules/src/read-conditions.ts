import { type Comparison, type Fraction, MAX_COUNT, readFraction } from "./fraction.ts";
import {
  type JsonObject,
  at,
  malformed,
  optional,
  readAnyObject,
  readBoolean,
  readName,
  readObject,
  readOneOf,
  readText,
  readWhole,
} from "./read-json.ts";
import { DecisionRefusal } from "./refusal.ts";
import type {
  Citation,
  CompositionRule,
  InitiativeRight,
  Names,
  NoticeRule,
  PassingShare,
  QuorumShare,
  Tree,
  VoteBase,
} from "./rule.ts";

/** Statutes join two or three conditions; more is a mistake, and comparing with a floor grows with the leaves. */
export const MAX_LEAVES = 8;
const MAX_DEPTH = 3;
/** A year and a day: no meeting is called earlier. */
const MAX_NOTICE_DAYS = 366;
const MAX_ARTICLE_CHARS = 40;
const MAX_TEXT_CHARS = 200;

const CITATION_KEYS = ["article", "text"];
const LEAST_SHARES = ["moreThan", "atLeast"] as const;
const VOTE_BASES: readonly VoteBase[] = ["all", "due", "present", "cast", "forOrAgainst"];

export function readCitation(object: JsonObject, path: string): Citation {
  return {
    article: optional(object, "article", path, (value, place) => readText(value, place, MAX_ARTICLE_CHARS), null),
    text: optional(object, "text", path, (value, place) => readText(value, place, MAX_TEXT_CHARS), null),
  };
}

export function readNames(value: unknown, path: string): Names {
  const object = readObject(value, path, ["zh-CN", "en"]);
  return {
    "zh-CN": readText(object["zh-CN"], at(path, "zh-CN"), MAX_TEXT_CHARS),
    en: readText(object["en"], at(path, "en"), MAX_TEXT_CHARS),
  };
}

type ShareOf<C extends Comparison> = { readonly comparison: C; readonly fraction: Fraction };

/** Exactly one of the comparisons, with its share. */
function readShare<const C extends Comparison>(object: JsonObject, path: string, among: readonly C[]): ShareOf<C> {
  const given = among.filter((comparison) => object[comparison] !== undefined);
  const [comparison] = given;
  if (comparison === undefined || given.length > 1) throw malformed(path, `must have exactly one of ${among.join(", ")}`);
  const fraction = readFraction(object[comparison], at(path, comparison));
  if (comparison === "moreThan" && fraction.numerator === fraction.denominator) {
    throw new DecisionRefusal("contradictory-rule", at(path, comparison), "more than all can never be reached");
  }
  return { comparison, fraction };
}

/** Reads a tree of conditions: a leaf, `{ "allOf": […] }` or `{ "anyOf": […] }`. */
export function readTree<Leaf extends object>(
  value: unknown,
  path: string,
  readLeaf: (value: unknown, path: string) => Leaf,
): Tree<Leaf> {
  let leaves = 0;
  function readBranch(branch: unknown, place: string, depth: number): Tree<Leaf> {
    const object = readAnyObject(branch, place);
    const join = ["allOf", "anyOf"].find((key) => object[key] !== undefined);
    if (join === undefined) {
      leaves += 1;
      if (leaves > MAX_LEAVES) throw malformed(path, `has more than ${MAX_LEAVES} conditions`);
      return readLeaf(branch, place);
    }
    const list = readObject(object, place, [join])[join];
    if (!Array.isArray(list) || list.length === 0) throw malformed(at(place, join), "must be a list with at least one condition");
    if (depth >= MAX_DEPTH) throw malformed(place, `is nested more than ${MAX_DEPTH} deep`);
    const branches = list.map((entry: unknown, index) => readBranch(entry, at(at(place, join), index), depth + 1));
    return join === "allOf" ? { allOf: branches } : { anyOf: branches };
  }
  return readBranch(value, path, 0);
}

export function readQuorumShare(value: unknown, path: string): QuorumShare {
  const object = readObject(value, path, ["of", "base", ...LEAST_SHARES, ...CITATION_KEYS]);
  return {
    of: readName(object["of"], at(path, "of")),
    base: optional(object, "base", path, (base, place) => readOneOf(base, place, ["all", "due"]), "all"),
    ...readShare(object, path, LEAST_SHARES),
    ...readCitation(object, path),
  };
}

export function readPassingShare(value: unknown, path: string): PassingShare {
  const object = readObject(value, path, ["counted", "of", ...LEAST_SHARES, ...CITATION_KEYS]);
  return {
    counted: optional(object, "counted", path, readName, null),
    of: readOneOf(object["of"], at(path, "of"), VOTE_BASES),
    ...readShare(object, path, LEAST_SHARES),
    ...readCitation(object, path),
  };
}

export function readInitiative(value: unknown, path: string): InitiativeRight {
  const object = readObject(value, path, ["of", "least", ...LEAST_SHARES, ...CITATION_KEYS]);
  const named = { of: readName(object["of"], at(path, "of")), ...readCitation(object, path) };
  if (object["least"] === undefined) return { kind: "share", ...named, ...readShare(object, path, LEAST_SHARES) };
  const both = LEAST_SHARES.find((key) => object[key] !== undefined);
  if (both !== undefined) throw malformed(at(path, both), "stands beside least: a right has one measure");
  return { kind: "least", ...named, least: readWhole(object["least"], at(path, "least"), 1, MAX_COUNT) };
}

export function readComposition(value: unknown, path: string): CompositionRule {
  const shares = ["moreThan", "atLeast", "atMost"] as const;
  const object = readObject(value, path, ["count", "of", ...shares, "least", "most", "odd", "effect", ...CITATION_KEYS]);
  const named = {
    count: readName(object["count"], at(path, "count")),
    effect: optional(object, "effect", path, (effect, place) => readOneOf(effect, place, ["warning", "invalid"]), "warning"),
    ...readCitation(object, path),
  };
  if (object["of"] !== undefined) {
    const number = ["least", "most", "odd"].find((key) => object[key] !== undefined);
    if (number !== undefined) throw malformed(at(path, number), "stands beside of: give a share or a number");
    return { kind: "share", ...named, of: readName(object["of"], at(path, "of")), ...readShare(object, path, shares) };
  }
  const share = shares.find((key) => object[key] !== undefined);
  if (share !== undefined) throw malformed(at(path, "of"), "is missing: a share needs its denominator");
  const least = optional(object, "least", path, (entry, place) => readWhole(entry, place, 0, MAX_COUNT), 0);
  const most = optional(object, "most", path, (entry, place) => readWhole(entry, place, 0, MAX_COUNT), null);
  if (most !== null && most < least) throw new DecisionRefusal("contradictory-rule", at(path, "most"), "is less than least");
  return { kind: "number", ...named, least, most, odd: optional(object, "odd", path, readBoolean, false) };
}

export function readNotice(value: unknown, path: string): NoticeRule {
  const object = readObject(value, path, ["days", "withAgenda", ...CITATION_KEYS]);
  return {
    days: readWhole(object["days"], at(path, "days"), 0, MAX_NOTICE_DAYS),
    withAgenda: optional(object, "withAgenda", path, readBoolean, false),
    ...readCitation(object, path),
  };
}
