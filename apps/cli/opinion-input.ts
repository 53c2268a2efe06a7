import { existsSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Conversation, EXPORT_FILES, OpinionRefusal, readExport, readServerFiles, SERVER_FILES } from "@gongzhi/opinion-map";
import { CommandRefusal } from "./command.ts";

/** A text of this size still fits a JavaScript string; the largest published conversation has 3 MB. */
const FILE_BYTES_MAX = 256 * 1024 * 1024;

/** The conversation in a folder: what Polis exports (CSV), or what its server answers (JSON). */
export function readConversationFolder(path: string): Conversation {
  const folder = fromWhereCalled(path);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new CommandRefusal("no-such-folder", `there is no folder ${path}`);
  }
  const isExport = EXPORT_FILES.some((file) => existsSync(join(folder, file)));
  const files = Object.fromEntries(
    (isExport ? EXPORT_FILES : SERVER_FILES)
      .filter((file) => existsSync(join(folder, file)))
      .map((file) => [file, readTextFile(join(folder, file))]),
  );
  return orOpinionRefused(path, () => (isExport ? readExport(files) : readServerFiles(files)));
}

/** A file as text; relative paths are as seen from where npm was called. */
export function readTextFile(path: string): string {
  const full = fromWhereCalled(path);
  const found = statSync(full, { throwIfNoEntry: false });
  if (found?.isFile() !== true) throw new CommandRefusal("no-such-file", `there is no file ${path}`);
  if (found.size > FILE_BYTES_MAX) throw new CommandRefusal("too-large", `${path} is larger than ${FILE_BYTES_MAX} bytes`);
  const bytes = readFileSync(full);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new CommandRefusal("not-utf-8", `${path} is no UTF-8 text`);
  }
}

export function fromWhereCalled(path: string): string {
  return resolve(process.env["INIT_CWD"] ?? process.cwd(), path);
}

/** Does the work; a refusal of the package becomes one line for whoever typed the command: the file it names, else the folder. */
export function orOpinionRefused<Result>(folder: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof OpinionRefusal)
      throw new CommandRefusal(error.code, error.file === undefined ? `${folder}: ${error.message}` : error.message);
    throw error;
  }
}
