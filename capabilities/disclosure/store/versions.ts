import type { JsonValue } from "@gongzhi/merkle-log";
import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { Section } from "../domain/sections.ts";

export type Published = Readonly<Record<string, JsonValue>>;

export type VersionRow = {
  readonly item_id: string;
  readonly version: number;
  readonly content: Published;
  readonly reason: string;
  readonly published_at: Date;
};

export async function insertVersion(tx: Tx, made: Omit<VersionRow, "published_at">): Promise<void> {
  await sql`insert into disclosure.version (tenant_id, item_id, version, content, reason, published_at)
    values (${tx.tenantId}, ${made.item_id}, ${made.version}, ${JSON.stringify(made.content)}::jsonb, ${made.reason}, ${tx.now})`.execute(
    tx.db,
  );
}

/** The newest first. */
export async function findVersions(tx: Tx, itemId: string): Promise<readonly VersionRow[]> {
  const { rows } = await sql<VersionRow>`
    select item_id, version, content, reason, published_at from disclosure.version where tenant_id = ${tx.tenantId} and item_id = ${itemId}
    order by version desc`.execute(tx.db);
  return rows;
}

/** The newest version of each. */
export async function findNewest(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, VersionRow>> {
  const { rows } = await sql<VersionRow>`
    select distinct on (item_id) item_id, version, content, reason, published_at from disclosure.version where tenant_id = ${tx.tenantId}
      and item_id = any(${[...ids]}::uuid[]) order by item_id, version desc`.execute(tx.db);
  return new Map(rows.map((row) => [row.item_id, row]));
}

/** What was erased from it is not there any more. */
export function sectionsOf(content: Published): readonly Section[] {
  return (content["sections"] ?? []) as unknown as readonly Section[];
}

export function titleOf({ title }: Published): string {
  return typeof title === "string" ? title : "";
}

type Official = { readonly subject: string; readonly fields: Published };

/** What is on the record, by `<item>/<version>`: those named, or a page of all in that order. */
export async function findOfficial(
  tx: Tx,
  which: { readonly subjects: readonly string[] } | { readonly after: string; readonly limit: number },
): Promise<readonly Official[]> {
  const chosen =
    "subjects" in which ? sql`p.subject = any(${[...which.subjects]}::text[])` : sql`p.subject collate "C" > ${which.after}`;
  const { rows } = await sql<Official>`
    select p.subject, p.content as fields from (select content, item_id || '/' || version as subject from disclosure.version where tenant_id = ${tx.tenantId}) p
    where ${chosen} order by p.subject collate "C" limit ${"limit" in which ? which.limit : which.subjects.length}`.execute(
    tx.db,
  );
  return rows;
}

export async function emptyField(tx: Tx, subject: string, field: string): Promise<void> {
  const [itemId, version] = subject.split("/");
  await sql`update disclosure.version set content = content - ${field}::text, reason = case when ${field}::text = 'reason' then '' else reason end
    where tenant_id = ${tx.tenantId} and item_id = ${itemId}::uuid and version = ${Number(version)}`.execute(tx.db);
  if (field === "title" || field === "sections")
    await sql`update disclosure.item set words = null where tenant_id = ${tx.tenantId} and id = ${itemId}::uuid`.execute(tx.db);
}

/** What everybody finds it by: the newest version. */
export async function putWords(tx: Tx, itemId: string, words: string): Promise<void> {
  await sql`update disclosure.item set words = ${words}::tsvector where tenant_id = ${tx.tenantId} and id = ${itemId}`.execute(
    tx.db,
  );
}
