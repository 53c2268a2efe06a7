import { itemName, resolveRule, type RuleVersion } from "@gongzhi/decision-rules";

export type Matter = {
  readonly value: string;
  readonly name: string;
  readonly nameEn: string;
  /** Kept for the assembly, unless it delegated the matter to the representatives. */
  readonly reserved: boolean;
  readonly article: string;
  readonly text: string;
};

const LOWER_BODY = "representatives-meeting";
const DELEGATED = "delegatedByAssembly";

/** The kinds of matters the rules of village meetings name on a day, and which of them the law keeps for the assembly. */
export function matters(day: string): readonly Matter[] {
  const lower = resolveRule({ use: LOWER_BODY }, day);
  const kept = lower.requires.find(({ fact }) => fact === DELEGATED);
  const assemblyOnly = new Set(Object.keys(lower.items).filter((item) => lower.items[item]?.decidable === false));
  const named = new Set([...(kept?.items ?? []), ...Object.keys(lower.items)]);
  return [...named].map((value) => ({
    ...namesOf(value, lower),
    reserved: kept?.items?.includes(value) === true || assemblyOnly.has(value),
    article: (assemblyOnly.has(value) ? lower.items[value]?.article : kept?.article) ?? "",
    text: lower.source.text,
  }));
}

function namesOf(value: string, rule: RuleVersion) {
  return { value, name: itemName(value, rule, "zh-CN"), nameEn: itemName(value, rule, "en") };
}
