import { findCaseByNumber, findCaseText, openCase } from "#capabilities/cases/index.ts";
import { bind, type ActionContext } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { refuse, refuseField } from "#platform/refusal.ts";
import { findRuleInForce } from "#capabilities/rules/index.ts";
import { propose } from "../contract/propose.ts";
import { matters } from "../domain/reserved.ts";
import { mayKeep } from "../policy.ts";
import { findPartyOrganization, findProposal, insertProposal, type About, type ProposalRow } from "../store/proposals.ts";
import { putOnRecord } from "./put-on-record.ts";
import { CHAIN, STEPS_RULE } from "./chain.ts";

export const proposeBound = bind(propose, {
  policy: mayKeep,
  duty: "resolutions.keep",
  subject: async (_, { area }) => ({ division_path: area }),
  run: async (context, input) => {
    const { tx, actor, now } = context;
    const { area, title, asked } = input;
    const own = actor.posts.filter(({ duties }) => duties.includes("resolutions.keep")).map((post) => post.organizationId);
    const organizationId = await findPartyOrganization(tx, own, area);
    if (organizationId === undefined) return refuse("conflict", "not-party-organization");
    if ((await findRuleInForce(tx, STEPS_RULE, area)) === undefined) return refuse("conflict", "no-rule");
    const day = legalDay(now);
    const matter = input.matter || null;
    if (matter !== null && !matters(day).some(({ value }) => value === matter)) return refuseField("/matter", "no-such-matter");
    const about = input.about ? await findSubject(context, input.about, area) : undefined;
    if (input.about && about === undefined) return refuse("conflict", "no-such-case", { facts: { number: input.about } });
    const wording = cleanText(input.wording);
    const text = { title, wording, matter, asked, askedPersons: input.askedPersons };
    const { id, number } = await begin(context, { ...text, area, organizationId, ...(about === undefined ? {} : { about }) });
    return { id, number };
  },
});

/** A case of the same place with words to decide on. */
async function findSubject(context: ActionContext, number: string, area: string): Promise<About | undefined> {
  const row = await findCaseByNumber(context.tx, number);
  const text = row?.division_path === area ? await findCaseText(context, number) : undefined;
  return text === undefined ? undefined : { number, page: text.path };
}

type ToBegin = {
  readonly area: string;
  readonly organizationId: string;
  readonly title: string;
  readonly wording: string;
  readonly matter: string | null;
  readonly asked: string;
  readonly askedPersons: number;
  readonly about?: About;
  /** The meeting that put and agreed it at once. */
  readonly merged?: { readonly item: string; readonly page: string; readonly on: string; readonly ruleVersion: number };
};

/** The proposal with its case, on the record. */
export async function begin(context: ActionContext, { area, merged, about, ...given }: ToBegin): Promise<ProposalRow> {
  const { tx } = context;
  const { title, wording, matter, asked, askedPersons, organizationId } = given;
  const id = context.newId();
  const { caseId, number, changes } = await openCase(context, {
    procedure: CHAIN,
    kind: "resolutions",
    subjectId: id,
    visible: { path: area, ownerPerson: null, holderKey: null, public: true },
    variables: { area, matter: matter ?? "" },
  });
  await insertProposal(tx, {
    id,
    case_id: caseId,
    number,
    path: area,
    organization_id: organizationId,
    title,
    wording,
    matter,
    asked,
    asked_persons: askedPersons,
    proposed_on: legalDay(context.now),
    state: "talk",
    due_at: changes.tasks[0]?.due?.at ?? null,
    ...(merged === undefined ? {} : { merged }),
    ...(about === undefined ? {} : { about }),
  });
  const made = await findProposal(tx, { id });
  if (made === undefined) throw new Error(`proposal ${id} is not there`);
  const content = { wording, asked, askedPersons, why: "" };
  const { merged_page: mergedPage, merged_on: mergedOn } = made;
  await putOnRecord(context, made, "proposal", 1, merged === undefined ? content : { ...content, mergedPage, mergedOn });
  context.subject(id);
  context.emit("resolutions.proposed", { proposalId: id });
  return made;
}

/** As a form would send it back: what is voted on is compared with it word for word. */
export function cleanText(text: string): string {
  return text.replaceAll("\r\n", "\n").trimEnd();
}
