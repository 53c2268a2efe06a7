import { answerLink, completeTask } from "#capabilities/cases/index.ts";
import { bind, type ActionContext } from "#platform/capability.ts";
import { isRefusal, refuse, refuseField } from "#platform/refusal.ts";
import { ruleOnDispute } from "../contract/rule-on-dispute.ts";
import { mayDispatch } from "../policy.ts";
import { findRequest, type RequestRow } from "../store/requests.ts";
import { nameOfOwnUnit } from "../store/find-names.ts";
import { candidatesOf, type NamedUnit } from "../domain/read-request-facts.ts";

export const ruleOnDisputeBound = bind(ruleOnDispute, {
  policy: mayDispatch,
  duty: "appeals.dispatch",
  subject: loadRequest,
  run: async (context, input, request) => {
    if (request.relation !== "appeals.dispute") return refuse("conflict", "step-not-open");
    const unit = unitRuled(request, input.ruling, input.unitId);
    if (isRefusal(unit)) return unit;
    const moved = await completeTask(context, request.case_id, ruleOnDispute.name, { ruling: input.ruling });
    if (isRefusal(moved)) return moved;
    const by = await signatureOf(context);
    const facts = { ruling: input.ruling, unit: unit?.id ?? null, unitName: unit?.name ?? "", article: input.article, by };
    await answerLink(context, request.id, { facts, words: { ruling: input.text } });
    return { ruling: input.ruling };
  },
});

/** The subject of every act on a request: what was asked, by the link's id. */
export async function loadRequest(context: ActionContext, input: { readonly id: string }): Promise<RequestRow | undefined> {
  context.subject(input.id);
  return await findRequest(context.tx, input.id);
}

/** Only a unit that the asker named, since it holds the power there: nobody rules on a powers list they cannot read. */
function unitRuled(
  { facts }: RequestRow,
  ruling: string,
  unitId: string | undefined,
): NamedUnit | undefined | ReturnType<typeof refuse> {
  if (ruling !== "unit") return undefined;
  if (unitId === undefined) return refuseField("/unitId", "unit-missing");
  return candidatesOf(facts).find(({ id }) => id === unitId) ?? refuseField("/unitId", "unit-not-named");
}

/** What the asker reads under the answer: the body and the unit, never an official's name. */
export async function signatureOf({ tx, tenant, post }: ActionContext): Promise<string> {
  const unit = post === undefined ? "" : await nameOfOwnUnit(tx, post.organizationId);
  return unit === "" ? tenant.name : unit;
}
