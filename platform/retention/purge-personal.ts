import { sql, type RawBuilder } from "kysely";
import type { Job, JobStep } from "../capability.ts";
import type { Tx } from "../db/tx.ts";
import { planRetention, type RetentionLimit, type RetentionSource } from "./plan-retention.ts";

/** The point capabilities contribute to (`RetentionSource`). */
export const RETENTION = "platform.retention";

/** Rows a step looks at: tenths of a second, whether much of it is past its time or nothing. */
const PAGE = 5_000;

/**
 * Nightly: walks every table with personal columns once, in the order of its key, and removes or empties what is past the time its own
 * comments state. Looking at each row once keeps a night over a million rows linear, however few of them are due.
 */
export const purgePersonal: Job = {
  cron: "40 2 * * *",
  step: async ({ tx, offered }, { cursor, done }): Promise<JobStep> => {
    const limits = await planRetention(
      tx,
      (offered.contributed.get(RETENTION) ?? new Map()) as ReadonlyMap<string, RetentionSource>,
    );
    const at = Number(cursor?.["at"] ?? 0);
    const limit = limits[at];
    if (limit === undefined) return { done };
    const after = cursor?.["after"];
    const page = await purgePage(tx, limit, typeof after === "string" ? (JSON.parse(after) as readonly string[]) : undefined);
    const looked = Number(cursor?.["looked"] ?? 0) + page.looked;
    const through = page.last === undefined ? at + 1 : at;
    const step = { done: done + page.purged, result: { at: through, of: limits.length, looked } };
    if (page.last !== undefined) return { ...step, next: { at, after: JSON.stringify(page.last), looked } };
    return through < limits.length ? { ...step, next: { at: through, looked } } : step;
  },
};

type Page = {
  readonly looked: number;
  readonly purged: number;
  /** Key of the last row looked at; undefined: the table is through. */
  readonly last: readonly string[] | undefined;
};

async function purgePage(tx: Tx, limit: RetentionLimit, after: readonly string[] | undefined): Promise<Page> {
  const keys = limit.key.map((column) => sql.ref(column));
  const keyOf = (alias: string) => limit.key.map((column) => sql.ref(`${alias}.${column}`));
  const from = after === undefined ? sql`true` : sql`(${sql.join(keyOf("r"))}) > (${sql.join(after.map((one) => sql`${one}`))})`;
  const cutoff = sql`${tx.now}::timestamptz - make_interval(months => ${limit.months}::int)`;
  const same = sql.join(
    limit.key.map((column) => sql`${sql.ref(`t.${column}`)} = ${sql.ref(`due.${column}`)}`),
    sql` and `,
  );
  const { rows } = await sql<{ looked: number; purged: number; last: readonly string[] | null }>`
    with page as (
      select ${sql.join(keyOf("r"))}, coalesce(${sql.raw(limit.since)} < ${cutoff}, false) as past from ${sql.table(limit.table)} r
      where r.tenant_id = ${tx.tenantId} and ${from} order by ${sql.join(keyOf("r"))} limit ${PAGE}),
    due as (select ${sql.join(keys)} from page where past),
    gone as (${change(tx, limit)} and ${same} ${stillThere(limit)} returning 1)
    select (select count(*) from page) as looked, (select count(*) from gone) as purged,
      (select array[${sql.join(keys.map((key) => sql`${key}::text`))}] from page order by ${sql.join(keys.map((key) => sql`${key} desc`))} limit 1) as last`.execute(
    tx.db,
  );
  const row = rows[0];
  const through = row === undefined || row.looked < PAGE;
  return { looked: row?.looked ?? 0, purged: row?.purged ?? 0, last: through ? undefined : (row.last ?? undefined) };
}

function change(tx: Tx, { table, empty }: RetentionLimit): RawBuilder<unknown> {
  if (empty === undefined) return sql`delete from ${sql.table(table)} t using due where t.tenant_id = ${tx.tenantId}`;
  const columns = Object.entries(empty).map(([column, value]) => sql`${sql.ref(column)} = ${sql.raw(value)}`);
  return sql`update ${sql.table(table)} t set ${sql.join(columns)} from due where t.tenant_id = ${tx.tenantId}`;
}

/** What was emptied last night is not written again. */
function stillThere({ empty }: RetentionLimit): RawBuilder<unknown> {
  if (empty === undefined) return sql``;
  const columns = Object.entries(empty).map(
    ([column, value]) => sql`${sql.ref(`t.${column}`)} is distinct from ${sql.raw(value)}`,
  );
  return sql`and (${sql.join(columns, sql` or `)})`;
}
