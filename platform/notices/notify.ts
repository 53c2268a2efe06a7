import { sql } from "kysely";
import type { ActionContext, Payload } from "../capability.ts";

export type NoticeToMake = {
  readonly personId: string;
  /** Message key of the capability: `appeals.notices.answered`. */
  readonly topic: string;
  /** Figures and numbers for the sentence; never personal text. */
  readonly params: Payload;
  /** Where it leads, below the tenant: `appeals/20261123-7K3Q-M9XC`. */
  readonly path: string;
};

/** Puts a notice into a person's inbox, in the caller's transaction; SMS and e-mail follow after the commit, by choice. */
export async function notify(context: ActionContext, notices: readonly NoticeToMake[]): Promise<void> {
  if (notices.length === 0) return;
  const { tx } = context;
  const made = notices.map((notice) => ({ ...notice, id: context.newId() }));
  const rows = made.map(
    (notice) =>
      sql`(${tx.tenantId}::uuid, ${notice.id}::uuid, ${notice.personId}::uuid, ${notice.topic}, ${JSON.stringify(notice.params)}::jsonb, ${notice.path}, ${tx.now}::timestamptz)`,
  );
  await sql`insert into platform.notice (tenant_id, id, person_id, topic, params, path, created_at) values ${sql.join(rows)}`.execute(
    tx.db,
  );
  for (const notice of made) context.emit("platform.notice-made", { noticeId: notice.id, personId: notice.personId });
}
