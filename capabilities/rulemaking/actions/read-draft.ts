import { daysBetween } from "@gongzhi/working-days";
import { findCase, findStepsOpened, readGates, type CaseRow, type GatedStep, type GateFact } from "#capabilities/cases/index.ts";
import { findTemplate, leavesOf } from "#capabilities/rules/index.ts";
import { bind, type ActionContext } from "#platform/capability.ts";
import type { OutputOf } from "#platform/contract.ts";
import { readCaseNumber } from "#platform/identifiers/case-number.ts";
import { legalDay } from "#platform/legal-day.ts";
import { refuse } from "#platform/refusal.ts";
import { compareTexts } from "#platform/texts/compare-texts.ts";
import { readDraft } from "../contract/read-draft.ts";
import type { RuleKind } from "../domain/kinds.ts";
import { composeText, hashOf, splitText } from "../domain/text.ts";
import { mayDraft, mayOversee, maySee } from "../policy.ts";
import { findComments, findConsultation, type CommentRow, type ConsultationRow } from "../store/consultations.ts";
import { findCorrections, type CorrectionRow } from "../store/corrections.ts";
import { findDraft, type DraftRow } from "../store/drafts.ts";
import { findKind, wordingOf } from "./course.ts";
import { findProposals } from "./gates.ts";
import { draftFacts } from "./list-drafts.ts";
import { PUBLICATIONS } from "./put-on-record.ts";
import { isOpenToChange } from "./write.ts";

type View = OutputOf<typeof readDraft>;

/** The steps that wait for somebody, in order. */
const STEPS = ["write", "consult", "decide", "file", "enact"] as const;

export const readDraftBound = bind(readDraft, {
  policy: maySee,
  run: async (context, { number }) => {
    const { tx, actor, now } = context;
    const today = legalDay(now);
    const draft = await findDraft(tx, { number: readCaseNumber(number) ?? "" });
    if (draft === undefined) return refuse("absent", "absent");
    const row = await findCase(tx, draft.case_id);
    if (row === undefined) throw new Error(`the case of ${draft.number} went away`);
    const kind = (await findKind(context, draft.division_path, draft.kind))?.kind;
    const consultation = await findConsultation(tx, draft.number);
    const open = await isOpenToChange(context, draft);
    return {
      draft: draftFacts(draft),
      revision: draft.revision,
      articles: [...splitText(draft.text)],
      parameters: leavesOf(draft.parameters).map((leaf) => ({ ...leaf, parts: [...leaf.parts] })),
      citations: [...draft.citations],
      sha256: draft.text_sha256 ?? hashOf(draft),
      fixed: !open,
      law: kind?.law ?? "",
      article: kind?.article ?? "",
      ...(await changesOf(context, draft)),
      steps: await stepsOf(context, draft, row, await readGates(context, row)),
      consultation: consultation === undefined ? null : consultationView(consultation, today),
      comments:
        consultation === undefined ? [] : (await findComments(tx, draft.number)).map((one) => commentView(one, actor.personId)),
      wording: draft.text_sha256 === null ? "" : wordingOf(draft),
      matter: kind?.matter ?? "",
      proposals: await findProposals(context, draft.number),
      ...passageOf(draft, today),
      corrections: (await findCorrections(tx, draft.number)).map((one) => correctionView(one, today)),
      enacted: enactedOf(draft),
      givenUpWhy: draft.given_up_why,
      publications: (await PUBLICATIONS.find(tx, draft.number)).map(({ kind: what, version, published_on: on }) => ({
        kind: what,
        version,
        on,
      })),
      ...actsOf(context, draft, { consultation, kind, open }),
    };
  },
});

/** What it changes: against the newest version of its rule but the one it became itself. */
async function changesOf(context: ActionContext, draft: DraftRow): Promise<Pick<View, "inForce" | "lines">> {
  const template = draft.ended_on === null ? await findTemplate(context, draft.rule_key, draft.division_path) : undefined;
  const before = template === undefined ? "" : composeText(splitText(template.text));
  const lines = template === undefined ? [] : compareTexts(before, draft.text);
  return {
    inForce:
      template?.ruleId === undefined
        ? null
        : { ruleId: template.ruleId, title: template.title, version: template.version, from: template.from },
    lines: lines.map(({ kind, stretches }) => ({ kind, stretches: [...stretches] })),
  };
}

