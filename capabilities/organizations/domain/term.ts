import type { Kind } from "../contract/organization-views.ts";

/** Bodies whose power rests on a charter for a term: what residents and members found themselves, not offices of the state. */
const CHARTERED: ReadonlySet<Kind> = new Set<Kind>([
  "village-committee",
  "residents-committee",
  "supervision-committee",
  "collective",
  "collective-council",
  "collective-supervisors",
  "self-governing",
  "social",
]);

export function hasCharter(kind: Kind): boolean {
  return CHARTERED.has(kind);
}

/** Where a day stands in a term; both its days belong to it. */
export function termOn(day: string, term: { readonly from: string; readonly to: string }): "to-come" | "running" | "over" {
  if (day < term.from) return "to-come";
  return day > term.to ? "over" : "running";
}
