// One process of a house that carries jobs until it is killed. What it needs comes as JSON in TRIAL.
import { setTimeout as sleep } from "node:timers/promises";
import type { PoolConfig } from "pg";
import type { Tenant } from "../../capability.ts";
import { openDatabase } from "../../db/database.ts";
import type { Login } from "../../db/roles.ts";
import type { House } from "../../house.ts";
import { uuidv7Source } from "../../identifiers/uuidv7.ts";
import { sweepOnce } from "../../outbox/sweep.ts";
import { buildRegistry } from "../../registry/registry.ts";
import { handOut } from "../hand-out.ts";
import { startQueue } from "../queue.ts";
import { trial } from "./counting.ts";

type Given = { readonly configs: Readonly<Record<Login, PoolConfig>>; readonly tenant: Tenant };

const { configs, tenant } = JSON.parse(process.env["TRIAL"] ?? "") as Given;
const registry = buildRegistry([trial]);
const parts = {
  database: openDatabase((login) => configs[login]),
  reactions: registry.reactions,
  jobs: registry.jobs,
  tenantById: async () => tenant,
  allTenants: async () => [tenant],
  findStarter: async () => undefined,
  newId: uuidv7Source(Date.now, (bytes) => crypto.getRandomValues(bytes)),
  random: (bytes: number): Uint8Array => crypto.getRandomValues(new Uint8Array(bytes)),
  house: {} as House,
  failed: (topic: string, error: unknown) => void process.stderr.write(`${topic}: ${String(error)}\n`),
  changed: () => {},
  heard: () => {},
};
const queue = await startQueue(configs.jobs, parts);
const hands = handOut(queue.hand);
process.stdout.write("ready\n");
for (;;) {
  await sweepOnce(parts, hands);
  await sleep(100);
}
