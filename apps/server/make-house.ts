import { randomBytes } from "node:crypto";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { CAPABILITIES } from "#apps/capabilities.ts";
import { findActor, findHomeTenant } from "#capabilities/accounts/index.ts";
import { visitor } from "#platform/actor.ts";
import type { ActionContext, Tenant } from "#platform/capability.ts";
import type { Database } from "#platform/db/database.ts";
import type { House } from "#platform/house.ts";
import { makeTakeUpload, registerFiles, takeFormFile, type FilesOptions } from "#platform/http/files.ts";
import { registerPublished } from "#platform/http/published.ts";
import { registerEvents } from "#platform/http/events.ts";
import { makeLiveHub } from "#platform/live/hub.ts";
import { readLiveTopics } from "#platform/live/read-topics.ts";
import { countUnreadNotices } from "#platform/notices/count-unread.ts";
import { countUnreadSealed } from "#platform/notices/sealed-notices.ts";
import { makeApp } from "#platform/http/app.ts";
import type { SayRefusal } from "#platform/http/problem.ts";
import { holderKeyOf, receiptOf, sessionCookies, sessionTokenOf, tokenHash } from "#platform/http/session-cookie.ts";
import { uuidv7Source } from "#platform/identifiers/uuidv7.ts";
import { memoryLimits } from "#platform/registry/limits.ts";
import { makeInvoker, type Caller, type Invoker } from "#platform/registry/invoke.ts";
import { buildRegistry } from "#platform/registry/registry.ts";
import { tenantDirectory, type TenantDirectory } from "#platform/tenants/directory.ts";
import { makeHouseWork, type HouseWork } from "./house-work.ts";
import { servePages } from "./serve-pages.ts";

export type RunningHouse = Pick<HouseWork, "settle" | "furnish"> & {
  /** Reactions, due timers and jobs, until it is stopped. */
  readonly work: HouseWork["start"];
  readonly app: FastifyInstance;
  readonly invoker: Invoker;
  readonly tenants: TenantDirectory;
  readonly newId: () => string;
  readonly random: (bytes: number) => Uint8Array;
  readonly callerOf: (request: FastifyRequest, tenantSlug: string) => Promise<Caller | undefined>;
};

export type HouseParts = {
  readonly database: Database;
  readonly house: House;
  readonly say: SayRefusal;
  readonly logger: Parameters<typeof makeApp>[0]["logger"];
  /** Where uploads go, and who looks at them first. */
  readonly uploads: FilesOptions["door"];
  readonly trustProxy: boolean;
  readonly version: string;
  readonly failed: (error: unknown) => void;
  /** False: the API alone, as most tests and commands need it. */
  readonly pages?: boolean;
};

/** Puts the capabilities, the kernel and the HTTP server together; `main.ts` starts it, tests start it too. */
export async function makeHouse(parts: HouseParts): Promise<RunningHouse> {
  const newId = uuidv7Source(Date.now, (bytes) => crypto.getRandomValues(bytes));
  const random = (bytes: number): Uint8Array => randomBytes(bytes);
  const tenants = tenantDirectory(parts.database, Date.now);
  const registry = buildRegistry(CAPABILITIES);
  const failed = (topic: string, error: unknown) => parts.failed(new Error(`${topic}: ${String(error)}`, { cause: error }));
  const { database, house } = parts;
  const hub = makeLiveHub({
    nowMs: Date.now,
    failed: parts.failed,
    readTopics: async (caller) => await readLiveTopics(invoker, caller),
  });
  const byItself = makeHouseWork({ database, house, registry, tenants, hub, newId, random, failed });
  const withinLimit = memoryLimits(Date.now);
  const invoker: Invoker = makeInvoker({
    registry,
    database: parts.database,
    house: parts.house,
    newId,
    random,
    withinLimit,
    wake: byItself.wake,
    changed: byItself.changed,
    failed: parts.failed,
  });
  const callerOf = async (request: FastifyRequest, slug: string) => await findCaller(parts.database, tenants, request, slug);
  const cookies = sessionCookies(parts.house.publicUrl);
  const app = await makeApp({
    invoker,
    callerOf,
    say: parts.say,
    cookies,
    logger: parts.logger,
    trustProxy: parts.trustProxy,
    version: parts.version,
    ready: async () => await parts.database.ping(),
  });
  const countUnread = async (caller: Caller) => {
    const counts = [countUnreadNotices(parts.database, caller), countUnreadSealed(parts.database, parts.house.keys, caller)];
    return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
  };
  const files = {
    invoker,
    door: parts.uploads,
    say: parts.say,
    cookies,
    callerOf,
    newId,
    withinLimit,
    transact: async <T>(caller: Caller, purpose: string, work: (context: ActionContext) => Promise<T>) =>
      await invoker.transact(caller, purpose, work),
  };
  const take = makeTakeUpload(files);
  await registerFiles(app, files, take);
  registerEvents(app, { hub, say: parts.say, callerOf });
  const takeUpload = async (caller: Caller, file: File, purpose: string) => await takeFormFile(take, caller, file, purpose);
  const tenantOf = async (slug: string) => await tenants.bySlug(slug);
  registerPublished(app, { invoker, files: parts.house.published, tenantOf });
  if (parts.pages !== false) {
    const outside = async (request: FastifyRequest) => await findCallerOutside(parts.database, callerOf, request);
    const founded = () => tenants.forget();
    const pageParts = { house: parts.house, invoker, cookies, callerOf, outside, countUnread, takeUpload, newId, founded };
    await servePages(app, pageParts);
  }
  const { start, settle, furnish } = byItself;
  return { work: start, settle, furnish, app, invoker, tenants, newId, random, callerOf };
}

async function findCaller(
  database: Database,
  tenants: TenantDirectory,
  request: FastifyRequest,
  slug: string,
): Promise<Caller | undefined> {
  const tenant = await tenants.bySlug(slug);
  if (tenant === undefined) return undefined;
  const key = request.headers["idempotency-key"];
  return {
    tenant,
    address: request.ip,
    actor: await actorOf(database, tenant, request),
    ...(typeof key === "string" ? { key } : {}),
  };
}

/** On a page of no tenant, whoever is signed in calls as the person they are where they have one. */
async function findCallerOutside(
  database: Database,
  callerOf: RunningHouse["callerOf"],
  request: FastifyRequest,
): Promise<Caller | undefined> {
  const token = sessionTokenOf(request);
  const slug = token === undefined ? undefined : await findHomeTenant(database, tokenHash(token));
  return slug === undefined ? undefined : await callerOf(request, slug);
}

async function actorOf(database: Database, tenant: Tenant, request: FastifyRequest) {
  const token = sessionTokenOf(request);
  const receipt = receiptOf(request);
  const holderKey = receipt === undefined ? undefined : holderKeyOf(receipt);
  return token === undefined ? visitor(tenant.id, holderKey) : await findActor(database, tenant, tokenHash(token), holderKey);
}
