import { statfsSync } from "node:fs";
import { totalmem } from "node:os";
import type { ClusterMark } from "./process-table.ts";

/** The port is only the last part of the socket's file name: the server listens on no network. */
export const SOCKET_PORT = 5432;
/**
 * What the server calls its data folder: the open folder it is handed as descriptor 3. Its user needs no way to it, so
 * that the folders above may be closed to all but root. (`/proc/self/cwd` would do from PostgreSQL 16 on: older ones
 * leave their working folder to look for their own program, and cannot come back.)
 */
export const INHERITED_FOLDER = "/proc/self/fd/3";
/** Relative to the data folder, which is where PostgreSQL works: so that no parent need be open to its user. */
export const SOCKET_FOLDER = "run";

export type Durability = { readonly durable: boolean };

const MIB = 1024 ** 2;
const GIB = 1024 ** 3;
/** What Node, its workers and the system want before the database gets more than the least. */
const KEPT_FOR_OTHERS = 2 * GIB;
const LEAST_BUFFERS = 128 * MIB;
/** A million cases and their indexes lie in it; beyond, the system's own cache serves as well. */
const MOST_BUFFERS = 4 * GIB;
/** A throwaway server is the same on every machine, and stands beside others of its kind. */
const THROWAWAY = { buffers: 256 * MIB, cache: 2 * GIB };

/**
 * Every setting that matters goes on the command line: it overrules postgresql.conf and ALTER SYSTEM, and /proc then
 * tells whether a live server runs with the settings of this code.
 */
export function serverArguments(mark: ClusterMark, { durable }: Durability): readonly string[] {
  const flush = durable ? "on" : "off";
  const bytes = memory();
  const { buffers, cache } = durable ? { buffers: sharedBuffers(bytes), cache: bytes / 2 } : THROWAWAY;
  const settings: Readonly<Record<string, string>> = {
    cluster_name: mark.name,
    listen_addresses: "",
    unix_socket_directories: SOCKET_FOLDER,
    unix_socket_permissions: "0700",
    port: String(SOCKET_PORT),
    fsync: flush,
    full_page_writes: flush,
    synchronous_commit: flush,
    // Sized for a township's machine: two cores, a few GB and more.
    max_connections: "200",
    shared_buffers: inMegabytes(buffers),
    effective_cache_size: inMegabytes(cache),
    work_mem: "8MB",
    maintenance_work_mem: "64MB",
    dynamic_shared_memory_type: sharedMemoryType(),
    wal_compression: "on",
    max_wal_size: "1GB",
    checkpoint_timeout: "10min",
    random_page_cost: "1.1", // disks without moving heads
    jit: "off", // costs more than it gives on short statements, and the package has no LLVM
    timezone: "UTC",
    log_timezone: "UTC",
    lc_messages: "C", // a failure to start is told from the log
    // The log must hold nobody's data: no statements, no "Key (phone)=(…)".
    log_error_verbosity: "terse",
    log_min_error_statement: "panic",
    log_checkpoints: "off",
    log_line_prefix: "%m [%p] ",
  };
  return ["-D", INHERITED_FOLDER, ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
}

/**
 * A quarter of the memory that others leave (the PostgreSQL manual, section 19.4.1, advises a quarter of the whole): a page that lies there costs a
 * tenth of one that is copied from the system's cache, and a search reads thousands.
 * @param bytes of memory this machine, or this container, has
 */
export function sharedBuffers(bytes: number): number {
  return Math.min(MOST_BUFFERS, Math.max(LEAST_BUFFERS, (bytes - KEPT_FOR_OTHERS) / 4));
}

/** Of the machine, or of the container where it has less. @returns bytes */
function memory(): number {
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}

function inMegabytes(bytes: number): string {
  return `${Math.floor(bytes / MIB)}MB`;
}

/** Docker gives /dev/shm 64 MB, on which a parallel query fails: then files in the data folder serve. */
function sharedMemoryType(): "posix" | "mmap" {
  try {
    const { blocks, bsize } = statfsSync("/dev/shm");
    return blocks * bsize >= GIB / 4 ? "posix" : "mmap";
  } catch {
    return "mmap";
  }
}
