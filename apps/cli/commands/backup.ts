import { join } from "node:path";
import { readConfig, type Config } from "#apps/server/config.ts";
import { reachDatabase } from "#apps/server/reach-database.ts";
import { appliedMigrations } from "#apps/server/schema.ts";
import { houseVersion } from "#apps/server/version.ts";
import { backup } from "#platform/backup/backup.ts";
import { noteBackup } from "#platform/backup/note-backup.ts";
import { withSession } from "#platform/backup/session.ts";
import { CommandRefusal, type Command, type CommandInput } from "../command.ts";
import { orRefused } from "../or-refused.ts";
import { ownEnvironment } from "../own-environment.ts";

export const command: Command = {
  summary: "Write the whole deployment, its keys excepted, into one file; the server may run meanwhile.",
  usage: "FILE",
  help: `
FILE   must not exist yet. It appears under its name once it is whole and on the disk, readable by this user alone.

Carries every row of every table as of one moment, and every stored file. DATA_DIR and DATABASE_URL are read as for
npm start. Two folders are never in it, and each is kept apart from the backups:
- DATA_DIR/keys: without them nobody reads the encrypted fields, and that is the point. They change seldom: one copy.
- DATA_DIR/published: how far the public record was signed. Nothing in it is secret; it changes every minute, so keep a
  mirror of it, not a copy of the backup's hour (rsync, or gongzhi record download). A restored database that lies behind
  it signs nothing, rather than another record than the one that was published; without the folder it signs nothing
  either. With an old copy of both, it would sign a second record of the same places, and a witness would refuse it.

Prints one JSON object: file, bytes, takenAt, tables, rows, files, damagedFiles (stored files whose bytes are no longer
those of their name), keys and published (the folders to be kept apart).
Exit code: 0 written, 1 written although stored files are damaged, 2 refused.`,
  options: {},
  run: ({ positionals, stdout, stderr }) => orRefused(() => makeBackup(positionals, stdout, stderr)),
};

async function makeBackup(
  [file, ...more]: readonly string[],
  stdout: CommandInput["stdout"],
  stderr: CommandInput["stderr"],
): Promise<number> {
  if (file === undefined || more.length > 0) throw new CommandRefusal("arguments", "needs one file to write: FILE");
  const config = readConfig(ownEnvironment(), [], process.cwd());
  const made = await write(config, file, (line) => stderr.write(`${line}\n`));
  const [keys, published] = [join(config.dataDir, "keys"), join(config.dataDir, "published")];
  stdout.write(
    `${JSON.stringify({
      file,
      bytes: made.bytes,
      takenAt: made.manifest.takenAt,
      tables: made.manifest.tables.length,
      rows: made.manifest.tables.reduce((sum, table) => sum + table.rows, 0),
      files: made.manifest.files.files,
      damagedFiles: made.damagedFiles,
      keys,
      published,
    })}\n`,
  );
  stderr.write(`The keys are not in it. Keep a copy of ${keys} in another place: without them this backup cannot be used.\n`);
  stderr.write(`Nor is ${published}. Keep a mirror of it in another place: without its newest state the record stands still.\n`);
  return made.damagedFiles.length === 0 ? 0 : 1;
}

async function write(config: Config, outFile: string, progress: (line: string) => void) {
  const reached = await reachDatabase(config, progress);
  try {
    const made = await backup({
      connection: reached.connection,
      filesDir: join(config.dataDir, "files"),
      outFile,
      software: houseVersion(),
      readMigrations: appliedMigrations,
      progress,
    });
    await withSession(reached.connection, (client) => noteBackup(client, made.manifest.takenAt));
    return made;
  } finally {
    await reached.close();
  }
}
