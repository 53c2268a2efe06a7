/** Parameters of the rule `appeals.sealing`. */
export type SealingRule = {
  readonly grounds: readonly { readonly key: string; readonly text: string; readonly textEn: string }[];
  /** How long the two may read what they opened. */
  readonly openDays: number;
  /** How long a third may let the telling wait. */
  readonly longestDelayDays: number;
};

const DAY_MS = 24 * 3_600_000;

/** Undefined where the rule is not one that can be kept. */
export function readSealingRule(parameters: Readonly<Record<string, unknown>>): SealingRule | undefined {
  const { grounds, openDays, longestDelayDays } = parameters as Partial<SealingRule>;
  const whole = (days: unknown): days is number => Number.isInteger(days) && Number(days) > 0;
  return Array.isArray(grounds) && grounds.length > 0 && whole(openDays) && whole(longestDelayDays)
    ? { grounds, openDays, longestDelayDays }
    : undefined;
}

export function opensUntil(rule: SealingRule, now: Date): Date {
  return new Date(now.getTime() + rule.openDays * DAY_MS);
}

/** A delay ends on a day to come, within the rule's time. Days are legal days: `2026-11-23`. */
export function isDelay(rule: SealingRule, until: string, today: string): boolean {
  const days = (Date.parse(until) - Date.parse(today)) / DAY_MS;
  return days >= 0 && days <= rule.longestDelayDays;
}

export type Opener = { readonly personId: string | undefined; readonly organizations: readonly string[] };

/** Who handles a matter opens no identity: the unit that leads it, whoever was called to help, and whoever wrote in it. */
export function isHandler(
  opener: Opener,
  appeal: { readonly lead_organization: string | null; readonly co_organizations: readonly string[] },
  writers: readonly string[],
): boolean {
  const { organizations, personId } = opener;
  const units = [...appeal.co_organizations, ...(appeal.lead_organization === null ? [] : [appeal.lead_organization])];
  return units.some((unit) => organizations.includes(unit)) || (personId !== undefined && writers.includes(personId));
}
