import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { BenchServer } from "./start-server.ts";
import { withAdmin } from "./with-admin.ts";

const CLI = fileURLToPath(new URL("../../apps/cli/main.ts", import.meta.url));

/** Fills a house by the command an operator would use, and lets the database look at what it has. @returns appeals a second, if any were made now */
export async function fillHouse(server: BenchServer, appeals: number): Promise<number | undefined> {
  const command = spawn(process.execPath, [CLI, "demo", "--appeals", String(appeals)], {
    env: server.env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [said, [code]] = await Promise.all([text(command.stdout), once(command, "exit") as Promise<[number | null]>]);
  if (code !== 0) throw new Error(`gongzhi demo ended with ${code}`);
  const { made, seconds } = JSON.parse(said) as { readonly made: number; readonly seconds: number };
  if (made === 0) return undefined;
  await settle(server);
  return Math.round(made / Math.max(seconds, 1));
}

/** As autovacuum would in time, and until the rates are counted. */
async function settle(server: BenchServer): Promise<void> {
  await withAdmin(server, async (admin) => {
    await admin.query("vacuum analyze");
    for (;;) {
      const { rows } = await admin.query<{ due: number }>("select count(*)::int as due from appeals.rate_due");
      if (rows[0]?.due === 0) return;
      await sleep(500);
    }
  });
}
