import { sql, type RawBuilder, type SqlBool } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { ERASED } from "#platform/personal-data/erase-mentions.ts";

/** Where a capability keeps words it published: columns of one of its own tables, in rows about the thing (`r`). */
export type WordPlace = {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: RawBuilder<SqlBool>;
};

/** Puts the mark of what was erased in place of each text that is one of these words, whole: what was written over since is left alone. */
export async function eraseWords(tx: Tx, words: readonly string[], places: readonly WordPlace[]): Promise<void> {
  if (words.length === 0) return;
  const sought = sql`any(${[...words]}::text[])`;
  for (const { table, columns, rows } of places) {
    const set = columns.map((name) => {
      const column = sql.ref(`r.${name}`);
      return sql`${sql.ref(name)} = case when ${column} = ${sought} then ${ERASED} else ${column} end`;
    });
    const holds = columns.map((name) => sql`${sql.ref(`r.${name}`)} = ${sought}`);
    await sql`update ${sql.table(table)} r set ${sql.join(set)}
      where r.tenant_id = ${tx.tenantId} and ${rows} and (${sql.join(holds, sql` or `)})`.execute(tx.db);
  }
}

/** Takes papers down whose digest or name was erased: rows of a capability's `<schema>.paper`, and the files they stand for. */
export async function dropPapers(tx: Tx, table: string, words: readonly string[], rows: RawBuilder<SqlBool>): Promise<void> {
  // Loose again, a file is shown to nobody, and gone with its bytes within two nights (platform/purge-files).
  await sql`with gone as (delete from ${sql.table(table)} r
      where r.tenant_id = ${tx.tenantId} and ${rows} and r.sha256 = any(${[...words]}::text[]) returning r.file_id)
    update platform.file f set public = false, attached_to = null, name = ${ERASED}
    from gone where f.tenant_id = ${tx.tenantId} and f.id = gone.file_id`.execute(tx.db);
}
