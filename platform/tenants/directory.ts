import { sql } from "kysely";
import type { Tenant } from "../capability.ts";
import type { Database } from "../db/database.ts";

/** A renamed tenant is seen by everybody within this time; slugs and ids never change. */
const KEEP_MS = 5_000;

export type TenantDirectory = {
  bySlug(slug: string): Promise<Tenant | undefined>;
  byId(id: string): Promise<Tenant | undefined>;
  all(): Promise<readonly Tenant[]>;
  forget(): void;
};

type TenantRow = {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly name_en: string;
  readonly root_path: string;
};

/** Tenants are few and read by every request: the whole list is kept, briefly. */
export function tenantDirectory(database: Database, clockMs: () => number): TenantDirectory {
  let kept: Promise<readonly Tenant[]> | undefined;
  let readAt = 0;
  const all = () => {
    if (kept === undefined || clockMs() - readAt > KEEP_MS) {
      readAt = clockMs();
      kept = readTenants(database);
      kept.catch(() => (kept = undefined));
    }
    return kept;
  };
  return {
    all,
    bySlug: async (slug) => (await all()).find((tenant) => tenant.slug === slug),
    byId: async (id) => (await all()).find((tenant) => tenant.id === id),
    forget: () => void (kept = undefined),
  };
}

async function readTenants(database: Database): Promise<readonly Tenant[]> {
  const { rows } = await database.transact(
    { areas: [], purpose: "platform/tenants" },
    async (tx) =>
      await sql<TenantRow>`select id, slug, name, name_en, root_path::text from platform.tenant order by slug`.execute(tx.db),
    { mode: "read only" },
  );
  return rows.map((row) => ({ id: row.id, slug: row.slug, name: row.name, nameEn: row.name_en, rootPath: row.root_path }));
}
