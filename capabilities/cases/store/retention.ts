import type { RetentionSource } from "#platform/retention/plan-retention.ts";

/** When what the comments of personal columns count from was. A message between tenants that opened no case here counts from its answer. */
export const RETENTION: Readonly<Record<string, RetentionSource>> = {
  "cases.reason_personal": {
    "case ended": "(select c.ended_at from cases.case c where c.tenant_id = r.tenant_id and c.id = r.case_id)",
  },
  "cases.link_personal": {
    "case ended": `(select case when l.case_id is null then l.answered_at else c.ended_at end from cases.link l
      left join cases.case c on c.tenant_id = l.tenant_id and c.id = l.case_id
      where l.tenant_id = r.tenant_id and l.message_id = r.message_id and l.direction = r.direction)`,
  },
};
