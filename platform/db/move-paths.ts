import type { ClientBase } from "pg";
import { listTables, quoted, type Table } from "../backup/catalogue.ts";
import { withAllRowsVisible } from "../backup/row-security.ts";

export type PathMove = { readonly from: string; readonly to: string };

type PathColumn = { readonly schema: string; readonly table: string; readonly column: string; readonly isList: boolean };

/**
 * Everything that lies at a path or below it goes below another: rows, the rights of posts, whatever table keeps an ltree, in one
 * transaction. Row-level security compares paths, so whoever covered the old one or a part of it covers the same rows at the new one, and
 * whoever covers what the new one lies in covers them as well; whoever covered only what the old one lay in covers them no more. Said again it finds nothing left.
 * @param client of the role that owns the tables: no role of the house may change where a row lies.
 * @param move `from` and `to` as ltree text; `to` must not lie below `from`.
 * @returns how many rows were moved.
 */
export async function movePaths(client: ClientBase, move: PathMove): Promise<number> {
  if (move.to === move.from || move.to.startsWith(`${move.from}.`)) throw new Error(`${move.from} cannot go below itself`);
  const columns = await findPathColumns(client);
  const isKept = ({ schema, table }: Table) => columns.some((one) => one.schema === schema && one.table === table);
  return await withAllRowsVisible(client, (await listTables(client)).filter(isKept), async () => {
    await client.query("begin");
    try {
      let moved = 0;
      for (const column of columns) moved += (await client.query(updateOf(column), [move.from, move.to])).rowCount ?? 0;
      await client.query("commit");
      return moved;
    } catch (error) {
      await client.query("rollback").catch(() => undefined);
      throw error;
    }
  });
}

async function findPathColumns(client: ClientBase): Promise<readonly PathColumn[]> {
  const { rows } = await client.query<PathColumn>(
    `select n.nspname as schema, c.relname as table, a.attname as column, t.typname = '_ltree' as "isList"
       from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace join pg_type t on t.oid = a.atttypid
      where t.typname in ('ltree', '_ltree') and c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence <> 't'
        and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and n.nspname !~ '^pg_' order by 1, 2, 3`,
  );
  return rows;
}

/** What is behind the old path keeps its labels. */
const moved = (path: string) =>
  `case when ${path} = $1::ltree then $2::ltree when ${path} <@ $1::ltree then $2::ltree || subpath(${path}, nlevel($1::ltree)) else ${path} end`;

function updateOf({ schema, table, column, isList }: PathColumn): string {
  const name = `"${column.replaceAll('"', '""')}"`;
  const next = isList
    ? `(select array_agg(${moved("one")} order by place) from unnest(${name}) with ordinality as u(one, place))`
    : moved(name);
  // For a list: is any of its paths at or below the old one?
  return `update ${quoted({ schema, table })} set ${name} = ${next} where ${name} <@ $1::ltree`;
}
