import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findBinaries } from "./binaries.ts";
import { startEmbeddedPostgres, type RunningPostgres } from "./embedded.ts";
import { explainFailure } from "./explain-failure.ts";
import { findRunningPostgres } from "./running.ts";
import { asUser, chooseServerUser, ownIds } from "./server-user.ts";
import { StartRefusal } from "./start-refusal.ts";
import { dataFolderAt, makeDataFolder, query, readMarks, writeMark, type DataFolder } from "./trial/data-folder.ts";
import { launch } from "./trial/launched.ts";

const isRoot = ownIds().uid === 0;

let data: DataFolder;
const running: RunningPostgres[] = [];

beforeEach(() => {
  data = makeDataFolder();
});

afterEach(async () => {
  for (const one of running.splice(0)) await one.stop();
  await data.dispose();
});

async function start(path: string = data.path): Promise<RunningPostgres> {
  const one = await startEmbeddedPostgres({ dataDir: path });
  running.push(one);
  return one;
}

async function stopAll(): Promise<void> {
  for (const one of running.splice(0)) await one.stop();
}

/** One line, with a code. */
async function refusal(path: string = data.path): Promise<StartRefusal> {
  const error: unknown = await start(path).catch((reason: unknown) => reason);
  if (!(error instanceof StartRefusal)) throw new Error("it should have refused", { cause: error });
  expect(error.message).toMatch(/^[^\n]+$/);
  return error;
}

