import type { Refusal, RuleCited } from "../../platform/refusal.ts";
import type { Translate } from "./texts.ts";

/** The sentence of a refusal and what to do next: the capability's own texts, else the platform's. */
export function refusalWords(
  { code, kind, facts }: Refusal,
  own: Translate,
  platform: Translate,
): { readonly sentence: string; readonly next: string } {
  return { sentence: say(`refusals.${code}`, `refusals.${code}`), next: say(`next.${code}`, `next.${kind}`) };

  function say(key: string, otherwise: string): string {
    if (own.has(key)) return own(key, facts);
    return platform.has(key) ? platform(key, facts) : platform(otherwise, facts);
  }
}

/** `村民委员会组织法 (2018) 第二十一条`: a rule's name is the text `rules.<rule>` where there is one. */
export function ruleName({ rule, version, article }: RuleCited, own: Translate): string {
  const name = own.has(`rules.${rule}`) ? own(`rules.${rule}`) : rule;
  return [name, version === undefined ? "" : `(${version})`, article ?? ""].filter((part) => part !== "").join(" ");
}
