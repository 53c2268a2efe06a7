import { statfsSync } from "node:fs";
import { StartRefusal } from "./start-refusal.ts";

/** Less than this and the server cannot write its pid file and a few lines of log. */
const FULL_BYTES = 64 * 1024;

type Explanation = { readonly code: string; readonly sign: RegExp; readonly tell: (dataDir: string) => string };

/** What the server writes in its log (with lc_messages = C) when it cannot start, and what that means here. */
const EXPLANATIONS: readonly Explanation[] = [
  {
    code: "disk-full",
    sign: /No space left on device|Disk quota exceeded/,
    tell: (dataDir) => `No space left on the disk that holds ${dataDir}: free some and start again; nothing is lost.`,
  },
  {
    code: "still-held",
    sign: /lock file .* already exists|pre-existing shared memory block/,
    tell: (dataDir) => `A process that was killed still holds ${dataDir}: wait a minute and start again.`,
  },
  {
    code: "no-memory",
    sign: /could not map anonymous shared memory|Cannot allocate memory/,
    tell: () => "Not enough memory for the database: it wants about 300 MB free.",
  },
  {
    code: "read-only",
    sign: /Read-only file system/,
    tell: (dataDir) => `${dataDir} is on a read-only file system: mount it writable, or set DATA_DIR.`,
  },
  {
    code: "no-permission",
    sign: /Permission denied|Operation not permitted/,
    tell: (dataDir) => `The database server may not read and write below ${dataDir}: see postgres.log there.`,
  },
  {
    code: "other-version",
    sign: /database files are incompatible with server/,
    tell: (dataDir) => `The database in ${dataDir} was made by another build of PostgreSQL: see postgres.log there.`,
  },
];

/** What the server answers while we ask whether it is ready. */
const OUR_QUESTIONS = /the database system is (starting up|shutting down|not yet accepting)|database "gongzhi" does not exist/;

/** On a full disk the log cannot say so. */
function isFull(dataDir: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(dataDir);
    return bavail * bsize < FULL_BYTES;
  } catch {
    return false;
  }
}

/** Turns the end of a failed server's log into one line. */
export function explainFailure(log: string, dataDir: string): StartRefusal {
  const lines = log
    .split("\n")
    .filter((line) => /FATAL|PANIC|ERROR|No space left|could not/.test(line) && !OUR_QUESTIONS.test(line));
  const text = lines.join("\n");
  for (const { code, sign, tell } of EXPLANATIONS) {
    if (sign.test(text) || (code === "disk-full" && isFull(dataDir))) return new StartRefusal(code, tell(dataDir));
  }
  const last = lines.at(-1) ?? log.trim().split("\n").at(-1) ?? "";
  return new StartRefusal(
    "server-failed",
    `The database server did not start: ${last.trim() || "it said nothing"} (${dataDir}/postgres.log).`,
  );
}
