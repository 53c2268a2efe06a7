import type { ActionContext } from "#platform/capability.ts";
import type { RuleCited } from "#platform/refusal.ts";
import type { OrganizationRow } from "../store/find-organization.ts";

export type PostAsked = {
  readonly personId: string;
  readonly organization: Pick<OrganizationRow, "id" | "kind" | "division_path">;
};

/**
 * A contribution to the point `organizations.exclusions`: whom the law keeps out of posts of a body. It says why in both languages, and by
 * which rule; undefined: it has nothing against it.
 */
export type PostExclusion = (
  context: ActionContext,
  asked: PostAsked,
) => Promise<{ readonly why: { readonly "zh-CN": string; readonly en: string }; readonly rule: RuleCited } | undefined>;

export const EXCLUSIONS = "organizations.exclusions";

/** The first reason for which a post of a body is not given to somebody. */
export async function findExclusion(context: ActionContext, asked: PostAsked): ReturnType<PostExclusion> {
  const sources = [...(context.offered.contributed.get(EXCLUSIONS)?.values() ?? [])] as readonly PostExclusion[];
  for (const source of sources) {
    const found = await source(context, asked);
    if (found !== undefined) return found;
  }
  return undefined;
}
