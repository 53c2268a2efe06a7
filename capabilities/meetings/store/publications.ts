import type { JsonValue } from "@gongzhi/merkle-log";
import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

export type PublicationKind = "notice" | "result";

export type PublicationRow = {
  readonly meeting_id: string;
  readonly kind: PublicationKind;
  readonly version: number;
  readonly content: Readonly<Record<string, JsonValue>>;
  readonly reason: string;
  readonly published_at: Date;
};

export async function insertPublication(tx: Tx, made: Omit<PublicationRow, "published_at">): Promise<void> {
  await sql`insert into meetings.publication (tenant_id, meeting_id, kind, version, content, reason, published_at)
    values (${tx.tenantId}, ${made.meeting_id}, ${made.kind}, ${made.version}, ${JSON.stringify(made.content)}::jsonb, ${made.reason}, ${tx.now})`.execute(
    tx.db,
  );
}

/** The newest first. */
export async function findPublications(tx: Tx, meetingId: string): Promise<readonly PublicationRow[]> {
  const { rows } = await sql<PublicationRow>`
    select meeting_id, kind, version, content, reason, published_at from meetings.publication where tenant_id = ${tx.tenantId} and meeting_id = ${meetingId}
    order by kind desc, version desc`.execute(tx.db);
  return rows;
}

/** The newest published result of every meeting of a place between two legal days, by the day it was held. */
export async function findResultsBetween(
  tx: Tx,
  { path, from, to }: { readonly path: string; readonly from: string; readonly to: string },
): Promise<readonly PublicationRow["content"][]> {
  const { rows } = await sql<Pick<PublicationRow, "content">>`
    select r.content from (select distinct on (p.meeting_id) p.meeting_id, p.content from meetings.publication p
      where p.tenant_id = ${tx.tenantId} and p.kind = 'result' order by p.meeting_id, p.version desc) r
    join meetings.meeting m on m.tenant_id = ${tx.tenantId} and m.id = r.meeting_id
    where m.division_path <@ ${path}::ltree and (m.meets_at at time zone 'Asia/Shanghai')::date between ${from}::date and ${to}::date
    order by m.meets_at, m.id limit 100`.execute(tx.db);
  return rows.map(({ content }) => content);
}

export type Passed = { readonly path: string; readonly items: readonly { readonly title: string; readonly matter: string }[] };

/** What a meeting passed of matters the law or a rule has special terms for, by its newest published result. */
export async function findPassed(tx: Tx, meetingId: string): Promise<Passed | undefined> {
  const { rows } = await sql<{ path: string; items: Passed["items"] }>`
    select m.division_path::text as path,
      (select coalesce(jsonb_agg(jsonb_build_object('title', i->>'title', 'matter', i->>'matter') order by i->>'number'), '[]')
        from jsonb_array_elements(coalesce(p.content->'items', '[]')) i where i->>'outcome' = 'passed' and i->>'matter' is not null) as items
    from meetings.publication p join meetings.meeting m on m.tenant_id = p.tenant_id and m.id = p.meeting_id
    where p.tenant_id = ${tx.tenantId} and p.meeting_id = ${meetingId} and p.kind = 'result' order by p.version desc limit 1`.execute(
    tx.db,
  );
  return rows[0];
}

type Official = { readonly subject: string; readonly fields: Readonly<Record<string, JsonValue>> };

/** What is on the record of one kind, by `<meeting>/<version>`: those named, or a page of all in that order. */
export async function findOfficial(
  tx: Tx,
  kind: PublicationKind,
  which: { readonly subjects: readonly string[] } | { readonly after: string; readonly limit: number },
): Promise<readonly Official[]> {
  const chosen =
    "subjects" in which ? sql`p.subject = any(${[...which.subjects]}::text[])` : sql`p.subject collate "C" > ${which.after}`;
  const { rows } = await sql<Official>`
    select p.subject, p.content as fields from (select content, meeting_id || '/' || version as subject from meetings.publication
      where tenant_id = ${tx.tenantId} and kind = ${kind}) p
    where ${chosen} order by p.subject collate "C" limit ${"limit" in which ? which.limit : which.subjects.length}`.execute(
    tx.db,
  );
  return rows;
}

export async function emptyField(tx: Tx, kind: PublicationKind, subject: string, field: string): Promise<void> {
  const [meetingId, version] = subject.split("/");
  await sql`update meetings.publication set content = content - ${field}::text, reason = case when ${field}::text = 'reason' then '' else reason end
    where tenant_id = ${tx.tenantId} and meeting_id = ${meetingId}::uuid and kind = ${kind} and version = ${Number(version)}`.execute(
    tx.db,
  );
}
