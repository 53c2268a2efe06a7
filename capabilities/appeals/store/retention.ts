import type { RetentionSource } from "#platform/retention/plan-retention.ts";

const closing = "(select a.closed_at from appeals.appeal a where a.tenant_id = r.tenant_id and a.id = r.appeal_id)";

/** When what the comments of personal columns count from was. */
export const RETENTION: Readonly<Record<string, RetentionSource>> = {
  "appeals.appeal_personal": { closing },
  "appeals.entry_personal": { closing },
  "appeals.retaliation": { closing: "r.decided_on::timestamptz" },
};
