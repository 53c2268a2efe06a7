import pg, { type ClientBase } from "pg";
import { QUEUE_SCHEMA } from "../jobs/queue-schema.ts";
import { BackupRefusal } from "./backup-refusal.ts";

/** Everything that holds data in a database of ours: schemas other than PostgreSQL's and the job queue's, things other than an extension's. */
const OURS = `n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', '${QUEUE_SCHEMA}')
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')`;

export type TableName = { readonly schema: string; readonly table: string };

export type Table = TableName & {
  /** Partitioned tables are carried as one: their partitions may be cut otherwise where they are restored. */
  readonly isPartitioned: boolean;
  /** Without generated ones. */
  readonly columns: readonly string[];
  /** Row-level security holds for its owner too. */
  readonly isForced: boolean;
  readonly isOwned: boolean;
};

export async function listTables(client: ClientBase): Promise<readonly Table[]> {
  const { rows } = await client.query<Table>(
    `SELECT n.nspname AS schema, c.relname AS "table", c.relkind = 'p' AS "isPartitioned",
            c.relrowsecurity AND c.relforcerowsecurity AS "isForced",
            pg_has_role(c.relowner, 'USAGE') AS "isOwned",
            coalesce(array_agg(a.attname::text ORDER BY a.attnum) FILTER (WHERE a.attgenerated = ''), '{}') AS columns
       FROM pg_class c
       JOIN pg_namespace n ON n.oid = c.relnamespace
       LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence <> 't' AND ${OURS}
      GROUP BY c.oid, n.nspname, c.relname
      ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"`,
  );
  return rows;
}

export type SequenceName = { readonly schema: string; readonly sequence: string };

export async function listSequences(client: ClientBase): Promise<readonly SequenceName[]> {
  const { rows } = await client.query<SequenceName>(
    `SELECT n.nspname AS schema, c.relname AS sequence
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'S' AND c.relpersistence <> 't' AND ${OURS}
      ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"`,
  );
  return rows;
}

/** The name of anything that lies in the database already, or undefined when it is empty. */
export async function findAnything(client: ClientBase): Promise<string | undefined> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND c.relpersistence <> 't' AND ${OURS}
      ORDER BY 1 LIMIT 1`,
  );
  return rows[0]?.name;
}

/** What this backup would leave behind is refused, not forgotten. */
export async function assertNothingElse(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ objects: string }>("SELECT count(*) AS objects FROM pg_largeobject_metadata");
  if (Number(rows[0]?.objects) > 0) {
    throw new BackupRefusal(
      "large-objects",
      "The database holds large objects, which a backup does not carry: move them into tables or files.",
    );
  }
}

export type ForeignKey = {
  readonly name: string;
  readonly from: TableName;
  readonly to: TableName;
  readonly isDeferrable: boolean;
};

/** Foreign keys between tables; those of partitions count as their root's. */
export async function listForeignKeys(client: ClientBase): Promise<readonly ForeignKey[]> {
  const { rows } = await client.query<{
    name: string;
    fromSchema: string;
    fromTable: string;
    toSchema: string;
    toTable: string;
    isDeferrable: boolean;
  }>(
    `SELECT k.conname AS name, k.condeferrable AS "isDeferrable",
            fn.nspname AS "fromSchema", f.relname AS "fromTable", tn.nspname AS "toSchema", t.relname AS "toTable"
       FROM pg_constraint k
       JOIN pg_class f ON f.oid = coalesce(pg_partition_root(k.conrelid), k.conrelid)
       JOIN pg_namespace fn ON fn.oid = f.relnamespace
       JOIN pg_class t ON t.oid = coalesce(pg_partition_root(k.confrelid), k.confrelid)
       JOIN pg_namespace tn ON tn.oid = t.relnamespace
      WHERE k.contype = 'f' AND k.conparentid = 0
      ORDER BY fn.nspname COLLATE "C", f.relname COLLATE "C", k.conname COLLATE "C"`,
  );
  return rows.map((row) => ({
    name: row.name,
    from: { schema: row.fromSchema, table: row.fromTable },
    to: { schema: row.toSchema, table: row.toTable },
    isDeferrable: row.isDeferrable,
  }));
}

/** `"appeals"."appeal"`, fit for a statement; also the key tables are compared by. */
export function quoted(name: TableName): string {
  return `${pg.escapeIdentifier(name.schema)}.${pg.escapeIdentifier(name.table)}`;
}

export function quotedColumns(columns: readonly string[]): string {
  return columns.map((column) => pg.escapeIdentifier(column)).join(", ");
}
