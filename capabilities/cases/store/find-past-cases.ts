import type { Marking } from "@gongzhi/procedure";
import { sql, type Expression, type SqlBool } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { SentEvent } from "../domain/record-event.ts";

export type PastCaseRow = {
  readonly number: string;
  readonly procedure_version: number;
  readonly marking: Marking;
  /** What was sent into it, in order; null where an event was not recorded. */
  readonly sent: readonly (SentEvent | null)[] | null;
};

/** The cases of a procedure opened last, with what was sent into each. @param visible the policy's own condition on `c` */
export async function findPastCases(
  tx: Tx,
  key: string,
  visible: Expression<SqlBool>,
  limit: number,
): Promise<readonly PastCaseRow[]> {
  const { rows } = await sql<PastCaseRow>`
    select p.number, p.procedure_version, p.marking,
      (select jsonb_agg(e.facts->'sent' order by e.id) from cases.event e where e.tenant_id = ${tx.tenantId} and e.case_id = p.id and e.kind = 'moved') as sent
    from (select c.id, c.number, c.procedure_version, c.marking from cases.case c
      where c.tenant_id = ${tx.tenantId} and c.procedure_key = ${key} and ${visible} order by c.opened_at desc, c.id desc limit ${limit}) p`.execute(
    tx.db,
  );
  return rows;
}
