import { sql } from "kysely";
import type { ActionContext } from "../capability.ts";
import type { Tx } from "../db/tx.ts";
import { refuse, type Refusal } from "../refusal.ts";

export type Reading = {
  /** What is looked at, as the person it is about is told: `<capability>.<what>`. */
  readonly what: string;
  /** Whose data it is. */
  readonly persons: readonly string[];
  /** How many people one reader may see in this way within an hour. */
  readonly most: number;
};

/** From here on whoever audits is told. */
const TOLD_AT = 0.9;

/**
 * Records that these people's data is read now, or refuses where it would be too many for one hour (TRUST case 18). Whoever was seen in the
 * same way within the hour is not recorded again. What is let through near the end is told: topic `platform.much-read`.
 * @returns the refusal `reading-limit` (`too-many`; facts: most, minutes), or undefined
 */
export async function noteReadings(context: ActionContext, { what, persons, most }: Reading): Promise<Refusal | undefined> {
  const { tx, actor } = context;
  const readerId = actor.personId;
  if (readerId === undefined) return undefined;
  const before = await findReadLately(tx, readerId, what);
  const fresh = [...new Set(persons)].filter((id) => id !== readerId && !before.has(id));
  if (before.size + fresh.length > most) return refuse("too-many", "reading-limit", { facts: { most, minutes: 60 } });
  for (const id of fresh) context.looked(id, what);
  if (fresh.length > 0 && before.size + fresh.length > most * TOLD_AT && before.size <= most * TOLD_AT)
    context.emit("platform.much-read", { readerId, what, persons: before.size + fresh.length });
  return undefined;
}

/** Whose data a reader has seen in one way in the last hour. */
async function findReadLately(tx: Tx, readerId: string, what: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ subject_person: string }>`
    select distinct subject_person from platform.access_log
    where tenant_id = ${tx.tenantId} and reader_person = ${readerId}::uuid and at > ${tx.now}::timestamptz - interval '1 hour' and what = ${what}`.execute(
    tx.db,
  );
  return new Set(rows.map((row) => row.subject_person));
}
