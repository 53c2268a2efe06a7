import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { newSecret } from "#platform/crypto/tokens.ts";
import type { House } from "#platform/house.ts";
import { openPublishedFiles } from "#platform/published/published-files.ts";
import { clamdScanner } from "#platform/files/clamd.ts";
import { startInspector } from "#platform/files/inspector.ts";
import { openFileStore } from "#platform/files/store.ts";
import { createLog } from "#platform/log/log.ts";
import { makeSayNotice } from "#apps/web/say-notice.ts";
import { makeSenders } from "./senders.ts";
import { makeSayRefusal } from "#apps/web/say-refusal.ts";
import { seedTownship } from "#apps/demo/seed-township.ts";
import { DUTIES, furnishTenant } from "#apps/capabilities.ts";
import { makeHouse } from "./make-house.ts";
import { openHouseKeys } from "./open-keys.ts";
import { openHouseDatabase, takeStatistics } from "./open-database.ts";
import { sayReady } from "./say-ready.ts";
import { houseVersion } from "./version.ts";
import type { Config } from "./config.ts";
import { listenRefusal } from "./listen-refusal.ts";

/** Opens the database, the keys and the files, furnishes a new house, listens, works, and stops on a signal. */
export async function startHouse(config: Config): Promise<void> {
  const progress = (line: string) => void process.stderr.write(`  ${line}\n`);
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
  const opened = await openHouseDatabase(config, progress);
  const keys = await openHouseKeys(config.dataDir, opened.database);
  const log = createLog({ level: config.logLevel });
  const inspector = startInspector();
  const files = await openFileStore(join(config.dataDir, "files"));
  const house: House = {
    keys,
    files,
    published: await openPublishedFiles(join(config.dataDir, "published")),
    publicUrl: config.publicUrl,
    demo: config.demo,
    duties: DUTIES,
    furnish: furnishTenant,
    ...(config.empty ? { setUpKey: newSecret() } : {}),
    ...makeSenders(config, opened.database),
    sayNotice: makeSayNotice(),
  };
  const { app, work, furnish, tenants, newId, random } = await makeHouse({
    database: opened.database,
    house,
    say: makeSayRefusal(),
    logger: log,
    uploads: { store: files, inspector, ...scannerOf(config.clamd) },
    trustProxy: config.trustProxy,
    version: houseVersion(),
    failed: (error) => log.error({ err: error }, "an effect failed"),
  });
  if (!config.empty && (await tenants.all()).length === 0) {
    await seedTownship({ database: opened.database, house, newId, random, uploads: { store: files, inspector } }, progress);
    await takeStatistics(opened);
    tenants.forget();
  }
  await furnish();
  const hasTenant = (await tenants.all()).length > 0;
  const begun = listen(app, config).then(async () => await work(opened.queueConfig));
  // Before anybody is answered: whoever sees that it is ready may stop it at once.
  stopOnSignal(async () => {
    const worker = await begun;
    await app.close();
    await worker.stop();
    inspector.close();
    await opened.close();
  });
  await begun;
  const { publicUrl, dataDir, demo } = config;
  const keysMade = keys.made.length > 0;
  process.stderr.write(sayReady({ publicUrl, dataDir, demo, hasTenant, keysMade, setUpKey: house.setUpKey }));
}

async function listen(app: Awaited<ReturnType<typeof makeHouse>>["app"], config: Config): Promise<void> {
  await app.listen({ port: config.port, host: config.host }).catch((error: unknown) => {
    throw listenRefusal(error, config);
  });
}

function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      process.stderr.write("\nStopping …\n");
      stop().then(
        () => process.exit(0),
        (error: unknown) => {
          process.stderr.write(`gongzhi: ${String(error)}\n`);
          process.exit(1);
        },
      );
    });
  }
}

/** `host:port` or a socket's path. */
function scannerOf(clamd: string | undefined) {
  if (clamd === undefined) return {};
  const match = /^([^/:]+):(\d+)$/.exec(clamd);
  return { scanner: clamdScanner(match?.[1] === undefined ? { socketPath: clamd } : { host: match[1], port: Number(match[2]) }) };
}
