import { bind, type ActionContext } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { notify } from "#platform/notices/notify.ts";
import { refuse, refuseField } from "#platform/refusal.ts";
import { beginDraft } from "../contract/begin-draft.ts";
import { editDraft } from "../contract/edit-draft.ts";
import { sendToReview } from "../contract/send-to-review.ts";
import { lastDay } from "../domain/course.ts";
import { readSections, type Section } from "../domain/sections.ts";
import { mayKeep } from "../policy.ts";
import { findHolders } from "../store/bodies.ts";
import { findDraft, putDraft } from "../store/drafts.ts";
import { barFromReview, changeItem, lockItem, type ItemRow } from "../store/items.ts";
import { hangPapers } from "../store/papers.ts";
import { inStep } from "./known.ts";
import { sourcesOf } from "./sources.ts";

export const beginDraftBound = bind(beginDraft, {
  policy: mayKeep,
  duty: "disclosure.keep",
  subject: async ({ tx }, { id }) => await lockItem(tx, id),
  run: async (context, { id, sources = [] }, item) => {
    const refused = inStep(item, "due");
    if (refused !== undefined) return refused;
    const offered = sourcesOf(context.offered);
    const sections: Section[] = [];
    for (const [index, name] of sources.entries()) {
      const source = offered.get(name);
      if (source === undefined) return refuseField(`/sources/${index}`, "no-such-source");
      sections.push(...(await source.draft(context, spanOf(item, legalDay(context.now)))));
    }
    if (sections.length === 0) sections.push({ heading: item.title, text: "", table: [] });
    await putDraft(context.tx, item, { title: item.title, sections });
    await changeItem(context.tx, id, { step: "drafting" });
    await written(context, id);
    return { id, sections: sections.length };
  },
});

/** What happened goes on happening: its data is taken up to today. */
function spanOf(item: ItemRow, today: string) {
  const to = item.why === "period" || item.ends_on > today ? item.ends_on : today;
  return { path: item.division_path, from: item.starts_on, to };
}

/** Whoever wrote in a draft does not review it. */
async function written(context: ActionContext, id: string): Promise<void> {
  if (context.actor.personId !== undefined) await barFromReview(context.tx, id, context.actor.personId);
  context.subject(id);
}

export const editDraftBound = bind(editDraft, {
  policy: mayKeep,
  duty: "disclosure.keep",
  subject: async ({ tx }, { id }) => await lockItem(tx, id),
  run: async (context, { id, title, sections, paperIds = [] }, item) => {
    const refused = inStep(item, "drafting");
    if (refused !== undefined) return refused;
    const read = readSections(sections);
    if ("fault" in read) return refuseField(`/sections/${read.index}/table`, read.fault);
    if (!(await hangPapers(context, item, paperIds))) return refuseField("/paperIds", "paper-not-yours");
    await putDraft(context.tx, item, { title, sections: read.sections });
    await written(context, id);
    return { id };
  },
});

export const sendToReviewBound = bind(sendToReview, {
  policy: mayKeep,
  duty: "disclosure.keep",
  subject: async ({ tx }, { id }) => await lockItem(tx, id),
  run: async (context, { id }, item) => {
    const { tx, now } = context;
    const refused = inStep(item, "drafting");
    if (refused !== undefined) return refused;
    const draft = await findDraft(tx, id);
    if (draft?.sections.every(({ text, table }) => text === "" && table.length === 0) !== false)
      return refuse("conflict", "draft-empty");
    const today = legalDay(now);
    const reviewDue = lastDay(today, item.course.reviewDays, item.course);
    const sent = {
      step: "review",
      sent_on: today,
      review_due: reviewDue,
      verdict: null,
      reviewed_on: null,
      reviewed_by: null,
    } as const;
    await changeItem(tx, id, { ...sent, opinion: "" });
    await written(context, id);
    const reviewers = await findHolders(tx, { duty: "disclosure.review", path: item.division_path });
    await notify(
      context,
      reviewers.map((personId) => ({
        personId,
        topic: "disclosure.to-review",
        params: { day: reviewDue },
        path: `disclosure/${id}`,
      })),
    );
    return { id, reviewDue };
  },
});
