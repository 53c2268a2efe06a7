import type { ProxyRule } from "@gongzhi/decision-rules";

/** What is known of a mandate when it is shown. */
export type Shown = {
  /** Do both live in one household? */
  readonly sameHousehold: boolean;
  /** Mandates this holder has already. */
  readonly held: number;
};

export type ProxyFault = "proxies-not-allowed" | "holder-not-allowed" | "too-many-mandates";

/** May this mandate be admitted? Written it is, since a paper is shown; a holder of another sort than the rule names is none. */
export function admitProxy(rule: ProxyRule | null, { sameHousehold, held }: Shown): ProxyFault | undefined {
  if (rule?.allowed !== true) return "proxies-not-allowed";
  if (rule.holders !== null && !(sameHousehold && rule.holders.includes("same-household-adult"))) return "holder-not-allowed";
  return rule.mostPerHolder !== null && held >= rule.mostPerHolder ? "too-many-mandates" : undefined;
}
