import { bind } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { notify } from "#platform/notices/notify.ts";
import { organizationsOf } from "#platform/actor.ts";
import { refuse, refuseField } from "#platform/refusal.ts";
import { fixDraft } from "../contract/fix-draft.ts";
import { reviewDraft } from "../contract/review-draft.ts";
import { cited } from "../domain/course.ts";
import { isSilent } from "../domain/judge-item.ts";
import { mayKeep, mayReview } from "../policy.ts";
import { findHolders } from "../store/bodies.ts";
import { changeItem, lockItem } from "../store/items.ts";
import { inStep } from "./known.ts";

export const reviewDraftBound = bind(reviewDraft, {
  policy: mayReview,
  duty: "disclosure.review",
  subject: async ({ tx }, { id }) => await lockItem(tx, id),
  run: async (context, { id, verdict, opinion = "" }, item) => {
    const { tx, actor, now } = context;
    const refused = inStep(item, "review");
    if (refused !== undefined) return refused;
    const rule = cited(item.course);
    const own = [...organizationsOf(actor), actor.personId ?? ""].some((party) => item.barred.includes(party));
    if (own) return refuse("forbidden", "own-item", { rule });
    const today = legalDay(now);
    if (isSilent(item, today)) return refuse("conflict", "review-over", { facts: { day: item.review_due ?? "" }, rule });
    if (verdict === "objected" && opinion.trim() === "") return refuseField("/opinion", "required");
    const judged = { verdict, opinion: opinion.trim(), reviewed_on: today, reviewed_by: actor.personId ?? null };
    await changeItem(tx, id, { ...judged, step: verdict === "passed" ? "reviewed" : "drafting" });
    context.subject(id);
    const keepers = await findHolders(tx, { duty: "disclosure.keep", path: item.division_path, organization: item.owner });
    await notify(
      context,
      keepers.map((personId) => ({ personId, topic: `disclosure.${verdict}`, params: {}, path: `disclosure/${id}` })),
    );
    return { id };
  },
});

export const fixDraftBound = bind(fixDraft, {
  policy: mayKeep,
  duty: "disclosure.keep",
  subject: async ({ tx }, { id }) => await lockItem(tx, id),
  run: async (context, { id, metOn, reference }, item) => {
    const today = legalDay(context.now);
    const refused = inStep(item, "reviewed", "review");
    if (refused !== undefined) return refused;
    if (item.step === "review" && !isSilent(item, today))
      return refuse("conflict", "review-under-way", { facts: { day: item.review_due ?? "" }, rule: cited(item.course) });
    if (metOn > today) return refuseField("/metOn", "not-met-yet");
    // Nobody fixes what has not been reviewed yet.
    if (metOn < (item.reviewed_on ?? item.sent_on ?? metOn)) return refuseField("/metOn", "met-before");
    await changeItem(context.tx, id, { step: "fixed", fixed_on: metOn, reference });
    context.subject(id);
    return { id };
  },
});
