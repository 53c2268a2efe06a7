import { readdirSync, readFileSync, statSync } from "node:fs";

/** One process as /proc shows it (proc(5)). `startTicks` with `pid` names a process for as long as the machine is up. */
export type Process = {
  readonly pid: number;
  readonly parentPid: number;
  /** The kernel's name of the program, at most 15 bytes. */
  readonly command: string;
  /** One letter: R, S, D, T, Z … */
  readonly state: string;
  readonly startTicks: string;
};

/** The process with this pid, or undefined when there is none. Zombies are shown, with state Z: see {@link isRunning}. */
export function readProcess(pid: number): Process | undefined {
  let line: string;
  try {
    line = readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch {
    return undefined;
  }
  // The command may itself hold brackets and spaces: it ends at the LAST closing bracket.
  const open = line.indexOf("(");
  const close = line.lastIndexOf(")");
  const fields = line.slice(close + 2).split(" ");
  const state = fields[0];
  const parent = fields[1];
  const startTicks = fields[19];
  if (open < 0 || state === undefined || parent === undefined || startTicks === undefined) return undefined;
  return { pid, parentPid: Number(parent), command: line.slice(open + 1, close), state, startTicks };
}

/**
 * True while this very process lives and could still touch files or shared memory. A zombie has given up both, though
 * `kill(pid, 0)` succeeds on it: in a container whose first process never reaps, a killed server stays a zombie for good.
 */
export function isRunning(process: Pick<Process, "pid" | "startTicks">): boolean {
  const now = readProcess(process.pid);
  return now !== undefined && now.startTicks === process.startTicks && now.state !== "Z" && now.state !== "X";
}

/** The arguments a process shows, which for a server's children is the title PostgreSQL gave them. Empty when unreadable. */
export function readArguments(pid: number): readonly string[] {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    while (words.length > 0 && words.at(-1) === "") words.pop();
    return words;
  } catch {
    return [];
  }
}

/** A folder by what the kernel calls it: right through renames, bind mounts and symbolic links. */
export type FolderIdentity = { readonly device: bigint; readonly inode: bigint };

export function folderIdentity(path: string): FolderIdentity {
  const found = statSync(path, { bigint: true });
  return { device: found.dev, inode: found.ino };
}

/** Everything needed to recognise the processes of one cluster. */
export type ClusterMark = {
  readonly folder: FolderIdentity;
  /** `cluster_name`, which PostgreSQL shows in the title of every process. */
  readonly name: string;
};

const PROGRAMS: ReadonlySet<string> = new Set(["postgres", "postmaster", "initdb"]);

/** All running PostgreSQL processes whose data folder is this one, whoever started them. */
export function findClusterProcesses(mark: ClusterMark): readonly Process[] {
  const found: Process[] = [];
  for (const entry of readdirSync("/proc")) {
    if (!/^\d+$/.test(entry)) continue;
    const process = readProcess(Number(entry));
    if (process !== undefined && belongsTo(process, mark)) found.push(process);
  }
  return found;
}

function belongsTo(process: Process, mark: ClusterMark): boolean {
  if (!PROGRAMS.has(process.command)) return false;
  if (!isRunning(process)) return false;
  try {
    // PostgreSQL works in its data folder from the first moment to the last.
    const { device, inode } = folderIdentity(`/proc/${process.pid}/cwd`);
    return device === mark.folder.device && inode === mark.folder.inode;
  } catch {
    // Root without CAP_SYS_PTRACE (the default in Docker) may not look at another user's folder, but sees every title.
    const words = readArguments(process.pid);
    return words.includes(`cluster_name=${mark.name}`) || (words[0]?.startsWith(`postgres: ${mark.name}: `) ?? false);
  }
}
