import { keepApart } from "#capabilities/organizations/index.ts";
import type { Actor } from "#platform/actor.ts";
import type { Tenant } from "#platform/capability.ts";
import type { Database } from "#platform/db/database.ts";
import { readActor, readActorOfAccount } from "../store/read-actor.ts";

/** Whoever holds a session in this tenant at this moment (`readActor`); nobody is two of the three administrators. */
export async function findActor(database: Database, tenant: Tenant, sessionHash: Buffer, holderKey?: string): Promise<Actor> {
  return apart(await readActor(database, tenant, sessionHash, holderKey));
}

/** The same of an account without a session, for a job it left behind. Undefined: it has no person here. */
export async function findActorOfAccount(database: Database, tenant: Tenant, accountId: string): Promise<Actor | undefined> {
  const actor = await readActorOfAccount(database, tenant, accountId);
  return actor === undefined ? undefined : apart(actor);
}

function apart(actor: Actor): Actor {
  return { ...actor, posts: keepApart(actor.posts) };
}
