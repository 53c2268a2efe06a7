import { sql, type Expression, type RawBuilder, type SqlBool } from "kysely";
import type { ActionContext } from "../capability.ts";
import type { Tx } from "../db/tx.ts";
import { writeLedger } from "./consents.ts";

/** The point at which capabilities say what they use somebody's data for and stop when told to, by purpose: `appeals.release`. */
export const USES = "platform.uses";

/** `{ purpose, personId }`: a use was stopped; what was made of it before goes in a reaction. */
export const USE_STOPPED = "platform.use-stopped";

export type PersonalUse = {
  /** Of the text in which it is told (`uses.of.<purpose>` of the messages of `privacy`); another text is another version. */
  readonly textVersion: number;
  /** press: whoever it is about ends it, at once. objection: a duty stands against it, and a named person decides (PIPL 44, 50). */
  readonly ends: "press" | "objection";
  /** Where it is seen, below the tenant. */
  readonly path: string;
};

export function usesOf({ offered }: Pick<ActionContext, "offered">): ReadonlyMap<string, PersonalUse> {
  return (offered.contributed.get(USES) ?? new Map()) as ReadonlyMap<string, PersonalUse>;
}

/** The door before every use, for a query over many: false for whoever stopped it. `person` is the column that names them. */
export function goesOn(tx: Tx, purpose: string, person: Expression<unknown>): RawBuilder<SqlBool> {
  return sql<SqlBool>`not exists (select 1 from platform.stopped_use su
    where su.tenant_id = ${tx.tenantId} and su.purpose = ${purpose} and su.person_id = ${person})`;
}

/** The same door, for one person. Nobody (whoever raised it without a name) has stopped nothing. */
export async function hasStopped(tx: Tx, purpose: string, personId: string | null | undefined): Promise<boolean> {
  if (personId === null || personId === undefined) return false;
  const { rows } = await sql`select 1 from platform.stopped_use
    where tenant_id = ${tx.tenantId} and purpose = ${purpose} and person_id = ${personId}`.execute(tx.db);
  return rows.length > 0;
}

/** @returns false where it was stopped already */
export async function stopUse(
  context: ActionContext,
  purpose: string,
  personId: string,
  how: "press" | "objection",
): Promise<boolean> {
  const { tx } = context;
  const { numAffectedRows } = await sql`insert into platform.stopped_use (tenant_id, purpose, person_id, how, since)
    values (${tx.tenantId}, ${purpose}, ${personId}, ${how}, ${tx.now}) on conflict do nothing`.execute(tx.db);
  if (numAffectedRows !== 1n) return false;
  noteUse(context, purpose, personId, false);
  context.emit(USE_STOPPED, { purpose, personId });
  return true;
}

/** @returns false where it was not stopped, or is another's */
export async function resumeUse(context: ActionContext, purpose: string, personId: string): Promise<boolean> {
  const { tx } = context;
  const { numAffectedRows } = await sql`delete from platform.stopped_use
    where tenant_id = ${tx.tenantId} and purpose = ${purpose} and person_id = ${personId}`.execute(tx.db);
  if (numAffectedRows !== 1n) return false;
  noteUse(context, purpose, personId, true);
  return true;
}

function noteUse(context: ActionContext, purpose: string, personId: string, given: boolean): void {
  const use = usesOf(context).get(purpose);
  if (use === undefined) throw new Error(`nobody contributes ${purpose} to ${USES}`);
  writeLedger(context, { about: "use", purpose, personId, textVersion: use.textVersion, given });
}

export type StoppedUse = { readonly purpose: string; readonly how: "press" | "objection"; readonly since: Date };

export async function findStopped(tx: Tx, personId: string): Promise<readonly StoppedUse[]> {
  const { rows } = await sql<StoppedUse>`select purpose, how, since from platform.stopped_use
    where tenant_id = ${tx.tenantId} and person_id = ${personId} order by purpose`.execute(tx.db);
  return rows;
}
