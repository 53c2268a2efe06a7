import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

/** A case with more events than this shows the latest. */
const MAX_EVENTS = 500;

export type HistoryRow = {
  readonly id: string;
  readonly at: Date;
  readonly kind: string;
  readonly element: string | null;
  readonly by: string;
  readonly reason: string;
};

/** What happened in a case, in order; each move of the engine itself is left out, since its steps tell it. */
export async function findHistory(tx: Tx, caseId: string): Promise<readonly HistoryRow[]> {
  const { rows } = await sql<HistoryRow>`
    select e.id, e.at, e.kind, e.element, concat_ws(' · ', nullif(o.name, ''), nullif(v.title, ''), nullif(p.public_name, '')) as by, coalesce(r.text, '') as reason
    from cases.event e
    left join cases.reason_personal r on r.tenant_id = e.tenant_id and r.event_id = e.id
    left join organizations.v_post v on v.tenant_id = e.tenant_id and v.id = e.actor_post
    left join organizations.v_organization o on o.tenant_id = v.tenant_id and o.id = v.organization_id
    left join register.v_person p on p.tenant_id = e.tenant_id and p.id = e.actor_person
    where e.tenant_id = ${tx.tenantId} and e.case_id = ${caseId} and e.kind not in ('moved', 'task-opened') order by e.id desc limit ${MAX_EVENTS}`.execute(
    tx.db,
  );
  return rows.toReversed();
}
