import type { ActionContext } from "#platform/capability.ts";

/**
 * What another capability contributes to the point `resolutions.costs`: what carrying out a decision cost, by the number of its case, once
 * its final account is public; undefined: it kept no account of it.
 */
export type CostSource = (context: ActionContext, number: string) => Promise<number | undefined>;

/** In integer cents. */
export async function findAccountCents(context: ActionContext, number: string): Promise<number | undefined> {
  const sources = (context.offered.contributed.get("resolutions.costs") ?? new Map()) as ReadonlyMap<string, CostSource>;
  for (const source of sources.values()) {
    const cents = await source(context, number);
    if (cents !== undefined) return cents;
  }
  return undefined;
}
