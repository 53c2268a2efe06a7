import { quote, type Refusal } from "../refusal.ts";
import { catchRefusal, RefusalSignal } from "../refusal-signal.ts";
import { judgeAccount } from "../journal/account.ts";
import { isDay } from "../journal/day.ts";
import { DECIMALS_MAX, judgeUnit, type Unit } from "../journal/unit.ts";
import { CLAIMS_MAX, TIE_RULES } from "./largest-remainder.ts";
import {
  BASES,
  type Member,
  type Plan,
  PLAIN_SHARES,
  ROUNDINGS,
  type Source,
  type Step,
  STEP_KINDS,
  type StepAmount,
} from "./plan.ts";
import {
  at,
  type JsonObject,
  malformed,
  readCount,
  readList,
  readObject,
  readOneOf,
  readShare,
  readText,
  readWhole,
} from "./read-fields.ts";
import { readRule } from "./read-rule.ts";
import type { Weight } from "./weight.ts";

const TITLE_CHARS_MAX = 200;
const NAME_CHARS_MAX = 100;
/** A statute's order has four; charters divide reserves further. */
const STEPS_MAX = 50;
const SOURCES_MAX = 50;
const CENTS: readonly [number, number] = [0, Number.MAX_SAFE_INTEGER];
const KEY = /^[\p{L}\p{N}][\p{L}\p{N}._:/#-]{0,199}$/u;
/** Part of an account's name, so what an account's name may hold; no colon. */
const MEMBER_ID = /^[\p{L}\p{N}](?:[\p{L}\p{N} ._/#-]{0,98}[\p{L}\p{N}._/#-])?$/u;
const MONEY: Unit = { name: "CNY", decimals: 2 };
const PLAN_FIELDS = [
  "$schema",
  "format",
  "key",
  "title",
  "date",
  "unit",
  "rule",
  "sources",
  "steps",
  "members",
  "carry",
] as const;

/** Reads a plan from outside JSON (schemas/plan.schema.json); refuses what is not one, with the path of the first fault. */
export function readPlan(value: unknown): Plan | Refusal {
  return catchRefusal(() => {
    const object = readObject(value, "", PLAN_FIELDS);
    if (object["$schema"] !== undefined) readText(object["$schema"], "$schema", TITLE_CHARS_MAX);
    if (object["format"] !== undefined) readOneOf(object["format"], "format", ["gongzhi-distribution-plan/1"]);
    const key = readText(object["key"], "key", 200);
    if (!KEY.test(key)) throw malformed("key", `${quote(key)} is no key: letters, digits and . _ : / # -`);
    const date = object["date"];
    if (!isDay(date)) throw malformed("date", `${quote(date)} is no day YYYY-MM-DD`);
    const plan: Plan = {
      key,
      title: readText(object["title"], "title", TITLE_CHARS_MAX),
      date,
      unit: object["unit"] === undefined ? MONEY : readUnit(object["unit"]),
      rule: readRule(object["rule"]),
      sources: readList(object["sources"], "sources", [1, SOURCES_MAX], readSource),
      steps: readList(object["steps"], "steps", [1, STEPS_MAX], readStep),
      members: object["members"] === undefined ? [] : readList(object["members"], "members", [0, CLAIMS_MAX], readMember),
      carry: object["carry"] === undefined ? undefined : readCarry(object["carry"]),
    };
    assertConsistent(plan);
    return plan;
  });
}

function readUnit(value: unknown): Unit {
  const object = readObject(value, "unit", ["name", "decimals"]);
  const unit = {
    name: readText(object["name"], "unit.name", 40),
    decimals: readWhole(object["decimals"], "unit.decimals", [0, DECIMALS_MAX]),
  };
  const refusal = judgeUnit(unit);
  if (refusal !== undefined) throw malformed("unit.name", refusal.message);
  return unit;
}

function readSource(value: unknown, path: string): Source {
  const object = readObject(value, path, ["name", "account", "amountCents"]);
  return {
    name: readText(object["name"], at(path, "name"), NAME_CHARS_MAX),
    account: readAccount(object["account"], at(path, "account")),
    amountCents: readWhole(object["amountCents"], at(path, "amountCents"), CENTS),
  };
}

function readStep(value: unknown, path: string): Step {
  const object = readObject(value, path, [
    "kind",
    "name",
    "account",
    "amountCents",
    "share",
    "of",
    "rounding",
    "rest",
    "by",
    "ties",
  ]);
  const kind = readOneOf(object["kind"], at(path, "kind"), STEP_KINDS);
  for (const field of ["by", "ties"]) {
    if (kind !== "members" && object[field] !== undefined) throw malformed(at(path, field), "belongs to steps that pay members");
  }
  return {
    kind,
    name: readText(object["name"], at(path, "name"), NAME_CHARS_MAX),
    account: readAccount(object["account"], at(path, "account")),
    amount: readAmount(object, path, kind === "reserves" ? "up" : "down"),
    by: object["by"] === undefined ? PLAIN_SHARES : readText(object["by"], at(path, "by"), NAME_CHARS_MAX),
    ties: object["ties"] === undefined ? "id" : readOneOf(object["ties"], at(path, "ties"), TIE_RULES),
  };
}

/** Reserves are rounded up unless the plan says otherwise: "at least" must hold to the last cent. */
function readAmount(object: JsonObject, path: string, rounding: "up" | "down"): StepAmount {
  const ways = ["amountCents", "share", "rest"].filter((way) => object[way] !== undefined);
  if (ways.length !== 1) throw malformed(path, "says exactly one of amountCents, share, rest");
  for (const field of ["of", "rounding"]) {
    if (object["share"] === undefined && object[field] !== undefined) throw malformed(at(path, field), "belongs to a share");
  }
  if (object["rest"] !== undefined) {
    if (object["rest"] !== true) throw malformed(at(path, "rest"), "is true or left out");
    return { as: "rest" };
  }
  if (object["amountCents"] !== undefined) {
    return { as: "amount", amountCents: readWhole(object["amountCents"], at(path, "amountCents"), CENTS) };
  }
  return {
    as: "share",
    share: readShare(object["share"], at(path, "share")),
    of: object["of"] === undefined ? "distributable" : readOneOf(object["of"], at(path, "of"), BASES),
    rounding: object["rounding"] === undefined ? rounding : readOneOf(object["rounding"], at(path, "rounding"), ROUNDINGS),
  };
}

function readAccount(value: unknown, path: string): string {
  const name = readText(value, path, 200);
  const refusal = judgeAccount({ name, type: "equity" });
  if (refusal !== undefined) throw malformed(path, refusal.message);
  return name;
}

function readMember(value: unknown, path: string): Member {
  const object = readObject(value, path, ["id", "name", "account", "shares"]);
  const id = object["id"];
  if (typeof id !== "string" || !MEMBER_ID.test(id)) {
    throw malformed(at(path, "id"), `${quote(id)} is no id: 1 to 100 letters, digits, spaces and . _ / # -`);
  }
  return {
    id,
    name: object["name"] === undefined ? undefined : readText(object["name"], at(path, "name"), NAME_CHARS_MAX),
    account: object["account"] === undefined ? undefined : readAccount(object["account"], at(path, "account")),
    shares: readShares(object["shares"], at(path, "shares")),
  };
}

function readShares(value: unknown, path: string): ReadonlyMap<string, Weight> {
  if (typeof value === "number" || typeof value === "string") return new Map([[PLAIN_SHARES, readCount(value, path)]]);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw malformed(path, "must be a number of shares, or an object of such by name");
  }
  const kinds = Object.entries(value);
  if (kinds.length === 0 || kinds.length > STEPS_MAX) throw malformed(path, `needs 1 to ${STEPS_MAX} kinds of shares`);
  return new Map(
    kinds.map(([kind, weight]) => {
      readText(kind, at(path, kind.slice(0, 60)), NAME_CHARS_MAX);
      return [kind, readCount(weight, at(path, kind))];
    }),
  );
}

function readCarry(value: unknown): NonNullable<Plan["carry"]> {
  const object = readObject(value, "carry", ["name", "account"]);
  return {
    name: object["name"] === undefined ? "carried forward" : readText(object["name"], "carry.name", NAME_CHARS_MAX),
    account: readAccount(object["account"], "carry.account"),
  };
}

/** What no schema says: sums, ids, the last step, members where they are paid. */
function assertConsistent({ sources, steps, members }: Plan): void {
  const income = sources.reduce((sum, { amountCents }) => sum + BigInt(amountCents), 0n);
  if (income > BigInt(Number.MAX_SAFE_INTEGER)) throw malformed("sources", `the amounts sum to ${income}, beyond 2^53 - 1`);
  const ids = new Set<string>();
  for (const [index, { id }] of members.entries()) {
    if (ids.add(id).size <= index) {
      throw new RefusalSignal("claim-repeated", `${quote(id)} is there twice`, `members.${index}.id`);
    }
  }
  const early = steps.findIndex(({ amount }, index) => amount.as === "rest" && index < steps.length - 1);
  if (early >= 0) throw new RefusalSignal("nothing-for-rest", "a step after this one would have nothing", `steps.${early}.rest`);
  for (const [index, { kind, by }] of steps.entries()) {
    if (kind !== "members") continue;
    if (members.length === 0) throw malformed("members", `must not be empty: steps.${index} pays them`);
    if (!members.some(({ shares }) => shares.has(by)))
      throw malformed(`steps.${index}.by`, `no member has shares named ${quote(by)}`);
  }
}
