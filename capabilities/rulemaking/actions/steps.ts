import { findCase, readGates } from "#capabilities/cases/index.ts";
import { enactText, findTemplate, refuseFigures } from "#capabilities/rules/index.ts";
import { bind, type ActionContext } from "#platform/capability.ts";
import { readCaseNumber } from "#platform/identifiers/case-number.ts";
import { legalDay } from "#platform/legal-day.ts";
import { notify } from "#platform/notices/notify.ts";
import { isRefusal, refuse, refuseField } from "#platform/refusal.ts";
import { enactDraft } from "../contract/enact-draft.ts";
import { fileDraft } from "../contract/file-draft.ts";
import { giveUpDraft } from "../contract/give-up-draft.ts";
import { orderCorrection } from "../contract/order-correction.ts";
import { passDraft } from "../contract/pass-draft.ts";
import { hashOf, splitText } from "../domain/text.ts";
import { mayOversee } from "../policy.ts";
import { findHolders } from "../store/bodies.ts";
import { closeCorrections, insertCorrection } from "../store/corrections.ts";
import { changeDraft, type DraftRow } from "../store/drafts.ts";
import { endCourse, takeStep } from "./course.ts";
import { putOnRecord } from "./put-on-record.ts";
import { DRAFTED, locked, placeOf } from "./write.ts";

export const passDraftBound = bind(passDraft, {
  ...DRAFTED,
  subject: locked,
  run: async (context, { id, resolution }, draft) => {
    const named = resolution === undefined || resolution === "" ? null : (readCaseNumber(resolution) ?? resolution);
    // The gate reads what the draft rests on; a refusal takes it back.
    if (draft.state === "decide") await changeDraft(context.tx, id, { resolution: named });
    const said = await factsOf(context, draft);
    const passedBy = said.map(({ sentence }) => sentence["zh-CN"]).join(" ");
    const moved = await takeStep(context, draft, passDraft.name, { passed_on: legalDay(context.now), passed_by: passedBy });
    if (isRefusal(moved)) return moved;
    await putOnRecord(context, draft, "passage", {
      textSha256: draft.text_sha256,
      said: said.map(({ sentence }) => ({ ...sentence })),
      resolution: named,
      decidedAt: said.flatMap(({ path }) => path ?? []),
    });
    return moved;
  },
});

/** What its gate finds now: which body passed it, with which figures. */
async function factsOf(context: ActionContext, draft: DraftRow) {
  const row = await findCase(context.tx, draft.case_id);
  if (row === undefined) throw new Error(`the case of ${draft.number} went away`);
  return (await readGates(context, row)).find(({ element }) => element === "decide")?.facts ?? [];
}

export const fileDraftBound = bind(fileDraft, {
  ...DRAFTED,
  subject: locked,
  run: async (context, _, draft) => {
    const filedOn = legalDay(context.now);
    const moved = await takeStep(context, draft, fileDraft.name, { filed_on: filedOn });
    if (isRefusal(moved)) return moved;
    await putOnRecord(context, draft, "filing", {
      textSha256: draft.text_sha256,
      filedWith: context.tenant.name,
      filedOn,
      fileBy: draft.filing_due,
    });
    const told = await findHolders(context.tx, "rulemaking.oversee", draft.division_path);
    const path = `rulemaking/${draft.number}`;
    await notify(
      context,
      told.map((personId) => ({ personId, topic: "rulemaking.filed", params: {}, path })),
    );
    return moved;
  },
});

export const enactDraftBound = bind(enactDraft, {
  ...DRAFTED,
  subject: locked,
  run: async (context, { from }, draft) => {
    const { tx, actor, now } = context;
    if (draft.state === "enact" && from < legalDay(now)) return refuseField("/from", "before-today");
    const moved = await takeStep(context, draft, enactDraft.name, { valid_from: from });
    if (isRefusal(moved)) return moved;
    if (hashOf(draft) !== draft.text_sha256) throw new Error(`${draft.number} is not the text that was passed`);
    const { title, text, parameters, citations, rule_key: key, division_path: path, number } = draft;
    const refused = await refuseFigures(context, placeOf(draft), { parameters, from });
    if (refused !== undefined) return refused;
    const enacted = await enactText(context, {
      title,
      titleEn: "",
      key,
      level: "village",
      path,
      text,
      parameters,
      citations,
      // Its old text may have been entered meanwhile.
      ruleId: (await findTemplate(context, key, path))?.ruleId,
      source: `${draft.organization}起草，${draft.passed_on ?? ""} 通过，事项 ${number}`.slice(0, 120),
      validFrom: from,
      enactedBy: actor.personId,
    });
    if (isRefusal(enacted)) return enacted;
    await changeDraft(tx, draft.id, { enacted_rule_id: enacted.ruleId, enacted_version: enacted.version });
    await closeCorrections(tx, { path, ruleKey: key, on: legalDay(now) });
    await putOnRecord(context, draft, "outcome", { outcome: "enacted", textSha256: draft.text_sha256, from, ...enacted });
    return moved;
  },
});

const BEFORE_PASSING: ReadonlySet<string> = new Set(["write", "consult", "decide"]);

export const giveUpDraftBound = bind(giveUpDraft, {
  ...DRAFTED,
  subject: locked,
  run: async (context, { why }, draft) => {
    if (!BEFORE_PASSING.has(draft.state)) return refuse("conflict", "passed-already");
    const moved = await endCourse(context, draft, "given-up", { given_up_why: why });
    if (isRefusal(moved)) return moved;
    await putOnRecord(context, draft, "outcome", { outcome: "given-up", why, at: draft.state });
    return moved;
  },
});

/** Within the law alone: what breaks an article above. Not in force yet, it is returned; in force, it holds until its next text. */
export const orderCorrectionBound = bind(orderCorrection, {
  policy: mayOversee,
  duty: "rulemaking.oversee",
  subject: locked,
  run: async (context, { article, against, againstArticle, why, dueOn }, draft) => {
    const { number, division_path: path, rule_key: ruleKey } = draft;
    const today = legalDay(context.now);
    if (draft.state !== "enact" && draft.state !== "done") return refuse("conflict", "not-filed");
    if (article > splitText(draft.text).length) return refuseField("/article", "no-such-article");
    if (dueOn <= today) return refuseField("/dueOn", "not-later");
    const id = context.newId();
    const order = { article, against, against_article: againstArticle, why, ordered_on: today, due_on: dueOn };
    await insertCorrection(context.tx, { id, number, path, ruleKey, ...order });
    await putOnRecord(context, draft, "correction", { article, against, againstArticle, why, correctBy: dueOn });
    const told = await findHolders(context.tx, "rulemaking.draft", path);
    await notify(
      context,
      told.map((personId) => ({ personId, topic: "rulemaking.correction-ordered", params: {}, path: `rulemaking/${number}` })),
    );
    context.subject(draft.id);
    return draft.state === "done"
      ? { id: draft.id, number, state: draft.state }
      : await endCourse(context, draft, "returned", {});
  },
});
