import { sql } from "kysely";
import { systemActor, visitor, type Actor } from "../actor.ts";
import type { ActionContext, Offered, Payload, Reaction, ReactionContext, Tenant } from "../capability.ts";
import { Rollback, type Database } from "../db/database.ts";
import { holdReceiptSql } from "../db/scope-sql.ts";
import type { Tx } from "../db/tx.ts";
import type { House } from "../house.ts";
import { FORGET } from "../db/open-tables.ts";
import { partyScope, scopeOf, sealedScope } from "../registry/invoke.ts";
import { leaveTraces, noTraces } from "../registry/leave-traces.ts";

/** A row that failed is tried again after 2^tries seconds, up to an hour; it is never thrown away. */
const MAX_BACKOFF_SECONDS = 3_600;
/** Rows a sweep takes up. */
const BATCH = 200;

export type DrainParts = {
  readonly database: Database;
  readonly reactions: ReadonlyMap<string, readonly { readonly capability: string; readonly react: Reaction }[]>;
  readonly tenantById: (id: string) => Promise<Tenant | undefined>;
  readonly newId: () => string;
  readonly random: (bytes: number) => Uint8Array;
  readonly house: House;
  /** The registry; commands that call nobody's contribution leave it out. */
  readonly offered?: Offered;
  readonly failed: (topic: string, error: unknown) => void;
  /** Something of a tenant was committed here: whoever waits for it is told. */
  readonly changed: (tenantId: string) => void;
};

type Due = { readonly tenant_id: string; readonly id: string };

/**
 * Takes up what is due, oldest first: the sweeper role finds rows by (tenant, due time, id) alone, then each is handled as its
 * tenant, under `skip locked`, so that several workers share the work and a killed one loses nothing.
 * @returns how many rows were handled.
 */
export async function drainOutbox(parts: DrainParts): Promise<number> {
  const due = await parts.database.transact(
    { areas: [], purpose: "platform/sweep" },
    async (tx) =>
      (
        await sql<Due>`select tenant_id, id from platform.outbox where due_at <= ${tx.now} order by due_at limit ${BATCH}`.execute(
          tx.db,
        )
      ).rows,
    { domain: "sweeper", mode: "read only" },
  );
  let handled = 0;
  for (const [tenantId, rows] of Map.groupBy(due, (row) => row.tenant_id)) {
    const tenant = await parts.tenantById(tenantId);
    if (tenant === undefined) continue;
    const quiet = await deleteQuiet(parts, tenant, rows);
    handled += quiet.size;
    for (const { id } of rows) if (!quiet.has(id) && (await handleOne(parts, tenant, id))) handled += 1;
    parts.changed(tenantId);
  }
  return handled;
}

/** What nobody reacts to is done with: all of a tenant's in one transaction, since most of what is emitted is so. */
async function deleteQuiet(parts: DrainParts, tenant: Tenant, rows: readonly Due[]): Promise<ReadonlySet<string>> {
  const heard = [...parts.reactions.keys()];
  const ids = rows.map((row) => row.id);
  const scope = scopeOf(systemActor(tenant.id, tenant.rootPath), "platform/deliver");
  return await parts.database.transact(scope, async (tx) => {
    const deleted = await sql<{ id: string }>`
      delete from platform.outbox where tenant_id = ${tenant.id} and id in (select id from platform.outbox
        where tenant_id = ${tenant.id} and id = any(${ids}::uuid[]) and topic <> all(${heard}::text[]) for update skip locked) returning id`.execute(
      tx.db,
    );
    return new Set(deleted.rows.map((row) => row.id));
  });
}

async function handleOne(parts: DrainParts, tenant: Tenant, id: string): Promise<boolean> {
  const scope = scopeOf(systemActor(tenant.id, tenant.rootPath), "platform/deliver");
  let topic = "";
  try {
    return await parts.database.transact(scope, async (tx) => {
      const { rows } = await sql<{ topic: string; payload: Payload }>`
        select topic, payload from platform.outbox where tenant_id = ${tenant.id} and id = ${id} for update skip locked`.execute(
        tx.db,
      );
      const row = rows[0];
      if (row === undefined) return false;
      ({ topic } = row);
      for (const { capability, react } of parts.reactions.get(topic) ?? [])
        await reactOnce(parts, tx, tenant, `${id}:${capability}`, react, row.payload);
      await sql`delete from platform.outbox where tenant_id = ${tenant.id} and id = ${id}`.execute(tx.db);
      return true;
    });
  } catch (error) {
    if (error instanceof Rollback) throw error;
    parts.failed(topic, error);
    await postpone(parts.database, tenant, id);
    return false;
  }
}

