import type { Static } from "typebox";
import { advanceCase, completeTask, dueAfter, findSpan, openCase } from "#capabilities/cases/index.ts";
import { findRuleInForce } from "#capabilities/rules/index.ts";
import { organizationsOf } from "#platform/actor.ts";
import { bind, type ActionContext } from "#platform/capability.ts";
import { isRefusal, refuse, type Refusal } from "#platform/refusal.ts";
import { askReview } from "../contract/ask-review.ts";
import { decideReview } from "../contract/decide-review.ts";
import { judgeAppeal } from "../contract/judge-appeal.ts";
import type { Decision, ReviewView } from "../contract/review-views.ts";
import { mayNotReview } from "../domain/judge-review.ts";
import { mayJudge, mayReview } from "../policy.ts";
import type { AppealRow } from "../store/appeal-row.ts";
import { changeAppeal, writeEntry } from "../store/change-appeal.ts";
import type { EntryRow } from "../store/find-details.ts";
import { decideReviewRow, findDeciders, findReviews, insertReview } from "../store/reviews.ts";
import { loadAppeal } from "./in-hand.ts";
import { tellResident, tellUnit } from "./tell.ts";

/** How long after a decision its review may be asked, and how long a review takes: `appeals.deadlines`, `ask-review` and `review`. */
const RULE = "appeals.deadlines";

export const askReviewBound = bind(askReview, {
  policy: mayJudge,
  subject: loadAppeal,
  run: async (context, { about, text }, appeal) => {
    const { tx } = context;
    const rule = await findRuleInForce(tx, RULE, appeal.division_path);
    if (rule === undefined || findSpan(rule.parameters, "review", {}) === undefined) return refuse("conflict", "no-review-rule");
    const deciders = await findDeciders(tx, appeal, about);
    const at = about === "channel" ? appeal.closed_at : appeal.answered_at;
    if (deciders.persons.length === 0 || (about !== "opening" && at === null)) return refuse("conflict", "nothing-to-review");
    const until = about === "opening" ? null : await reviewUntil(context, appeal);
    if (until !== null && until <= context.now)
      return refuse("gone", "review-too-late", {
        facts: { until: until.toISOString() },
        rule: { rule: rule.title, version: String(rule.version) },
      });
    const visible = {
      path: appeal.division_path,
      ownerPerson: appeal.owner_person,
      holderKey: appeal.holder_key,
      public: false,
      barred: appeal.barred,
    };
    if ((await findReviews(tx, appeal.id)).some(({ state }) => state === "asked")) return refuse("conflict", "review-asked");
    const variables = { area: appeal.division_path };
    const opened = await openCase(context, {
      procedure: "appeals.review",
      kind: "appeals",
      subjectId: appeal.id,
      visible,
      variables,
    });
    const dueAt = opened.changes.tasks[0]?.due?.at ?? null;
    const reviewId = context.newId();
    const made = { id: reviewId, caseId: opened.caseId, about, deciders, dueAt, ruleVersion: rule.version };
    if (!(await insertReview(tx, appeal, made))) return refuse("conflict", "review-asked");
    await writeEntry(context, appeal, { kind: "review", told: true, text });
    return { reviewId, dueAt: dueAt?.toISOString() ?? null };
  },
});

export const decideReviewBound = bind(decideReview, {
  policy: mayReview,
  duty: "appeals.review",
  subject: loadAppeal,
  run: async (context, { outcome, text, article }, appeal) => {
    const { actor, post, tx } = context;
    const review = (await findReviews(tx, appeal.id)).find(({ state }) => state === "asked");
    if (review === undefined) return refuse("conflict", "no-review-open");
    const deciders = { persons: review.deciders, organizations: review.deciding_organizations };
    if (mayNotReview(deciders, { personId: actor.personId, organizations: organizationsOf(actor) }))
      return refuse("forbidden", "reviewer-decided", { rule: { rule: RULE, version: String(review.rule_version) } });
    if (actor.personId === undefined || post === undefined) throw new Error("a reviewer has a person and a post");
    const moved = await completeTask(context, review.case_id, decideReview.name, { outcome });
    if (isRefusal(moved)) return moved;
    await decideReviewRow(tx, review.id, { person: actor.personId, post: post.postId }, outcome);
    await writeEntry(context, appeal, { kind: "review-decision", told: true, text, article });
    if (outcome !== "upheld" && review.about !== "opening") {
      const again = await takeUpAgain(context, appeal);
      if (isRefusal(again)) return again;
    }
    await tellResident(context, appeal, `review-${outcome}`, {});
    return { outcome };
  },
});

