import type { JsonValue } from "@gongzhi/merkle-log";
import { sql, type RawBuilder } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

export type Content = Readonly<Record<string, JsonValue>>;

export type Publication<Kind extends string> = { readonly number: string; readonly kind: Kind; readonly version: number };

/** Columns a table has besides, by name. */
export type FurtherColumns = Readonly<Record<string, string>>;

/** The table is the caller's own: `<schema>.publication`, of (number, kind, version, content, published_on). */
const tableOf = (schema: string): RawBuilder<unknown> => sql.table(`${schema}.publication`);

export async function insertPublication(
  tx: Tx,
  schema: string,
  made: Publication<string> & { readonly content: Content; readonly published_on: string },
  further: FurtherColumns,
): Promise<void> {
  const row = { ...made, content: JSON.stringify(made.content), ...further };
  const columns = Object.keys(row).map((column) => sql.ref(column));
  await sql`insert into ${tableOf(schema)} (tenant_id, ${sql.join(columns)})
    values (${tx.tenantId}, ${sql.join(Object.values(row))})`.execute(tx.db);
}

/** In the order they came; those of one day in the order of their kinds. */
export async function findPublications<Kind extends string>(
  tx: Tx,
  schema: string,
  kinds: readonly Kind[],
  number: string,
): Promise<readonly { readonly kind: Kind; readonly version: number; readonly published_on: string }[]> {
  const { rows } = await sql<{ kind: Kind; version: number; published_on: string }>`
    select kind, version, published_on from ${tableOf(schema)} where tenant_id = ${tx.tenantId} and number = ${number}
    order by published_on, array_position(${[...kinds]}::text[], kind), version`.execute(tx.db);
  return rows;
}

type Which = { readonly subjects: readonly string[] } | { readonly after: string; readonly limit: number };

/** What stands on the record of one kind, by `<number>/<version>`. */
export async function findRecorded(
  tx: Tx,
  schema: string,
  kind: string,
  which: Which,
): Promise<readonly { readonly subject: string; readonly fields: Content }[]> {
  const subject = sql`(number || '/' || version) collate "C"`;
  const [chosen, limit] =
    "subjects" in which
      ? [sql`${subject} = any(${[...which.subjects]}::text[])`, which.subjects.length]
      : [sql`${subject} > ${which.after}`, which.limit];
  const { rows } = await sql<{ subject: string; fields: Content }>`
    select ${subject} as subject, content as fields from ${tableOf(schema)} where tenant_id = ${tx.tenantId} and kind = ${kind} and ${chosen}
    order by 1 limit ${limit}`.execute(tx.db);
  return rows;
}

export async function emptyField(tx: Tx, schema: string, kind: string, subject: string, field: string): Promise<void> {
  await sql`update ${tableOf(schema)} set content = content - ${field}::text
    where tenant_id = ${tx.tenantId} and kind = ${kind} and number || '/' || version = ${subject}`.execute(tx.db);
}
