import { sql, type RawBuilder, type SqlBool } from "kysely";
import type { Tx } from "../db/tx.ts";
import type { PersonalColumn, PersonalTable } from "../db/read-tables.ts";

/** What stands in place of a name or number that was erased. */
export const ERASED = "〔已删除〕";

export type Word = {
  readonly text: string;
  /** A number is nobody else's; a name goes from other people's rows only where somebody said so. */
  readonly everywhere: boolean;
};

/** Text that stands for something and is no sentence: keys, hashes, addresses of files, ciphertexts. */
const FIXED = /(?:^|_)(?:key|index|hash|sha256|cipher|slug|ref|code)$|^(?:actor|uploader)$/;

/** Columns in which words may stand. */
function wordColumns({ key, columns }: PersonalTable): readonly PersonalColumn[] {
  return columns.filter(
    ({ name, type }) => !key.includes(name) && !FIXED.test(name) && /^(?:text|text\[\]|jsonb|tsvector)$/.test(type),
  );
}

/**
 * Puts a mark in place of words in every text of one table: sentences, lists, JSON, and the words a search finds it by.
 * @param rows `own`: those that name whoever is erased; `apart`: those left as they are
 * @returns rows changed
 */
export async function eraseMentions(
  tx: Tx,
  table: PersonalTable,
  words: readonly Word[],
  { own, apart }: { readonly own: RawBuilder<SqlBool> | undefined; readonly apart: RawBuilder<SqlBool> | undefined },
): Promise<number> {
  const columns = table.ofTenant ? wordColumns(table) : [];
  if (columns.length === 0) return 0;
  const rest = apart === undefined ? sql`true` : sql`not coalesce(${apart}, false)`;
  let changed = 0;
  // One pass over the table for the words of each reach, however many they are.
  for (const everywhere of [true, false]) {
    const whose = everywhere ? sql<SqlBool>`true` : own;
    const sought = words.filter((word) => word.everywhere === everywhere && word.text !== "").map(({ text }) => text);
    if (whose === undefined || sought.length === 0) continue;
    const holds = columns.flatMap((column) => sought.map((word) => holdsWord(column, word)));
    const set = columns.map((column) => sql`${sql.ref(column.name)} = ${withoutWords(column, sought)}`);
    const result = await sql`update ${sql.table(table.name)} r set ${sql.join(set)}
      where r.tenant_id = ${tx.tenantId}::uuid and ${rest} and ${whose} and (${sql.join(holds, sql` or `)})`.execute(tx.db);
    changed += Number(result.numAffectedRows);
  }
  return changed;
}

/** How many rows of a table hold one of the words, wherever. */
export async function countMentions(tx: Tx, table: PersonalTable, words: readonly Word[]): Promise<number> {
  const columns = table.ofTenant ? wordColumns(table) : [];
  const holds = words.flatMap(({ text }) => (text === "" ? [] : columns.map((column) => holdsWord(column, text))));
  if (holds.length === 0) return 0;
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table.name)} r
    where r.tenant_id = ${tx.tenantId}::uuid and (${sql.join(holds, sql` or `)})`.execute(tx.db);
  return rows[0]?.count ?? 0;
}

function holdsWord({ name }: PersonalColumn, word: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`position(${word} in ${sql.ref(`r.${name}`)}::text) > 0`;
}

/** A name or number in a JSON text stands between quotes: where a number stood bare, the mark would break it, and the statement fails aloud. */
function withoutWords({ name, type }: PersonalColumn, words: readonly string[]): RawBuilder<unknown> {
  const column = sql.ref(`r.${name}`);
  const marked = (text: RawBuilder<unknown>) => words.reduce((inner, word) => sql`replace(${inner}, ${word}, ${ERASED})`, text);
  if (type === "text[]") return sql`array(select ${marked(sql`t`)} from unnest(${column}) t)`;
  if (type === "jsonb") return sql`${marked(sql`${column}::text`)}::jsonb`;
  if (type === "tsvector")
    return sql`ts_delete(${column}, array(select lexeme from unnest(${column}) where exists (
      select 1 from unnest(${[...words]}::text[]) w where position(w in lexeme) > 0)))`;
  return marked(sql`${column}`);
}
