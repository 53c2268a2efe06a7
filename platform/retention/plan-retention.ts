import { sql } from "kysely";
import type { Tx } from "../db/tx.ts";
import { parseRetention } from "./parse-retention.ts";

/**
 * What a capability contributes to `platform.retention`, by table, then by the words after "after" in its columns' comments (`made` where
 * there is no "after"): the moment the time runs from, as SQL about the row `r`; null while it has not come.
 *
 *     contributes: { "platform.retention": { "appeals.entry_personal": { closing: "(select … where a.id = r.appeal_id)" } } }
 */
export type RetentionSource = Readonly<Record<string, string>>;

/** One time limit of one table: rows to remove, or columns to empty while the row stays. */
export type RetentionLimit = {
  readonly table: string;
  /** Key columns after `tenant_id`. */
  readonly key: readonly string[];
  readonly months: number;
  /** SQL about the row `r`. */
  readonly since: string;
  /** Columns to empty and what is put in their place; undefined: the row goes. */
  readonly empty: Readonly<Record<string, "null" | "''">> | undefined;
};

type PersonalColumn = {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  readonly required: boolean;
  readonly comment: string;
  readonly key: readonly string[];
};

/** The time limits of every personal column of the house, read from the database's own comments. @throws where one cannot be kept. */
export async function planRetention(tx: Tx, sources: ReadonlyMap<string, RetentionSource>): Promise<readonly RetentionLimit[]> {
  const columns = await findPersonalColumns(tx);
  return [...Map.groupBy(columns, ({ table }) => table)].flatMap(([table, own]) =>
    planTable(table, own, sources.get(table) ?? {}),
  );
}

async function findPersonalColumns(tx: Tx): Promise<readonly PersonalColumn[]> {
  const { rows } = await sql<PersonalColumn>`
    select c.relnamespace::regnamespace || '.' || c.relname as table, a.attname as column, format_type(a.atttypid, null) as type,
      a.attnotnull as required, col_description(c.oid, a.attnum) as comment,
      array(select k.attname::text from pg_index i join pg_attribute k on k.attrelid = i.indrelid and k.attnum = any(i.indkey)
        where i.indrelid = c.oid and i.indisprimary order by array_position(i.indkey::int2[], k.attnum)) as key
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind in ('r', 'p') and col_description(c.oid, a.attnum) like 'personal:%' order by 1, a.attnum`.execute(tx.db);
  return rows;
}

function planTable(table: string, columns: readonly PersonalColumn[], source: RetentionSource): readonly RetentionLimit[] {
  const timed = columns.flatMap((column) => {
    const limit = limitOf(column, columns);
    return limit === undefined ? [] : [{ ...column, ...limit }];
  });
  const groups = [...Map.groupBy(timed, ({ months, event }) => `${months} ${event}`).values()];
  return groups.map((group) => {
    const { months, event, key } = group[0]!;
    const since = source[event];
    if (since === undefined) throw new Error(`${table}: nobody contributes to platform.retention when «${event}» was`);
    if (key[0] !== "tenant_id") throw new Error(`${table}: only a tenant's rows are purged by their retention`);
    const names = new Set(group.map(({ column }) => column));
    const whole = key.slice(1).every((column) => names.has(column));
    return { table, key: key.slice(1), months, since, empty: whole ? undefined : emptied(group) };
  });
}

function limitOf(column: PersonalColumn, all: readonly PersonalColumn[]): { months: number; event: string } | undefined {
  let at: PersonalColumn | undefined = column;
  for (let hops = 0; at !== undefined && hops <= all.length; hops += 1) {
    const retention = parseRetention(at.comment);
    if (retention.kind === "after") return retention;
    if (retention.kind === "until") return undefined;
    at = all.find((one) => one.column === retention.column);
  }
  throw new Error(`${column.table}.${column.column}: its retention is as that of a column that states none`);
}

function emptied(group: readonly PersonalColumn[]): Readonly<Record<string, "null" | "''">> {
  return Object.fromEntries(
    group.map(({ table, column, type, required }) => {
      if (required && type !== "text")
        throw new Error(`${table}.${column} cannot be emptied before its row goes: it is not null`);
      return [column, required ? "''" : "null"] as const;
    }),
  );
}
