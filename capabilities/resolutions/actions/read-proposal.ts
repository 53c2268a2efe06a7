import { findCase, findStepsOpened, readGates, type CaseRow, type GatedStep, type GateFact } from "#capabilities/cases/index.ts";
import { bind, type ActionContext } from "#platform/capability.ts";
import type { OutputOf } from "#platform/contract.ts";
import { findRuleInForce } from "#capabilities/rules/index.ts";
import { refuse } from "#platform/refusal.ts";
import { readCaseNumber } from "#platform/identifiers/case-number.ts";
import { dueByTheDay, legalDay } from "#platform/legal-day.ts";
import { readProposal } from "../contract/read-proposal.ts";
import { oneHolder } from "../domain/judge-merging.ts";
import { matters } from "../domain/reserved.ts";
import { mayKeep, maySee } from "../policy.ts";
import { findObjections, findPosting, type PostingRow } from "../store/postings.ts";
import { findProposal, type ProposalRow } from "../store/proposals.ts";
import { MEETING_GATE, STEPS_RULE } from "./chain.ts";
import { findAccountCents } from "./costs.ts";
import { PUBLICATIONS } from "./put-on-record.ts";

type View = OutputOf<typeof readProposal>;

/** The steps that wait for somebody, in order. */
const STEPS = ["talk", "review", "decide", "publish", "post", "carry", "report"] as const;

export const readProposalBound = bind(readProposal, {
  policy: maySee,
  run: async (context, { number }) => {
    const { tx, actor } = context;
    const proposal = await findProposal(tx, { number: readCaseNumber(number) ?? "" });
    if (proposal === undefined) return refuse("absent", "absent");
    const row = await findCase(tx, proposal.case_id);
    if (row === undefined) throw new Error(`the case of ${proposal.number} went away`);
    const gated = await readGates(context, row);
    const keeps = mayKeep.can(actor, row);
    const posting = await findPosting(tx, proposal.number);
    const objections = posting === undefined ? [] : await findObjections(tx, proposal.number);
    return {
      proposal: proposalFacts(proposal),
      wording: proposal.wording,
      version: proposal.version,
      matter: matters(proposal.proposed_on).find(({ value }) => value === proposal.matter) ?? null,
      about: aboutOf(proposal),
      asked: proposal.asked,
      askedPersons: proposal.asked_persons,
      steps: [await proposed(context, proposal), ...(await stepsOf(context, proposal, row, gated))],
      posting: posting === undefined ? null : postingView(posting),
      objections: objections.map((one) => ({
        id: one.id,
        text: one.text,
        raisedOn: one.raised_on,
        answerBy: one.answer_by,
        answer: one.answer,
        answeredOn: one.answered_on,
        own: one.person_id === actor.personId,
      })),
      result: proposal.state === "done" ? proposal.result : "",
      doneOn: proposal.state === "done" ? proposal.done_on : null,
      costCents: proposal.state === "done" ? proposal.cost_cents : null,
      accountCents: proposal.state === "carry" ? ((await findAccountCents(context, proposal.number)) ?? null) : null,
      givenUpWhy: proposal.given_up_why,
      publications: (await PUBLICATIONS.find(tx, proposal.number)).map(({ kind, version, published_on: on }) => ({
        kind,
        version,
        on,
      })),
      meetings: keeps ? meetingsFor(proposal, gated) : [],
      ...actsOf(context, proposal, posting, keeps),
    };
  },
});

export function proposalFacts(row: ProposalRow) {
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    area: row.area,
    path: row.division_path,
    organization: row.organization,
    state: row.state,
    proposedOn: row.proposed_on,
    endedOn: row.ended_on,
    dueAt: row.due_at === null ? null : dueByTheDay(row.due_at),
  };
}

function aboutOf({ about_number: number, about_page: path }: ProposalRow): View["about"] {
  return number === null || path === null ? null : { number, path };
}

