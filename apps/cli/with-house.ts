import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { ClientBase } from "pg";
import { DUTIES, furnishTenant } from "#apps/capabilities.ts";
import { readConfig, type Config } from "#apps/server/config.ts";
import { openHouseKeys } from "#apps/server/open-keys.ts";
import { asOwner, joinHouseDatabase, type OpenedDatabase } from "#apps/server/open-database.ts";
import { makeSenders } from "#apps/server/senders.ts";
import { makeSayNotice } from "#apps/web/say-notice.ts";
import { systemActor } from "#platform/actor.ts";
import type { ActionContext, Tenant } from "#platform/capability.ts";
import type { Database } from "#platform/db/database.ts";
import { openFileStore } from "#platform/files/store.ts";
import type { House } from "#platform/house.ts";
import { uuidv7Source } from "#platform/identifiers/uuidv7.ts";
import { systemContext } from "#platform/outbox/drain.ts";
import { openPublishedFiles } from "#platform/published/published-files.ts";
import { scopeOf } from "#platform/registry/invoke.ts";
import { leaveTraces, noTraces } from "#platform/registry/leave-traces.ts";
import { tenantDirectory } from "#platform/tenants/directory.ts";
import { nameSome } from "./choose-tenant.ts";
import { CommandRefusal } from "./command.ts";
import { orRefused } from "./or-refused.ts";
import { ownEnvironment } from "./own-environment.ts";

export type WithHouseOptions = {
  /** DATA_DIR, DATABASE_URL and the rest, as for `npm start`; by default the process's own and the `.env` beside it. */
  readonly env?: NodeJS.ProcessEnv;
  /** What a relative DATA_DIR is relative to: where the command was called. */
  readonly cwd?: string;
  readonly progress?: (line: string) => void;
};

/** The house as a command has it: its database, its keys, and a way to act as a tenant. No pages, no timers, no drain. */
export type CommandHouse = {
  readonly database: Database;
  readonly house: House;
  readonly newId: () => string;
  readonly random: (bytes: number) => Uint8Array;
  readonly tenants: () => Promise<readonly Tenant[]>;
  /** The tenant of a slug; refuses one that is not there, naming those that are. */
  readonly tenant: (slug: string) => Promise<Tenant>;
  /** Work as the role that owns the tables: an operator's act that no role of the house may do. */
  readonly asOwner: <T>(work: (client: ClientBase) => Promise<T>) => Promise<T>;
  /**
   * One transaction as the tenant's own house, covering its whole area. It leaves an audit row named by `purpose`, and whatever it
   * emits is delivered by the running server, or by the next that starts. Throw `Rollback` to read and write nothing.
   */
  readonly transact: <T>(slug: string, purpose: string, work: (context: ActionContext) => Promise<T>) => Promise<T>;
};

/**
 * Opens the deployment a command works on, beside its running server or alone, and closes it again.
 * @throws CommandRefusal when the settings, the database or the keys do not allow it: one line for the operator.
 */
export async function withHouse<T>(options: WithHouseOptions, work: (house: CommandHouse) => Promise<T>): Promise<T> {
  const progress = options.progress ?? (() => {});
  const { config, opened } = await orRefused(async () => {
    const settings = readConfig(options.env ?? ownEnvironment(), [], options.cwd ?? process.cwd());
    return { config: settings, opened: await joinHouseDatabase(settings, progress) };
  });
  try {
    return await work(await orRefused(() => furnish(config, opened)));
  } finally {
    await opened.close();
  }
}

async function furnish(config: Config, opened: OpenedDatabase): Promise<CommandHouse> {
  const { database } = opened;
  const directory = tenantDirectory(database, Date.now);
  const keys = await openHouseKeys(config.dataDir, database);
  const { publicUrl, demo } = config;
  const house: House = {
    keys,
    files: await openFileStore(join(config.dataDir, "files")),
    published: await openPublishedFiles(join(config.dataDir, "published")),
    publicUrl,
    demo,
    duties: DUTIES,
    furnish: furnishTenant,
    ...makeSenders(config, database),
    sayNotice: makeSayNotice(),
  };
  const newId = uuidv7Source(Date.now, (bytes) => crypto.getRandomValues(bytes));
  const parts = { database, house, newId, random: (bytes: number): Uint8Array => randomBytes(bytes) };
  const tenant = async (slug: string): Promise<Tenant> => {
    directory.forget();
    const found = await directory.bySlug(slug);
    if (found !== undefined) return found;
    const known = nameSome((await directory.all()).map((one) => one.slug));
    throw new CommandRefusal("no-such-tenant", `there is no tenant ${slug}; there is: ${known === "" ? "none yet" : known}`);
  };
  return {
    ...parts,
    tenant,
    tenants: () => directory.all(),
    asOwner: async (act) => await asOwner(opened, act),
    transact: async (slug, purpose, act) => await transactAs(parts, await tenant(slug), purpose, act),
  };
}

type Parts = Pick<CommandHouse, "database" | "house" | "newId" | "random">;

async function transactAs<T>(
  parts: Parts,
  tenant: Tenant,
  purpose: string,
  act: (context: ActionContext) => Promise<T>,
): Promise<T> {
  const actor = systemActor(tenant.id, tenant.rootPath);
  return await parts.database.transact(scopeOf(actor, purpose), async (tx) => {
    const traces = noTraces();
    const value = await act(systemContext(parts, tx, tenant, traces));
    leaveTraces(tx, { id: parts.newId(), action: purpose, actor, outcome: "done" }, traces);
    return value;
  });
}
