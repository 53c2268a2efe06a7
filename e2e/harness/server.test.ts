import { existsSync, readdirSync, readlinkSync } from "node:fs";
import { expect, it } from "vitest";
import { startServer } from "./server.ts";

/** What is looked at is processes: no town need live its year for it. */
const WITHOUT_TOWN = { args: ["--empty"] };

it("starts a server that is ready, survives kill -9, stops cleanly though nobody reads what it says, and leaves nothing", async () => {
  const server = await startServer(WITHOUT_TOWN);
  const { pid, dataDir } = server;
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  await server.kill();
  await expect(fetch(`${server.url}/readyz`)).rejects.toThrow("fetch failed");
  await server.start();
  expect(server.pid).not.toBe(pid);
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  server.turnAway();
  expect(await server.stop()).toBe(0);
  expect(processesIn(dataDir)).toBe(0);
  await server.close();
  expect(existsSync(dataDir)).toBe(false);
});

it("leaves no database behind a server that was killed", async () => {
  const server = await startServer(WITHOUT_TOWN);
  expect(processesIn(server.dataDir)).toBeGreaterThan(0);
  await server.kill();
  expect(processesIn(server.dataDir)).toBeGreaterThan(0);
  await server.close();
  expect(processesIn(server.dataDir)).toBe(0);
  expect(existsSync(server.dataDir)).toBe(false);
});

it("gives the server's own words when it refuses to start", async () => {
  await expect(startServer({ args: ["--nonsense"] })).rejects.toThrow("--nonsense is neither");
});

/** How many processes work in this folder; one whose folder was removed still shows where it was. */
function processesIn(folder: string): number {
  return readdirSync("/proc").filter((pid) => {
    try {
      return readlinkSync(`/proc/${pid}/cwd`).startsWith(folder);
    } catch {
      return false; // no process, gone already, or another user's
    }
  }).length;
}
