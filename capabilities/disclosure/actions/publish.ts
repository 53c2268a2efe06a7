import type { JsonValue } from "@gongzhi/merkle-log";
import { answerAsking } from "#capabilities/meetings/index.ts";
import { sql, type SqlBool } from "kysely";
import { appendSealed, dropPapers, eraseWords, type ErasedField, type RecordSource } from "#capabilities/record/index.ts";
import { bind, type ActionContext } from "#platform/capability.ts";
import type { Tx } from "#platform/db/tx.ts";
import { legalDay } from "#platform/legal-day.ts";
import { refuse } from "#platform/refusal.ts";
import { wordsVector } from "#platform/search/words-vector.ts";
import { beginCorrection } from "../contract/begin-correction.ts";
import { publishDisclosure } from "../contract/publish-disclosure.ts";
import { takeDown } from "../contract/take-down.ts";
import { cited, lastDay } from "../domain/course.ts";
import type { Section } from "../domain/sections.ts";
import { mayKeep } from "../policy.ts";
import { dropDraft, eraseFromDraft, findDraft, putDraft, type Draft } from "../store/drafts.ts";
import { barFromReview, changeItem, lockItem, type ItemRow } from "../store/items.ts";
import { findPapers, openPapers } from "../store/papers.ts";
import { emptyField, findNewest, findOfficial, insertVersion, putWords, sectionsOf, type Published } from "../store/versions.ts";
import { inStep } from "./known.ts";

const PUBLISHED = "disclosure.item";

export const publishDisclosureBound = bind(publishDisclosure, {
  policy: mayKeep,
  duty: "disclosure.keep",
  subject: async ({ tx }, { id }) => await lockItem(tx, id),
  run: async (context, { id }, item) => {
    const refused = inStep(item, "fixed");
    if (refused !== undefined) return refused;
    const { tx, now } = context;
    const draft = await findDraft(tx, id);
    if (draft === undefined) throw new Error(`the draft of ${id} went away`);
    const version = item.versions + 1;
    await openPapers(tx, id);
    await putOnRecord(context, item, version, await contentOf(context, item, draft));
    const today = legalDay(now);
    const shownUntil = lastDay(today, item.course.boardDays, item.course);
    await changeItem(tx, id, {
      title: draft.title,
      step: "published",
      versions: version,
      first_on: item.first_on ?? today,
      published_on: today,
      shown_until: shownUntil,
      objections_until: lastDay(today, item.course.objectionDays, item.course),
      taken_down_on: null,
      order_due: null,
      correcting: "",
    });
    await putWords(tx, id, wordsOf(draft));
    await dropDraft(tx, id);
    context.subject(id);
    if (item.initiative_id !== null) await answerAsking(context, item.initiative_id, `disclosure/${id}`);
    context.emit("disclosure.published", { itemId: id, version });
    return { id, version, shownUntil };
  },
});

async function contentOf({ tx }: ActionContext, item: ItemRow, draft: Draft): Promise<Published> {
  const papers = await findPapers(tx, item.id);
  return {
    title: draft.title,
    area: item.division_path,
    entry: item.entry,
    period: item.why === "period" ? item.period : item.starts_on,
    dueOn: item.due_on,
    owner: item.owner_name,
    sections: draft.sections as unknown as JsonValue,
    papers: papers.map(({ file_id, name, sha256 }) => ({ id: file_id, name, sha256 })),
    review: { verdict: item.verdict ?? "silent", on: item.reviewed_on, opinion: item.opinion },
    fixed: { on: item.fixed_on, reference: item.reference },
    rule: { id: item.rule_id, version: item.rule_version, article: item.article },
    reason: item.correcting,
  };
}

function wordsOf({ title, sections }: Draft): string {
  return wordsVector([
    { text: title, weight: "A" },
    { text: sections.map(({ heading }) => heading).join("\n"), weight: "B" },
    { text: sections.map(textOf).join("\n"), weight: "C" },
  ]);
}

