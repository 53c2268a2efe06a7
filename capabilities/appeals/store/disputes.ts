import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { AppealRow } from "./appeal-row.ts";

export type RejectedObjection = {
  readonly objection: string;
  readonly article: string;
  readonly decision: string;
  readonly decided_at: Date;
};

/**
 * The lead's last objection, where it was rejected and not yet taken upward. One that was upheld was followed by a new dispatch: what
 * came before that is settled.
 */
export async function findRejectedObjection(tx: Tx, appeal: AppealRow): Promise<RejectedObjection | undefined> {
  const { rows } = await sql<RejectedObjection>`
    select o.text as objection, o.article, d.text as decision, d.at as decided_at
    from appeals.entry_personal o
    join lateral (select e.text, e.at from appeals.entry_personal e
      where e.tenant_id = o.tenant_id and e.appeal_id = o.appeal_id and e.kind = 'objection-decision' and e.id > o.id order by e.id limit 1) d on true
    where o.tenant_id = ${tx.tenantId} and o.appeal_id = ${appeal.id} and o.kind = 'objection' and o.by_organization = ${appeal.lead_organization}
      and not exists (select 1 from appeals.entry_personal e where e.tenant_id = o.tenant_id and e.appeal_id = o.appeal_id and e.kind = 'dispute' and e.id > o.id)
      and not exists (select 1 from cases.v_task k where k.tenant_id = o.tenant_id and k.case_id = ${appeal.case_id} and k.action = 'appeals/dispatch-appeal'
        and k.state = 'done' and k.done_at > d.at)
    order by o.id desc limit 1`.execute(tx.db);
  return rows[0];
}

/** Has the level above been asked for help that it has not given yet, and whose time is not over? */
export async function countOpenCallsUpward(tx: Tx, caseId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from cases.v_link where tenant_id = ${tx.tenantId} and case_id = ${caseId} and direction = 'out' and relation = 'appeals.whistle'
      and answered_at is null and withdrawn_at is null and due_at > ${tx.now}`.execute(tx.db);
  return rows[0]?.count ?? 0;
}
