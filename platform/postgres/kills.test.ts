import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { isRunning, readProcess } from "./process-table.ts";
import { asUser, chooseServerUser } from "./server-user.ts";
import { makeDataFolder, query, readMarks, writeMark, type DataFolder } from "./trial/data-folder.ts";
import { launch, type Launched } from "./trial/launched.ts";

let data: DataFolder;
const launched: Launched[] = [];

function start(): Launched {
  const one = launch(data.path);
  launched.push(one);
  return one;
}

beforeEach(() => {
  data = makeDataFolder();
});

afterEach(async () => {
  for (const one of launched.splice(0)) await one.kill();
  await data.dispose();
});

/** kill -9, whoever it belongs to. */
function kill(pid: number): void {
  process.kill(pid, "SIGKILL");
}

async function until(what: () => boolean, withinMs = 10_000): Promise<void> {
  const giveUp = performance.now() + withinMs;
  while (!what()) {
    if (performance.now() > giveUp) throw new Error("did not happen in time");
    await sleep(20);
  }
}

describe("a new folder", () => {
  test("gets a cluster, and a second start is ready well within three seconds", async () => {
    const first = start();
    const { connection, adopted, version } = await first.ready;
    expect(adopted).toBe(false);
    expect(version).toMatch(/^1\d\.\d+$/);
    await writeMark(connection, "one");
    const rows = await query<{ checksums: string; encoding: string; listen: string; mask: string }>(
      connection,
      `SELECT current_setting('data_checksums') AS checksums, current_setting('server_encoding') AS encoding,
              current_setting('listen_addresses') AS listen, current_setting('unix_socket_permissions') AS mask`,
    );
    expect(rows[0]).toEqual({ checksums: "on", encoding: "UTF8", listen: "", mask: "0700" });
    await first.stop();
    expect(data.processes()).toEqual([]);

    const begun = performance.now();
    const again = await start().ready;
    expect(performance.now() - begun).toBeLessThan(3000); // the whole of Node, too
    expect(again.adopted).toBe(false);
    expect(await readMarks(again.connection)).toEqual(["one"]);
  });

  test("sorts and folds Chinese and accents by Unicode, and knows ICU", async () => {
    const { connection } = await start().ready;
    const rows = await query<{ upper: string; pinyin: string }>(
      connection,
      `SELECT upper('é') AS upper, (SELECT string_agg(n, '' ORDER BY n COLLATE "zh-x-icu") FROM unnest(ARRAY['镇','村','县']) AS t (n)) AS pinyin`,
    );
    expect(rows[0]).toEqual({ upper: "É", pinyin: "村县镇" });
  });
});

