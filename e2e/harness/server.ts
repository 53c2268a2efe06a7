import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { ENDING } from "#platform/postgres/bring-up.ts";
import { endProcesses } from "#platform/postgres/end-processes.ts";
import { findClusterProcesses, folderIdentity } from "#platform/postgres/process-table.ts";

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
/** A first start makes a database cluster, every table and the demo township; on a machine that does much else it takes minutes. */
const READY_TIMEOUT_MS = 480_000;
const READY_POLL_MS = 100;
const STOP_TIMEOUT_MS = 60_000;
/** Enough of the server's own words to see why a journey failed. */
const KEPT_OUTPUT_CHARS = 20_000;

export type ServerOptions = {
  /** `--demo`, `--empty`. */
  readonly args?: readonly string[];
  /** Settings of `.env.example`; DATABASE_URL makes it use that database in place of one of its own. */
  readonly env?: Readonly<Record<string, string>>;
  /** Flags of Node itself, such as those of its inspector. */
  readonly nodeArgs?: readonly string[];
};

/** A really started server: `apps/server/main.ts` in a process of its own, on a free port and a data folder of its own. */
export class TestServer {
  readonly url: string;
  readonly dataDir: string;
  readonly #options: ServerOptions;
  readonly #port: number;
  #child: ChildProcess | undefined;
  #output = "";

  constructor(port: number, options: ServerOptions) {
    this.#port = port;
    this.#options = options;
    this.url = `http://${this.#host}:${port}`;
    this.dataDir = mkdtempSync(join(tmpdir(), "gongzhi-e2e-"));
  }

  /** What the server has written since it was started last, the last of it. */
  get output(): string {
    return this.#output;
  }

  /** A bare address unless a journey needs a name, as passkeys do. */
  get #host(): string {
    return this.#options.env?.["HOST"] ?? "127.0.0.1";
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Starts it, again if need be, and waits until it says that it is ready. Throws with its own words when it ends instead. */
  async start(): Promise<void> {
    if (this.#child !== undefined) throw new Error("the server runs already");
    const { nodeArgs = [], args = [] } = this.#options;
    this.#output = "";
    const child = spawn(process.execPath, [...nodeArgs, join(ROOT, "apps", "server", "main.ts"), ...args], {
      cwd: ROOT,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...process.env,
        // As in earnest: the lane's own "test" would have every page made by React's slower development build.
        NODE_ENV: "production",
        HOST: this.#host,
        PORT: String(this.#port),
        DATA_DIR: this.dataDir,
        ...this.#options.env,
      },
    });
    this.#child = child;
    const keep = (chunk: string) => {
      this.#output = (this.#output + chunk).slice(-KEPT_OUTPUT_CHARS);
    };
    child.stdout.setEncoding("utf8").on("data", keep);
    child.stderr.setEncoding("utf8").on("data", keep);
    child.once("exit", () => {
      this.#child = undefined;
    });
    child.once("error", (error) => keep(`${error.message}\n`));
    await this.#waitUntilReady();
  }

  async #waitUntilReady(): Promise<void> {
    const until = performance.now() + READY_TIMEOUT_MS;
    while (performance.now() < until) {
      if (this.#child === undefined) throw new Error(`the server ended before it was ready:\n${this.#output}`);
      if (await answersReady(this.url)) return;
      await sleep(READY_POLL_MS);
    }
    throw new Error(`the server was not ready after ${READY_TIMEOUT_MS / 1000} s:\n${this.#output}`);
  }

  /** Nobody reads any more what it says, as where a terminal is closed. */
  turnAway(): void {
    this.#child?.stdout?.destroy();
    this.#child?.stderr?.destroy();
  }

  /** Ends it as a deployer would, with SIGTERM; resolves to its exit code. */
  async stop(): Promise<number> {
    return await this.#end("SIGTERM");
  }

  /** `kill -9`: nothing of it gets a chance to tidy up. Its database, if its own, is left running. */
  async kill(): Promise<void> {
    await this.#end("SIGKILL");
  }

  async #end(signal: NodeJS.Signals): Promise<number> {
    const child = this.#child;
    if (child === undefined) return 0;
    const ended = new Promise<number>((resolve) => child.once("exit", (code) => resolve(code ?? -1)));
    child.kill(signal);
    const deadline = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS);
    const code = await ended;
    clearTimeout(deadline);
    return code;
  }

  /** Ends whatever is left of it, its database too, and removes its data. */
  async close(): Promise<void> {
    await this.stop();
    await endDatabase(this.dataDir);
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}

/** A ready server; `close()` it in `afterAll`. */
export async function startServer(options: ServerOptions = {}): Promise<TestServer> {
  const server = new TestServer(await freePort(), options);
  try {
    await server.start();
  } catch (error) {
    await server.close();
    throw error;
  }
  return server;
}

/**
 * A ready server with the demo town. Its year is lived once in a run, a quarter of a minute's work, by the first file that wants it;
 * each server after that begins with a copy of the folder. @param folder of `inject("demoFolder")`
 */
export async function startDemoTown(folder: string, options: Omit<ServerOptions, "args"> = {}): Promise<TestServer> {
  const template = join(folder, "data");
  const lives = await livesTheYear(folder, template);
  const server = new TestServer(await freePort(), { ...options, args: ["--demo"] });
  try {
    if (!lives) copyFolder(template, server.dataDir);
    await server.start();
    if (lives) await keepTown(server, folder, template);
  } catch (error) {
    await server.close();
    throw error;
  } finally {
    if (lives) rmSync(join(folder, "living"), { recursive: true, force: true });
  }
  return server;
}

/** Of files side by side one lives the year, and the others wait for its town; where it failed, the next one tries. */
async function livesTheYear(folder: string, template: string): Promise<boolean> {
  while (!existsSync(template)) {
    try {
      mkdirSync(join(folder, "living"));
      // Whoever had it may have finished between the two looks.
      if (!existsSync(template)) return true;
      rmSync(join(folder, "living"), { recursive: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      await sleep(READY_POLL_MS);
    }
  }
  return false;
}

/** With owners and rights: the database is another user's where root runs it. */
function copyFolder(from: string, to: string): void {
  execFileSync("cp", ["-a", `${from}/.`, to]);
}

/** A folder is copied while nothing runs in it, and gets its name when it is whole. */
async function keepTown(server: TestServer, folder: string, template: string): Promise<void> {
  await server.stop();
  copyFolder(server.dataDir, join(folder, "copying"));
  renameSync(join(folder, "copying"), template);
  await server.start();
}

/** A server that was killed leaves its database running, as it should in earnest; here nobody will come back to it. */
async function endDatabase(dataDir: string): Promise<void> {
  if (!existsSync(dataDir)) return;
  for (const name of readdirSync(dataDir, { recursive: true, encoding: "utf8" })) {
    if (!name.endsWith(join("global", "pg_control"))) continue;
    const folder = folderIdentity(dirname(dirname(join(dataDir, name))));
    const mark = { folder, name: `gongzhi-${folder.device.toString(36)}-${folder.inode.toString(36)}` };
    const left = await endProcesses(findClusterProcesses(mark), ENDING.slice(1));
    if (left.length > 0) throw new Error(`the database below ${dataDir} does not end`);
  }
}

async function answersReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) });
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    return false; // not listening yet
  }
}

/** Asked of the system and given back: another program could take it in between, and then the start says so. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => probe.once("error", reject).listen(0, "127.0.0.1", resolve));
  const address = probe.address();
  await new Promise<void>((resolve) => probe.close(() => resolve()));
  if (address === null || typeof address === "string") throw new Error("the system gave no port");
  return address.port;
}