function postingView(posting: PostingRow) {
  const { posted_on: from, posted_until: until, objections, answered, rule, rule_version: ruleVersion } = posting;
  return { from, until, objections, answered, rule, ruleVersion };
}

async function stepsOf(
  context: ActionContext,
  proposal: ProposalRow,
  row: CaseRow,
  gated: readonly GatedStep[],
): Promise<View["steps"]> {
  const opened = new Map((await findStepsOpened(context.tx, row.id)).map((step) => [step.element, step]));
  const gates = new Map(gated.map(({ element, facts }) => [element, facts]));
  return STEPS.map((element) => {
    const step = opened.get(element);
    const isNow = proposal.state === element;
    const done = step !== undefined && !isNow && proposal.state !== "given-up" ? step.done_at : null;
    const day = (at: Date | null | undefined) => (at === null || at === undefined ? null : legalDay(at));
    return {
      element,
      state: isNow ? "now" : done === null ? "ahead" : "done",
      openedOn: day(step?.opened_at),
      doneOn: day(done),
      facts: step === undefined && element === "post" ? [] : (gates.get(element) ?? []).map(factView),
    };
  });
}

/** Step 1: in writing, after people were asked; at the talks themselves, where one person holds both posts. */
async function proposed({ tx }: ActionContext, proposal: ProposalRow): Promise<View["steps"][number]> {
  const { merged_page: page, merged_on: on, asked_persons: persons, organization, proposed_on: day } = proposal;
  const written = {
    met: true,
    sentence: {
      "zh-CN": `${organization}书面提议，事先征求了 ${persons} 人的意见。`,
      en: `Put in writing by ${organization}, after ${persons} people were asked.`,
    },
  };
  const rule = on === null ? undefined : await findRuleInForce(tx, STEPS_RULE, proposal.division_path);
  const merged =
    on === null || page === null
      ? []
      : [
          {
            met: true,
            sentence: {
              "zh-CN": `提议和商议在 ${on} 的同一次会议上合并进行。`,
              en: `Proposed and talked over at one meeting, on ${on}.`,
            },
            path: page,
          },
          { met: true, sentence: oneHolder(on), figure: 1, threshold: 1, text: rule?.citations[0]?.source ?? null },
        ];
  return { element: "propose", state: "done", openedOn: on ?? day, doneOn: on ?? day, facts: [written, ...merged].map(factView) };
}

export function factView({ met, sentence, figure = null, threshold = null, article = null, text = null, path }: GateFact) {
  return { met, sentence: sentence["zh-CN"], sentenceEn: sentence.en, figure, threshold, article, text, path: path ?? null };
}

const KEEPERS_ACTS: Readonly<Partial<Record<ProposalRow["state"], readonly string[]>>> = {
  talk: ["pass-step", "revise-proposal", "give-up"],
  review: ["pass-step", "give-up"],
  decide: ["pass-step", "give-up"],
  publish: ["publish-resolution", "give-up"],
  post: ["pass-step"],
  carry: ["report-result"],
  report: ["publish-result"],
};

/** Which meetings are called at the present step: those its own gate names. */
function meetingsFor(proposal: ProposalRow, steps: readonly GatedStep[]): string[] {
  const gates = steps.find(({ element }) => element === proposal.state)?.gates ?? [];
  return gates.flatMap((gate) => (gate.startsWith(MEETING_GATE) ? gate.slice(MEETING_GATE.length).split(",") : []));
}

function actsOf({ actor, now }: ActionContext, proposal: ProposalRow, posting: PostingRow | undefined, keeps: boolean) {
  const hangs = posting !== undefined && legalDay(now) <= posting.posted_until;
  return {
    may: [
      ...(keeps ? (KEEPERS_ACTS[proposal.state] ?? []) : []),
      ...(keeps && posting !== undefined && posting.answered < posting.objections ? ["answer-objection"] : []),
      ...(hangs && actor.personId !== undefined ? ["object-to-resolution"] : []),
    ],
  };
}
