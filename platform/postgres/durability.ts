import type { ClientBase } from "pg";
import { OLDEST_MAJOR } from "./binaries.ts";
import { StartRefusal } from "./start-refusal.ts";

/** What must be on for "acknowledged" to mean "on disk". Of synchronous_commit every value but `off` waits for our own disk. */
const MUST_BE_ON = ["fsync", "full_page_writes", "synchronous_commit"] as const;

/**
 * Throws a StartRefusal when the server is older than 15, or when fsync, full_page_writes or synchronous_commit is off:
 * for the server, for this session, or by ALTER DATABASE / ALTER ROLE for any role in this database.
 */
export async function assertDurable(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ name: string; setting: string }>(
    "SELECT name, setting FROM pg_settings WHERE name = ANY ($1)",
    [[...MUST_BE_ON, "server_version_num"]],
  );
  const settings = new Map(rows.map((row) => [row.name, row.setting]));
  const version = Number(settings.get("server_version_num"));
  if (!(version >= OLDEST_MAJOR * 10_000)) {
    throw new StartRefusal(
      "old-server",
      `PostgreSQL ${OLDEST_MAJOR} or newer is needed; this server is ${Math.floor(version / 10_000)}.`,
    );
  }
  for (const name of MUST_BE_ON) {
    if (settings.get(name) === "off") throw notDurable(name, "on this server", `set ${name} = on`);
  }
  await assertNoOverride(client);
}

/** ALTER ROLE … SET synchronous_commit = off hits the sessions of that role only: it does not show in ours. */
async function assertNoOverride(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ role: string | null; database: string | null; setting: string }>(
    `SELECT r.rolname AS role, d.datname AS database, c.setting
       FROM pg_db_role_setting s
       CROSS JOIN LATERAL unnest(s.setconfig) AS c (setting)
       LEFT JOIN pg_roles r ON r.oid = s.setrole
       LEFT JOIN pg_database d ON d.oid = s.setdatabase
      WHERE (s.setdatabase = 0 OR d.datname = current_database())
        AND c.setting ~* '^synchronous_commit=(off|false|no|0)$'
      LIMIT 1`,
  );
  const found = rows[0];
  if (found === undefined) return;
  const where = [found.role === null ? "" : `role ${found.role}`, found.database === null ? "" : `database ${found.database}`];
  const place = where.filter((part) => part !== "").join(" in ");
  throw notDurable("synchronous_commit", `for ${place === "" ? "all roles" : place}`, "reset it there");
}

function notDurable(name: string, where: string, remedy: string): StartRefusal {
  return new StartRefusal(
    "not-durable",
    `${name} is off ${where}, so that acknowledged data can be lost: ${remedy} and start again.`,
  );
}
