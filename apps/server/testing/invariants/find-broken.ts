import { appeals } from "./appeals.ts";
import { cases } from "./cases.ts";
import type { Invariant } from "./invariant.ts";
import { namesSomething, type UuidColumn } from "./names-something.ts";
import { platform } from "./platform.ts";

/** By capability. Each new one says here what of its rows must be there together. */
const INVARIANTS: Readonly<Record<string, readonly Invariant[]>> = { platform, cases, appeals };

/** Places told of one invariant: enough to see what sort it is. */
const MOST_PLACES = 5;

/** A superuser's query: the whole database is looked at, past every policy. */
export type AskDatabase = <Row extends object>(text: string) => Promise<readonly Row[]>;

/**
 * @param since when people began to act through the house.
 * @returns a line for each invariant that does not hold; empty when the whole database is in order.
 */
export async function findBroken(ask: AskDatabase, since: Date): Promise<readonly string[]> {
  const lines: string[] = [];
  const from = `timestamptz '${since.toISOString()}'`;
  for (const { says, broken } of await allInvariants(ask)) {
    const places = await ask<{ what: string }>(`select what from (${broken.replaceAll(":since", from)}) b limit ${MOST_PLACES}`);
    if (places.length > 0) lines.push(`${says}: not ${places.map(({ what }) => what).join(", ")}`);
  }
  return lines;
}

async function allInvariants(ask: AskDatabase): Promise<readonly Invariant[]> {
  const columns = await ask<UuidColumn>(`
    select c.oid::regclass::text as sql, a.attname as "column", a.atttypid = 'uuid[]'::regtype as "array" from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.atttypid in ('uuid'::regtype, 'uuid[]'::regtype)
      join pg_attribute t on t.attrelid = c.oid and t.attname = 'tenant_id'
      where c.relkind in ('r', 'p') and a.attname <> 'tenant_id' and c.relnamespace::regnamespace::text !~ '^(pg_|information_schema)'
      order by 1, 2`);
  return [...Object.values(INVARIANTS).flat(), ...namesSomething(columns)];
}
