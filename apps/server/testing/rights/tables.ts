import type { TestHouse } from "../start-test-house.ts";

export type TableShape = {
  readonly name: string;
  /** The name as SQL takes it: `cases."case"`. */
  readonly sql: string;
  /** Those that are written: not what the database reckons itself. */
  readonly columns: ReadonlyMap<string, string>;
  /** Columns of its primary key, in order. */
  readonly key: readonly string[];
  /** The ltree column that says where a row lies. */
  readonly path: string | undefined;
  /** The table each of its columns refers to by a foreign key. */
  readonly refersTo: Readonly<Record<string, string>>;
};

/** Every table of the house as the database has it: what comes later is here by itself. */
export async function readTables(house: TestHouse): Promise<readonly TableShape[]> {
  const rows = await house.admin<{
    name: string;
    sql: string;
    columns: Record<string, string>;
    key: readonly string[];
    refers: Record<string, string> | null;
  }>(`
    select c.relnamespace::regnamespace || '.' || c.relname as name, c.oid::regclass::text as sql,
      (select jsonb_object_agg(attname, format_type(atttypid, null)) from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '') as columns,
      coalesce((select array_agg(a.attname::text order by array_position(i.indkey::int2[], a.attnum)) from pg_index i
        join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey) where i.indrelid = c.oid and i.indisprimary), '{}') as key,
      (select jsonb_object_agg(a.attname, t.relnamespace::regnamespace || '.' || t.relname) from pg_constraint f join pg_class t on t.oid = f.confrelid
        join pg_attribute a on a.attrelid = c.oid and a.attnum = any(f.conkey) and a.attname <> 'tenant_id' where f.conrelid = c.oid and f.contype = 'f') as refers
    from pg_class c where c.relkind in ('r', 'p') and c.relnamespace::regnamespace::text !~ '^(pg_|information_schema|graphile)' order by 1`);
  return rows.map((row) => {
    const columns = new Map(Object.entries(row.columns));
    const path = ["division_path", "path"].find((name) => columns.get(name) === "ltree");
    return { name: row.name, sql: row.sql, columns, key: row.key, path, refersTo: row.refers ?? {} };
  });
}

/** `"id", "name"`: as an insert names them. */
export function columnsOf(table: TableShape): string {
  return [...table.columns.keys()].map((name) => `"${name}"`).join(", ");
}

export function isTenantTable(table: TableShape): boolean {
  return table.columns.get("tenant_id") === "uuid";
}

/** Every id that stands in a row of a tenant, whatever the column. */
export async function readIdsOf(house: TestHouse, slug: string): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  for (const table of (await readTables(house)).filter(isTenantTable)) {
    const uuids = [...table.columns].filter(([name, type]) => type === "uuid" && name !== "tenant_id").map(([name]) => name);
    if (uuids.length === 0) continue;
    const rows = await house.admin<Readonly<Record<string, string | null>>>(
      `select ${uuids.map((name) => `"${name}"`).join(", ")} from ${table.sql} where tenant_id = (select id from platform.tenant where slug = $1)`,
      [slug],
    );
    for (const row of rows) for (const id of Object.values(row)) if (id !== null) ids.add(id);
  }
  return ids;
}
