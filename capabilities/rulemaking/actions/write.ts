import { addDays } from "@gongzhi/working-days";
import { leavesOf, readFigures, refuseFigures } from "#capabilities/rules/index.ts";
import { bind, type ActionContext } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { isRefusal, refuse, refuseField } from "#platform/refusal.ts";
import { TEXT_LENGTH } from "#capabilities/rules/contract/rule-views.ts";
import { closeConsultation } from "../contract/close-consultation.ts";
import { openConsultation } from "../contract/open-consultation.ts";
import { saveDraft } from "../contract/save-draft.ts";
import { composeText, hashOf, holdsAnother } from "../domain/text.ts";
import { mayDraft } from "../policy.ts";
import { findConsultation, insertConsultation } from "../store/consultations.ts";
import { changeDraft, lockDraft, type DraftRow } from "../store/drafts.ts";
import { findKind, takeStep } from "./course.ts";
import { putOnRecord } from "./put-on-record.ts";

export const DRAFTED = { policy: mayDraft, duty: "rulemaking.draft" } as const;
export const locked = async ({ tx }: ActionContext, { id }: { readonly id: string }) => await lockDraft(tx, id);

/** Whether the text may be changed: while it is written, and again once everybody has spoken, until it goes to the vote. */
export async function isOpenToChange({ tx, now }: ActionContext, { state, number }: DraftRow): Promise<boolean> {
  if (state === "write") return true;
  const until = state === "consult" ? (await findConsultation(tx, number))?.open_until : undefined;
  return until !== undefined && legalDay(now) > until;
}

export const saveDraftBound = bind(saveDraft, {
  ...DRAFTED,
  subject: locked,
  run: async (context, input, draft) => {
    const { id, title, articles, citations } = input;
    if (!(await isOpenToChange(context, draft))) return refuse("conflict", "text-is-fixed");
    if (input.revision !== draft.revision) return refuse("conflict", "saved-since", { facts: { revision: draft.revision } });
    const texts = articles.map(({ text }) => text);
    const doubled = texts.findIndex(holdsAnother);
    if (doubled >= 0) return refuseField(`/articles/${doubled}/text`, "article-in-article");
    const text = composeText(texts);
    if (text.length > TEXT_LENGTH.max) return refuseField("/articles", "text-too-long", { most: TEXT_LENGTH.max });
    const place = { key: draft.rule_key, path: draft.division_path, ruleId: draft.rule_id ?? undefined };
    const read = await readFigures(context, place, input.parameters, legalDay(context.now));
    if (isRefusal(read)) return read;
    const revision = draft.revision + 1;
    await changeDraft(context.tx, id, { title, text, citations, parameters: read.parameters, revision });
    context.subject(id);
    return { id, number: draft.number, revision };
  },
});

export const openConsultationBound = bind(openConsultation, {
  ...DRAFTED,
  subject: locked,
  run: async (context, _, draft) => {
    const { tx, now } = context;
    const found = await findKind(context, draft.division_path, draft.kind);
    if (found === undefined) return refuse("conflict", "no-rule");
    if (draft.text === "" || draft.citations.length === 0) return refuse("conflict", "nothing-written");
    const from = legalDay(now);
    const refused = await refuseFigures(context, placeOf(draft), { parameters: draft.parameters, from });
    if (refused !== undefined) return refused;
    const moved = await takeStep(context, draft, openConsultation.name);
    if (isRefusal(moved)) return moved;
    const until = addDays(from, found.kind.consultDays);
    await insertConsultation(tx, {
      number: draft.number,
      path: draft.division_path,
      opened_on: from,
      open_until: until,
      rule_id: found.rule.rule_id,
      rule_version: found.rule.version,
    });
    await putOnRecord(context, draft, "draft", { text: draft.text, textSha256: hashOf(draft), openFrom: from, openUntil: until });
    context.emit("rulemaking.consultation-opened", { draftId: draft.id });
    return moved;
  },
});

/** The text that goes to the vote is on the record with its digest before anybody votes. */
export const closeConsultationBound = bind(closeConsultation, {
  ...DRAFTED,
  subject: locked,
  run: async (context, _, draft) => {
    const sha256 = hashOf(draft);
    const refused = await refuseFigures(context, placeOf(draft), { parameters: draft.parameters, from: legalDay(context.now) });
    if (refused !== undefined) return refused;
    const moved = await takeStep(context, draft, closeConsultation.name, { text_sha256: sha256 });
    if (isRefusal(moved)) return moved;
    const consultation = await findConsultation(context.tx, draft.number);
    const figures = leavesOf(draft.parameters).map(({ pointer, value }) => ({ pointer, value }));
    await putOnRecord(context, draft, "draft", {
      text: draft.text,
      figures,
      textSha256: sha256,
      comments: consultation?.comments ?? 0,
      final: true,
    });
    return moved;
  },
});

export function placeOf(draft: DraftRow) {
  return { key: draft.rule_key, path: draft.division_path };
}
