import type { JsonValue } from "@gongzhi/merkle-log";
import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { insertRow } from "./projects.ts";

export type PublicationKind = "plan" | "acceptance" | "account";
type Content = Readonly<Record<string, JsonValue>>;

export type PublicationRow = {
  readonly number: string;
  readonly kind: PublicationKind;
  readonly version: number;
  readonly content: Content;
  readonly published_on: string;
};

export async function insertPublication(tx: Tx, { content, ...made }: PublicationRow, path: string): Promise<void> {
  await insertRow(tx, "publication", { ...made, division_path: path, content: JSON.stringify(content) });
}

/** In the order they came. */
export async function findPublications(tx: Tx, number: string): Promise<readonly PublicationRow[]> {
  const { rows } = await sql<PublicationRow>`
    select number, kind, version, content, published_on from projects.publication where tenant_id = ${tx.tenantId} and number = ${number}
    order by published_on, array_position(array['plan', 'acceptance', 'account'], kind), version`.execute(tx.db);
  return rows;
}

type Which = { readonly subjects: readonly string[] } | { readonly after: string; readonly limit: number };

/** What stands on the record of one kind, by `<number>/<version>`. */
export async function findRecorded(
  tx: Tx,
  kind: PublicationKind,
  which: Which,
): Promise<readonly { readonly subject: string; readonly fields: Content }[]> {
  const subject = sql`(number || '/' || version) collate "C"`;
  const [chosen, limit] =
    "subjects" in which
      ? [sql`${subject} = any(${[...which.subjects]}::text[])`, which.subjects.length]
      : [sql`${subject} > ${which.after}`, which.limit];
  const { rows } = await sql<{ subject: string; fields: Content }>`
    select ${subject} as subject, content as fields from projects.publication where tenant_id = ${tx.tenantId} and kind = ${kind} and ${chosen}
    order by 1 limit ${limit}`.execute(tx.db);
  return rows;
}

export async function emptyField(tx: Tx, kind: PublicationKind, subject: string, field: string): Promise<void> {
  await sql`update projects.publication set content = content - ${field}::text
    where tenant_id = ${tx.tenantId} and kind = ${kind} and number || '/' || version = ${subject}`.execute(tx.db);
}
