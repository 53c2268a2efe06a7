import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { CommandRefusal, type Command, type CommandInput } from "../command.ts";
import { openLog } from "../log-source.ts";
import { sayFinding, sayReport, verifyPatiently, WAIT_SECONDS } from "../verify-log.ts";

export const command: Command = {
  summary: "Take a whole record along: everything needed to check it later without its server.",
  usage: "URL DIR",
  help: `
URL   any page of the tenant (https://host/t/qinghe)
DIR   a new or empty folder; a copy taken earlier may be brought up to date in place

What is written is what a verification reads, so what was downloaded can be verified: gongzhi verify DIR. The files of
the log in it (checkpoint, key, tile) are those of DATA_DIR/published/<tenant>/log, should that folder ever be lost.
Prints one JSON object: folder, files, bytes, size, verified. Exit code: 0 whole and verified, 1 findings, 2 refused.`,
  options: {},
  run: download,
};

async function download({ positionals, stdout, stderr }: CommandInput): Promise<number> {
  const [place, folder, ...more] = positionals;
  if (place === undefined || folder === undefined || more.length > 0)
    throw new CommandRefusal("arguments", "needs an address and a folder: URL DIR");
  const source = await openLog(place);
  if (!source.live) throw new CommandRefusal("arguments", `${place} is a folder already`);
  const files = new Map<string, Uint8Array>();
  const read = async (path: string) => {
    const bytes = await source.read(path);
    if (bytes !== undefined) files.set(path, bytes);
    return bytes;
  };
  const report = await verifyPatiently({ ...source, read }, {}, WAIT_SECONDS);
  const into = resolve(process.env["INIT_CWD"] ?? process.cwd(), folder);
  // The head comes last: a folder with one is whole as far as it goes.
  const head = files.get("checkpoint");
  for (const [path, bytes] of files) if (path !== "checkpoint") await put(into, path, bytes);
  if (report.verified) await dropReplaced(into, files);
  if (head !== undefined) await put(into, "checkpoint", head);
  const bytes = [...files.values()].reduce((sum, { length }) => sum + length, 0);
  stdout.write(`${JSON.stringify({ folder: into, files: files.size, bytes, size: report.size, verified: report.verified })}\n`);
  for (const finding of report.findings) stderr.write(`${sayFinding(finding)}\n`);
  stderr.write(`${sayReport(report, source.place)}\n`);
  return report.verified ? 0 : 1;
}

async function put(into: string, path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(join(into, path)), { recursive: true });
  await writeFile(join(into, path), bytes);
}

/** Pages of an earlier copy that the record has no longer: words on them may have been erased since. */
async function dropReplaced(into: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  for (const folder of ["content", "current"]) {
    const kept = await readdir(join(into, folder), { recursive: true, withFileTypes: true }).catch(() => []);
    for (const one of kept) {
      const file = join(one.parentPath, one.name);
      if (one.isFile() && !files.has(relative(into, file).replaceAll("\\", "/"))) await rm(file);
    }
  }
}
