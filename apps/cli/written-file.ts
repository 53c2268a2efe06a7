import { rename, stat, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { CommandRefusal } from "./command.ts";

/** Refuses a path that cannot be written, before the work is done; relative paths are as seen from where npm was called. */
export async function assertWritable(path: string): Promise<string> {
  const full = resolve(process.env["INIT_CWD"] ?? process.cwd(), path);
  const [folder, found] = await Promise.all([dirname(full), full].map((one) => stat(one).catch(() => undefined)));
  if (folder?.isDirectory() !== true) throw new CommandRefusal("no-such-folder", `${dirname(path)} is not there or is no folder`);
  if (found?.isDirectory() === true) throw new CommandRefusal("no-such-file", `${path} is a folder, not a file`);
  return full;
}

/** Written whole or not at all: a reader never sees half a model. */
export async function writeWhole(path: string, content: Uint8Array | string): Promise<void> {
  const beside = `${path}.${process.pid}.part`;
  await writeFile(beside, content);
  await rename(beside, path);
}