function consultationView(row: ConsultationRow, today: string) {
  const { opened_on: from, open_until: until, comments, answered, rule, rule_version: ruleVersion } = row;
  return { from, until, over: today > until, comments, answered, rule, ruleVersion };
}

function commentView(row: CommentRow, reader: string | undefined) {
  const { id, article, comment: text, made_on: madeOn, outcome, answer, answered_on: answeredOn } = row;
  return { id, article, text, madeOn, outcome, answer, answeredOn, own: row.person_id === reader };
}

function passageOf(draft: DraftRow, today: string) {
  const { resolution, passed_on: passedOn, passed_by: passedBy, filing_due: filingDue, filed_on: filedOn } = draft;
  const filedLate = filingDue === null ? 0 : Math.max(0, daysBetween(filingDue, filedOn ?? today));
  return { resolution, passedOn, passedBy, filingDue, filedOn, filedLate };
}

function correctionView(row: CorrectionRow, today: string) {
  return {
    id: row.id,
    article: row.article,
    against: row.against,
    againstArticle: row.against_article,
    why: row.why,
    orderedOn: row.ordered_on,
    dueOn: row.due_on,
    doneOn: row.done_on,
    daysLate: row.done_on === null ? Math.max(0, daysBetween(row.due_on, today)) : 0,
  };
}

function enactedOf({ enacted_rule_id: ruleId, enacted_version: version, valid_from: from }: DraftRow): View["enacted"] {
  return ruleId === null || version === null || from === null ? null : { ruleId, version, from };
}

async function stepsOf(
  context: ActionContext,
  draft: DraftRow,
  row: CaseRow,
  gated: readonly GatedStep[],
): Promise<View["steps"]> {
  const opened = new Map((await findStepsOpened(context.tx, row.id)).map((step) => [step.element, step]));
  const gates = new Map(gated.map(({ element, facts }) => [element, facts]));
  const stopped = draft.state === "given-up" || draft.state === "returned";
  // Where it was stopped it stood, and did not go on.
  const stoppedAt = stopped ? STEPS.findLast((element) => opened.has(element)) : undefined;
  return STEPS.map((element) => {
    const step = opened.get(element);
    const isNow = draft.state === element;
    const done = step !== undefined && !isNow && element !== stoppedAt ? step.done_at : null;
    const day = (at: Date | null | undefined) => (at === null || at === undefined ? null : legalDay(at));
    return {
      element,
      state: isNow ? "now" : done === null ? "ahead" : "done",
      openedOn: day(step?.opened_at),
      doneOn: day(done),
      facts: step === undefined ? [] : (gates.get(element) ?? []).map(factView),
    };
  });
}

function factView({ met, sentence, figure = null, threshold = null, article = null, text = null, path }: GateFact) {
  return { met, sentence: sentence["zh-CN"], sentenceEn: sentence.en, figure, threshold, article, text, path: path ?? null };
}

const DRAFTERS_ACTS: Readonly<Partial<Record<DraftRow["state"], readonly string[]>>> = {
  write: ["open-consultation", "give-up-draft"],
  consult: ["close-consultation", "give-up-draft"],
  decide: ["pass-draft", "give-up-draft"],
  file: ["file-draft"],
  enact: ["enact-draft"],
};

type Known = {
  readonly consultation: ConsultationRow | undefined;
  readonly kind: RuleKind | undefined;
  readonly open: boolean;
};

function actsOf({ actor, now }: ActionContext, draft: DraftRow, { consultation, kind, open }: Known) {
  const drafts = mayDraft.can(actor, draft);
  const speaks = draft.state === "consult" && consultation !== undefined && legalDay(now) <= consultation.open_until;
  const unanswered = consultation !== undefined && consultation.answered < consultation.comments;
  const filed = draft.state === "enact" || draft.state === "done";
  return {
    meetings: drafts && draft.state === "decide" ? [...(kind?.passedBy ?? [])] : [],
    may: [
      ...(drafts && open ? ["save-draft"] : []),
      ...(drafts ? (DRAFTERS_ACTS[draft.state] ?? []) : []),
      ...(drafts && (draft.state === "given-up" || draft.state === "returned") ? ["begin-draft"] : []),
      ...(drafts && unanswered ? ["answer-comment"] : []),
      ...(speaks && actor.personId !== undefined ? ["comment-on-draft"] : []),
      ...(filed && mayOversee.can(actor, draft) ? ["order-correction"] : []),
    ],
  };
}
