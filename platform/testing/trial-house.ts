import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { systemActor, type Actor, type ActorPost } from "../actor.ts";
import type { ActionContext, Capability, Tenant } from "../capability.ts";
import type { InputOf, OutputOf, Signature } from "../contract.ts";
import { openKeys } from "../crypto/keys.ts";
import { openDatabase, type Database } from "../db/database.ts";
import { migrate, readMigrations } from "../db/migrate.ts";
import { ensureRoles, loginRole, makeRolePasswords, type Login, type RolePasswords } from "../db/roles.ts";
import { openFileStore } from "../files/store.ts";
import type { House, OutgoingMessage } from "../house.ts";
import { uuidv7Source } from "../identifiers/uuidv7.ts";
import { runDueJobs } from "../jobs/run-due-jobs.ts";
import type { JobParts } from "../jobs/run-job.ts";
import { drainOutbox, systemContext, type DrainParts } from "../outbox/drain.ts";
import { sweepOnce } from "../outbox/sweep.ts";
import type { Connection } from "../postgres/probe.ts";
import { openPublishedFiles } from "../published/published-files.ts";
import type { Refusal } from "../refusal.ts";
import { makeInvoker, scopeOf } from "../registry/invoke.ts";
import { leaveTraces, noTraces } from "../registry/leave-traces.ts";
import { memoryLimits } from "../registry/limits.ts";
import { buildRegistry, type Registry } from "../registry/registry.ts";
import { addTenant } from "../tenants/add-tenant.ts";

const PLATFORM_MIGRATIONS = new URL("../db/migrations", import.meta.url).pathname;
/** Group roles belong to the whole server: files that run side by side make them one after the other. */
const ROLES_LOCK = 4702;

/** Some capabilities on a database of their own, called as the API calls them: for tests that need no HTTP and no page. */
export type TrialHouse = {
  readonly database: Database;
  readonly house: House;
  readonly newId: () => string;
  /** Messages that would have gone out. */
  readonly sent: readonly OutgoingMessage[];
  readonly addTenant: (slug: string, rootPath: string) => Promise<Tenant>;
  /** As the tenant's own house, in one transaction: what tests set up with. */
  readonly act: <T>(tenant: Tenant, work: (context: ActionContext) => Promise<T>) => Promise<T>;
  /** Calls an action or query as an actor of a tenant, with everything the registry does around it. */
  readonly call: <S extends Signature>(
    signature: S,
    input: InputOf<S>,
    actor: Actor,
    key?: string,
  ) => Promise<OutputOf<S> | Refusal>;
  /** Delivers what was emitted and runs what was begun, until nothing is due. @throws when a reaction or a job failed */
  readonly drain: () => Promise<void>;
  /** What a queue of its own would be started with. */
  readonly jobParts: JobParts;
  /** The way in of one of its roles. */
  readonly loginConfig: (login: Login) => Connection & { readonly password: string };
  /** Past row-level security, as the database's owner: to see what is really stored. */
  readonly look: (text: string, values?: readonly unknown[]) => Promise<readonly Readonly<Record<string, unknown>>[]>;
  readonly close: () => Promise<void>;
};