/** The effect row and the reaction commit together: whatever is killed, the reaction happened once or will. */
async function reactOnce(
  parts: DrainParts,
  tx: Tx,
  tenant: Tenant,
  jobKey: string,
  react: Reaction,
  payload: Payload,
): Promise<void> {
  const first =
    await sql`insert into platform.effect (tenant_id, job_key, done_at) values (${tenant.id}, ${jobKey}, ${tx.now}) on conflict do nothing`.execute(
      tx.db,
    );
  if (first.numAffectedRows === 0n) return;
  const traces = noTraces();
  const context: ReactionContext = {
    ...systemContext(parts, tx, tenant, traces),
    inTenant: async (tenantId, purpose, work) => await workInTenant(parts, tenantId, purpose, work),
  };
  await react(context, payload);
  leaveTraces(tx, undefined, traces);
}

async function workInTenant<T>(
  parts: DrainParts,
  tenantId: string,
  purpose: string,
  work: (context: ActionContext) => Promise<T>,
): Promise<T | undefined> {
  const tenant = await parts.tenantById(tenantId);
  if (tenant === undefined) return undefined;
  return await parts.database.transact(scopeOf(systemActor(tenant.id, tenant.rootPath), purpose), async (tx) => {
    const traces = noTraces();
    const value = await work(systemContext(parts, tx, tenant, traces));
    leaveTraces(tx, undefined, traces);
    return value;
  });
}

/** What the house does by itself in the store of sealed identities: it tells, and it purges. */
const HOUSE_PURPOSE = "platform/house";

const NOTHING: Offered = { entries: new Map(), duties: new Set(), contributed: new Map() };

/** A context for the house's own acts: reactions, timers, scheduled jobs. */
export function systemContext(
  parts: Pick<DrainParts, "newId" | "random" | "house" | "offered" | "database">,
  tx: Tx,
  tenant: Tenant,
  traces = noTraces(),
): ActionContext {
  const { newId } = parts;
  const actor = systemActor(tenant.id, tenant.rootPath);
  return {
    tx,
    now: tx.now,
    tenant,
    post: undefined,
    actor,
    newId,
    random: parts.random,
    house: parts.house,
    offered: parts.offered ?? NOTHING,
    taken: 0,
    subject: (subject) => void (traces.subject = subject),
    emit: (topic, payload, dueAt) => void traces.emitted.push({ id: newId(), topic, payload, dueAt: dueAt ?? tx.now }),
    looked: () => {},
    keep: (refusal) => refusal,
    afterCommit: (effect) => tx.afterCommit(() => void effect()),
    sealed: async (owner, work) =>
      await parts.database.transact(sealedScope(actor, HOUSE_PURPOSE, owner), work, { domain: "sealed" }),
    // The house sees what it works on anyway; a demo's resident, acting on a copy of this context, becomes the receipt's holder.
    async holdReceipt(this: { actor: Actor }, holderKey) {
      this.actor = visitor(tenant.id, holderKey);
      await sql.raw(holdReceiptSql(holderKey)).execute(tx.db);
    },
    ballots: async () => {
      throw new Error("the house itself casts and counts no ballot");
    },
    ownData: async () => {
      throw new Error("nothing is held about the house itself");
    },
    forget: async (work) => await parts.database.transact(scopeOf(actor, FORGET), work, { domain: "subject" }),
    removeBytes: async (sha256) => await removeBytes(parts, sha256),
    async party(this: { actor: Actor }, work) {
      return await parts.database.transact(partyScope(this.actor, "platform/party-house"), work, { domain: "party" });
    },
    session: () => {
      throw new Error("the house itself has no session");
    },
  };
}

/** Of bytes that a row still names, whosever, none goes. A row that names them anew meanwhile has put them there anew. */
async function removeBytes(
  { database, house }: Pick<DrainParts, "database" | "house">,
  sha256: readonly string[],
): Promise<void> {
  const named = await database.transact(
    { areas: [], purpose: "platform/sweep" },
    async (tx) => {
      const { rows } = await sql<{ sha: string }>`select distinct s.sha from unnest(${[...sha256]}::text[]) s (sha)
        where exists (select 1 from platform.file f where f.sha256 = s.sha) or exists (select 1 from platform.file f where f.thumbnail_sha256 = s.sha)`.execute(
        tx.db,
      );
      return new Set(rows.map(({ sha }) => sha));
    },
    { domain: "sweeper", mode: "read only" },
  );
  for (const sha of new Set(sha256)) if (!named.has(sha)) await house.files.remove(sha);
}

async function postpone(database: Database, tenant: Tenant, id: string): Promise<void> {
  const scope = scopeOf(systemActor(tenant.id, tenant.rootPath), "platform/deliver");
  await database.transact(scope, async (tx) => {
    await sql`update platform.outbox set tries = tries + 1, due_at = ${tx.now}::timestamptz + least(power(2, least(tries, 20)), ${MAX_BACKOFF_SECONDS}) * interval '1 second'
      where tenant_id = ${tenant.id} and id = ${id}`.execute(tx.db);
  });
}
