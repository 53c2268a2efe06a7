import { sql } from "kysely";
import type { Tenant } from "../capability.ts";
import type { Tx } from "../db/tx.ts";

/** Adds a tenant; its id is opaque and stays, whatever becomes of its codes and its name. */
export async function addTenant(tx: Tx, tenant: Tenant): Promise<void> {
  await sql`insert into platform.tenant (id, slug, name, name_en, root_path) values (${tenant.id}, ${tenant.slug}, ${tenant.name}, ${tenant.nameEn}, ${tenant.rootPath})`.execute(
    tx.db,
  );
}