/** @param postgres the lane's throwaway server: `inject("postgres")`. */
export async function openTrialHouse(postgres: Connection, capabilities: readonly Capability[]): Promise<TrialHouse> {
  const newId = uuidv7Source(Date.now, (bytes) => crypto.getRandomValues(bytes));
  const random = (bytes: number): Uint8Array => crypto.getRandomValues(new Uint8Array(bytes));
  const name = `trial_${newId().replaceAll("-", "")}`;
  const passwords = makeRolePasswords();
  await makeDatabase(postgres, name, passwords);
  const admin = new pg.Client({ ...postgres, database: name });
  await admin.connect();
  await migrate(admin, await readMigrations([PLATFORM_MIGRATIONS, ...capabilities.flatMap((one) => one.migrations ?? [])]));
  const loginConfig = (login: Login) => ({
    ...postgres,
    database: name,
    user: loginRole(name, login),
    password: passwords[login],
  });
  const database = openDatabase(loginConfig);
  const keyFolder = mkdtempSync(join(tmpdir(), "gongzhi-trial-keys-"));
  const sent: OutgoingMessage[] = [];
  const registry = buildRegistry(capabilities);
  const house = await makeTrialHouse(keyFolder, sent, {
    duties: [...registry.duties],
    furnish: async (context, validFrom) => {
      for (const capability of capabilities) await capability.furnish?.(context, validFrom);
    },
  });
  const tenants = new Map<string, Tenant>();
  const failures: unknown[] = [];
  const parts = { database, house, newId, random };
  const withinLimit = memoryLimits(Date.now);
  const failed = (error: unknown) => void failures.push(error);
  const invoker = makeInvoker({ ...parts, registry, withinLimit, wake: () => {}, changed: () => {}, failed });
  const tenantOf = (id: string) => tenants.get(id) ?? missing(`tenant ${id}`);
  const tenantById = async (id: string) => tenants.get(id);
  const jobParts = jobPartsOf({ ...parts, registry, tenantById, failed: (_topic, error) => failed(error), changed: () => {} });
  return {
    ...parts,
    sent,
    addTenant: async (slug, rootPath) => {
      const tenant: Tenant = { id: newId(), slug, name: slug, nameEn: slug, rootPath };
      await database.transact(scopeOf(systemActor(tenant.id, rootPath), "trial/set-up"), (tx) => addTenant(tx, tenant));
      tenants.set(tenant.id, tenant);
      return tenant;
    },
    act: async (tenant, work) =>
      await database.transact(scopeOf(systemActor(tenant.id, tenant.rootPath), "trial/set-up"), async (tx) => {
        const traces = noTraces();
        const value = await work(systemContext(parts, tx, tenant, traces));
        leaveTraces(tx, undefined, traces);
        return value;
      }),
    call: async (signature, input, actor, key) => {
      const caller = { actor, tenant: tenantOf(actor.tenantId), address: "192.0.2.1", ...(key === undefined ? {} : { key }) };
      return (await invoker.invoke(signature.name, input, caller)).value as never;
    },
    drain: async () => {
      await drainAll(jobParts, registry.sweeps);
      if (failures.length > 0) throw new AggregateError(failures.splice(0), "a reaction or a job failed");
    },
    jobParts,
    loginConfig,
    look: async (text, values = []) => (await admin.query<Record<string, unknown>>(text, [...values])).rows,
    close: async () => {
      await database.close();
      await admin.end();
      rmSync(keyFolder, { recursive: true, force: true });
      await asOwner(postgres, (client) => client.query(`drop database ${pg.escapeIdentifier(name)} with (force)`));
    },
  };
}

function jobPartsOf({
  registry,
  ...parts
}: Omit<DrainParts, "reactions" | "offered"> & { readonly registry: Registry }): JobParts {
  const { reactions, jobs } = registry;
  const findStarter = async (tenant: Tenant, accountId: string) => personActor(tenant, accountId);
  return { ...parts, reactions, offered: registry, jobs, findStarter };
}

/** Somebody signed in with the posts in force that are given; without any, a resident. */
export function personActor(
  tenant: Tenant,
  personId: string,
  posts: readonly Partial<ActorPost>[] = [],
  more: Partial<Actor> = {},
): Actor {
  const full = posts.map((post) => ({
    postId: personId,
    organizationId: personId,
    duties: [],
    areas: [tenant.rootPath],
    ...post,
  }));
  return {
    kind: "person",
    tenantId: tenant.id,
    accountId: personId,
    personId,
    proofLevel: 1,
    posts: full,
    secondFactorPending: false,
    ...more,
  };
}

async function makeTrialHouse(
  keyFolder: string,
  sent: OutgoingMessage[],
  { duties, furnish }: Pick<House, "duties" | "furnish">,
): Promise<House> {
  return {
    keys: await openKeys(join(keyFolder, "keys"), { mayMake: true }),
    files: await openFileStore(join(keyFolder, "files")),
    published: await openPublishedFiles(join(keyFolder, "published")),
    publicUrl: new URL("http://localhost"),
    demo: false,
    duties,
    furnish,
    sends: { sms: true, mail: true },
    sendSms: async (message) => void sent.push(message),
    sendMail: async (message) => void sent.push(message),
    sayNotice: (topic) => topic,
  };
}

async function makeDatabase(postgres: Connection, name: string, passwords: RolePasswords): Promise<void> {
  await asOwner(postgres, async (client) => {
    await client.query("select pg_advisory_lock($1)", [ROLES_LOCK]);
    await client.query(`create database ${pg.escapeIdentifier(name)}`);
    await ensureRoles(client, name, passwords);
  });
}

/** On a connection of its own, whose end also lets go of its locks. */
async function asOwner<T>(postgres: Connection, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ ...postgres, database: "postgres" });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function missing(what: string): never {
  throw new Error(`the trial has no ${what}`);
}

/** Until nothing is left to hand out, to run or to sweep. */
async function drainAll(parts: ReturnType<typeof jobPartsOf>, sweeps: ReturnType<typeof buildRegistry>["sweeps"]): Promise<void> {
  for (let handled = 1; handled > 0;) {
    handled = (await drainOutbox(parts)) + (await runDueJobs(parts));
    for (const sweep of sweeps) handled += await sweepOnce(parts, sweep);
  }
}
