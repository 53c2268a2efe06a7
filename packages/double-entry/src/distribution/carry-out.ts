import { isRefusal, type Refusal } from "../refusal.ts";
import { catchRefusal, RefusalSignal } from "../refusal-signal.ts";
import type { EntryDraft, Posting } from "../journal/entry.ts";
import type { Unit } from "../journal/unit.ts";
import { distribute, type Distribution } from "./largest-remainder.ts";
import type { Base, DistributionRule, Member, Plan, Rounding, Step, StepKind } from "./plan.ts";
import { readPlan } from "./read-plan.ts";
import { type Fraction, readWeight } from "./weight.ts";

/** What a step, or the account that takes the rest, is given. Amounts are whole numbers of the unit's smallest part. */
export type StepOutcome = {
  /** Index in the plan's steps; null for what is carried forward. */
  readonly step: number | null;
  readonly kind: StepKind | "carry";
  readonly name: string;
  readonly account: string;
  readonly amountCents: number;
  /** Of a share: what it is taken of, and what it would be without rounding. */
  readonly base?: { readonly of: Base; readonly amountCents: number };
  readonly exact?: Fraction;
  readonly rounding?: Rounding;
  /** Of losses that income does not reach: what there was to make up. */
  readonly askedCents?: number;
  readonly remainingCents: number;
};

/** How a step's amount was divided among the members, in the plan's order of members. */
export type MembersOutcome = { readonly step: number; readonly account: string; readonly distribution: Distribution };

export type PlanOutcome = {
  readonly key: string;
  readonly title: string;
  readonly unit: Unit;
  readonly rule: DistributionRule;
  /** Whether the rule was in force on the plan's day. */
  readonly ruleInForce: boolean;
  readonly incomeCents: number;
  readonly amounts: readonly StepOutcome[];
  readonly members: readonly Member[];
  readonly shared: readonly MembersOutcome[];
  /** What carries it out: sources are debited, every amount is credited to its account. No posting is zero. */
  readonly entry: EntryDraft;
};

/** Reads a plan and reckons it: each step's amount in the rule's order, each member's share, and the entry that carries it out. */
export function reckonPlan(document: unknown): PlanOutcome | Refusal {
  return catchRefusal(() => {
    const plan = orThrow(readPlan(document), "");
    const { key, title, unit, rule, date, sources, steps, members } = plan;
    assertOrder(plan);
    const incomeCents = sources.reduce((sum, { amountCents }) => sum + amountCents, 0);
    const amounts = amountsOf(plan, incomeCents);
    assertFloor(plan, incomeCents, amounts);
    const shared = steps.flatMap((step, index) => (step.kind === "members" ? [share(step, index, amounts, members)] : []));
    const entry = { key, date, text: title, postings: postingsOf(plan, amounts, shared) };
    const ruleInForce = (rule.from ?? date) <= date && date <= (rule.to ?? date);
    return { key, title, unit, rule, ruleInForce, incomeCents, amounts, members, shared, entry };
  });
}

function assertOrder({ steps, rule }: Plan): void {
  let reached = 0;
  for (const [index, { kind }] of steps.entries()) {
    const place = rule.order.indexOf(kind);
    const order = rule.order.join(", ");
    if (place < 0) throw new RefusalSignal("out-of-order", `${rule.id} has no step ${kind}: ${order}`, `steps.${index}.kind`);
    if (place < reached) throw new RefusalSignal("out-of-order", `${rule.id} wants ${order}`, `steps.${index}.kind`);
    reached = place;
  }
}

function amountsOf({ steps, carry }: Plan, incomeCents: number): readonly StepOutcome[] {
  const bases = { income: incomeCents, distributable: incomeCents, remaining: incomeCents };
  const amounts = steps.map((step, index): StepOutcome => {
    const { kind, name, account } = step;
    const reckoned = amountOf(step, bases);
    const asked = reckoned.amountCents;
    if (asked > bases.remaining && kind !== "losses") {
      throw new RefusalSignal("exceeds-remaining", `${name} asks for ${asked}, and ${bases.remaining} is left`, `steps.${index}`);
    }
    const amountCents = Math.min(asked, bases.remaining);
    bases.remaining -= amountCents;
    if (kind === "losses") bases.distributable -= amountCents;
    const short = amountCents < asked ? { askedCents: asked } : {};
    return { step: index, kind, name, account, ...reckoned, amountCents, ...short, remainingCents: bases.remaining };
  });
  if (bases.remaining === 0) return amounts;
  if (carry === undefined) throw new RefusalSignal("carry-missing", `${bases.remaining} is left over`, "carry");
  return [...amounts, { step: null, kind: "carry", ...carry, amountCents: bases.remaining, remainingCents: 0 }];
}

