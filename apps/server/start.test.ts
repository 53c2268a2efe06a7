import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Connection } from "#platform/postgres/probe.ts";
import { startThrowawayPostgres, type ThrowawayPostgres } from "#platform/postgres/throwaway.ts";

const MAIN = new URL("./main.ts", import.meta.url).pathname;
const TIMEOUT_MS = 60_000;

type Ended = { readonly code: number | null; readonly said: string };

/** Starts the server and waits for its end: every case here is one that must not start. */
async function start(env: Readonly<Record<string, string>>, args: readonly string[] = []): Promise<Ended> {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { ...process.env, LOG_LEVEL: "silent", ...env },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (piece: Buffer) => (said += piece.toString("utf8")));
  const timer = setTimeout(() => child.kill("SIGKILL"), TIMEOUT_MS);
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  clearTimeout(timer);
  return { code, said };
}

/** The one line an operator reads: no stack, the code in brackets at its end. */
function refusalIn({ said }: Ended): string {
  const lines = said.split("\n").filter((line) => line.startsWith("gongzhi: "));
  expect(lines).toHaveLength(1);
  expect(said).not.toMatch(/\n\s+at /);
  return lines[0] ?? "";
}

describe("a start that cannot be", () => {
  let folder = "";
  let server: ThrowawayPostgres;
  let connection: Connection;
  const urlOf = (database: string) =>
    `postgres://${connection.user}@${encodeURIComponent(connection.host)}:${connection.port}/${database}`;
  const admin = async (database: string, text: string) => {
    const client = new pg.Client({ ...connection, database });
    await client.connect();
    try {
      return await client.query<Record<string, unknown>>(text);
    } finally {
      await client.end();
    }
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "gongzhi-start-"));
    // Durable, unlike the lane's own: a server that can lose data is refused.
    server = await startThrowawayPostgres();
    connection = await server.createDatabase("start_test");
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await server.stop();
  });

  it.each([
    [{ PORT: "many" }, [], "bad-setting", "PORT=many"],
    [{ PUBLIC_URL: "gongzhi" }, [], "bad-setting", "PUBLIC_URL"],
    [{ LOG_LEVEL: "loud" }, [], "bad-setting", "LOG_LEVEL"],
    [{}, ["--dmeo"], "unknown-option", "--dmeo"],
  ])("says in one line what is wrong with a setting", async (env, args, code, names) => {
    const ended = await start({ DATA_DIR: join(folder, "settings"), ...env }, args);
    expect(ended.code).toBe(2);
    expect(refusalIn(ended)).toContain(`[${code}]`);
    expect(refusalIn(ended)).toContain(names);
  });

  it("names a database that does not answer", async () => {
    const ended = await start({ DATA_DIR: join(folder, "wrong"), DATABASE_URL: "postgres://nobody@127.0.0.1:1/nothing" });
    expect(ended.code).toBe(2);
    expect(refusalIn(ended)).toContain("[database-unreachable]");
  });

  it("refuses a database that is not durable", async () => {
    await admin("start_test", "alter database start_test set synchronous_commit to off");
    const ended = await start({ DATA_DIR: join(folder, "soft"), DATABASE_URL: urlOf("start_test") });
    await admin("start_test", "alter database start_test reset synchronous_commit");
    expect(ended.code).toBe(2);
    expect(refusalIn(ended)).toContain("synchronous_commit");
  });

  it("says that a port is taken, and what to do, before anything is touched", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => taken.once("listening", resolve));
    const { port } = taken.address() as AddressInfo;
    const ended = await start({
      DATA_DIR: join(folder, "port"),
      DATABASE_URL: urlOf("start_test"),
      HOST: "127.0.0.1",
      PORT: String(port),
    });
    taken.close();
    expect(ended.code).toBe(2);
    expect(refusalIn(ended)).toContain("[port-busy]");
    expect((await admin("start_test", "select 1 from pg_namespace where nspname = 'platform'")).rows).toHaveLength(0);
  });

  it.each([
    ["of a newer version", "(9999, '9999-from-tomorrow', 'x')", "database-newer"],
    ["made by another text", "(1, '0001-platform', 'other')", "database-differs"],
  ])("leaves a database %s as it is", async (_, row, code) => {
    await admin(
      "start_test",
      "create schema platform; create table platform.migration (id int primary key, name text, sha256 text, applied_at timestamptz default now())",
    );
    await admin("start_test", `insert into platform.migration (id, name, sha256) values ${row}`);
    const ended = await start({ DATA_DIR: join(folder, code), DATABASE_URL: urlOf("start_test"), PORT: "0" });
    expect(ended.code).toBe(2);
    expect(refusalIn(ended)).toContain(`[${code}]`);
    const { rows } = await admin("start_test", "select tablename from pg_tables where schemaname = 'platform'");
    expect(rows).toEqual([{ tablename: "migration" }]);
    await admin("start_test", "drop schema platform cascade");
  });
});
