import { resolveRule } from "@gongzhi/decision-rules";

/** One kind of rule as `rulemaking.course` has it. */
export type RuleKind = {
  readonly id: string;
  readonly order: number;
  /** The one key its rules have; empty: any. */
  readonly key: string;
  readonly place: "village" | "community";
  /** Kinds of organizations that draft it. */
  readonly drafters: readonly string[];
  /** Kinds of meetings that may pass it. */
  readonly passedBy: readonly string[];
  /** The matter by the decision rules, which keep some for the assembly; empty: none they name. */
  readonly matter: string;
  readonly consultDays: number;
  readonly law: string;
  readonly article: string;
};

/** By the official code: its last three digits are 200 and above for villages (统计用区划代码). */
function placeKind(path: string): "village" | "community" | undefined {
  if (!/\.\d{12}$/.test(path)) return undefined;
  return Number(path.slice(-3)) >= 200 ? "village" : "community";
}

export function readKinds(parameters: Readonly<Record<string, unknown>>): readonly RuleKind[] {
  const kinds = (parameters["kinds"] ?? {}) as Readonly<Record<string, Omit<RuleKind, "id">>>;
  return Object.entries(kinds)
    .map(([id, kind]) => ({ ...kind, id }))
    .toSorted((one, other) => one.order - other.order);
}

/** Kinds of rules a place may have. */
export function kindsOf(parameters: Readonly<Record<string, unknown>>, path: string): readonly RuleKind[] {
  return readKinds(parameters).filter(({ place }) => place === placeKind(path));
}

/** Whether the law keeps a matter from a body, whatever the votes; with the article. Undefined: it may decide, as far as the rules say. */
export function keptFrom(
  body: string,
  matter: string,
  day: string,
): { readonly rule: string; readonly article: string } | undefined {
  if (matter === "") return undefined;
  const rule = resolveRule({ use: body }, day);
  const item = rule.items[matter];
  return item?.decidable === false ? { rule: item.text ?? rule.source.text, article: item.article ?? "" } : undefined;
}
