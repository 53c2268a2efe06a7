import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { SERVER_ENVIRONMENT } from "./binaries.ts";
import type { Cluster } from "./cluster.ts";
import { endProcesses, type EndingStep } from "./end-processes.ts";
import { explainFailure } from "./explain-failure.ts";
import { openLog, readLogSince } from "./log-file.ts";
import { askServer, isListening } from "./probe.ts";
import { findClusterProcesses, isRunning, readArguments, readProcess, type Process } from "./process-table.ts";
import { asUser } from "./server-user.ts";
import { SOCKET_FOLDER } from "./settings.ts";
import type { SocketDoor } from "./socket-folder.ts";
import { refusalFor, StartRefusal } from "./start-refusal.ts";

/** A server that serves. */
export type Serving = { readonly postmaster: Process; readonly version: string; readonly adopted: boolean };

export type BringUpOptions = {
  readonly cluster: Cluster;
  readonly door: SocketDoor;
  readonly progress: (line: string) => void;
};

/** Fast shutdown first (clients are cut off, everything is written); then immediate; then by force. All three keep the data. */
export const ENDING: readonly EndingStep[] = [
  { signal: "SIGINT", waitMs: 60_000 },
  { signal: "SIGQUIT", waitMs: 10_000 },
  { signal: "SIGKILL", waitMs: 30_000 },
];
/** Backends without a postmaster have nothing left to write: what was acknowledged is in the log on disk. */
const ENDING_ORPHANS: readonly EndingStep[] = [
  { signal: "SIGINT", waitMs: 1000 },
  { signal: "SIGQUIT", waitMs: 2000 },
  { signal: "SIGKILL", waitMs: 30_000 },
];
const POLL_MS = 20;
/** Not one answer in this time: the server hangs. */
const SILENCE_MS = 60_000;
/** Replaying what a crash left takes minutes at worst: at most 1 GB is kept between two checkpoints. */
const READY_MS = 30 * 60_000;
const REPORT_EVERY_MS = 5000;
/** What is killed but still held by the kernel (a zombie, a write under way) is gone within half a minute. */
const RETRY_MS = 45_000;

/** Takes over the cluster's live server, or clears what a dead one left and starts a new one. */
export async function bringUp(options: BringUpOptions): Promise<Serving> {
  const { cluster, progress } = options;
  const giveUp = performance.now() + RETRY_MS;
  for (;;) {
    const found = survey(cluster);
    if (found.postmaster !== undefined) {
      const serving = await takeOver(found.postmaster, options);
      if (serving !== undefined) return serving;
      continue;
    }
    await clear(found.others, options);
    progress(`Starting PostgreSQL ${cluster.binaries.version} …`);
    const started = await startServer(options);
    if ("version" in started) return { ...started, adopted: false };
    const refusal = explainFailure(started.log, cluster.dataDir);
    if (refusal.code !== "still-held" || performance.now() > giveUp) throw refusal;
    await sleep(500);
  }
}

/** The cluster's processes as /proc shows them. The postmaster is the one that its pid file names. */
function survey(cluster: Cluster): { readonly postmaster: Process | undefined; readonly others: readonly Process[] } {
  const all = findClusterProcesses(cluster.mark);
  const pid = Number(readPidFile(cluster)[0]);
  const postmaster = all.find((process) => process.pid === Math.abs(pid)); // a single-user server writes its pid negated
  return { postmaster, others: all.filter((process) => process !== postmaster) };
}

/** postmaster.pid: pid, folder, start, port, socket folder, address, shared memory, status. Empty when there is none. */
function readPidFile(cluster: Cluster): readonly string[] {
  try {
    return readFileSync(join(cluster.folder, "postmaster.pid"), "utf8").split("\n");
  } catch {
    return [];
  }
}

/**
 * Adopts a live server that was started with the very command we would use; one of ours with other settings or another
 * version is stopped in order (undefined: start anew); one that is not ours is refused.
 */
async function takeOver(postmaster: Process, { cluster, door, progress }: BringUpOptions): Promise<Serving | undefined> {
  const command = readArguments(postmaster.pid);
  const isOurs = command.some((word) => word.startsWith("cluster_name=gongzhi-"));
  if (!isOurs && isRunning(postmaster)) {
    throw new StartRefusal(
      "foreign-server",
      `A PostgreSQL that Gongzhi did not start (pid ${postmaster.pid}) serves ${cluster.folder}: stop it first.`,
    );
  }
  if (command.join("\0") === cluster.command.join("\0")) {
    progress(`Taking over the database server that is running (pid ${postmaster.pid}).`);
    if (postmaster.state === "T") process.kill(postmaster.pid, "SIGCONT");
    const ready = await waitReady(postmaster, door, progress);
    if (ready.state === "ready") return { postmaster, version: ready.version, adopted: true };
    if (ready.state === "gone") return undefined;
  }
  progress(`Stopping the database server that is running (pid ${postmaster.pid}), to start it anew.`);
  const left = await endProcesses([postmaster], ENDING);
  if (left.length > 0) throw cannotEnd(left, cluster);
  return undefined;
}

