import type { ActionContext, Offered } from "#platform/capability.ts";

/**
 * What another capability contributes to the point `meetings.askings`, by the name an initiative's `kind` has: something besides a meeting
 * that those entitled may ask for by their signatures. It is signed, entered from paper and counted against a frozen roll as any initiative.
 */
export type Asking = {
  readonly name: string;
  readonly nameEn: string;
  /** The decision rule whose `initiative` says who may ask and how many it takes, and the house's rule it comes from; undefined: not here. */
  readonly offer: (
    context: ActionContext,
    path: string,
  ) => Promise<{ readonly document: object; readonly ruleId: string; readonly ruleVersion: number } | undefined>;
  /** Enough signed: what must follow is begun, in the same transaction. @returns the last legal day in time */
  readonly reached: (
    context: ActionContext,
    initiative: { readonly id: string; readonly path: string; readonly title: string; readonly wording: string },
  ) => Promise<string>;
  /** Where what followed stands, below the tenant; undefined: nothing followed yet. */
  readonly page: (context: ActionContext, initiativeId: string) => Promise<string | undefined>;
};

export function askingsOf({ contributed }: Pick<Offered, "contributed">): ReadonlyMap<string, Asking> {
  return (contributed.get("meetings.askings") ?? new Map()) as ReadonlyMap<string, Asking>;
}
