import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

/** A province's front page lists its counties, not every township: they are found through them. */
const MOST = 200;

export async function findTenants(
  tx: Tx,
): Promise<readonly { readonly slug: string; readonly name: string; readonly nameEn: string }[]> {
  const { rows } = await sql<{ slug: string; name: string; nameEn: string }>`
    select slug, name, name_en as "nameEn" from platform.tenant order by nlevel(root_path) desc, slug limit ${MOST}`.execute(
    tx.db,
  );
  return rows;
}
