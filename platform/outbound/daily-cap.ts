import { type Refusal, refuse } from "../refusal.ts";

/** The day's budget, kept where all processes see it. */
export type DailyBudget = {
  /** Takes the amount off today's budget; false if it does not suffice. The same key takes it once. */
  readonly reserve: (key: string, amountCents: number) => Promise<boolean>;
  /** Gives back what was taken for this key, since nothing was sent. */
  readonly release: (key: string) => Promise<void>;
};

/**
 * Puts a daily cost cap (TRUST.md case 11) before a sender. What is not sent gives its cost back, unless nobody knows whether it was sent
 * (`unavailable`): then the cost stays taken, and the next try with the same key takes nothing more.
 */
export function withDailyCap<Message extends { readonly key: string }, Result extends object>(
  send: (message: Message) => Promise<Result | Refusal>,
  costCents: (message: Message) => number,
  budget: DailyBudget,
): (message: Message) => Promise<Result | Refusal> {
  return async (message) => {
    const cost = costCents(message);
    if (!Number.isSafeInteger(cost) || cost < 0) throw new Error("a cost is whole cents");
    if (!(await budget.reserve(message.key, cost))) return refuse("too-many", "daily-cap");
    const result = await send(message);
    if ("refused" in result && result.kind !== "unavailable") await budget.release(message.key);
    return result;
  };
}
