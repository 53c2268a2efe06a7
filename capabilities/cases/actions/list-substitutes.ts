import { hasDuty } from "#platform/actor.ts";
import { bind, type ActionContext } from "#platform/capability.ts";
import { signedIn } from "#platform/policy.ts";
import { refuse } from "#platform/refusal.ts";
import { listSubstitutes } from "../contract/list-substitutes.ts";
import { mayPutSubstitute } from "../policy.ts";
import { findPostsIn, findPostsOf, type PostRow } from "../store/find-posts.ts";
import { findSubstitutions } from "../store/substitutions.ts";

export const listSubstitutesBound = bind(listSubstitutes, {
  policy: signedIn,
  run: async (context) => {
    const { tx, actor, now } = context;
    if (actor.posts.length === 0) return refuse("forbidden", "not-allowed", { facts: { needs: mayPutSubstitute.says } });
    const posts = await findPostsAround(context);
    const byId = new Map(posts.map((post) => [post.id, post]));
    const substitutions = await findSubstitutions(tx, [...byId.keys()]);
    return {
      substitutions: substitutions.flatMap((one) => {
        const [post, substitute] = [byId.get(one.post_id), byId.get(one.substitute_post_id)];
        if (post === undefined || substitute === undefined) return [];
        return [
          {
            id: one.id,
            post: named(post),
            substitute: named(substitute),
            from: one.valid_from.toISOString(),
            to: one.valid_to.toISOString(),
            now: one.valid_from <= now,
            mayEnd: mayPutSubstitute.can(actor, post),
          },
        ];
      }),
      posts: posts.filter((post) => mayPutSubstitute.can(actor, post)).map(named),
      colleagues: posts.map(named),
    };
  },
});

/** The reader's organizations; for a steward, every organization of the area. */
async function findPostsAround({ tx, actor }: ActionContext): Promise<readonly PostRow[]> {
  if (!hasDuty(actor, "organizations.steward"))
    return await findPostsOf(
      tx,
      actor.posts.map((post) => post.organizationId),
    );
  return await findPostsIn(
    tx,
    actor.posts.filter((post) => post.duties.includes("organizations.steward")).flatMap((post) => post.areas),
  );
}

function named({ id, title, name, unit }: PostRow) {
  return { id, title, name, unit };
}