describe("killed", () => {
  test("Node: the server lives on and is taken over", async () => {
    const first = start();
    const { connection } = await first.ready;
    await writeMark(connection, "before");
    const postmaster = data.postmaster();
    await first.kill();
    await writeMark(connection, "orphaned");
    const second = start();
    const ready = await second.ready;
    expect(ready.adopted).toBe(true);
    expect(data.postmaster()).toBe(postmaster);
    expect(await readMarks(ready.connection)).toEqual(["before", "orphaned"]);
    await second.stop();
    expect(data.processes()).toEqual([]);
  });

  test("the server: Node starts it again by itself", async () => {
    const { connection } = await start().ready;
    await writeMark(connection, "before");
    const postmaster = data.postmaster();
    kill(postmaster);
    await until(() => readPid() !== undefined && readPid() !== postmaster);
    await until(() => launched[0]?.lines.some((line) => line.includes("has died")) ?? false);
    expect(await eventually(() => readMarks(connection))).toEqual(["before"]);
  });

  test("the server, after it was taken over: Node starts it again too", async () => {
    const first = start();
    await first.ready;
    await first.kill();
    const { connection, adopted } = await start().ready;
    expect(adopted).toBe(true);
    await writeMark(connection, "adopted");
    const postmaster = data.postmaster();
    kill(postmaster);
    await until(() => readPid() !== undefined && readPid() !== postmaster);
    expect(await eventually(() => readMarks(connection))).toEqual(["adopted"]);
  });

  test("both at once, under writes: every acknowledged row is there", async () => {
    const first = start();
    const { connection } = await first.ready;
    await writeMark(connection, "0");
    let acknowledged = 0;
    const client = new pg.Client(connection);
    client.on("error", () => undefined);
    await client.connect();
    const writing = (async () => {
      for (let next = 1; ; next += 1) {
        await client.query("INSERT INTO mark VALUES ($1)", [String(next)]);
        acknowledged = next;
      }
    })().catch((error: unknown) => error);
    await sleep(300);
    kill(data.postmaster());
    await first.kill();
    expect(await writing).toBeInstanceOf(Error);
    expect(acknowledged).toBeGreaterThan(0);
    const ready = await start().ready;
    expect(ready.adopted).toBe(false);
    const marks = new Set(await readMarks(ready.connection));
    for (let index = 0; index <= acknowledged; index += 1) expect(marks.has(String(index))).toBe(true);
  });

  test("every process at once", async () => {
    const first = start();
    const { connection } = await first.ready;
    await writeMark(connection, "before");
    for (const process of data.processes()) kill(process.pid);
    await first.kill();
    expect(await readMarks((await start().ready).connection)).toEqual(["before"]);
  });

  test("Node while it makes the cluster: the half-made one is cleared, the next start makes it whole", async () => {
    const first = start();
    await until(() => first.lines.some((line) => line.includes("Making a new database")));
    await sleep(60);
    await first.kill();
    const { connection } = await start().ready;
    await writeMark(connection, "whole");
    expect(await readMarks(connection)).toEqual(["whole"]);
  });

  test("Node and the postmaster, while a backend is busy and holds the shared memory", async () => {
    const first = start();
    const { connection } = await first.ready;
    await writeMark(connection, "before");
    const busy = new pg.Client(connection);
    busy.on("error", () => undefined);
    await busy.connect();
    const backend = (await busy.query<{ pid: number }>("SELECT pg_backend_pid() AS pid")).rows[0]?.pid ?? 0;
    const working = busy.query("DO $$ BEGIN LOOP END LOOP; END $$").catch(() => undefined);
    await sleep(100);
    const before = readProcess(backend);
    kill(data.postmaster());
    await first.kill();
    await sleep(300); // the idle ones see that their postmaster is gone; this one does not look up
    expect(before !== undefined && isRunning(before)).toBe(true);
    const second = start();
    const ready = await second.ready;
    expect(second.lines.some((line) => line.includes("server that was killed"))).toBe(true);
    expect(await readMarks(ready.connection)).toEqual(["before"]);
    await working;
  });

  test("Node, with the server stopped in its tracks: it is set going and taken over", async () => {
    const first = start();
    await writeMark((await first.ready).connection, "before");
    process.kill(data.postmaster(), "SIGSTOP");
    await first.kill();
    const ready = await start().ready;
    expect(ready.adopted).toBe(true);
    expect(await readMarks(ready.connection)).toEqual(["before"]);
  });
});

