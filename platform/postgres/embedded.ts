import { mkdirSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { bringUp, ENDING, type Serving } from "./bring-up.ts";
import { openCluster, type Cluster } from "./cluster.ts";
import { lockDataDir, type DataDirLock } from "./data-dir-lock.ts";
import { endProcesses } from "./end-processes.ts";
import { keepLogBounded } from "./log-file.ts";
import { adminConnection, type Connection } from "./probe.ts";
import { openSocketDoor, type SocketDoor } from "./socket-folder.ts";
import { refusalFor, StartRefusal } from "./start-refusal.ts";
import { superviseServer } from "./supervise.ts";

export type RunningPostgres = {
  /** node-postgres connection config of the cluster's superuser `gongzhi_admin` on database `gongzhi` over the Unix socket. */
  readonly connection: Connection;
  /** True when a live server of ours was taken over. */
  readonly adopted: boolean;
  /** `18.4` */
  readonly version: string;
  /** Fast shutdown; resolves when the server is gone and the data folder is free. Further calls wait for the first. */
  stop(): Promise<void>;
};

export type EmbeddedOptions = {
  /** The deployment's data folder; made (0700) if absent. The cluster lies in `postgres/` below it. */
  readonly dataDir: string;
  /** Told in one line a step, for people to read. */
  readonly progress?: (line: string) => void;
  /** Told when the server died and could not be started again: the process should end. */
  readonly onLost?: (why: unknown) => void;
  /** False only for tests that can lose their data. */
  readonly durable?: boolean;
};

/**
 * Starts the embedded PostgreSQL, whatever state the last run left: a live server is taken over, a dead one's traces are
 * cleared, a new folder gets a new cluster. While it runs, a server that dies is started again.
 *
 * @throws StartRefusal with one clear line when it cannot; nothing is harmed then.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<RunningPostgres> {
  const dataDir = resolve(options.dataDir);
  const progress = options.progress ?? (() => undefined);
  makeDataDir(dataDir);
  const lock = await lockDataDir(dataDir);
  let door: SocketDoor | undefined;
  try {
    const cluster = await openCluster(dataDir, { progress, durable: options.durable ?? true });
    door = openSocketDoor(cluster.folder);
    const serving = await bringUp({ cluster, door, progress });
    return run({ cluster, door, lock, progress, onLost: options.onLost ?? (() => undefined) }, serving);
  } catch (error) {
    door?.close();
    lock.release();
    throw refusalFor(error, dataDir);
  }
}

type Held = {
  readonly cluster: Cluster;
  readonly door: SocketDoor;
  readonly lock: DataDirLock;
  readonly progress: (line: string) => void;
  readonly onLost: (why: unknown) => void;
};

function run(held: Held, serving: Serving): RunningPostgres {
  const { cluster, door, lock, progress, onLost } = held;
  const endLogWatch = keepLogBounded(cluster.dataDir);
  const watch = superviseServer({
    first: serving.postmaster,
    start: () => bringUp({ cluster, door, progress }),
    progress,
    onLost,
  });
  let stopping: Promise<void> | undefined;
  async function stop(): Promise<void> {
    const postmaster = await watch.end();
    const left = await endProcesses([postmaster], ENDING);
    endLogWatch();
    door.close();
    lock.release();
    if (left.length > 0) throw new StartRefusal("cannot-end", `The database server (pid ${postmaster.pid}) does not end.`);
  }
  return {
    connection: adminConnection(door.host),
    adopted: serving.adopted,
    version: serving.version,
    stop: () => (stopping ??= stop()),
  };
}

/** A new data folder is closed to others; the rights of an existing one are its owner's affair. */
function makeDataDir(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    if (!statSync(dataDir).isDirectory()) throw new StartRefusal("not-a-folder", `${dataDir} is not a folder.`);
  } catch (error) {
    throw refusalFor(error, dataDir);
  }
}
