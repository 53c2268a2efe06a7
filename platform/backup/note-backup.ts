import type { ClientBase } from "pg";

/** Notes in the deployment's settings when its last backup was taken (ISO 8601, UTC), for its stewards to see. */
export async function noteBackup(client: ClientBase, takenAt: string): Promise<void> {
  await client.query(
    `insert into platform.deployment as d (id, settings) values (1, jsonb_build_object('lastBackupAt', $1::text))
     on conflict (id) do update set settings = d.settings || excluded.settings`,
    [takenAt],
  );
}
