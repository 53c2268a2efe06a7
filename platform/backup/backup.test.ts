import { createHash, randomBytes } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Connection } from "../postgres/probe.ts";
import { startThrowawayPostgres, type ThrowawayPostgres } from "../postgres/throwaway.ts";
import { backup, type BackupOptions } from "./backup.ts";
import { BackupRefusal } from "./backup-refusal.ts";
import { assertRestoreFinished } from "./restore-mark.ts";
import { restore, verifyBackup, type RestoreOptions } from "./restore.ts";
import { fingerprint, MIGRATIONS, migrateTo, readMigrations, rightsOf, settle } from "./trial/township.ts";

let server: ThrowawayPostgres;
let source: Connection;
let filesDir: string;
let folder: string;
let count = 0;

beforeAll(async () => {
  server = await startThrowawayPostgres({ durable: false });
  source = await server.createDatabase("source");
  await within(source, (client) => settle(client, 20_000));
  filesDir = mkdtempSync(join(tmpdir(), "gongzhi-files-"));
  for (const size of [0, 1, 1000, 3_000_000]) store(filesDir, randomBytes(size));
  mkdirSync(join(filesDir, "drafts"));
  writeFileSync(join(filesDir, "drafts", "half"), "half an upload");
});

afterAll(async () => {
  rmSync(filesDir, { recursive: true, force: true });
  await server.stop();
});

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gongzhi-backup-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function within<T>(connection: Connection, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function store(below: string, bytes: Buffer): string {
  const name = createHash("sha256").update(bytes).digest("hex");
  const path = join(below, name.slice(0, 2), name.slice(2, 4), name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
  return path;
}

function contents(below: string): Readonly<Record<string, string>> {
  const files = readdirSync(below, { recursive: true, encoding: "utf8" }).filter((path) => statSync(join(below, path)).isFile());
  return Object.fromEntries(
    files.sort().map((path) => [
      path,
      createHash("sha256")
        .update(readFileSync(join(below, path)))
        .digest("hex"),
    ]),
  );
}

function backingUp(changes: Partial<BackupOptions> = {}): BackupOptions {
  return { connection: source, filesDir, outFile: join(folder, "backup.gongzhi"), software: "0.1.0", readMigrations, ...changes };
}

async function emptyDatabase(): Promise<Connection> {
  count += 1;
  return server.createDatabase(`target_${count}`, "template0");
}

async function restoring(changes: Partial<RestoreOptions> = {}): Promise<RestoreOptions> {
  const connection = changes.connection ?? (await emptyDatabase());
  const backupFile = join(folder, "backup.gongzhi");
  return { connection, filesDir: join(folder, "files"), backupFile, knownMigrations: MIGRATIONS, migrateTo, ...changes };
}

async function refusal(work: Promise<unknown>): Promise<BackupRefusal> {
  const error: unknown = await work.catch((reason: unknown) => reason);
  if (!(error instanceof BackupRefusal)) throw new Error("it should have refused", { cause: error });
  expect(error.message).toMatch(/^[^\n]+$/);
  return error;
}

describe("a deployment", () => {
  test("comes back whole: every value, sequence, right, key, trigger and file", async () => {
    const lines: string[] = [];
    const { manifest, bytes, damagedFiles } = await backup(backingUp({ progress: (line) => lines.push(line) }));
    expect(manifest.migrations).toEqual([...MIGRATIONS]);
    expect(manifest.tables.find((table) => table.table === "appeal")?.rows).toBe(20_003);
    expect(manifest.files.files).toBe(4);
    expect(damagedFiles).toEqual([]);
    expect(lines.some((line) => line.includes("appeals.appeal"))).toBe(true);
    const outFile = join(folder, "backup.gongzhi");
    expect(statSync(outFile).size).toBe(bytes);
    expect(statSync(outFile).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(["backup.gongzhi"]);

    const options = await restoring();
    await restore(options);
    const target = options.connection as Connection;
    expect(await within(target, fingerprint)).toEqual(await within(source, fingerprint));
    expect(await within(target, rightsOf)).toEqual(await within(source, rightsOf));
    const { drafts: _, ...kept } = Object.fromEntries(
      Object.entries(contents(filesDir)).map(([path, hash]) => [path.replace(/^drafts\/.*/, "drafts"), hash]),
    );
    expect(contents(options.filesDir)).toEqual(kept);
    await within(target, assertRestoreFinished);
    // The sequence goes on where it stood.
    const next = `INSERT INTO appeals."entry ""odd"" 村" ("the text") VALUES ('next') RETURNING id::text`;
    expect((await within(target, (client) => client.query(next))).rows).toEqual([{ id: "51" }]);
  });

  test("is taken as it stood at one moment, while others write", async () => {
    const busy = await server.createDatabase("busy", "source");
    const over = new AbortController();
    let written = 0;
    const writing = within(busy, async (client) => {
      // In each transaction one row here and one there: a snapshot has as many of both.
      for (; !over.signal.aborted; written += 1) {
        await client.query("BEGIN");
        await client.query("INSERT INTO platform.migration VALUES ($1)", [`9999-${written}`]);
        await client.query("INSERT INTO appeals.event VALUES ('2026-05-05', $1)", [1000 + written]);
        await client.query("COMMIT");
      }
    });
    const { manifest } = await backup(backingUp({ connection: busy, readMigrations: async () => MIGRATIONS }));
    over.abort();
    await writing;
    expect(written).toBeGreaterThan(0);
    const rowsOf = (table: string): number => manifest.tables.find((part) => part.table === table)?.rows ?? 0;
    expect(rowsOf("migration") - 2).toBe(rowsOf("event") - 2);
    const options = await restoring();
    await restore(options);
  });

  test("with nothing in it, and no files folder, comes back as well", async () => {
    const empty = await emptyDatabase();
    const options = backingUp({ connection: empty, filesDir: join(folder, "none"), readMigrations: async () => [] });
    const { manifest } = await backup(options);
    expect(manifest.tables).toEqual([]);
    await restore(await restoring({ migrateTo: async () => undefined }));
  });
});

describe("an owner that is no superuser, under forced row security", () => {
  let owned: Connection;

  beforeAll(async () => {
    await within(server.connection, (client) => client.query("CREATE ROLE owner LOGIN; CREATE ROLE clerk LOGIN"));
    owned = { ...(await server.createDatabase("owned", "source")), user: "owner" };
    await within({ ...owned, user: server.connection.user }, async (client) => {
      await client.query(`DO $$ DECLARE r record; BEGIN
        FOR r IN SELECT oid, nspname FROM pg_namespace WHERE nspname IN ('platform', 'appeals', 'circle') LOOP
          EXECUTE format('ALTER SCHEMA %I OWNER TO owner', r.nspname); END LOOP;
        FOR r IN SELECT c.oid::regclass AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                  WHERE n.nspname IN ('platform', 'appeals', 'circle') AND c.relkind IN ('r', 'p', 'v', 'm') LOOP
          EXECUTE format('ALTER TABLE %s OWNER TO owner', r.name); END LOOP; END $$`);
      await client.query(
        "ALTER DATABASE owned OWNER TO owner; GRANT USAGE ON SCHEMA appeals TO clerk; GRANT SELECT ON appeals.appeal TO clerk",
      );
    });
  });

  test("backs up every row, sets the force again, and restores into a database of its own", async () => {
    const before = await within(owned, rightsOf);
    const { manifest } = await backup(backingUp({ connection: owned }));
    expect(manifest.tables.find((table) => table.table === "appeal")?.rows).toBe(20_003);
    expect(await within(owned, rightsOf)).toEqual(before);

    const target = await emptyDatabase();
    await within(target, (client) => client.query(`ALTER DATABASE ${target.database} OWNER TO owner`));
    await restore(await restoring({ connection: { ...target, user: "owner" } }));
    expect(await within(target, fingerprint)).toEqual(await within(source, fingerprint));
    expect(await within(target, rightsOf)).toEqual(await within(source, rightsOf));
  });

  test("mends what a killed backup left lifted, and leaves its notes out", async () => {
    await within(owned, (client) =>
      client.query(`CREATE SCHEMA gongzhi_backup;
        CREATE TABLE gongzhi_backup.lifted (schema_name text, table_name text, PRIMARY KEY (schema_name, table_name));
        INSERT INTO gongzhi_backup.lifted VALUES ('appeals', 'appeal');
        ALTER TABLE appeals.appeal NO FORCE ROW LEVEL SECURITY`),
    );
    const { manifest } = await backup(backingUp({ connection: owned }));
    expect(manifest.tables.some((table) => table.schema === "gongzhi_backup")).toBe(false);
    expect(await within(owned, rightsOf)).toEqual(await within(source, rightsOf));
  });

  test("does not wait for its turn behind another backup", async () => {
    await within(owned, async (client) => {
      await client.query("SELECT pg_advisory_lock(hashtextextended('gongzhi_backup', 0))");
      expect((await refusal(backup(backingUp({ connection: owned })))).code).toBe("another-backup");
    });
  });

  test("a role that does not see every row is refused, not given half", async () => {
    const error = await refusal(backup(backingUp({ connection: { ...owned, user: "clerk" }, readMigrations: async () => [] })));
    expect(error.code).toBe("rows-hidden");
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe("a restore refuses before it changes anything", () => {
  beforeEach(async () => {
    await backup(backingUp());
  });

  /** Both targets are as they were; resolves to the refusal's code. */
  async function refusesUntouched(changes: Partial<RestoreOptions>): Promise<string> {
    const options = await restoring(changes);
    const target = options.connection as Connection;
    const look = async () => [await within(target, describeAll), existsSync(options.filesDir) && readdirSync(options.filesDir)];
    const before = await look();
    const { code } = await refusal(restore(options));
    expect(await look()).toEqual(before);
    return code;
  }

  test("a database that has anything in it", async () => {
    for (const statement of ["CREATE TABLE t ()", "CREATE VIEW v AS SELECT 1", "CREATE SEQUENCE s"]) {
      const connection = await emptyDatabase();
      await within(connection, (client) => client.query(statement));
      expect(await refusesUntouched({ connection })).toBe("not-empty");
    }
  });

  test("a files folder that has anything in it, or is a file", async () => {
    mkdirSync(join(folder, "full"));
    writeFileSync(join(folder, "full", "x"), "x");
    expect(await refusesUntouched({ filesDir: join(folder, "full") })).toBe("not-empty");
    expect((await refusal(restore(await restoring({ filesDir: join(folder, "full", "x") })))).code).toBe("no-file");
  });

  test("a schema newer than this code", async () => {
    expect(await refusesUntouched({ knownMigrations: ["0001-township"] })).toBe("newer-schema");
  });

  test("a file that is not there", async () => {
    expect(await refusesUntouched({ backupFile: join(folder, "none") })).toBe("no-file");
  });

  test("a backup in which one bit is flipped, wherever it is", async () => {
    const path = join(folder, "backup.gongzhi");
    const whole = readFileSync(path);
    const manifest = await verifyBackup(path);
    const places = new Set<number>([0, 15, 16, whole.length - 1, whole.length - 60, whole.length - 100, whole.length - 120]);
    for (const part of [...manifest.tables, manifest.files]) {
      for (const at of [0, 5, part.length >> 1, part.length - 1]) places.add(part.offset + at);
    }
    const end = manifest.files.offset + manifest.files.length;
    for (let at = end; at < whole.length; at += 97) places.add(at);
    const damagedPath = join(folder, "flipped");
    for (const at of places) {
      const flipped = Buffer.from(whole);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
      writeFileSync(damagedPath, flipped);
      expect((await refusal(verifyBackup(damagedPath))).code).toMatch(/^(damaged|newer-format)$/);
    }
    expect(await refusesUntouched({ backupFile: damagedPath })).toBe("damaged");
  });

  test("a backup that is cut short or longer, at any length", async () => {
    const whole = readFileSync(join(folder, "backup.gongzhi"));
    const path = join(folder, "cut");
    for (const length of [
      0,
      1,
      16,
      17,
      100,
      136,
      137,
      whole.length >> 1,
      whole.length - 121,
      whole.length - 120,
      whole.length - 1,
    ]) {
      writeFileSync(path, whole.subarray(0, length));
      expect((await refusal(verifyBackup(path))).code).toBe("damaged");
    }
    writeFileSync(path, Buffer.concat([whole, Buffer.from("\n")]));
    expect((await refusal(verifyBackup(path))).code).toBe("damaged");
  });

  test("a newer format", async () => {
    const path = join(folder, "backup.gongzhi");
    const whole = readFileSync(path);
    whole.write("GONGZHI-BACKUP 2\n", 0);
    writeFileSync(path, whole);
    expect(await refusesUntouched({})).toBe("newer-format");
  });
});

describe("a restore that fails on the way", () => {
  test("leaves no rows and no files, and the database is refused until it is emptied", async () => {
    await backup(backingUp());
    const options = await restoring({
      async migrateTo(client, migrations) {
        await migrateTo(client, migrations);
        await client.query("ALTER TABLE appeals.event ADD CHECK (id <> 2)");
      },
    });
    const error = await refusal(restore(options));
    expect(error.code).toBe("row-refused");
    expect(error.message).toMatch(/appeals.*event/);
    expect(readdirSync(options.filesDir)).toEqual([]);
    const target = options.connection as Connection;
    expect((await within(target, (client) => client.query("SELECT FROM appeals.appeal"))).rows).toHaveLength(0);
    expect((await refusal(within(target, assertRestoreFinished))).code).toBe("half-restored");
    expect((await refusal(restore(options))).code).toBe("half-restored");
    expect((await refusal(backup(backingUp({ connection: target, outFile: join(folder, "other") })))).code).toBe("half-restored");
  });

  test("a schema that lacks a table, column or sequence of the backup is told by name", async () => {
    await backup(backingUp());
    for (const [change, name] of [
      ["DROP TABLE circle.a CASCADE", '"circle"."a"'],
      ["ALTER TABLE appeals.appeal DROP COLUMN photo", "photo"],
      ['ALTER SEQUENCE "appeals"."appeal_number_seq" RENAME TO renamed', "appeal_number_seq"],
    ] as const) {
      const options = await restoring({
        async migrateTo(client, migrations) {
          await migrateTo(client, migrations);
          await client.query(change);
        },
      });
      const error = await refusal(restore(options));
      expect(error.code).toBe("schema-differs");
      expect(error.message).toContain(name);
    }
  });

  test("a reference that does not hold is refused", async () => {
    await backup(backingUp());
    const options = await restoring({
      async migrateTo(client, migrations) {
        await migrateTo(client, migrations);
        await client.query(
          "CREATE TABLE circle.few (id int PRIMARY KEY); ALTER TABLE circle.b ADD FOREIGN KEY (id) REFERENCES circle.few",
        );
      },
    });
    expect((await refusal(restore(options))).message).toContain("violates foreign key constraint");
  });
});

describe("a backup refuses", () => {
  test("to write over a file, or where there is no folder", async () => {
    writeFileSync(join(folder, "backup.gongzhi"), "an older backup");
    expect((await refusal(backup(backingUp()))).code).toBe("exists");
    expect(readFileSync(join(folder, "backup.gongzhi"), "utf8")).toBe("an older backup");
    expect((await refusal(backup(backingUp({ outFile: join(folder, "none", "x") })))).code).toBe("no-file");
  });

  test("what it would not carry: large objects, links among the files", async () => {
    const large = await emptyDatabase();
    await within(large, (client) => client.query("SELECT lo_create(0)"));
    expect((await refusal(backup(backingUp({ connection: large })))).code).toBe("large-objects");
    const strange = join(folder, "strange");
    mkdirSync(strange);
    symlinkSync("/etc/passwd", join(strange, "link"));
    expect((await refusal(backup(backingUp({ filesDir: strange })))).code).toBe("strange-file");
    expect(readdirSync(folder)).toEqual(["strange"]);
  });

  test("nothing for a damaged file, but tells its name", async () => {
    const rotten = join(folder, "rotten");
    const path = store(rotten, Buffer.from("sound"));
    writeFileSync(path, "rotten");
    const { damagedFiles } = await backup(backingUp({ filesDir: rotten }));
    expect(damagedFiles).toHaveLength(1);
    expect(path.endsWith(damagedFiles[0] ?? "?")).toBe(true);
  });

  test("nothing for what a killed backup left beside it: that is removed", async () => {
    writeFileSync(join(folder, "backup.gongzhi.4194305.partial"), "half");
    writeFileSync(join(folder, `backup.gongzhi.${process.ppid}.partial`), "under way");
    await backup(backingUp());
    expect(readdirSync(folder).sort()).toEqual(["backup.gongzhi", `backup.gongzhi.${process.ppid}.partial`]);
  });
});

async function describeAll(client: pg.Client): Promise<readonly unknown[]> {
  const { rows } = await client.query<Record<string, unknown>>(
    `SELECT n.nspname, c.relname FROM pg_namespace n LEFT JOIN pg_class c ON c.relnamespace = n.oid WHERE n.nspname !~ '^(pg_|information)' ORDER BY 1, 2`,
  );
  return rows;
}
