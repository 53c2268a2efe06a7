import type { ActionContext } from "#platform/capability.ts";
import { refuse, type Refusal } from "#platform/refusal.ts";
import { hasSecondFactor } from "../store/second-factors.ts";

/** Whoever has shown a phone's code only adds or removes no second factor where there is one: it would be no second one. */
export async function secondFactorFirst({ tx, actor }: ActionContext): Promise<Refusal | undefined> {
  const weak = actor.strong !== true && (await hasSecondFactor(tx, actor.accountId ?? ""));
  return weak ? refuse("forbidden", "second-factor-first") : undefined;
}
