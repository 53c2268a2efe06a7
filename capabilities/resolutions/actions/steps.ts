import { findCase, readGates } from "#capabilities/cases/index.ts";
import { findRuleInForce } from "#capabilities/rules/index.ts";
import { bind, type ActionContext } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { isRefusal, refuse, refuseField } from "#platform/refusal.ts";
import { giveUp } from "../contract/give-up.ts";
import { passStep } from "../contract/pass-step.ts";
import { publishResolution } from "../contract/publish-resolution.ts";
import { publishResult } from "../contract/publish-result.ts";
import { reportResult } from "../contract/report-result.ts";
import { reviseProposal } from "../contract/revise-proposal.ts";
import { lastDay } from "../domain/judge-posting.ts";
import { mayKeep } from "../policy.ts";
import { insertPosting } from "../store/postings.ts";
import { changeProposal, lockProposal, type ProposalRow } from "../store/proposals.ts";
import { STEPS_RULE, takeStep, withdraw } from "./chain.ts";
import { findAccountCents } from "./costs.ts";
import { cleanText } from "./propose.ts";
import { putOnRecord } from "./put-on-record.ts";

const KEPT = { policy: mayKeep, duty: "resolutions.keep" } as const;
const locked = async ({ tx }: ActionContext, { id }: { readonly id: string }) => await lockProposal(tx, id);

export const passStepBound = bind(passStep, {
  ...KEPT,
  subject: locked,
  run: async (context, _, proposal) => await takeStep(context, proposal, passStep.name),
});

export const reviseProposalBound = bind(reviseProposal, {
  ...KEPT,
  subject: locked,
  run: async (context, { id, wording: given, why }, proposal) => {
    if (proposal.state !== "talk") return refuse("conflict", "text-is-fixed");
    const version = proposal.version + 1;
    const wording = cleanText(given);
    await changeProposal(context.tx, id, { wording, version });
    const { asked, asked_persons: askedPersons } = proposal;
    await putOnRecord(context, proposal, "proposal", version, { wording, asked, askedPersons, why });
    context.subject(id);
    return { id, number: proposal.number, state: proposal.state };
  },
});

export const publishResolutionBound = bind(publishResolution, {
  ...KEPT,
  subject: locked,
  run: async (context, _, proposal) => {
    const { tx, now } = context;
    const rule = await findRuleInForce(tx, STEPS_RULE, proposal.division_path);
    if (rule === undefined) return refuse("conflict", "no-rule");
    const meetings = await meetingsOf(context, proposal);
    const moved = await takeStep(context, proposal, publishResolution.name);
    if (isRefusal(moved)) return moved;
    const from = legalDay(now);
    const until = lastDay(from, Number(rule.parameters["postingDays"]));
    await insertPosting(tx, {
      case_number: proposal.number,
      path: proposal.division_path,
      posted_on: from,
      posted_until: until,
      rule_id: rule.rule_id,
      rule_version: rule.version,
    });
    const { wording, version: textVersion } = proposal;
    await putOnRecord(context, proposal, "resolution", 1, {
      wording,
      textVersion,
      meetings,
      postedFrom: from,
      postedUntil: until,
    });
    context.emit("resolutions.resolution-published", { proposalId: proposal.id });
    return moved;
  },
});

/** What each meeting decided, as its gate found it. */
async function meetingsOf(context: ActionContext, proposal: ProposalRow) {
  const row = await findCase(context.tx, proposal.case_id);
  if (row === undefined) throw new Error(`the case of ${proposal.number} went away`);
  const steps = (await readGates(context, row)).filter(({ facts }) => facts.some(({ path }) => path?.startsWith("meetings/")));
  return steps.map(({ element, facts }) => ({
    step: element,
    said: facts.map(({ sentence }) => ({ ...sentence })),
    meeting: facts[0]?.path ?? "",
  }));
}

export const reportResultBound = bind(reportResult, {
  ...KEPT,
  subject: locked,
  run: async (context, { doneOn, result, costCents }, proposal) => {
    if (doneOn > legalDay(context.now)) return refuseField("/doneOn", "not-yet");
    // Where it was carried out as a project, its final account is what it cost.
    const account = await findAccountCents(context, proposal.number);
    if (account !== undefined && costCents !== undefined && costCents !== account)
      return refuseField("/costCents", "account-differs", { cents: account });
    const cost = account ?? costCents ?? null;
    return await takeStep(context, proposal, reportResult.name, { done_on: doneOn, result, cost_cents: cost });
  },
});

export const publishResultBound = bind(publishResult, {
  ...KEPT,
  subject: locked,
  run: async (context, _, proposal) => {
    const moved = await takeStep(context, proposal, publishResult.name);
    if (isRefusal(moved)) return moved;
    const { result, done_on: doneOn, cost_cents: costCents } = proposal;
    await putOnRecord(context, proposal, "outcome", 1, { outcome: "done", result, doneOn, costCents });
    context.emit("resolutions.result-published", { proposalId: proposal.id });
    return moved;
  },
});

const BEFORE_RESOLUTION: ReadonlySet<string> = new Set(["talk", "review", "decide", "publish"]);

export const giveUpBound = bind(giveUp, {
  ...KEPT,
  subject: locked,
  run: async (context, { why }, proposal) => {
    if (!BEFORE_RESOLUTION.has(proposal.state)) return refuse("conflict", "resolution-stands");
    const moved = await withdraw(context, proposal, { given_up_why: why });
    if (isRefusal(moved)) return moved;
    await putOnRecord(context, proposal, "outcome", 1, { outcome: "given-up", why, at: proposal.state });
    return moved;
  },
});
