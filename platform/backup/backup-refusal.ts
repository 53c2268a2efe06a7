import { systemCode } from "../postgres/start-refusal.ts";

/** An expected reason why a backup cannot be made or restored: one clear line. Branch on `code`, never on the message. */
export class BackupRefusal extends Error {
  override readonly name = "BackupRefusal";
  readonly code: string;

  constructor(code: string, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/** Turns a failed system call on `path` into a refusal; any other error is returned as it came. */
export function fileRefusal(error: unknown, path: string): unknown {
  const cause = { cause: error };
  switch (systemCode(error)) {
    case "ENOSPC":
    case "EDQUOT":
      return new BackupRefusal("disk-full", `No space left on the disk that holds ${path}.`, cause);
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return new BackupRefusal("no-permission", `This user may not read or write ${path}.`, cause);
    case "ENOENT":
    case "ENOTDIR":
    case "EISDIR":
      return new BackupRefusal("no-file", `${path} cannot be opened: is the path right?`, cause);
    default:
      return error;
  }
}
