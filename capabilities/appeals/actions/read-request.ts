import { findLink, findLinkWords, findOpenSteps } from "#capabilities/cases/index.ts";
import { bind, type ActionContext } from "#platform/capability.ts";
import type { OutputOf } from "#platform/contract.ts";
import { readRequest } from "../contract/read-request.ts";
import { candidatesOf, textFact } from "../domain/read-request-facts.ts";
import { withParents, type Matter } from "../domain/suggest-matters.ts";
import { mayDispatch, mayLead, mayReadAsStaff } from "../policy.ts";
import { findMatters } from "../store/find-matters.ts";
import { findPowers } from "../store/find-powers.ts";
import { findRequest, type RequestRow } from "../store/requests.ts";

type View = OutputOf<typeof readRequest>;

/** Words in the order they are read in; those not carried are left out. */
const WORDS = ["title", "text", "place", "objection", "decision", "reasons", "request"] as const;

export const readRequestBound = bind(readRequest, {
  policy: mayReadAsStaff,
  subject: async (context, input) => await findRequest(context.tx, input.id),
  run: async (context, input, request) => {
    const { tx } = context;
    const { facts } = request;
    const words = await findLinkWords(tx, request.id, "in", "sent");
    const may = await actsOn(context, request);
    const matters = may.includes("assign-request") ? await findMatters(tx) : [];
    const chosen = input.matter || textFact(facts, "matter");
    return {
      id: request.id,
      number: request.number,
      caseId: request.case_id,
      relation: request.relation,
      state: request.state,
      tenant: request.tenant,
      askedNumber: request.asked_number,
      sentAt: request.sent_at.toISOString(),
      waitsUntil: request.waits_until?.toISOString() ?? null,
      dueAt: request.due_at?.toISOString() ?? null,
      answeredAt: request.answered_at?.toISOString() ?? null,
      matter: textFact(facts, "matter"),
      matterName: textFact(facts, "matterName"),
      tier: textFact(facts, "tier"),
      unit: textFact(facts, "unitName"),
      article: textFact(facts, "article"),
      wanted: textFact(facts, "wanted"),
      lead: request.lead,
      words: WORDS.flatMap((name) => (words[name] === undefined ? [] : [{ name, text: words[name] }])),
      candidates: candidatesOf(facts).map(({ id, name, matter, level, means, rule }) => ({
        organizationId: id,
        name,
        matterName: matter,
        level,
        means,
        rule,
      })),
      units: await unitsFor(context, request, chosen, matters),
      chosenMatter: matters.some(({ code }) => code === chosen) ? chosen : "",
      matters: matters.map(({ code, name }) => ({ value: code, name, level: withParents(code, matters).length })),
      answer: await answerOf(context, request),
      may: [...may],
    };
  },
});

async function actsOn({ actor, tx }: ActionContext, request: RequestRow): Promise<readonly string[]> {
  const open = (await findOpenSteps(tx, request.case_id)).map(({ action }) => action.slice(action.indexOf("/") + 1));
  return open.filter((act) => (act === "report-on-request" ? mayLead : mayDispatch).can(actor, request));
}

async function unitsFor(context: ActionContext, request: RequestRow, matter: string, matters: readonly Matter[]) {
  const powers = await findPowers(context.tx, withParents(matter, matters), request.division_path);
  return powers.map((power) => ({
    organizationId: power.organization_id,
    name: power.organization,
    matterName: power.matter,
    level: power.level,
    means: power.means,
    rule: power.rule_title,
  }));
}

async function answerOf({ tx }: ActionContext, request: RequestRow): Promise<View["answer"]> {
  if (request.answered_at === null) return null;
  const answer = (await findLink(tx, request.id, "in"))?.answer ?? {};
  const words = await findLinkWords(tx, request.id, "in", "answer");
  return {
    outcome: textFact(answer, "ruling") || textFact(answer, "outcome"),
    unit: textFact(answer, "unitName"),
    article: textFact(answer, "article"),
    by: textFact(answer, "by"),
    text: words["ruling"] ?? words["report"] ?? "",
  };
}
