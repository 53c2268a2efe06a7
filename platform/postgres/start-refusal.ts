/**
 * An expected reason why the server cannot start: one clear line saying what happened and what to do. Callers print
 * `message` and exit; they branch on `code`, never on the message. A bug throws an ordinary error instead.
 */
export class StartRefusal extends Error {
  override readonly name = "StartRefusal";
  readonly code: string;

  constructor(code: string, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/** The `errno` code of a failed system call (`ENOSPC`, `EACCES` …), or undefined for any other value. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** Turns a failed system call on `path` into a refusal that says what to do; any other error is returned as it came. */
export function refusalFor(error: unknown, path: string): unknown {
  const cause = { cause: error };
  switch (systemCode(error)) {
    case "ENOSPC":
    case "EDQUOT":
      return new StartRefusal("disk-full", `No space left on the disk that holds ${path}: free some and start again.`, cause);
    case "EACCES":
    case "EPERM":
      return new StartRefusal(
        "no-permission",
        `This user may not read and write ${path}: give it the rights, or set DATA_DIR.`,
        cause,
      );
    case "EROFS":
      return new StartRefusal("read-only", `${path} is on a read-only file system: mount it writable, or set DATA_DIR.`, cause);
    case "ENOTDIR":
    case "EEXIST":
      return new StartRefusal("not-a-folder", `${path} is not a folder: move it away, or set DATA_DIR.`, cause);
    default:
      return error;
  }
}
