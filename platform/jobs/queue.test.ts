import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import type { Tenant } from "../capability.ts";
import type { Login } from "../db/roles.ts";
import { openTrialHouse, type TrialHouse } from "../testing/trial-house.ts";
import { enqueue } from "./enqueue.ts";
import { installQueue } from "./install-queue.ts";
import { startQueue, type Queue, type QueueParts } from "./queue.ts";
import { trial } from "./trial/counting.ts";

const WORKER = join(import.meta.dirname, "trial", "worker.ts");
/** A crowded machine; what is waited for takes a lease of 15 s at most. */
const WAIT_MS = 60_000;
const LOGINS: readonly Login[] = ["main", "sealed", "party", "ballots", "subject", "sweeper", "jobs"];

let house: TrialHouse;
let town: Tenant;
const workers = new Set<ChildProcess>();

beforeAll(async () => {
  house = await openTrialHouse(inject("postgres"), [trial]);
  town = await house.addTenant("qinghe", "cn.99.town");
  await installQueue({ ...inject("postgres"), database: house.loginConfig("main").database });
});
afterAll(async () => {
  for (const worker of workers) await kill(worker);
  await house.close();
});

async function startWorker(): Promise<ChildProcess> {
  const configs = Object.fromEntries(LOGINS.map((login) => [login, house.loginConfig(login)]));
  const env = { ...process.env, TRIAL: JSON.stringify({ configs, tenant: town }) };
  const worker = spawn(process.execPath, [WORKER], { env, stdio: ["ignore", "pipe", "inherit"] });
  workers.add(worker);
  await once(worker.stdout, "data");
  return worker;
}

async function kill(worker: ChildProcess): Promise<void> {
  workers.delete(worker);
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  const ended = once(worker, "exit");
  worker.kill("SIGKILL");
  await ended;
}

async function until<T>(find: () => Promise<T | undefined>): Promise<T> {
  for (const end = performance.now() + WAIT_MS; performance.now() < end; await sleep(50)) {
    const found = await find();
    if (found !== undefined) return found;
  }
  throw new Error("waited in vain");
}

async function doneOf(id: string): Promise<number> {
  const [row] = await house.look("select done::int as done from platform.job where id = $1", [id]);
  return Number(row?.["done"]);
}

test("a killed worker's job is done on by another, each step once", async () => {
  const id = (await house.act(town, (context) => enqueue(context, "trial/count-slowly", { to: 40 }))) ?? "";
  for (const reached of [3, 9, 15]) {
    const worker = await startWorker();
    await until(async () => ((await doneOf(id)) >= reached ? true : undefined));
    await kill(worker);
    // The first two leases are ended by hand; the last one's end is waited for.
    if (reached < 15) await house.look("update platform.job set due_at = now() where id = $1", [id]);
  }
  await startWorker();
  await startWorker();
  await until(async () => ((await doneOf(id)) === 40 ? true : undefined));
  const steps = await house.look(
    "select (params ->> 'at')::int as at from platform.notice where params ->> 'jobId' = $1 order by 1",
    [id],
  );
  expect(steps.map((row) => row["at"])).toEqual(Array.from({ length: 40 }, (_, at) => at + 1));
  for (const worker of workers) await kill(worker);
});

async function start(more: Partial<QueueParts> = {}): Promise<Queue> {
  const parts = { ...house.jobParts, allTenants: async () => [town], heard: () => {}, ...more };
  return await startQueue(house.loginConfig("jobs"), parts);
}

test("what the clock missed is made up for once, however many processes start", async () => {
  await house.look(
    `insert into graphile_worker._private_known_crontabs values ('trial/nightly', now() - interval '9 days', now() - interval '26 hours')
     on conflict (identifier) do update set last_execution = excluded.last_execution`,
  );
  const queues = await Promise.all([start(), start(), start()]);
  const [job] = await until(async () => {
    const found = await house.look("select key from platform.job where name = 'trial/nightly'");
    return found.length > 0 ? found : undefined;
  });
  // 2:30 of China's legal time.
  expect(String(job?.["key"])).toMatch(/T18:30:00/);
  await sleep(1_000);
  expect(await house.look("select 1 from platform.job where name = 'trial/nightly'")).toHaveLength(1);
  for (const queue of queues) await queue.stop();
});

test("what one process tells another hears, and hands over runs there without the drain", async () => {
  const heard: string[] = [];
  const changed: string[] = [];
  const listens = await start({ heard: (message) => heard.push(message), changed: (tenantId) => changed.push(tenantId) });
  const tells = await start({ jobs: new Map() });
  await until(async () => {
    tells.tell(town.id);
    await sleep(100);
    return heard.length > 0 ? true : undefined;
  });
  expect(new Set(heard)).toEqual(new Set([town.id]));
  const id = (await house.act(town, (context) => enqueue(context, "trial/count", { to: 2 }))) ?? "";
  await until(async () => {
    tells.hand({ tenantId: town.id, id });
    await sleep(300);
    return (await doneOf(id)) === 2 ? true : undefined;
  });
  expect(new Set(changed)).toEqual(new Set([town.id]));
  await tells.stop();
  await listens.stop();
  await house.drain();
});
