import { bind, type ActionContext } from "#platform/capability.ts";
import { readCaseNumber } from "#platform/identifiers/case-number.ts";
import { isWithin } from "#platform/actor.ts";
import { legalDay } from "#platform/legal-day.ts";
import { refuse } from "#platform/refusal.ts";
import { giveConsent } from "../contract/give-consent.ts";
import { noBody, sayConsent } from "../domain/say-consent.ts";
import { readGate } from "../domain/read-gate.ts";
import { mayConsent } from "../policy.ts";
import { findConsents, findNearest, insertConsent } from "../store/consents.ts";
import { findCaseByNumber, type CaseRow } from "../store/find-case.ts";
import { findProcedure } from "../store/find-procedure.ts";
import type { Gate } from "./gates.ts";

/** `cases.consented:collective,village-committee`: the nearest body of each of these kinds has consented to the case. */
const CONSENTED = "cases.consented";

const consented: Gate = async ({ tx }, { caseNumber, path, about }) => {
  const bodies = new Map((await findNearest(tx, path, about)).map((body) => [body.kind, body]));
  const said = new Map((await findConsents(tx, caseNumber)).map((one) => [one.organization_id, one]));
  return about.map((kind) => {
    const body = bodies.get(kind);
    if (body === undefined) return { met: false, sentence: noBody(kind) };
    const word = said.get(body.id);
    return sayConsent({ name: body.name, nameEn: body.name_en }, word && { given: word.given, on: word.made_on });
  });
};

export const CONSENT_GATES: Readonly<Record<string, Gate>> = { [CONSENTED]: consented };

/** The bodies whose consent some step of a case stands behind. */
export async function findAsked({ tx }: Pick<ActionContext, "tx">, row: CaseRow) {
  const { net } = await findProcedure(tx, row.procedure_key, row.procedure_version);
  const stated = net.elements.flatMap((element) => (element.kind === "work" ? (element.gates ?? []) : []));
  const kinds = stated.map((gate) => readGate(gate)).flatMap(({ gate, about }) => (gate === CONSENTED ? about : []));
  return kinds.length === 0 ? [] : await findNearest(tx, row.division_path, [...new Set(kinds)]);
}

/** For which of the bodies asked this reader speaks; undefined: for none. */
export async function bodyOf(context: ActionContext, row: CaseRow) {
  const { actor } = context;
  const posts = actor.posts.filter(
    ({ duties, areas }) => duties.includes("cases.consent") && areas.some((area) => isWithin(row.division_path, area)),
  );
  return (await findAsked(context, row)).find(({ id }) => posts.some(({ organizationId }) => organizationId === id));
}

export const giveConsentBound = bind(giveConsent, {
  policy: mayConsent,
  duty: "cases.consent",
  subject: async ({ tx }, { number }) => await findCaseByNumber(tx, readCaseNumber(number) ?? ""),
  run: async (context, { decision }, row) => {
    const { tx, actor, now } = context;
    if (row.state !== "open") return refuse("conflict", "case-ended");
    const body = await bodyOf(context, row);
    if (body === undefined) return refuse("conflict", "consent-not-asked");
    const given = decision === "given";
    const last = (await findConsents(tx, row.number)).find((one) => one.organization_id === body.id);
    if (last?.given === given) return refuse("conflict", "consent-said");
    const id = context.newId();
    const made = { id, caseId: row.id, barred: row.barred, organizationId: body.id, given, on: legalDay(now) };
    await insertConsent(tx, { ...made, by: actor.personId });
    context.subject(row.id);
    return { id, number: row.number };
  },
});
