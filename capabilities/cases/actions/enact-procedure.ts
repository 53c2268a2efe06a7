import { checkSoundness, isRefusal, netOf, parseProcedure } from "@gongzhi/procedure";
import { sql } from "kysely";
import type { ActionContext } from "#platform/capability.ts";
import { refuse, type Refusal } from "#platform/refusal.ts";
import { checkForms } from "../domain/check-forms.ts";
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

/** Enacts a version of a procedure: only after its proof. An unsound one is refused with the path that shows why. */
export async function enactProcedure(context: ActionContext, made: ProcedureToEnact): Promise<Refusal | undefined> {
  const parsed = await parseProcedure(made.bpmn);
  const net = isRefusal(parsed) ? parsed : netOf(parsed);
  if (isRefusal(net))
    return refuse("invalid", "procedure-not-executable", {
      facts: { reason: net.code, element: net.element ?? "", message: net.message },
    });
  const proof = checkSoundness(net);
  if (proof.verdict !== "sound") {
    const [first] = proof.verdict === "unsound" ? proof.violations : [];
    return refuse("invalid", `procedure-${proof.verdict}`, {
      facts: {
        element: first?.element ?? "",
        kind: first?.kind ?? "",
        path: first?.path.join(" → ") ?? "",
      },
    });
  }
  const fault = checkForms(net, made.forms ?? {});
  if (fault !== undefined) return refuse("invalid", "procedure-form-invalid", { facts: { ...fault } });
  const { tx } = context;
  await sql`insert into cases.procedure (tenant_id, key, version, title, title_en, bpmn, valid_from, soundness, rule_key, forms, enacted_at)
    values (${tx.tenantId}, ${made.key}, ${made.version}, ${made.title}, ${made.titleEn}, ${made.bpmn}, ${made.validFrom}, ${JSON.stringify({ verdict: proof.verdict, states: proof.states })},
      ${made.ruleKey}, ${JSON.stringify(made.forms ?? {})}, ${tx.now})`.execute(tx.db);
  await putProcedureOnRecord(context, made.key, made.version);
  return undefined;
}
