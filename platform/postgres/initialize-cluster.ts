import { spawn } from "node:child_process";
import { chownSync, closeSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { SERVER_ENVIRONMENT, type Binaries } from "./binaries.ts";
import { endProcesses } from "./end-processes.ts";
import { findClusterProcesses, folderIdentity } from "./process-table.ts";
import { asUser, type ServerUser } from "./server-user.ts";
import { INHERITED_FOLDER } from "./settings.ts";
import { makeSocketFolder } from "./socket-folder.ts";
import { refusalFor, StartRefusal } from "./start-refusal.ts";

export const ADMIN_ROLE = "gongzhi_admin";

/** From this major on PostgreSQL has a C.UTF-8 of its own, the same on every system and in every later version. */
const BUILTIN_LOCALE_MAJOR = 17;
/** 0.4 s here; a slow card may take a minute. */
const INITDB_TIMEOUT_MS = 10 * 60_000;
/** initdb prints about 2 kB. */
const MOST_OUTPUT = 64 * 1024;
const LEFTOVER_WAIT_MS = 10_000;

type InitializeOptions = {
  readonly folder: string;
  readonly user: ServerUser;
  readonly binaries: Binaries;
  readonly durable: boolean;
  readonly progress: (line: string) => void;
};

/**
 * Makes a cluster under another name and renames it: `folder` is a whole cluster or none. What an interrupted run left
 * is removed first. The caller holds the data folder's lock.
 */
export async function initializeCluster(options: InitializeOptions): Promise<void> {
  const { folder, user, binaries, progress } = options;
  const parent = dirname(folder);
  const prefix = `${basename(folder)}.new-`;
  const fresh = join(parent, `${prefix}${process.pid}`);
  try {
    for (const name of readdirSync(parent)) {
      if (name.startsWith(prefix)) await removeLeftover(join(parent, name));
    }
    progress(`Making a new database with PostgreSQL ${binaries.version} …`);
    mkdirSync(fresh, { mode: 0o700 });
    chownSync(fresh, user.uid, user.gid);
    await runInitdb(fresh, options);
    makeSocketFolder(fresh, user);
    renameSync(fresh, folder);
    syncFolder(parent);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    throw refusalFor(error, parent);
  }
}

/** A start that was killed may have left its initdb at work. */
async function removeLeftover(path: string): Promise<void> {
  const atWork = findClusterProcesses({ folder: folderIdentity(path), name: basename(path) });
  await endProcesses(atWork, [{ signal: "SIGKILL", waitMs: LEFTOVER_WAIT_MS }]);
  rmSync(path, { recursive: true, force: true });
}

async function runInitdb(fresh: string, { user, binaries, durable }: InitializeOptions): Promise<void> {
  const args = initdbArguments(binaries.major, durable);
  const handed = openSync(fresh, "r");
  const child = spawn(join(binaries.bin, "initdb"), args, {
    ...asUser(user),
    cwd: fresh,
    env: SERVER_ENVIRONMENT,
    stdio: ["ignore", "pipe", "pipe", handed],
    timeout: INITDB_TIMEOUT_MS,
    detached: true, // Ctrl-C reaches us alone: what is left is removed by the next start
  });
  closeSync(handed);
  let output = "";
  for (const stream of [child.stderr, child.stdout]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      if (output.length < MOST_OUTPUT) output += text;
    });
  }
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  if (status !== 0) throw explainInitdb(output, dirname(fresh));
}

function initdbArguments(major: number, durable: boolean): readonly string[] {
  const builtin = major >= BUILTIN_LOCALE_MAJOR;
  return [
    `--pgdata=${INHERITED_FOLDER}`,
    `--username=${ADMIN_ROLE}`,
    "--encoding=UTF8",
    "--locale=C.UTF-8",
    builtin ? "--locale-provider=builtin" : "--locale-provider=libc",
    ...(builtin ? ["--builtin-locale=C.UTF-8"] : []),
    "--text-search-config=simple",
    "--data-checksums",
    "--auth-local=trust", // because the socket's folder already asks who you are
    "--auth-host=reject",
    ...(durable ? [] : ["--no-sync"]),
  ];
}

function explainInitdb(output: string, dataDir: string): StartRefusal {
  if (/No space left on device|Disk quota exceeded/.test(output)) {
    return new StartRefusal("disk-full", `No space left on the disk that holds ${dataDir}: a new database needs 100 MB.`);
  }
  if (/could not look up effective user ID/.test(output)) {
    return new StartRefusal(
      "no-passwd-entry",
      "This user has no entry in /etc/passwd, which PostgreSQL wants for a new database: add one, or start as root.",
    );
  }
  const line =
    output.split("\n").find((text) => /initdb: error|FATAL|PANIC/.test(text)) ?? output.trim().split("\n").at(-1) ?? "";
  return new StartRefusal("initdb-failed", `The new database could not be made in ${dataDir}: ${line.trim()}`);
}

function syncFolder(path: string): void {
  const descriptor = openSync(path, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
