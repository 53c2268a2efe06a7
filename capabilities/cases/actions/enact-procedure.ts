import { bind, type ActionContext } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { refuse, refuseField, type Refusal } from "#platform/refusal.ts";
import { enactProcedure as enactProcedureSignature } from "../contract/enact-procedure.ts";
import type { TrialView } from "../contract/procedure-views.ts";
import { mayEnactProcedure } from "../policy.ts";
import { findDraft, takeDraft, type DraftRow } from "../store/drafts.ts";
import { endVersion, insertProcedure, lockVersions } from "../store/enact-procedure.ts";
import { checkProcedure, type CheckedProcedure } from "./check-procedure.ts";
import { lookOver } from "./look-over.ts";
import { needsOf } from "./needs.ts";
import { tryDraft } from "./try-draft.ts";
import { putProcedureOnRecord } from "./put-on-record.ts";

export type ProcedureToEnact = {
  readonly key: string;
  readonly version: number;
  readonly title: string;
  readonly titleEn: string;
  readonly bpmn: string;
  readonly ruleKey: string;
  readonly validFrom: string;
  /** JSON Schemas of the forms its generic steps name, by key. */
  readonly forms?: Readonly<Record<string, unknown>>;
};

/** Enacts what a capability ships, only after its proof. Who does its steps and by when is not there yet when a tenant begins. */
export async function enactProcedure(context: ActionContext, made: ProcedureToEnact): Promise<Refusal | undefined> {
  const { forms = {} } = made;
  const checked = await checkProcedure({ bpmn: made.bpmn, forms, needs: needsOf(context, made.key) });
  const refusal = refuseUnready(checked);
  if (refusal !== undefined) return refusal;
  if (!(await insertProcedure(context.tx, { ...made, forms, states: checked.states, enactedBy: context.actor.personId })))
    throw new Error(`${made.key} ${made.version} is there already, or another for its days`);
  await putProcedureOnRecord(context, made.key, made.version);
  return undefined;
}

function refuseUnready({ verdict, faults }: CheckedProcedure): Refusal | undefined {
  if (verdict === "ready") return undefined;
  if (verdict === "undecided") return refuse("conflict", "procedure-undecided");
  if (verdict === "unjudged") return refuse("conflict", "procedure-unjudged");
  const [first] = faults;
  const facts = { count: faults.length, code: first?.code ?? "", element: first?.element ?? "", detail: first?.detail ?? "" };
  return refuse("conflict", "procedure-faulty", { facts });
}

function triedOf({ tried, others, unrecorded }: TrialView) {
  return { tried, others, unrecorded };
}

export const enactProcedureBound = bind(enactProcedureSignature, {
  policy: mayEnactProcedure,
  duty: "cases.enact",
  subject: async ({ tx }, { id }) => await findDraft(tx, id),
  run: async (context, { from }, draft: DraftRow) => {
    const { tx, now, actor } = context;
    if (from < legalDay(now)) return refuseField("/from", "day-past");
    const [newest] = await lockVersions(tx, draft.key);
    if (newest !== undefined && from <= newest.valid_from)
      return refuse("conflict", "version-overlaps", { facts: { version: newest.version, from: newest.valid_from } });
    // Posts and rules may have changed since it was looked over.
    const { checked } = await lookOver(context, draft);
    const refusal = refuseUnready(checked);
    if (refusal !== undefined) return refusal;
    if (!(await takeDraft(tx, draft.id))) return refuse("absent", "absent");
    const { key, bpmn, forms } = draft;
    const about = newest ?? draft;
    if (about.title === null || about.rule_key === null) throw new Error(`a draft of ${key}, of which there is no version`);
    const version = (newest?.version ?? 0) + 1;
    const tried = newest === undefined || checked.net === undefined ? null : triedOf(await tryDraft(context, key, checked.net));
    if (newest !== undefined) await endVersion(tx, newest, from);
    const made = { key, version, title: about.title, titleEn: about.title_en ?? "", bpmn, forms, ruleKey: about.rule_key };
    if (!(await insertProcedure(tx, { ...made, validFrom: from, states: checked.states, tried, enactedBy: actor.personId })))
      return refuse("conflict", "version-overlaps", { facts: { version, from } });
    await putProcedureOnRecord(context, key, version);
    context.subject(`${key}/${version}`);
    return { key, version };
  },
});