function cannotEnd(left: readonly Process[], cluster: Cluster): StartRefusal {
  const pids = left.map((process) => process.pid).join(", ");
  return new StartRefusal(
    "cannot-end",
    `Old database processes (pid ${pids}) hold ${cluster.folder} and cannot be ended: end them, or restart the machine.`,
  );
}

/** Removes what a dead server left. /proc has said that no process of this cluster's server is alive. */
async function clear(orphans: readonly Process[], { cluster, door, progress }: BringUpOptions): Promise<void> {
  if (orphans.length > 0) {
    progress(`Ending ${orphans.length} processes of a database server that was killed.`);
    const left = await endProcesses(orphans, ENDING_ORPHANS);
    if (left.length > 0) throw cannotEnd(left, cluster);
  }
  // A server in another container is not in our /proc, but its socket answers here.
  if (await isListening(door.host)) {
    throw new StartRefusal(
      "unseen-server",
      `A database server that this system does not show serves ${cluster.folder}: stop the container it runs in.`,
    );
  }
  const socketFolder = join(cluster.folder, SOCKET_FOLDER);
  try {
    rmSync(join(cluster.folder, "postmaster.pid"), { force: true });
    for (const name of readdirSync(socketFolder)) {
      if (name.startsWith(".s.PGSQL.")) rmSync(join(socketFolder, name), { force: true });
    }
  } catch (error) {
    throw refusalFor(error, cluster.folder);
  }
}

type Started = { readonly postmaster: Process; readonly version: string } | { readonly log: string };

/** Starts the server in a session of its own: Ctrl-C reaches it through us only, and it outlives us if we are killed. */
async function startServer({ cluster, door, progress }: BringUpOptions): Promise<Started> {
  const log = openLogOrRefuse(cluster.dataDir);
  const [program, ...args] = cluster.command;
  const handed = openSync(cluster.folder, "r");
  const child = spawn(program, args, {
    ...asUser(cluster.user),
    cwd: cluster.folder,
    env: SERVER_ENVIRONMENT,
    stdio: ["ignore", log.descriptor, log.descriptor, handed],
    detached: true,
  });
  closeSync(log.descriptor);
  closeSync(handed);
  await once(child, "spawn").catch((error: unknown) => {
    throw refusalFor(error, program);
  });
  child.unref();
  const postmaster = child.pid === undefined ? undefined : readProcess(child.pid);
  if (postmaster === undefined) return { log: readLogSince(cluster.dataDir, log.start) };
  const ready = await waitReady(postmaster, door, progress);
  if (ready.state === "ready") return { postmaster, version: ready.version };
  if (ready.state === "silent") await endProcesses([postmaster], ENDING);
  return { log: readLogSince(cluster.dataDir, log.start) };
}

function openLogOrRefuse(dataDir: string): ReturnType<typeof openLog> {
  try {
    return openLog(dataDir);
  } catch (error) {
    throw refusalFor(error, dataDir);
  }
}

type Readiness = { readonly state: "ready"; readonly version: string } | { readonly state: "gone" | "silent" };

async function waitReady(postmaster: Process, door: SocketDoor, progress: (line: string) => void): Promise<Readiness> {
  const begun = performance.now();
  let lastAnswer = begun;
  let lastReport = begun;
  for (;;) {
    const answer = await askServer(door.host);
    if (answer.state === "ready") return answer;
    if (!isRunning(postmaster)) return { state: "gone" };
    const now = performance.now();
    if (answer.state === "busy") lastAnswer = now;
    if (now - lastAnswer > SILENCE_MS) return { state: "silent" };
    if (now - begun > READY_MS) {
      throw new StartRefusal(
        "not-ready",
        "The database is still recovering after half an hour: it goes on; see postgres.log and start again.",
      );
    }
    if (now - lastReport > REPORT_EVERY_MS) {
      progress(`Waiting for the database (${Math.round((now - begun) / 1000)} s) …`);
      lastReport = now;
    }
    await sleep(POLL_MS);
  }
}
