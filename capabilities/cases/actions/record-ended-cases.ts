import { sql } from "kysely";
import type { ActionContext } from "#platform/capability.ts";
import { findProcedureInForce } from "../store/find-procedure.ts";
import { drawNumber } from "./open-case.ts";

export type EndedCases = {
  readonly procedure: string;
  readonly kind: string;
  /** Without `endedAt` there was no case: only a number is given out. */
  readonly cases: readonly {
    readonly subjectId: string;
    readonly path: string;
    readonly openedAt: Date;
    readonly endedAt: Date | undefined;
  }[];
};

export type RecordedCase = { readonly number: string; readonly caseId: string | null };

/** Cases that ran elsewhere and ended: recorded as ended, on the version in force, with no step claimed. */
export async function recordEndedCases(context: ActionContext, ended: EndedCases): Promise<readonly RecordedCase[]> {
  const { tx } = context;
  const procedure = await findProcedureInForce(tx, ended.procedure);
  const marking = JSON.stringify({ net: procedure.net.fingerprint, state: "ended", next: 1, items: [], joins: [] });
  const recorded = ended.cases.map((one) => ({
    ...one,
    number: drawNumber(context, one.openedAt),
    caseId: one.endedAt === undefined ? null : context.newId(),
  }));
  const closed = recorded.filter((one) => one.caseId !== null);
  if (closed.length > 0) {
    const rows = closed.map(
      (
        one,
      ) => sql`(${tx.tenantId}::uuid, ${one.caseId}::uuid, ${one.number}, ${ended.kind}, ${one.subjectId}::uuid, ${procedure.key}, ${procedure.version}::int, ${one.path}::ltree,
        'ended', 'imported', ${marking}::jsonb, ${JSON.stringify({ area: one.path })}::jsonb, ${one.openedAt}::timestamptz, ${one.endedAt}::timestamptz)`,
    );
    await sql`insert into cases.case (tenant_id, id, number, kind, subject_id, procedure_key, procedure_version, division_path, state, outcome, marking, variables, opened_at,
      ended_at) values ${sql.join(rows)}`.execute(tx.db);
  }
  return recorded.map(({ number, caseId }) => ({ number, caseId }));
}
