import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { KnownArea, Line, MapFeature, MapKind } from "../domain/read-geojson.ts";

/** The tenant's map, in place of the one before. */
export async function putMap(tx: Tx, newId: () => string, features: readonly MapFeature[]): Promise<void> {
  await sql`delete from divisions.map_feature where tenant_id = ${tx.tenantId}`.execute(tx.db);
  const rows = features.map((feature, position) => ({ ...feature, id: newId(), position }));
  await sql`
    insert into divisions.map_feature (tenant_id, id, position, kind, path, name, lines)
    select ${tx.tenantId}, (f->>'id')::uuid, (f->>'position')::int, f->>'kind', (f->>'path')::ltree, f->>'name', f->'lines'
    from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) f`.execute(tx.db);
}

export async function findKnownAreas(tx: Tx, rootPath: string): Promise<readonly KnownArea[]> {
  const { rows } = await sql<KnownArea>`
    select path::text as path, code, name from divisions.v_area
    where path <@ ${rootPath}::ltree and (tenant_id is null or tenant_id = ${tx.tenantId})`.execute(tx.db);
  return rows;
}

export type MapRow = {
  readonly kind: MapKind;
  readonly path: string | null;
  readonly name: string;
  readonly lines: readonly Line[];
};

/**
 * What is drawn of an area: its own outline, the outlines right below it, and everything else of the map, which a view cuts off.
 * Names are today's, whatever the file called them.
 */
export async function findMapFeatures(tx: Tx, path: string): Promise<readonly MapRow[]> {
  const { rows } = await sql<MapRow>`
    select m.kind, m.path::text as path, coalesce(a.name, m.name) as name, m.lines
    from divisions.map_feature m left join divisions.v_area a on a.path = m.path and (a.tenant_id is null or a.tenant_id = m.tenant_id)
    where m.tenant_id = ${tx.tenantId} and (m.kind <> 'area'
      or (m.path <@ ${path}::ltree and nlevel(m.path) <= nlevel(${path}::ltree) + 1))
    order by m.position`.execute(tx.db);
  return rows;
}

/** Every outline of the tenant: to find the area of a point. */
export async function findOutlines(tx: Tx): Promise<readonly { readonly path: string; readonly lines: readonly Line[] }[]> {
  const { rows } = await sql<{ path: string; lines: readonly Line[] }>`
    select path::text as path, lines from divisions.map_feature where tenant_id = ${tx.tenantId} and kind = 'area'`.execute(
    tx.db,
  );
  return rows;
}
