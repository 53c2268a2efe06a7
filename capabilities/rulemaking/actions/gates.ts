import { GATES, type CaseTextSource, type Gate, type GateFact } from "#capabilities/cases/index.ts";
import type { ActionContext } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { judgeConsultation, judgeFiling, judgeGround, type Ground } from "../domain/judge-course.ts";
import type { RuleKind } from "../domain/kinds.ts";
import { findConsultation } from "../store/consultations.ts";
import { findDraft } from "../store/drafts.ts";
import { findKind, wordingOf } from "./course.ts";

/** What another capability contributes to the point `rulemaking.grounds`: a resolution of its own by its number, that a draft may rest on. */
export type GroundSource = (context: ActionContext, number: string) => Promise<Ground | undefined>;

/** What is contributed to the point `rulemaking.proposals`: what was put to the vote about a draft, by the draft's number. */
export type ProposalSource = (context: ActionContext, caseNumber: string) => Promise<readonly Proposal[]>;
type Proposal = { readonly number: string; readonly title: string; readonly on: string; readonly path: string };

const PROPOSALS = "rulemaking.proposals";
const GROUNDS = "rulemaking.grounds";
/** Answers for meetings about a case, whoever keeps them. */
const MEETING_GATE = "meetings.passed";

const consulted: Gate = async ({ tx, now }, { caseNumber }) =>
  judgeConsultation(await findConsultation(tx, caseNumber), legalDay(now));

/** A body that may pass this kind of rule passed this very text: in a meeting about the draft, or by the resolution it names. */
const passed: Gate = async (context, asked) => {
  const draft = await findDraft(context.tx, { number: asked.caseNumber });
  const found = draft === undefined ? undefined : await findKind(context, draft.division_path, draft.kind);
  if (draft === undefined || found === undefined)
    return [unknown("没有这类制度的制定规则。", "No rule says who passes this kind.")];
  const { kind } = found;
  const { resolution: number, division_path: area } = draft;
  if (number !== null) {
    const ground = await findGround(context, number);
    return cited(judgeGround(ground, { number, area, wording: wordingOf(draft), kind, today: legalDay(context.now) }), kind);
  }
  const meetings = context.offered.contributed.get(GATES)?.get(MEETING_GATE) as Gate | undefined;
  if (meetings === undefined) return [unknown("这里没有会议可以通过它。", "No meeting here can pass it.")];
  return cited(await meetings(context, { ...asked, about: kind.passedBy }), kind);
};

function unknown(zh: string, en: string): GateFact {
  return { met: false, sentence: { "zh-CN": zh, en } };
}

/** What is missing rests on the article that says who passes such a rule, where the fact has none of its own. */
function cited(facts: readonly GateFact[], { law, article }: RuleKind): readonly GateFact[] {
  return facts.map((fact) => (fact.met || law === "" || (fact.text ?? null) !== null ? fact : { ...fact, text: law, article }));
}

async function findGround(context: ActionContext, number: string): Promise<Ground | undefined> {
  for (const source of context.offered.contributed.get(GROUNDS)?.values() ?? []) {
    const ground = await (source as GroundSource)(context, number);
    if (ground !== undefined) return ground;
  }
  return undefined;
}

export async function findProposals(context: ActionContext, caseNumber: string): Promise<Proposal[]> {
  const sources = [...(context.offered.contributed.get(PROPOSALS)?.values() ?? [])] as readonly ProposalSource[];
  const found: Proposal[] = [];
  for (const source of sources) found.push(...(await source(context, caseNumber)));
  return found;
}

const filed: Gate = async ({ tx }, { caseNumber }) =>
  judgeFiling((await findDraft(tx, { number: caseNumber }))?.filed_on ?? null);

export const COURSE_GATES: Readonly<Record<string, Gate>> = {
  "rulemaking.consulted": consulted,
  "rulemaking.passed": passed,
  "rulemaking.filed": filed,
};

/** A meeting about a draft votes on its fixed text, which its digest stands for; before it is fixed, none can be called. */
export const textOf: CaseTextSource = async (context, number) => {
  const draft = await findDraft(context.tx, { number });
  if (draft === undefined || draft.text_sha256 === null) return undefined;
  const found = await findKind(context, draft.division_path, draft.kind);
  return {
    title: draft.title,
    wording: wordingOf(draft),
    matter: found?.kind.matter || null,
    path: `rulemaking/${draft.number}`,
  };
};