function textOf({ text, table }: Section): string {
  return [text, ...table.map((row) => row.join(" "))].join("\n");
}

async function putOnRecord(context: ActionContext, item: ItemRow, version: number, content: Published): Promise<void> {
  await insertVersion(context.tx, { item_id: item.id, version, reason: item.correcting, content });
  appendSealed(context, {
    kind: PUBLISHED,
    subject: `${item.id}/${version}`,
    fields: Object.fromEntries(Object.entries(content).map(([name, value]) => [name, { value, shown: true }])),
    area: item.division_path,
  });
}

/** Words people wrote, in which a name may have slipped; where it comes from and its days are never erased. */
export const ON_RECORD: Readonly<Record<string, RecordSource>> = {
  [PUBLISHED]: {
    name: "公开事项",
    nameEn: "Disclosure",
    current: async ({ tx }, which) => await findOfficial(tx, which),
    erase: {
      fields: ["title", "sections", "papers", "review", "fixed", "reason"],
      run: async ({ tx }, subject, erased) => await eraseFrom(tx, subject, erased),
      together: (subject) => `${itemIdOf(subject)}/`,
    },
    page: (subject) => `disclosure/${itemIdOf(subject)}`,
  },
};

/** From the version, from the item as lists show it, and from the draft of a correction that began with it. */
async function eraseFrom(tx: Tx, subject: string, { field, words }: ErasedField): Promise<void> {
  const id = itemIdOf(subject);
  await emptyField(tx, subject, field);
  const shown = { title: ["title"], review: ["opinion"], fixed: ["reference"], reason: ["correcting"] }[field];
  const item = { table: "disclosure.item", rows: sql<SqlBool>`r.id = ${id}` };
  if (shown !== undefined) await eraseWords(tx, words, [{ ...item, columns: shown }]);
  if (field === "papers") await dropPapers(tx, "disclosure.paper", words, sql<SqlBool>`r.item_id = ${id}`);
  const draft = field === "title" || field === "sections" ? await findDraft(tx, id) : undefined;
  if (draft !== undefined) await eraseFromDraft(tx, id, draft, words);
}

function itemIdOf(subject: string): string {
  return subject.slice(0, subject.indexOf("/"));
}

export const takeDownBound = bind(takeDown, {
  policy: mayKeep,
  duty: "disclosure.keep",
  subject: async ({ tx }, { id }) => await lockItem(tx, id),
  run: async (context, { id }, item) => {
    const refused = inStep(item, "published");
    if (refused !== undefined) return refused;
    if (item.taken_down_on !== null) return refuse("conflict", "taken-down-already");
    const today = legalDay(context.now);
    if (item.shown_until !== null && today <= item.shown_until)
      return refuse("conflict", "hangs-still", {
        facts: { days: item.course.boardDays, day: item.shown_until },
        rule: cited(item.course),
      });
    await changeItem(context.tx, id, { taken_down_on: today });
    context.subject(id);
    return { id };
  },
});

export const beginCorrectionBound = bind(beginCorrection, {
  policy: mayKeep,
  duty: "disclosure.keep",
  subject: async ({ tx }, { id }) => await lockItem(tx, id),
  run: async (context, { id, reason }, item) => {
    const refused = inStep(item, "published");
    if (refused !== undefined) return refused;
    const { tx, actor } = context;
    const newest = (await findNewest(tx, [id])).get(id);
    await putDraft(tx, item, { title: item.title, sections: newest === undefined ? [] : sectionsOf(newest.content) });
    const again = { sent_on: null, review_due: null, verdict: null, reviewed_on: null, reviewed_by: null, opinion: "" };
    await changeItem(tx, id, { ...again, step: "drafting", correcting: reason, fixed_on: null, reference: "" });
    if (actor.personId !== undefined) await barFromReview(tx, id, actor.personId);
    context.subject(id);
    return { id };
  },
});
