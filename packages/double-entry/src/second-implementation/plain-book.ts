/**
 * A second, plainer book that shares nothing with the first: lists that are looked through, BigInt sums made anew each time.
 * Answers "ok" or the code of the refusal.
 */
export type PlainPosting = { readonly account: string; readonly unit: string; readonly amount: number };
export type PlainDraft = {
  readonly key: string;
  readonly date: string;
  readonly text: string;
  readonly postings: readonly PlainPosting[];
};
type PlainEntry = PlainDraft & { readonly act: string; readonly kind: "entry" | "reversal" | "closing" };
type PlainPeriod = { readonly name: string; readonly from: string; readonly to: string; closing: string | undefined };

export class PlainBook {
  readonly entries: PlainEntry[] = [];
  readonly periods: PlainPeriod[];
  readonly units: readonly string[];
  readonly types: Readonly<Record<string, string>>;
  /** Kept only to answer without looking through a million entries. */
  readonly byKey: Record<string, PlainEntry> = Object.create(null) as Record<string, PlainEntry>;
  readonly reversed = new Set<string>();
  readonly sums: Record<string, Record<string, bigint>> = {};

  constructor(
    types: Readonly<Record<string, string>>,
    units: readonly string[],
    periods: readonly { readonly name: string; readonly from: string; readonly to: string }[],
  ) {
    this.types = types;
    this.units = units;
    this.periods = periods.map((period) => ({ ...period, closing: undefined }));
  }

  post(draft: PlainDraft): string {
    const act = `post ${JSON.stringify([draft.key, draft.date, draft.text, draft.postings])}`;
    const earlier = this.byKey[draft.key];
    if (earlier !== undefined) return earlier.act === act ? "ok" : "key-reused";
    return this.#enter(draft, act, "entry");
  }

  #enter(draft: PlainDraft, act: string, kind: PlainEntry["kind"]): string {
    const period = this.periods.find(({ from, to }) => from <= draft.date && draft.date <= to);
    if (period === undefined) return "period-unknown";
    if (period.closing !== undefined) return "period-closed";
    if (draft.postings.length === 0) return "entry-empty";
    const sums: Record<string, bigint> = {};
    for (const { account, unit, amount } of draft.postings) {
      if (this.types[account] === undefined) return "account-unknown";
      if (!Number.isSafeInteger(amount)) return "malformed-amount";
      if (!this.units.includes(unit)) return "unit-unknown";
      sums[unit] = (sums[unit] ?? 0n) + BigInt(amount);
    }
    if (Object.values(sums).some((sum) => sum !== 0n)) return "entry-unbalanced";
    const entry = { ...(JSON.parse(JSON.stringify(draft)) as PlainDraft), act, kind };
    this.entries.push(entry);
    this.byKey[draft.key] = entry;
    for (const { account, unit, amount } of entry.postings) {
      const units = (this.sums[account] ??= {});
      units[unit] = (units[unit] ?? 0n) + BigInt(amount);
    }
    return "ok";
  }

  reverse(key: string, of: string, date: string, reason: string): string {
    const act = `reverse ${JSON.stringify([key, of, date, reason])}`;
    const earlier = this.byKey[key];
    if (earlier !== undefined) return earlier.act === act ? "ok" : "key-reused";
    const original = this.byKey[of];
    if (original === undefined) return "entry-unknown";
    if (original.kind !== "entry") return "not-reversible";
    if (this.reversed.has(of)) return "already-reversed";
    if (date < original.date) return "reversed-before-entered";
    const postings = original.postings.map(({ account, unit, amount }) => ({
      account,
      unit,
      amount: amount === 0 ? 0 : -amount,
    }));
    const answer = this.#enter({ key, date, text: reason, postings }, act, "reversal");
    if (answer === "ok") this.reversed.add(of);
    return answer;
  }

  /** With `into`, the result is carried first; here the closing entry is one posting an account and unit. */
  close(name: string, into?: { readonly account: string; readonly key: string; readonly text: string }): string {
    const act = `close ${JSON.stringify([name, into ?? null])}`;
    const index = this.periods.findIndex((period) => period.name === name);
    const period = this.periods[index];
    if (period === undefined) return "period-unknown";
    if (period.closing !== undefined) return period.closing === act ? "ok" : "period-closed";
    if (index > 0 && this.periods[index - 1]!.closing === undefined) return "earlier-period-open";
    if (into !== undefined) {
      if (this.byKey[into.key] !== undefined) return "key-reused";
      const postings: PlainPosting[] = [];
      const carried: Record<string, bigint> = {};
      for (const [account, type] of Object.entries(this.types)) {
        if (type !== "income" && type !== "expense") continue;
        for (const [unit, sum] of Object.entries(this.balances("0", period.to)[account] ?? {})) {
          carried[unit] = (carried[unit] ?? 0n) + sum;
          for (const amount of parts(-sum)) postings.push({ account, unit, amount });
        }
      }
      for (const [unit, sum] of Object.entries(carried)) {
        for (const amount of parts(sum)) postings.push({ account: into.account, unit, amount });
      }
      const draft = { key: into.key, date: period.to, text: into.text, postings };
      if (postings.length > 0 && this.#enter(draft, act, "closing") !== "ok") return "closing-failed";
    }
    period.closing = act;
    return "ok";
  }

  /** Account → unit → sum of the postings from one day to another; by looking through all. */
  balances(from: string, to: string, kinds = "entry reversal closing"): Record<string, Record<string, bigint>> {
    const sums: Record<string, Record<string, bigint>> = {};
    for (const { date, postings, kind } of this.entries) {
      if (date < from || date > to || !kinds.includes(kind)) continue;
      for (const { account, unit, amount } of postings) {
        const units = (sums[account] ??= {});
        units[unit] = (units[unit] ?? 0n) + BigInt(amount);
      }
    }
    return sums;
  }
}

/** In numbers that are exact. */
function parts(sum: bigint): readonly number[] {
  if (sum === 0n) return [];
  if (Number.isSafeInteger(Number(sum))) return [Number(sum)];
  const half = sum / 2n;
  return [...parts(half), ...parts(sum - half)];
}
