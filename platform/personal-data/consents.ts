import { sql } from "kysely";
import type { ActionContext } from "../capability.ts";
import type { Tx } from "../db/tx.ts";

/** The point at which capabilities say what they keep by consent, by purpose: `accounts.email`. */
export const CONSENTS = "platform.consents";

export type ConsentSource = {
  /** Of the text somebody reads where they agree (`consents.<purpose>.says` of the messages); another text is another version. */
  readonly textVersion: number;
  /** Where it is given, below the tenant. */
  readonly path: string;
  /** Whether something of the caller's rests on it now. */
  readonly standing: (context: ActionContext) => Promise<boolean>;
  /** Erases what rests on it, in the caller's own transaction. */
  readonly withdraw: (context: ActionContext) => Promise<void>;
};

export function consentsOf({ offered }: Pick<ActionContext, "offered">): ReadonlyMap<string, ConsentSource> {
  return (offered.contributed.get(CONSENTS) ?? new Map()) as ReadonlyMap<string, ConsentSource>;
}

/**
 * A line of the ledger: who agreed to what, or took it back, by the version of its text. Nobody is written of who is not signed in as a
 * person here: a visitor's consent stands in the very row it was given with.
 */
export function noteConsent(context: ActionContext, purpose: string, given: boolean): void {
  const source = consentsOf(context).get(purpose);
  if (source === undefined) throw new Error(`nobody contributes ${purpose} to ${CONSENTS}`);
  const { personId } = context.actor;
  if (personId !== undefined)
    writeLedger(context, { about: "consent", purpose, personId, textVersion: source.textVersion, given });
}

/** consent: agreed to, or taken back. use: gone on with, or stopped (`uses.ts`). */
type LedgerLine = {
  readonly about: "consent" | "use";
  readonly purpose: string;
  readonly personId: string;
  readonly textVersion: number;
  readonly given: boolean;
};

export function writeLedger(context: ActionContext, { about, purpose, personId, textVersion, given }: LedgerLine): void {
  const { tx } = context;
  tx.write(sql`insert into platform.consent (tenant_id, id, person_id, about, purpose, text_version, given, at)
    values (${tx.tenantId}, ${context.newId()}, ${personId}, ${about}, ${purpose}, ${textVersion}, ${given}, ${tx.now})`);
}

export type ConsentLine = Omit<LedgerLine, "personId"> & { readonly at: Date };

const MOST_LINES = 200;

/** The caller's own lines, newest first. */
export async function findConsents(tx: Tx, personId: string): Promise<readonly ConsentLine[]> {
  const { rows } = await sql<ConsentLine>`select about, purpose, text_version as "textVersion", given, at from platform.consent
    where tenant_id = ${tx.tenantId} and person_id = ${personId} order by id desc limit ${MOST_LINES}`.execute(tx.db);
  return rows;
}
