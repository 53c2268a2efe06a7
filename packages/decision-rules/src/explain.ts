import type { Comparison } from "./fraction.ts";
import en from "./messages/en.json" with { type: "json" };
import words from "./messages/words.json" with { type: "json" };
import zhCn from "./messages/zh-CN.json" with { type: "json" };
import type { Names, RuleVersion } from "./rule.ts";
import type { Denominator, Reason, ReasonCode, ReasonEffect } from "./verdict.ts";

export type Locale = "zh-CN" | "en";

/** A reason with its sentences. */
export type ExplainedReason = Reason & { readonly sentence: Readonly<Record<Locale, string>> };

/** The sentence templates of one language. `{figure}` and the like are filled from the reason. */
export type Messages = {
  readonly reason: Readonly<Record<ReasonCode, string>>;
  readonly effect: Readonly<Record<ReasonEffect, string>>;
  readonly comparison: Readonly<Record<Comparison, string>>;
  readonly base: Readonly<Record<Denominator["of"], string>>;
  readonly article: string;
  readonly textOnly: string;
};

export const MESSAGES: Readonly<Record<Locale, Messages>> = { "zh-CN": zhCn, en };

type Wordlist = Readonly<Record<string, Names>>;
const WORDS: { readonly figures: Wordlist; readonly items: Wordlist; readonly methods: Wordlist } = words;

export function explainReason(reason: Reason, rule: RuleVersion): ExplainedReason {
  const text = reason.text ?? (reason.article === null ? null : rule.source.text);
  return { ...reason, text, sentence: { "zh-CN": explain(reason, rule, "zh-CN"), en: explain(reason, rule, "en") } };
}

/** One plain sentence: the figure, the threshold, the denominator, whether it is reached, and the article. */
export function explain(reason: Reason, rule: RuleVersion, locale: Locale): string {
  const messages = MESSAGES[locale];
  // What is not confirmed about a rule is said in the rule's own words.
  if (reason.code === "rule-unconfirmed" && rule.source.note !== null) return rule.source.note[locale];
  const denominator = reason.denominator;
  const unit = figureName(reason.unit, rule, locale);
  const numbers: Record<string, string | number> = {
    ...namedParams(reason, rule, locale),
    unit,
    figure: written(reason.figure, reason.unit, rule),
    threshold: written(reason.threshold, reason.unit, rule),
    share: reason.share ?? "",
    effect: messages.effect[reason.effect],
  };
  if (denominator !== null && reason.comparison !== null) {
    const base = fill(messages.base[denominator.of], { unit: figureName(denominator.unit, rule, locale) });
    numbers["measure"] = fill(messages.comparison[reason.comparison], {
      ...numbers,
      base,
      count: written(denominator.count, denominator.unit, rule),
    });
  }
  return fill(messages.reason[reason.code], numbers) + citation(reason, rule, messages);
}

/** A whole number with as many of its digits behind the point as the rule says of the figure. */
function written(figure: number | null, unit: string | null, { decimals }: RuleVersion): string | number {
  const places = unit === null || !Object.hasOwn(decimals, unit) ? 0 : (decimals[unit] ?? 0);
  if (figure === null) return "";
  if (places === 0) return figure;
  const digits = String(figure).padStart(places + 1, "0");
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** What the rule calls a figure, else what we do, else its name. */
export function figureName(name: string | null, rule: RuleVersion, locale: Locale): string {
  if (name === null) return "";
  return (ownName(rule.labels, name) ?? ownName(WORDS.figures, name))?.[locale] ?? name;
}

/** What the rule calls a kind of matter, else what we do, else its name. */
export function itemName(name: string, rule: RuleVersion, locale: Locale): string {
  return (ownName(rule.labels, name) ?? ownName(WORDS.items, name))?.[locale] ?? name;
}

function namedParams(reason: Reason, rule: RuleVersion, locale: Locale): Readonly<Record<string, string | number>> {
  const params: Record<string, string | number> = { ...reason.params };
  const { item, fact, method, allowed, candidates } = reason.params;
  if (typeof item === "string") params["item"] = itemName(item, rule, locale);
  if (typeof fact === "string") {
    params["fact"] = rule.requires.find((required) => required.fact === fact)?.name?.[locale] ?? fact;
  }
  if (typeof method === "string") params["method"] = ownName(WORDS.methods, method)?.[locale] ?? method;
  if (typeof candidates === "string" && locale === "en") params["candidates"] = candidates.replaceAll("、", ", ");
  if (typeof allowed === "string") {
    const names = allowed.split("、").map((name) => ownName(WORDS.methods, name)?.[locale] ?? name);
    params["allowed"] = names.join(locale === "en" ? ", " : "、");
  }
  return params;
}

function ownName(list: Wordlist, name: string): Names | undefined {
  return Object.hasOwn(list, name) ? list[name] : undefined;
}

function citation(reason: Reason, rule: RuleVersion, messages: Messages): string {
  const text = reason.text ?? rule.source.text;
  if (reason.article !== null) return fill(messages.article, { text, article: reason.article });
  return reason.text === null ? "" : fill(messages.textOnly, { text });
}

/** Fills `{name}` from the values; a name without a value stays to be seen. */
function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replaceAll(/\{(\w+)\}/gu, (whole, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : whole,
  );
}
