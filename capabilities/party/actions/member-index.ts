import type { ActionContext } from "#platform/capability.ts";
import { blindIndex, blindIndexes } from "#platform/crypto/fields.ts";

type Context = Pick<ActionContext, "house" | "tenant">;

/** Under which a person of an organization is kept: another one in each, and nothing to whoever lacks the key. */
export function indexOf({ house, tenant }: Context, organizationId: string, personId: string): string {
  return blindIndex(house.keys.sealed, `party/${tenant.id}/${organizationId}`, personId);
}

/** The same under older keys too: what to look for. */
export function indexesOf({ house, tenant }: Context, organizationId: string, personId: string): readonly string[] {
  return blindIndexes(house.keys.sealed, `party/${tenant.id}/${organizationId}`, personId);
}
