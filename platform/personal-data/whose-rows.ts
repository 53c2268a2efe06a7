import { sql, type RawBuilder, type SqlBool } from "kysely";
import type { NamingColumn, PersonalTable } from "../db/read-tables.ts";

/** About whom rows are looked for. */
export type Subject = {
  readonly tenantId: string;
  readonly personId: string | undefined;
  readonly accountId: string | undefined;
};

/** A reason hangs on an event, that on a case; nothing hangs deeper. */
const DEEPEST = 3;

export type TableMap = ReadonlyMap<string, PersonalTable>;

/**
 * Rows of a table that are about the subject, or hang on one that is; undefined where the table cannot say so.
 * @param alias the table's alias in the query
 */
export function aboutSubject(
  tables: TableMap,
  table: PersonalTable,
  subject: Subject,
  alias = "r",
): RawBuilder<SqlBool> | undefined {
  return aboutAt(tables, table, subject, alias, 0);
}

/** Rows in which the subject did something in office. */
export function doneBySubject(table: PersonalTable, subject: Subject, alias = "r"): RawBuilder<SqlBool> | undefined {
  return either(table.by.flatMap((column) => compare(column, subject, alias)));
}

function aboutAt(
  tables: TableMap,
  table: PersonalTable,
  subject: Subject,
  alias: string,
  depth: number,
): RawBuilder<SqlBool> | undefined {
  const own = either(table.about.flatMap((column) => compare(column, subject, alias)));
  if (own !== undefined || depth >= DEEPEST) return own;
  return either(
    table.parents.flatMap(({ column, table: name, parentColumn }) => {
      const parent = tables.get(name);
      const inner = `${alias}${depth}`;
      const theirs = parent === undefined ? undefined : aboutAt(tables, parent, subject, inner, depth + 1);
      if (parent === undefined || theirs === undefined || !parent.ofTenant) return [];
      return [
        sql<SqlBool>`${sql.ref(`${alias}.${column}`)} in (select ${sql.ref(`${inner}.${parentColumn}`)} from ${sql.table(name)} ${sql.ref(inner)}
          where ${sql.ref(`${inner}.tenant_id`)} = ${subject.tenantId}::uuid and ${theirs})`,
      ];
    }),
  );
}

function compare({ name, holds, array, text }: NamingColumn, subject: Subject, alias: string): readonly RawBuilder<SqlBool>[] {
  const id = holds === "person" ? subject.personId : subject.accountId;
  if (id === undefined) return [];
  const column = sql.ref(`${alias}.${name}`);
  if (array) return [sql<SqlBool>`${id}::uuid = any(${column})`];
  return [text ? sql<SqlBool>`${column} = ${id}` : sql<SqlBool>`${column} = ${id}::uuid`];
}

function either(terms: readonly RawBuilder<SqlBool>[]): RawBuilder<SqlBool> | undefined {
  return terms.length === 0 ? undefined : sql<SqlBool>`(${sql.join(terms, sql` or `)})`;
}
