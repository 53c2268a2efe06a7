import { bind } from "#platform/capability.ts";
import { notify } from "#platform/notices/notify.ts";
import { refuse, refuseField, type Refusal } from "#platform/refusal.ts";
import { endSubstitute } from "../contract/end-substitute.ts";
import { MAX_SUBSTITUTION_DAYS, putSubstitute } from "../contract/put-substitute.ts";
import { lendDuties } from "../domain/lend-duties.ts";
import { mayPutSubstitute } from "../policy.ts";
import { findPostInForce, type PostRow } from "../store/find-posts.ts";
import { endSubstitution, insertSubstitution, lockSubstitution, overlaps } from "../store/substitutions.ts";

const DAY_MS = 24 * 3_600_000;
const LIMITS = [{ by: "account", points: 60, seconds: 3_600 }] as const;

export const putSubstituteBound = bind(putSubstitute, {
  policy: mayPutSubstitute,
  limits: LIMITS,
  subject: async (context, input) => await findPostInForce(context.tx, input.postId),
  run: async (context, input, post) => {
    const substitute = await findPostInForce(context.tx, input.substitutePostId);
    const [from, to] = [new Date(input.from), new Date(input.to)];
    const refusal = judgePair(post, substitute) ?? judgeTimes(from, to, context.now);
    if (refusal !== undefined || substitute === undefined) return refusal ?? refuse("absent", "absent");
    const duties = lendDuties(post.duties);
    if (duties.length === 0) return refuse("conflict", "nothing-to-lend");
    if (await overlaps(context.tx, post.id, substitute.id, from, to)) return refuse("conflict", "substituted-already");
    const id = context.newId();
    context.subject(id);
    await insertSubstitution(context.tx, {
      id,
      post_id: post.id,
      substitute_post_id: substitute.id,
      duties,
      valid_from: from < context.now ? context.now : from,
      valid_to: to,
      made_by: context.actor.personId ?? null,
    });
    const params = { post: post.title, from: from.toISOString(), to: to.toISOString() };
    const notice = { topic: "cases.substitute-put", params, path: "cases/substitutes" };
    await notify(context, [{ personId: substitute.person_id, ...notice }]);
    return { id };
  },
});

/** Two posts of two people in one organization: nobody's work leaves it by a substitution. */
function judgePair(post: PostRow, substitute: PostRow | undefined): Refusal | undefined {
  if (substitute === undefined) return refuseField("/substitutePostId", "post-not-in-force");
  if (substitute.person_id === post.person_id) return refuseField("/substitutePostId", "substitute-same-person");
  if (substitute.organization_id !== post.organization_id) return refuseField("/substitutePostId", "substitute-elsewhere");
  return undefined;
}

function judgeTimes(from: Date, to: Date, now: Date): Refusal | undefined {
  const days = (to.getTime() - Math.max(from.getTime(), now.getTime())) / DAY_MS;
  return days > 0 && days <= MAX_SUBSTITUTION_DAYS && to > from
    ? undefined
    : refuseField("/to", "substitution-times", { days: MAX_SUBSTITUTION_DAYS });
}

export const endSubstituteBound = bind(endSubstitute, {
  policy: mayPutSubstitute,
  limits: LIMITS,
  subject: async (context, input) => await lockSubstitution(context.tx, input.id),
  run: async (context, input, substitution) => {
    context.subject(input.id);
    if (substitution.valid_to <= context.now) return refuse("conflict", "substitution-over");
    await endSubstitution(context.tx, input.id);
    return { endedAt: context.now.toISOString() };
  },
});
