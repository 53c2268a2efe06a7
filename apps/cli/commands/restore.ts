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

The server must not run, DATA_DIR (or the database of DATABASE_URL) must be empty but for keys/ and published/. The file is
checked before the first change; a restore that is cut short is refused by the next start, and can be repeated into an
emptied folder. A backup by an older version is brought up to date by the next npm start.

Keys are not in a backup. Before or after this command, copy the files kept of them into DATA_DIR/keys, for example
cp -p /safe/place/keys/* DATA_DIR/keys/ – npm start refuses to begin without the right ones.

Nor is DATA_DIR/published: before npm start put back the newest state of it that there is, from the lost disk, from a
mirror, or from what gongzhi record download took (its checkpoint, key and tile into DATA_DIR/published/<tenant>/log).
Everything works without it but the public record, which stands still and says so each minute in the server's log:
- published-missing: the folder is not there. Put it back.
- database-behind: more was signed than this backup holds. Restore a newer one; nothing more goes on the record until then.
An older state than the newest must not be put back: the record would go on from there, as another than the one people hold.

Prints one JSON object: file, takenAt, software, tables, rows, files, keys and published (whether the folders are there).
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
  const published = existsSync(join(config.dataDir, "published"));
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  stdout.write(
    `${JSON.stringify({ file, takenAt, software, tables: tables.length, rows, files: manifest.files.files, keys, published })}\n`,
  );
  if (!verifyOnly && !keys)
    stderr.write(`Restored. Now copy the keys that were kept apart into ${join(config.dataDir, "keys")}, then npm start.\n`);
  if (!verifyOnly && !published)
    stderr.write(
      `Put the newest state of ${join(config.dataDir, "published")} back, too: the public record stands still without it.\n`,
    );
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
