import { sql, type Expression, type SqlBool } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { ArchivedFacts } from "../domain/archive-lines.ts";

const LEAF_BYTES = 32;

/** The leaves of some places of an archiving, in their order. */
export async function findArchivedLeaves(tx: Tx, id: string, from: number, to: number): Promise<readonly Uint8Array[]> {
  const { rows } = await sql<{ first_place: number; leaves: Uint8Array }>`
    select first_place, leaves from appeals.archived_leaves where tenant_id = ${tx.tenantId} and archiving_id = ${id}
      and first_place < ${to} and first_place + length(leaves) / ${LEAF_BYTES}::int > ${from} order by first_place`.execute(
    tx.db,
  );
  return rows.flatMap(({ first_place: first, leaves }) =>
    Array.from({ length: leaves.length / LEAF_BYTES }, (_, nth) => ({ place: first + nth, at: nth * LEAF_BYTES }))
      .filter(({ place }) => place >= from && place < to)
      .map(({ at }) => leaves.subarray(at, at + LEAF_BYTES)),
  );
}

export type PlacedFacts = ArchivedFacts & { readonly place: number };

/** What stands at these places and its reader may see. */
export async function findArchivedFacts(
  tx: Tx,
  visible: Expression<SqlBool>,
  id: string,
  from: number,
  to: number,
): Promise<readonly PlacedFacts[]> {
  const { rows } = await sql<PlacedFacts>`
    select a.archived_place as place, a.id, a.number, a.state, a.outcome, a.matter_code as matter, a.raised_at as "raisedAt", a.closed_at as "closedAt"
    from appeals.appeal a where a.tenant_id = ${tx.tenantId} and ${visible} and a.archived_in = ${id}
      and a.archived_place >= ${from} and a.archived_place < ${to} order by a.archived_place`.execute(tx.db);
  return rows;
}