describe("a stale pid file", () => {
  /** A server killed with Node, and its pid file rewritten to name `pid`. */
  async function leaveStale(pid: (stale: number) => number): Promise<void> {
    const first = start();
    const { connection } = await first.ready;
    await writeMark(connection, "before");
    const file = join(data.path, "postgres", "postmaster.pid");
    const lines = readFileSync(file, "utf8").split("\n");
    const lock = join(data.path, "postgres", "run", ".s.PGSQL.5432.lock");
    const socketLines = readFileSync(lock, "utf8").split("\n");
    kill(data.postmaster());
    await first.kill();
    await until(() => data.processes().length === 0);
    const owner = pid(Number(lines[0]));
    writeFileSync(file, [String(owner), ...lines.slice(1)].join("\n"));
    writeFileSync(lock, [String(owner), ...socketLines.slice(1)].join("\n"));
  }

  test("that names a live process of the server's own user", async () => {
    const bystander = spawn("sleep", ["100"], asUser(chooseServerUser()));
    await once(bystander, "spawn");
    await leaveStale(() => bystander.pid ?? 0);
    expect(await readMarks((await start().ready).connection)).toEqual(["before"]);
    expect(bystander.signalCode).toBe(null); // it was not ours to end
    bystander.kill();
  });

  test("that names a live process of ours, and one that names nothing", async () => {
    await leaveStale(() => process.pid);
    const again = start();
    expect(await readMarks((await again.ready).connection)).toEqual(["before"]);
    await again.stop();
    writeFileSync(join(data.path, "postgres", "postmaster.pid"), "");
    expect(await readMarks((await start().ready).connection)).toEqual(["before"]);
  });

  test("that names the postmaster of another cluster", async () => {
    const other = makeDataFolder();
    const neighbour = launch(other.path);
    launched.push(neighbour);
    const theirs = await neighbour.ready;
    await writeMark(theirs.connection, "theirs");
    await leaveStale(() => other.postmaster());
    expect(await readMarks((await start().ready).connection)).toEqual(["before"]);
    expect(await readMarks(theirs.connection)).toEqual(["theirs"]);
    await neighbour.stop();
    await other.dispose();
  });

  test("that names a zombie called postgres", async () => {
    // The shell starts a short sleep and becomes a long one, which never asks for its child's end.
    const fake = join(data.path, "postgres-fake");
    mkdirSync(fake);
    symlinkSync("/bin/sleep", join(fake, "postgres"));
    const parent = spawn("sh", ["-c", `${fake}/postgres 0.05 & echo $!; exec sleep 100`], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    const [line] = (await once(parent.stdout, "data")) as [Buffer];
    const zombie = Number(line.toString());
    await until(() => readProcess(zombie)?.state === "Z");
    expect(readProcess(zombie)?.command).toBe("postgres");
    await leaveStale(() => zombie);
    expect(await readMarks((await start().ready).connection)).toEqual(["before"]);
    parent.kill();
  });
});

describe("two at once", () => {
  test("on a new folder: one owns it, the other says so in one line", async () => {
    const settled = await Promise.allSettled([start(), start(), start()].map((one) => one.ready));
    expect(settled.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    const refused = settled.flatMap((one) => (one.status === "rejected" ? [one.reason as Error & { code: string }] : []));
    expect(refused.map((error) => error.code)).toEqual(["already-running", "already-running"]);
    for (const error of refused) expect(error.message).toMatch(/^Gongzhi already runs on .* \(pid \d+\): [^\n]*$/);
  });

  test("the one that owned it is killed: the next has it at once", async () => {
    const first = start();
    await first.ready;
    const second = start();
    await expect(second.ready).rejects.toMatchObject({ code: "already-running" });
    await first.kill();
    const third = await start().ready;
    expect(third.adopted).toBe(true);
  });
});

test("Ctrl-C goes to Node alone: the server is in a session of its own", async () => {
  const first = start();
  await first.ready;
  const sessionOf = (pid: number): string | undefined => readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ")[3];
  expect(sessionOf(data.postmaster())).toBe(String(data.postmaster()));
  expect(sessionOf(data.postmaster())).not.toBe(sessionOf(first.pid));
});

function readPid(): number | undefined {
  try {
    return data.postmaster();
  } catch {
    return undefined;
  }
}

/** A server just started again may still be replaying its log. */
async function eventually<T>(ask: () => Promise<T>): Promise<T> {
  const giveUp = performance.now() + 10_000;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (performance.now() > giveUp) throw error;
      await sleep(50);
    }
  }
}
