import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { setTimeout as sleep } from "node:timers/promises";

const BUILD_WEB = fileURLToPath(new URL("../../tools/build-web.mjs", import.meta.url));
const MAIN = fileURLToPath(new URL("../../apps/server/main.ts", import.meta.url));
/** A new cluster, the migrations and the demo town, on a crowded machine. */
const START_MS = 240_000;
const POLL_MS = 200;

export type BenchServer = {
  readonly dataDir: string;
  readonly port: number;
  readonly pid: number;
  readonly env: NodeJS.ProcessEnv;
  stop(): Promise<void>;
};

/**
 * One server as `npm start` runs it, with its own durable database; the pages are built first unless they are.
 * @param kept its folder, left as it is afterwards; without it one that is removed
 */
export async function startServer(kept?: string): Promise<BenchServer> {
  buildPages();
  const dataDir = kept ?? (await mkdtemp(join(tmpdir(), "gongzhi-bench-")));
  const cleared = kept === undefined ? dataDir : undefined;
  const port = await freePort();
  // Limits count by address: behind a proxy each request tells its own, as a village's phones would.
  const own = { DATA_DIR: dataDir, PORT: String(port), HOST: "127.0.0.1", LOG_LEVEL: "error", TRUST_PROXY: "1" };
  // As `npm start` does: without it every page is made by React's slower development build.
  const env = { ...process.env, ...own, NODE_ENV: "production" };
  const profile = process.env["GONGZHI_BENCH_PROFILE"];
  const flags = profile === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${profile}`];
  const server = spawn(process.execPath, [...flags, MAIN], { env, stdio: ["ignore", "ignore", "pipe"] });
  const said: string[] = [];
  server.stderr.on("data", (chunk: Buffer) => said.push(chunk.toString()));
  try {
    await ready(server, port, said);
  } catch (error) {
    await end(server, cleared);
    throw error;
  }
  return { dataDir, port, pid: server.pid ?? 0, env, stop: async () => await end(server, cleared) };
}

let built = false;

function buildPages(): void {
  if (built) return;
  // What it says is no line of a measurement.
  if (spawnSync(process.execPath, [BUILD_WEB], { stdio: ["ignore", 2, 2] }).status !== 0)
    throw new Error("the pages could not be built");
  built = true;
}

async function ready(server: ChildProcess, port: number, said: readonly string[]): Promise<void> {
  for (const until = Date.now() + START_MS; Date.now() < until; await sleep(POLL_MS)) {
    if (hasEnded(server)) break;
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
    if (answer?.ok === true) return;
  }
  throw new Error(`the server did not start: ${said.join("").slice(-500)}`);
}

/** By itself, or by a signal. */
function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

async function end(server: ChildProcess, cleared: string | undefined): Promise<void> {
  if (!hasEnded(server)) {
    const ended = once(server, "exit");
    server.kill("SIGTERM");
    await ended;
  }
  if (cleared !== undefined) await rm(cleared, { recursive: true, force: true });
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}
