import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

const MOST_NOTICES = 100;
const MOST_READINGS = 200;

export type NoticeRow = {
  readonly id: string;
  readonly topic: string;
  readonly params: Readonly<Record<string, string | number | boolean | null>>;
  readonly path: string;
  readonly created_at: Date;
  readonly read_at: Date | null;
};

export async function findNotices(tx: Tx, personId: string): Promise<readonly NoticeRow[]> {
  const { rows } = await sql<NoticeRow>`
    select id, topic, params, path, created_at, read_at from platform.notice
    where tenant_id = ${tx.tenantId} and person_id = ${personId} order by id desc limit ${MOST_NOTICES}`.execute(tx.db);
  return rows;
}

export async function markAllRead(tx: Tx, personId: string): Promise<void> {
  await sql`update platform.notice set read_at = ${tx.now} where tenant_id = ${tx.tenantId} and person_id = ${personId} and read_at is null`.execute(
    tx.db,
  );
}

export type ReadingRow = {
  readonly at: Date;
  readonly what: string;
  readonly purpose: string;
  readonly by: { readonly organization: string; readonly title: string; readonly name: string };
};

/** Who looked at a person's data: by unit, title and public name. */
export async function findReadings(tx: Tx, personId: string): Promise<readonly ReadingRow[]> {
  const { rows } = await sql<ReadingRow>`
    select l.at, l.what, l.purpose, 
      jsonb_build_object('organization', coalesce(o.name, ''), 'title', coalesce(p.title, ''), 'name', coalesce(n.public_name, '')) as by
    from platform.access_log l
    left join organizations.v_post p on p.tenant_id = l.tenant_id and p.id = l.reader_post
    left join organizations.v_organization o on o.tenant_id = l.tenant_id and o.id = p.organization_id
    left join register.v_person n on n.tenant_id = l.tenant_id and n.id = l.reader_person
    where l.tenant_id = ${tx.tenantId} and l.subject_person = ${personId} order by l.id desc limit ${MOST_READINGS}`.execute(
    tx.db,
  );
  return rows;
}
