import { dueAt, SHIPPED_HOLIDAY_TABLES, type DueUnit } from "@gongzhi/working-days";

export type Span = { readonly amount: number; readonly unit: DueUnit };

/** Parameters of `appeals.deadlines` that say which matter gets which time. */
export type TierRule = {
  readonly tiers: Readonly<Record<string, Span>>;
  readonly tierOfMatter: Readonly<Record<string, string>>;
  readonly defaultTier: string;
};

export function readTierRule(parameters: Readonly<Record<string, unknown>>): TierRule {
  const { deadlines, tierOfMatter, defaultTier } = parameters as {
    readonly deadlines?: { readonly handle?: { readonly of?: Readonly<Record<string, Span>> } };
    readonly tierOfMatter?: Readonly<Record<string, string>>;
    readonly defaultTier?: string;
  };
  const tiers = deadlines?.handle?.of;
  if (tiers === undefined || defaultTier === undefined) throw new Error("appeals.deadlines names no tiers");
  return { tiers, tierOfMatter: tierOfMatter ?? {}, defaultTier };
}

/** The rule's tier for a matter: its own, or that of the nearest matter above it. */
export function tierOf(rule: TierRule, matterAndParents: readonly string[]): string {
  const named = matterAndParents.find((code) => Object.hasOwn(rule.tierOfMatter, code));
  return (named === undefined ? undefined : rule.tierOfMatter[named]) ?? rule.defaultTier;
}

/** A clerk may make it quicker than the rule, never slower. */
export function isSlower(rule: TierRule, chosen: string, than: string, now: Date): boolean {
  const [a, b] = [rule.tiers[chosen], rule.tiers[than]];
  return a === undefined || b === undefined || dueMs(a, now) > dueMs(b, now);
}

function dueMs(span: Span, now: Date): number {
  return Date.parse(dueAt({ from: now.toISOString(), ...span }, SHIPPED_HOLIDAY_TABLES).dueAtUtc);
}
