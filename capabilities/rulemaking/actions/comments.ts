import { bind } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { notify } from "#platform/notices/notify.ts";
import { refuse, refuseField } from "#platform/refusal.ts";
import { answerComment } from "../contract/answer-comment.ts";
import { commentOnDraft } from "../contract/comment-on-draft.ts";
import { splitText } from "../domain/text.ts";
import { mayComment, mayDraft } from "../policy.ts";
import { findOwnPath } from "../store/bodies.ts";
import { findComments, findConsultation, insertComment, lockComment, writeAnswer } from "../store/consultations.ts";
import { findDraft, lockDraft } from "../store/drafts.ts";

/** Somebody says what they have to say of a dozen articles. */
const MOST_OWN = 12;

export const commentOnDraftBound = bind(commentOnDraft, {
  policy: mayComment,
  limits: [{ by: "account", points: 30, seconds: 60 }],
  subject: async ({ tx }, { id }) => await lockDraft(tx, id),
  run: async (context, { id, article, text }, draft) => {
    const { tx, actor, now } = context;
    const today = legalDay(now);
    const { number, division_path: place } = draft;
    const consultation = await findConsultation(tx, number);
    if (draft.state !== "consult" || consultation === undefined || today > consultation.open_until)
      return refuse("conflict", "not-open");
    const { personId } = actor;
    const path = personId === undefined ? undefined : await findOwnPath(tx, personId);
    if (personId === undefined || path === undefined || !(path === place || path.startsWith(`${place}.`)))
      return refuse("forbidden", "not-of-here");
    if (article > splitText(draft.text).length) return refuseField("/article", "no-such-article");
    const own = (await findComments(tx, number)).filter(({ person_id }) => person_id === personId);
    if (own.length >= MOST_OWN) return refuse("conflict", "too-many", { facts: { most: MOST_OWN } });
    const commentId = context.newId();
    await insertComment(tx, {
      id: commentId,
      number,
      division_path: place,
      person_id: personId,
      article,
      comment: text,
      made_on: today,
    });
    context.subject(commentId);
    context.emit("rulemaking.commented", { draftId: id });
    return { id, number, state: draft.state };
  },
});

export const answerCommentBound = bind(answerComment, {
  policy: mayDraft,
  duty: "rulemaking.draft",
  subject: async ({ tx }, { id }) => await lockComment(tx, id),
  run: async (context, { id, outcome, answer }, row) => {
    const { tx, now } = context;
    if (row.answered_on !== null) return refuse("conflict", "answered-already");
    await writeAnswer(tx, row, { outcome, answer, on: legalDay(now) });
    const draft = await findDraft(tx, { number: row.number });
    await notify(context, [
      { personId: row.person_id, topic: "rulemaking.comment-answered", params: {}, path: `rulemaking/${row.number}` },
    ]);
    context.subject(id);
    return { id: draft?.id ?? id, number: row.number, state: draft?.state ?? "" };
  },
});
