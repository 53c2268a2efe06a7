import type { ActionContext } from "#platform/capability.ts";
import type { Refusal } from "#platform/refusal.ts";

export type ClosedRollAsked = { readonly meetingId: string; readonly bodies: readonly string[] };

/**
 * A contribution to the point `meetings.closed-rolls`, under a way of being due (`party-members`): who is due is known to a store of its
 * own alone. It tells how many, and a digest that says of nobody whether they are in it. Signing in is its own page's.
 */
export type ClosedRoll = {
  draw(context: ActionContext, asked: ClosedRollAsked): Promise<{ readonly persons: number; readonly sha256: string } | Refusal>;
  /** Where those due are signed in, below the tenant; undefined for whoever may not. */
  page(context: ActionContext, meeting: { readonly id: string; readonly convener: string }): Promise<string | undefined>;
};

export const CLOSED_ROLLS = "meetings.closed-rolls";

export function findClosedRoll({ offered }: Pick<ActionContext, "offered">, way: string): ClosedRoll | undefined {
  return offered.contributed.get(CLOSED_ROLLS)?.get(way) as ClosedRoll | undefined;
}
