import { createServer } from "node:net";
import { BackupRefusal } from "#platform/backup/backup-refusal.ts";
import { KeyFault } from "#platform/crypto/key-files.ts";
import { StartRefusal } from "#platform/postgres/start-refusal.ts";
import { readConfig, type Config } from "./config.ts";
import { listenRefusal } from "./listen-refusal.ts";

// Small buffers share one slab, and what one of them held lies there as long as any other is used: somebody's words, once they were erased.
Buffer.poolSize = 0;

// Whoever reads what the house says may end before it, as a closed terminal does: it goes on without them, and stops in order.
for (const words of [process.stdout, process.stderr]) words.on("error", () => {});

await main().catch((error: unknown) => {
  const expected = error instanceof StartRefusal || error instanceof KeyFault || error instanceof BackupRefusal;
  process.stderr.write(
    expected
      ? `gongzhi: ${error.message} [${error.code}]\n`
      : `gongzhi: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exit(expected ? 2 : 70);
});

/** Loading the house takes seconds: what is wrong with a setting or the port is said before. */
async function main(): Promise<void> {
  const config = readConfig(process.env, process.argv.slice(2), process.env["INIT_CWD"] ?? process.cwd());
  await assertPortFree(config);
  const { startHouse } = await import("./start-house.ts");
  await startHouse(config);
}

/** Asked first, so that a taken port costs nobody a database start. Whoever takes it in between is told by `listen`. */
async function assertPortFree(config: Config): Promise<void> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once("error", (error) => reject(listenRefusal(error, config)));
    probe.listen(config.port, config.host, () => probe.close(() => resolve()));
  });
}
