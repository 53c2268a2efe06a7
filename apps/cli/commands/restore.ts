import { existsSync } from "node:fs";
import { join } from "node:path";
import { readConfig, type Config } from "#apps/server/config.ts";
import { holdDatabase } from "#apps/server/reach-database.ts";
import { knownMigrations, migrateTo } from "#apps/server/schema.ts";
import { restore, verifyBackup } from "#platform/backup/restore.ts";
import { CommandRefusal, type Command, type CommandInput } from "../command.ts";
import { orRefused } from "../or-refused.ts";
import { ownEnvironment } from "../own-environment.ts";

export const command: Command = {
  summary: "Put a backup back into an empty data folder, or only check that it is whole.",
  usage: "FILE [--verify]",
  help: `
FILE       what gongzhi backup has written
--verify   read it to the last byte and compare every hash; nothing is written

The server must not run, DATA_DIR (or the database of DATABASE_URL) must be empty but for keys/. The whole file is
checked before the first change; a restore that is cut short is refused by the next start, and can be repeated into an
emptied folder. A backup by an older version is brought up to date by the next npm start.

Keys are not in a backup. Before or after this command, copy the files kept of them into DATA_DIR/keys, for example
cp -p /safe/place/keys/* DATA_DIR/keys/ – npm start refuses to begin without the right ones.

Prints one JSON object: file, takenAt, software, tables, rows, files, keys (whether the folder is there already).
Exit code: 0 done, 2 refused.`,
  options: { verify: { type: "boolean" } },
  run: ({ positionals, values, stdout, stderr }) =>
    orRefused(() => putBack(positionals, values["verify"] === true, stdout, stderr)),
};

async function putBack(
  [file, ...more]: readonly string[],
  verifyOnly: boolean,
  stdout: CommandInput["stdout"],
  stderr: CommandInput["stderr"],
): Promise<number> {
  if (file === undefined || more.length > 0) throw new CommandRefusal("arguments", "needs one file: FILE");
  const config = readConfig(ownEnvironment(), [], process.cwd());
  const progress = (line: string) => void stderr.write(`${line}\n`);
  const manifest = verifyOnly ? await verifyBackup(file, progress) : await restoreInto(config, file, progress);
  const { takenAt, software, tables } = manifest;
  const keys = existsSync(join(config.dataDir, "keys", "fields.1.key"));
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  stdout.write(
    `${JSON.stringify({ file, takenAt, software, tables: tables.length, rows, files: manifest.files.files, keys })}\n`,
  );
  if (!verifyOnly && !keys)
    stderr.write(`Restored. Now copy the keys that were kept apart into ${join(config.dataDir, "keys")}, then npm start.\n`);
  return 0;
}

async function restoreInto(config: Config, backupFile: string, progress: (line: string) => void) {
  // Read first: a backup that is not whole must not leave a new, empty database behind.
  await verifyBackup(backupFile, progress);
  const reached = await holdDatabase(config, progress);
  try {
    return await restore({
      connection: reached.connection,
      filesDir: join(config.dataDir, "files"),
      backupFile,
      knownMigrations: await knownMigrations(),
      migrateTo,
    });
  } finally {
    await reached.close();
  }
}