/** What was decided no longer stands: the matter is handled anew, from where it was answered or closed. */
async function takeUpAgain(context: ActionContext, appeal: AppealRow): Promise<Refusal | undefined> {
  if (appeal.case_id === null || (appeal.state !== "answered" && appeal.state !== "closed")) return undefined;
  const lead = appeal.lead_organization;
  const element = lead === null ? "dispatch" : "handle";
  // An answer waits to be judged: judged as to be handled again. What no unit led is closed first, and dispatched.
  if (appeal.state === "answered") {
    const judged = await completeTask(context, appeal.case_id, judgeAppeal.name, { again: lead !== null });
    if (isRefusal(judged)) return judged;
  }
  const at = context.now.toISOString();
  const reopens = appeal.state === "closed" || lead === null;
  const moved = reopens ? await advanceCase(context, appeal.case_id, { type: "reopen", element, at }) : undefined;
  if (moved !== undefined && isRefusal(moved)) return moved;
  await changeAppeal(context.tx, appeal.id, {
    state: lead === null ? "waiting" : "handling",
    outcome: null,
    reopened: appeal.reopened + 1,
    answered_at: null,
    closed_at: null,
    archived_in: null,
    archived_place: null,
    due_at: moved?.changes.tasks[0]?.due?.at ?? null,
  });
  if (lead !== null) await tellUnit(context, appeal, lead, "unit-reopened");
  return undefined;
}

/** Until when a decision may be taken to review; null: the rule gives no end. */
async function reviewUntil({ tx }: ActionContext, appeal: AppealRow): Promise<Date | null> {
  const at = appeal.answered_at ?? appeal.closed_at;
  const rule = await findRuleInForce(tx, RULE, appeal.division_path);
  const span = rule === undefined ? undefined : findSpan(rule.parameters, "ask-review", {});
  return at === null || span === undefined ? null : dueAfter(span, at).at;
}

/** The decision an appeal stands at, with all that has to be told of it. Entries are those its reader may read. */
export async function decisionOf(
  context: ActionContext,
  appeal: AppealRow,
  entries: readonly EntryRow[],
): Promise<Static<typeof Decision> | null> {
  if (appeal.outcome === null || appeal.outcome === "withdrawn") return null;
  const entry = entries.findLast(({ kind }) => kind === "answer" || kind === "channel");
  const rule = await findRuleInForce(context.tx, RULE, appeal.division_path);
  if (entry === undefined || rule === undefined) return null;
  const until = await reviewUntil(context, appeal);
  return {
    outcome: appeal.outcome,
    facts: entry.text,
    article: entry.article,
    rule: { key: rule.key, version: rule.version },
    by: entry.by,
    at: entry.at.toISOString(),
    review: { action: "appeals/ask-review", until: until?.toISOString() ?? null },
  };
}

export async function reviewsOf({ tx }: ActionContext, appeal: AppealRow): Promise<Static<typeof ReviewView>[]> {
  return (await findReviews(tx, appeal.id)).map((row) => ({
    id: row.id,
    about: row.about,
    state: row.state,
    askedAt: row.asked_at.toISOString(),
    dueAt: row.due_at?.toISOString() ?? null,
    ruleVersion: row.rule_version,
    outcome: row.outcome,
    by: row.by,
    decidedAt: row.decided_at?.toISOString() ?? null,
  }));
}