type Bases = Readonly<Record<Base, number>>;

function amountOf({ amount }: Step, bases: Bases): Pick<StepOutcome, "amountCents" | "base" | "exact" | "rounding"> {
  switch (amount.as) {
    case "amount":
      return { amountCents: amount.amountCents };
    case "rest":
      return { amountCents: bases.remaining };
    case "share": {
      const { of, rounding, share: part } = amount;
      const exact = { numerator: part.numerator * BigInt(bases[of]), denominator: part.denominator };
      return { amountCents: rounded(exact, rounding), base: { of, amountCents: bases[of] }, exact, rounding };
    }
  }
}

function rounded({ numerator, denominator }: Fraction, rounding: Rounding): number {
  switch (rounding) {
    case "down":
      return Number(numerator / denominator);
    case "up":
      return Number((numerator + denominator - 1n) / denominator);
    case "nearest":
      return Number((2n * numerator + denominator) / (2n * denominator));
  }
}

/** Reserves reach what the rule asks for, or all there was when their turn came. */
function assertFloor({ rule }: Plan, incomeCents: number, amounts: readonly StepOutcome[]): void {
  if (rule.reservesAtLeast === undefined) return;
  const losses = sumOf(amounts, "losses");
  const left = incomeCents - losses;
  const base = rule.reservesAtLeast.of === "income" ? incomeCents : left;
  const { numerator, denominator } = readWeight(rule.reservesAtLeast.share, "rule.reservesAtLeast.share");
  const least = Math.min(rounded({ numerator: numerator * BigInt(base), denominator }, "up"), left);
  const reserves = sumOf(amounts, "reserves");
  if (reserves >= least) return;
  const index = amounts.findIndex(({ kind }) => kind === "reserves");
  const message = `reserves are ${reserves}; ${rule.id} wants ${rule.reservesAtLeast.share} of ${base}, which is ${least}`;
  throw new RefusalSignal("below-floor", message, index < 0 ? "steps" : `steps.${index}`);
}

function sumOf(amounts: readonly StepOutcome[], of: StepKind): number {
  return amounts.reduce((sum, { kind, amountCents }) => (kind === of ? sum + amountCents : sum), 0);
}

function share(step: Step, index: number, amounts: readonly StepOutcome[], members: readonly Member[]): MembersOutcome {
  const claims = members.map(({ id, shares }) => ({ id, weight: shares.get(step.by) ?? 0 }));
  const distribution = distribute(amounts[index]!.amountCents, claims, step.ties);
  return { step: index, account: step.account, distribution: orThrow(distribution, `steps.${index}.by`) };
}

/** A member's own account, or one below the step's. */
export function memberAccount({ account, id }: Member, stepAccount: string): string {
  return account ?? `${stepAccount}:${id}`;
}

function postingsOf({ sources, unit, members }: Plan, amounts: readonly StepOutcome[], shared: readonly MembersOutcome[]) {
  const postings: Posting[] = [];
  const add = (account: string, amount: number) => {
    if (amount !== 0) postings.push({ account, unit: unit.name, amount });
  };
  for (const { account, amountCents } of sources) add(account, amountCents);
  for (const { step, account, amountCents } of amounts) {
    const divided = shared.find((one) => one.step === step);
    if (divided === undefined) add(account, -amountCents);
    else
      for (const [index, { amount }] of divided.distribution.shares.entries())
        add(memberAccount(members[index]!, account), -amount);
  }
  return postings;
}

function orThrow<T>(result: T | Refusal, where: string): T {
  if (!isRefusal(result)) return result;
  throw new RefusalSignal(result.code, result.message, where === "" ? result.at : where);
}
