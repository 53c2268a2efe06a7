import { bind, type ActionContext, type Reaction } from "#platform/capability.ts";
import { endOfLegalDay, legalDay } from "#platform/legal-day.ts";
import { notify } from "#platform/notices/notify.ts";
import { refuse, refuseField } from "#platform/refusal.ts";
import { withdrawName } from "#capabilities/register/index.ts";
import { endPost } from "../contract/end-post.ts";
import { maySteward } from "../policy.ts";
import { holdsPublicPostAfter, lockPost, updatePostEnd, type PostInHand } from "../store/change-organization.ts";
import { findOrganization } from "../store/find-organization.ts";

export const endPostBound = bind(endPost, {
  policy: maySteward,
  duty: "organizations.steward",
  subject: async ({ tx }, { id }) => await lockPost(tx, id),
  run: async (context, { id, lastDay }, post) => {
    const { now } = context;
    if (post.valid_to !== null && post.valid_to <= now) return refuse("conflict", "post-ended");
    if (lastDay !== undefined && lastDay < legalDay(now)) return refuseField("/lastDay", "in-the-past");
    const wanted = lastDay === undefined ? now : endOfLegalDay(lastDay);
    // A post that has not begun yet is over before it began: it never carried a right.
    const endsAt = wanted < post.valid_from ? post.valid_from : wanted;
    await endAt(context, post, endsAt);
    context.subject(id);
    return { id, endsAt: endsAt.toISOString() };
  },
});

async function endAt(context: ActionContext, post: PostInHand, endsAt: Date): Promise<void> {
  await updatePostEnd(context.tx, post.id, endsAt);
  const { id: postId, person_id: personId, organization_id: organizationId } = post;
  context.emit("organizations.post-ended", { postId, personId, organizationId }, endsAt);
}

/** Ends a post in the caller's transaction, where a decision elsewhere did; one that has ended stays as it ended. */
export async function endPostAt(
  context: ActionContext,
  { id, endsAt }: { readonly id: string; readonly endsAt: Date },
): Promise<void> {
  const post = await lockPost(context.tx, id);
  if (post === undefined || (post.valid_to !== null && post.valid_to <= context.now)) return;
  const { now } = context;
  await endAt(context, post, endsAt < now ? now : endsAt);
}

/** When a post has ended its holder is told, and is no longer named to everybody unless another post does so. */
export const afterPostEnded: Reaction = async (context, payload) => {
  const { tx, now } = context;
  const [postId, personId, organizationId] = [payload["postId"], payload["personId"], payload["organizationId"]].map(String);
  if (postId === undefined || personId === undefined || organizationId === undefined) throw new Error("a post without its ids");
  const post = await lockPost(tx, postId);
  // Its end was put off meanwhile: that end has its own message.
  if (post === undefined || post.valid_to === null || post.valid_to > now) return;
  if (!(await holdsPublicPostAfter(tx, personId, postId, now))) await withdrawName(tx, personId);
  const organization = await findOrganization(tx, organizationId);
  await notify(context, [
    {
      personId,
      topic: "organizations.post-ended",
      params: { organization: organization?.name ?? "" },
      path: `organizations/${organizationId}`,
    },
  ]);
};
