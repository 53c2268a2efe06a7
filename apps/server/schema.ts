import { join } from "node:path";
import type { ClientBase } from "pg";
import { CAPABILITIES } from "#apps/capabilities.ts";
import { migrate, readMigrations, type Migration } from "#platform/db/migrate.ts";
import { ensureRoles, makeRolePasswords } from "#platform/db/roles.ts";

const ROOT = new URL("../../", import.meta.url).pathname;

export async function houseMigrations(): Promise<readonly Migration[]> {
  const folders = CAPABILITIES.flatMap((capability) => (capability.migrations === undefined ? [] : [capability.migrations]));
  return await readMigrations([join(ROOT, "platform/db/migrations"), ...folders]);
}

/** Names what a schema consists of by text, not by number alone: a migration with another text makes another schema. */
function idOf({ name, sha256 }: Pick<Migration, "name" | "sha256">): string {
  return `${name}@${sha256.slice(0, 16)}`;
}

/** What the database consists of, as a backup notes it. */
export async function appliedMigrations(client: ClientBase): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string; sha256: string }>(
    "select name, sha256 from platform.migration order by id",
  );
  return rows.map(idOf);
}

/** What this version can make. */
export async function knownMigrations(): Promise<readonly string[]> {
  return (await houseMigrations()).map(idOf);
}

/** Makes an empty database's schema as it stands after exactly these. The next start gives the roles their passwords. */
export async function migrateTo(client: ClientBase, ids: readonly string[]): Promise<void> {
  const { rows } = await client.query<{ name: string }>("select current_database() as name");
  await ensureRoles(client, rows[0]?.name ?? "", makeRolePasswords());
  const wanted = new Set(ids);
  await migrate(
    client,
    (await houseMigrations()).filter((migration) => wanted.has(idOf(migration))),
  );
}
