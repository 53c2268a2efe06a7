import type { ActionContext } from "#platform/capability.ts";
import { publishName } from "#capabilities/register/index.ts";
import { endPostRows, restorePostRows, type Ground } from "../store/end-by-law.ts";

/**
 * Ends what somebody holds in a body, at once, because the law says so; whoever holds it is told, as with every post that ends.
 * @param ground.page where it was decided, below the tenant: everybody finds the vacancy and its ground by it
 * @returns how many posts ended
 */
export async function endPostsByLaw(
  context: ActionContext,
  whose: { readonly personId: string; readonly organizationId: string },
  ground: Ground,
): Promise<number> {
  const ended = await endPostRows(context.tx, whose, ground);
  for (const { id } of ended)
    context.emit("organizations.post-ended", { postId: id, personId: whose.personId, organizationId: whose.organizationId });
  return ended.length;
}

/**
 * What was decided on a page turned out a mistake: the posts that ended by it are held again, until the end they had before.
 * @returns their ids
 */
export async function restorePosts(
  context: ActionContext,
  whose: { readonly personId: string; readonly organizationId: string },
  ground: Ground,
): Promise<readonly string[]> {
  const restored = await restorePostRows(context.tx, whose, ground);
  if (restored.some(({ name_public }) => name_public)) await publishName(context.tx, whose.personId);
  return restored.map(({ id }) => id);
}
