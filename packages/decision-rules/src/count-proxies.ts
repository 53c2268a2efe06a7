import { inconsistent, missingFigure, neededFigure } from "./figures.ts";
import type { Mandate, Meeting } from "./meeting.ts";
import type { MeetingForm, ProxyRule, RuleVersion } from "./rule.ts";
import { NO_CITATION, type Reason, plainReason } from "./verdict.ts";

/** What mandates that the rule does not admit take away of what is counted. */
export type Deductions = (unit: string) => number;

const NOTHING: Deductions = () => 0;

/**
 * Sorts mandates into those the rule admits and those it does not. The latter are taken from the attendance and, since no ballot
 * tells whose it is, from the votes in favour: the motion must pass without them.
 */
export function countProxies(rule: RuleVersion, meeting: Meeting, form: MeetingForm, reasons: Reason[]): Deductions {
  const given = meeting.proxies;
  const total = typeof given === "number" ? given : given.length;
  if (total === 0) return NOTHING;
  const persons = form.counts[0] ?? "";
  const attending = neededFigure(rule, meeting, "attendance", persons);
  if (total > attending) throw inconsistent("proxies", `${total} mandates, but ${attending} attend, proxies included`);
  const refused = refusedMandates(given, rule.proxies);
  const citation = rule.proxies ?? NO_CITATION;
  const admitted = total - refused.count;
  if (admitted > 0) reasons.push(plainReason("proxies-counted", "info", citation, { unit: persons, figure: admitted }));
  if (refused.count === 0) return NOTHING;
  reasons.push(plainReason("proxies-not-counted", "warning", citation, { unit: persons, figure: refused.count }));
  return (unit) => (unit === persons ? refused.count : weightOf(refused.mandates, unit));
}

function refusedMandates(
  given: number | readonly Mandate[],
  rule: ProxyRule | null,
): { readonly count: number; readonly mandates: readonly Mandate[] | null } {
  const allowed = rule?.allowed === true;
  if (typeof given === "number") return { count: allowed ? 0 : given, mandates: null };
  if (rule === null || !allowed) return { count: given.length, mandates: given };
  const byHolder = new Map<string, number>();
  const mandates = given.filter((mandate) => {
    const inOrder =
      (mandate.written || !rule.written) &&
      (rule.holders === null || (mandate.holderIs !== null && rule.holders.includes(mandate.holderIs)));
    if (!inOrder) return true;
    const held = (byHolder.get(mandate.holder) ?? 0) + 1;
    byHolder.set(mandate.holder, held);
    return rule.mostPerHolder !== null && held > rule.mostPerHolder;
  });
  return { count: mandates.length, mandates };
}

function weightOf(mandates: readonly Mandate[] | null, unit: string): number {
  if (mandates === null) throw missingFigure(`proxies: the mandates one by one, each with weights.${unit}`);
  return mandates.reduce((sum, mandate, index) => {
    const weight = Object.hasOwn(mandate.weights, unit) ? mandate.weights[unit] : undefined;
    if (weight === undefined) throw missingFigure(`proxies.${index}.weights.${unit}`);
    return sum + weight;
  }, 0);
}
