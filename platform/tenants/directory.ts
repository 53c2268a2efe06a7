import { sql, type RawBuilder } from "kysely";
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

type Known = {
  readonly all: readonly Tenant[];
  readonly bySlug: ReadonlyMap<string, Tenant>;
  readonly byId: ReadonlyMap<string, Tenant>;
};

/** Tenants are some thousands at most and read by every request: the whole list is kept, briefly. */
export function tenantDirectory(database: Database, clockMs: () => number): TenantDirectory {
  let kept: Promise<Known> | undefined;
  let readAt = 0;
  const known = () => {
    if (kept === undefined || clockMs() - readAt > KEEP_MS) {
      readAt = clockMs();
      kept = readTenants(database).then((all) => ({
        all,
        bySlug: new Map(all.map((tenant) => [tenant.slug, tenant])),
        byId: new Map(all.map((tenant) => [tenant.id, tenant])),
      }));
      kept.catch(() => (kept = undefined));
    }
    return kept;
  };
  return {
    all: async () => (await known()).all,
    bySlug: async (slug) => (await known()).bySlug.get(slug),
    byId: async (id) => (await known()).byId.get(id),
    forget: () => void (kept = undefined),
  };
}

/** Tenants by slug; all of them, or those of a condition on their rows. */
export async function readTenants(database: Database, where: RawBuilder<unknown> = sql`true`): Promise<readonly Tenant[]> {
  const { rows } = await database.transact(
    { areas: [], purpose: "platform/tenants" },
    async (tx) =>
      await sql<TenantRow>`select id, slug, name, name_en, root_path::text from platform.tenant where ${where} order by slug`.execute(
        tx.db,
      ),
    { mode: "read only" },
  );
  return rows.map((row) => ({ id: row.id, slug: row.slug, name: row.name, nameEn: row.name_en, rootPath: row.root_path }));
}
