import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

export type ListedTenant = { readonly slug: string; readonly name: string; readonly nameEn: string };

/** Tenants from the top of the tree downwards. @param after the slug of the last one seen; of one that is not there nothing follows */
export async function findTenants(
  tx: Tx,
  { q, after, limit }: { readonly q: string; readonly after: string; readonly limit: number },
): Promise<readonly ListedTenant[]> {
  const beyond =
    after === ""
      ? sql`true`
      : sql`(root_path, slug) > (select t.root_path, t.slug from platform.tenant t where t.slug = ${after})`;
  const named =
    q === "" ? sql`true` : sql`(position(lower(${q}) in lower(name)) > 0 or position(lower(${q}) in lower(name_en)) > 0)`;
  const { rows } = await sql<ListedTenant>`
    select slug, name, name_en as "nameEn" from platform.tenant where ${beyond} and ${named} order by root_path, slug limit ${limit}`.execute(
    tx.db,
  );
  return rows;
}
