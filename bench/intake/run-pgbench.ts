import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { BenchServer } from "./start-server.ts";

/** Debian's; the embedded binaries carry none. */
const PGBENCH = "/usr/lib/postgresql/15/bin/pgbench";
const THREADS = 1;

export function hasPgbench(): boolean {
  return existsSync(PGBENCH);
}

/** Transactions a second of a script, as the role the server uses itself, so that row-level security is on here as well. */
export async function runPgbench(
  server: BenchServer,
  script: string,
  clients: number,
  seconds: number,
  variables: Readonly<Record<string, number>> = {},
): Promise<number> {
  const file = join(server.dataDir, "intake.pgbench");
  await writeFile(file, script);
  const passwords = JSON.parse(await readFile(join(server.dataDir, "keys", "database-passwords.json"), "utf8")) as {
    main: string;
  };
  const defined = Object.entries(variables).flatMap(([name, value]) => ["-D", `${name}=${value}`]);
  const load = ["-n", "-f", file, "-c", String(clients), "-j", String(THREADS), "-T", String(seconds), ...defined];
  const where = ["-h", join(server.dataDir, "postgres", "run"), "-U", "gongzhi_login_main", "gongzhi"];
  const { stdout } = await promisify(execFile)(PGBENCH, [...load, ...where], {
    env: { ...process.env, PGPASSWORD: passwords.main },
    maxBuffer: 16_000_000,
  });
  const failed = /number of failed transactions: (\d+)/.exec(stdout)?.[1] ?? "0";
  const tps = /tps = ([\d.]+)/.exec(stdout)?.[1];
  if (tps === undefined || failed !== "0") throw new Error(`pgbench failed: ${stdout.slice(0, 500)}`);
  return Number(tps);
}
