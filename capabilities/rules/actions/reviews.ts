import { bind, type ActionContext } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { refuse, refuseField } from "#platform/refusal.ts";
import { areasOf } from "#platform/actor.ts";
import { reportReview } from "../contract/report-review.ts";
import { setReview } from "../contract/set-review.ts";
import { maySteward } from "../policy.ts";
import { findRule } from "../store/list-rules.ts";
import { findOrganizationsWithin } from "../store/powers.ts";
import { closeReview, findReview, listLateReviews, upsertReview } from "../store/reviews.ts";

export const setReviewBound = bind(setReview, {
  policy: maySteward,
  duty: "rules.steward",
  subject: async ({ tx }, { ruleId }) => await findRule(tx, ruleId, "lock"),
  run: async (context, { organizationId, dueOn }, rule) => {
    const { tx, actor, now } = context;
    const today = legalDay(now);
    if (dueOn <= today) return refuseField("/dueOn", "not-later");
    const known = await findOrganizationsWithin(tx, areasOf(actor));
    if (!known.some(({ id }) => id === organizationId)) return refuseField("/organizationId", "no-such-organization");
    const made = { id: context.newId(), ruleId: rule.id, path: rule.division_path, organizationId, dueOn, setOn: today };
    const id = await upsertReview(tx, made);
    context.subject(id);
    return { id };
  },
});

export const reportReviewBound = bind(reportReview, {
  policy: maySteward,
  duty: "rules.steward",
  subject: async ({ tx }, { id }) => await findReview(tx, id),
  run: async (context, { outcome, findings }, review) => {
    if (review.done_on !== null) return refuse("conflict", "review-made", { facts: { on: review.done_on } });
    await closeReview(context.tx, { id: review.id, outcome, findings, on: legalDay(context.now) });
    context.subject(review.id);
    return { ruleId: review.rule_id };
  },
});

/** A township with more has other troubles than a list. */
const MOST = 500;

/** Rules that should have been looked at again by today (`disclosure.overdue`). */
export async function findOverdue({ tx, now }: ActionContext, path: string) {
  const rows = await listLateReviews(tx, path, legalDay(now), MOST);
  return rows.map(({ rule_id: id, title, area, organization, due_on: dueOn }) => ({
    what: "rule-review",
    title,
    area,
    who: organization,
    dueOn,
    page: `rules/${id}`,
  }));
}