describe("a data folder that cannot serve is refused, and left as it is", () => {
  test("made by a newer PostgreSQL", async () => {
    await writeMark((await start()).connection, "kept");
    await stopAll();
    const version = join(data.path, "postgres", "PG_VERSION");
    writeFileSync(version, "99\n");
    const error = await refusal();
    expect(error.code).toBe("other-version");
    expect(error.message).toMatch(/made by PostgreSQL 99 and this machine has 1\d/);
    writeFileSync(version, "18\n");
    expect(await readMarks((await start()).connection)).toEqual(["kept"]);
  });

  test("that holds something else, or is a file", async () => {
    const folder = join(data.path, "postgres");
    mkdirSync(folder);
    writeFileSync(join(folder, "diary.txt"), "dear diary");
    expect((await refusal()).code).toBe("no-cluster");
    expect(readdirSync(folder)).toEqual(["diary.txt"]);
    const file = join(data.path, "file");
    writeFileSync(file, "x");
    expect((await refusal(file)).code).toBe("not-a-folder");
    expect((await refusal(join(file, "below"))).code).toBe("not-a-folder");
  });

  test("served by a PostgreSQL that somebody started by hand", async () => {
    await writeMark((await start()).connection, "kept");
    await stopAll();
    const folder = join(data.path, "postgres");
    const user = chooseServerUser();
    chmodSync(data.path, 0o711);
    const { bin } = findBinaries(user, undefined);
    const options = ["-D", folder, "-c", "listen_addresses=", "-c", `unix_socket_directories=${folder}`];
    const byHand = spawn(join(bin, "postgres"), options, { ...asUser(user), cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
    for await (const text of byHand.stderr.setEncoding("utf8")) if (String(text).includes("ready to accept")) break;
    const error = await refusal();
    expect(error.code).toBe("foreign-server");
    expect(error.message).toContain(String(byHand.pid));
    expect(byHand.exitCode).toBe(null);
    const ended = once(byHand, "close");
    byHand.kill("SIGINT");
    await ended;
    expect(await readMarks((await start()).connection)).toEqual(["kept"]);
  });

  test.skipIf(isRoot)("that we may not write", async () => {
    chmodSync(data.path, 0o500);
    expect((await refusal()).code).toMatch(/^no-(permission|lock)$/);
    chmodSync(data.path, 0o700);
  });
});

test("a half-made cluster of a start that was killed is cleared away", async () => {
  const leftover = join(data.path, "postgres.new-12345");
  mkdirSync(leftover);
  writeFileSync(join(leftover, "PG_VERSION"), "18\n");
  await writeMark((await start()).connection, "made");
  expect(existsSync(leftover)).toBe(false);
  expect(readdirSync(data.path).filter((name) => name.startsWith("postgres.new"))).toEqual([]);
});

test("a server of ours with other settings is stopped in order and started anew", async () => {
  const first = launch(data.path, { env: { PATH: process.env["PATH"], GONGZHI_TRIAL_DURABLE: "no" } });
  await writeMark((await first.ready).connection, "kept");
  const old = data.postmaster();
  await first.kill();
  const second = await start();
  expect(second.adopted).toBe(false);
  expect(data.postmaster()).not.toBe(old);
  expect(await query(second.connection, "SELECT current_setting('fsync') AS fsync")).toEqual([{ fsync: "on" }]);
  expect(await readMarks(second.connection)).toEqual(["kept"]);
});

test("a path longer than a socket's may be", async () => {
  const deep = join(data.path, "乡".repeat(30), "村".repeat(30));
  const one = await start(deep);
  expect(one.connection.host.length).toBeLessThan(60);
  await writeMark(one.connection, "deep");
  const found = await findRunningPostgres(deep);
  expect(found === undefined ? [] : await readMarks(found.connection)).toEqual(["deep"]);
  found?.close();
  await stopAll();
  expect(await findRunningPostgres(deep)).toBe(undefined);
  expect(await readMarks((await start(deep)).connection)).toEqual(["deep"]);
  await stopAll();
});

describe.skipIf(!canMount())("a disk of its own", () => {
  let disk: string;

  function mount(options: string): void {
    const run = spawnSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", disk]);
    if (run.status !== 0) throw new Error(`mount: ${run.stderr.toString()}`);
  }

  beforeEach(() => {
    disk = mkdtempSync(join(tmpdir(), "gongzhi-disk-"));
  });

  afterEach(async () => {
    await stopAll();
    await dataFolderAt(join(disk, "data"))
      .dispose()
      .catch(() => undefined);
    spawnSync("umount", [disk]);
    rmSync(disk, { recursive: true, force: true });
  });

  test("too small for a new database", async () => {
    mount("size=24m");
    expect((await refusal(join(disk, "data"))).code).toBe("disk-full");
    expect(readdirSync(join(disk, "data")).filter((name) => name.startsWith("postgres"))).toEqual([]);
  });

  test("full before a start, and after room was made the data are whole", async () => {
    mount("size=160m");
    const path = join(disk, "data");
    await writeMark((await start(path)).connection, "kept");
    await stopAll();
    fill();
    expect((await refusal(path)).code).toBe("disk-full");
    rmSync(join(disk, "ballast"));
    expect(await readMarks((await start(path)).connection)).toEqual(["kept"]);
  });

  test("so full that the log cannot say so", () => {
    mount("size=64k");
    fill();
    expect(explainFailure("", disk).code).toBe("disk-full");
  });

  test("filled while the server writes: what was acknowledged is there", async () => {
    mount("size=160m");
    const path = join(disk, "data");
    const one = await start(path);
    await writeMark(one.connection, "kept");
    fill();
    const failed: unknown = await query(
      one.connection,
      "CREATE TABLE big AS SELECT repeat('x', 1000) FROM generate_series(1, 100000)",
    ).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(Error);
    await one.stop();
    running.splice(0);
    rmSync(join(disk, "ballast"));
    const again = await start(path);
    expect(await readMarks(again.connection)).toEqual(["kept"]);
  });

  test("mounted for reading only", async () => {
    mount("size=160m");
    const path = join(disk, "data");
    await writeMark((await start(path)).connection, "kept");
    await stopAll();
    spawnSync("mount", ["-o", "remount,ro", disk]);
    expect((await refusal(path)).code).toBe("read-only");
    spawnSync("mount", ["-o", "remount,rw", disk]);
    expect(await readMarks((await start(path)).connection)).toEqual(["kept"]);
  });

  function fill(): void {
    const run = spawnSync("dd", ["if=/dev/zero", `of=${join(disk, "ballast")}`, "bs=64k"]);
    expect(run.stderr.toString()).toContain("No space left");
    expect(statSync(join(disk, "ballast")).size).toBeGreaterThan(0);
  }
});

test("the end of a failed server's log becomes one line", () => {
  const cases: readonly (readonly [string, string])[] = [
    ['FATAL:  could not write lock file "postmaster.pid": No space left on device', "disk-full"],
    ['FATAL:  lock file "postmaster.pid" already exists', "still-held"],
    ["FATAL:  pre-existing shared memory block (key 1, ID 2) is still in use", "still-held"],
    ["FATAL:  could not map anonymous shared memory: Cannot allocate memory", "no-memory"],
    ["FATAL:  something new\nFATAL:  the database system is starting up", "server-failed"],
  ];
  for (const [log, code] of cases) {
    const error = explainFailure(`LOG:  starting\n${log}\n`, "/data");
    expect(error.code).toBe(code);
    expect(error.message).toMatch(/^[^\n]+$/);
  }
  expect(explainFailure("", "/data").message).toContain("it said nothing");
  expect(explainFailure(cases.at(-1)?.[0] ?? "", "/data").message).toContain("something new");
});

function canMount(): boolean {
  if (!isRoot) return false;
  const place = mkdtempSync(join(tmpdir(), "gongzhi-mount-"));
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", place]).status === 0;
  if (mounted) spawnSync("umount", [place]);
  rmSync(place, { recursive: true, force: true });
  return mounted;
}
