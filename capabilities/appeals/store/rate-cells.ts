import { sql, type RawBuilder } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { CallCell, Grouping, RateCell } from "../domain/reckon-rates.ts";

/** What changed is counted again this long after: a busy month is counted once a minute, not at every act. */
const COUNTED_AFTER_MS = 60_000;
const DUE_AT_ONCE = 20;

const monthOf = (column: ReturnType<typeof sql.ref>) => sql`date_trunc('month', ${column} at time zone 'Asia/Shanghai')::date`;

/** The month an appeal was raised in is to be counted again, and the months its calls for help were made in. */
export async function markForCounting(tx: Tx, appealId: string): Promise<void> {
  const dueAt = new Date(tx.now.getTime() + COUNTED_AFTER_MS);
  await sql`insert into appeals.rate_due (tenant_id, id, month, due_at)
    select ${tx.tenantId}::uuid, gen_random_uuid(), month, ${dueAt}::timestamptz from (
      select ${monthOf(sql.ref("raised_at"))} as month from appeals.appeal where tenant_id = ${tx.tenantId} and id = ${appealId}
      union
      select ${monthOf(sql.ref("asked_at"))} from appeals.whistle where tenant_id = ${tx.tenantId} and appeal_id = ${appealId}) m`.execute(
    tx.db,
  );
}

export async function findDueMonths(tx: Tx): Promise<readonly { readonly tenant_id: string; readonly id: string }[]> {
  const { rows } = await sql<{ tenant_id: string; id: string }>`
    select tenant_id, id from appeals.rate_due where due_at <= ${tx.now} order by due_at limit ${DUE_AT_ONCE}`.execute(tx.db);
  return rows;
}

/** Takes a month whose time has come, with everything else that is due of it. @returns its first day; undefined: another worker has it. */
export async function takeDueMonth(tx: Tx, id: string): Promise<string | undefined> {
  const found = await sql<{ month: string }>`
    select month from appeals.rate_due where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
  const month = found.rows[0]?.month;
  if (month === undefined) return undefined;
  await sql`insert into appeals.rate_month (tenant_id, month, counted_at) values (${tx.tenantId}, ${month}, ${tx.now})
    on conflict (tenant_id, month) do update set counted_at = excluded.counted_at`.execute(tx.db);
  const { numAffectedRows } = await sql`
    delete from appeals.rate_due where tenant_id = ${tx.tenantId} and month = ${month} and due_at <= ${tx.now}`.execute(tx.db);
  return numAffectedRows === 0n ? undefined : month;
}

/**
 * Counts one month anew. A place is what lies right below the tenant's own area: in a grid, a single judgement could be somebody's.
 * What is kept from somebody is not counted: a month with one case in one village would tell them of it.
 * @param month its first day
 */
export async function countMonth(tx: Tx, month: string, root: string): Promise<void> {
  const of = (column: string) => sql`${sql.ref(column)} >= (${month}::date::timestamp at time zone 'Asia/Shanghai')
    and ${sql.ref(column)} < ((${month}::date + interval '1 month')::timestamp at time zone 'Asia/Shanghai')`;
  const area = sql`subpath(a.division_path, 0, least(nlevel(a.division_path), nlevel(${root}::ltree) + 1))`;
  await sql`delete from appeals.rate_cell where tenant_id = ${tx.tenantId} and month = ${month}`.execute(tx.db);
  await sql`delete from appeals.call_cell where tenant_id = ${tx.tenantId} and month = ${month}`.execute(tx.db);
  await sql`insert into appeals.rate_cell (tenant_id, month, area, unit, matter, mode, outcome, dispatched, contacted_in_time, judged, responded, solved, satisfied)
    select a.tenant_id, ${month}::date, ${area}, coalesce(a.lead_organization::text, ''), coalesce(a.matter_code, ''),
      case when a.state = 'historic' then 'historic' else a.mode end, coalesce(a.outcome, ''),
      count(*) filter (where a.dispatched_at is not null and a.lead_organization is not null),
      count(*) filter (where a.dispatched_at is not null and a.lead_organization is not null and a.contacted_at <= a.contact_due_at),
      count(j.round), count(*) filter (where j.responded), count(*) filter (where j.solved), count(*) filter (where j.satisfied)
    from appeals.appeal a
    left join lateral (select round, responded, solved, satisfied from appeals.judgement j
      where j.tenant_id = a.tenant_id and j.appeal_id = a.id order by round desc limit 1) j on true
    where a.tenant_id = ${tx.tenantId} and ${of("a.raised_at")} and (a.dispatched_at is not null or j.round is not null) and cardinality(a.barred) = 0
    group by 1, 2, 3, 4, 5, 6, 7`.execute(tx.db);
  await sql`insert into appeals.call_cell (tenant_id, month, area, caller, unit, matter, called, reported_in_time, helped, refused)
    select a.tenant_id, ${month}::date, ${area}, coalesce(a.lead_organization::text, ''), w.organization_id::text, coalesce(a.matter_code, ''),
      count(*), count(*) filter (where w.reported_at <= w.due_at), count(*) filter (where w.report_outcome = 'done'),
      count(*) filter (where w.report_outcome = 'refused')
    from appeals.whistle w join appeals.appeal a on a.tenant_id = w.tenant_id and a.id = w.appeal_id
    where w.tenant_id = ${tx.tenantId} and ${of("w.asked_at")} and cardinality(a.barred) = 0
    group by 1, 2, 3, 4, 5, 6`.execute(tx.db);
}

export type CellFilter = {
  /** First days of the first and the last month. */
  readonly from: string;
  readonly to: string;
  readonly area?: string | undefined;
  readonly matter?: string | undefined;
};

export type Cells = { readonly appeals: readonly RateCell[]; readonly calls: readonly CallCell[] };

/** The counted cells of some months, with the names of their places, units and matters; at most `most` of each sort. */
export async function findCells(tx: Tx, filter: CellFilter, most: number): Promise<Cells> {
  const appeals = await sql<Nameless<RateCell>>`
    select to_char(c.month, 'YYYY-MM') as month, c.area::text as area, c.unit, c.matter, c.mode, c.outcome, c.dispatched,
      c.contacted_in_time as "contactedInTime", c.judged, c.responded, c.solved, c.satisfied
    from appeals.rate_cell c
    where ${within(tx, filter)} order by c.month, c.area, c.unit, c.matter, c.mode, c.outcome limit ${most}`.execute(tx.db);
  const calls = await sql<Nameless<CallCell>>`
    select to_char(c.month, 'YYYY-MM') as month, c.area::text as area, c.caller, c.unit, c.matter, c.called,
      c.reported_in_time as "reportedInTime", c.helped, c.refused
    from appeals.call_cell c
    where ${within(tx, filter)} order by c.month, c.area, c.caller, c.unit, c.matter limit ${most}`.execute(tx.db);
  return await named(tx, appeals.rows, calls.rows);
}

/** What a cell is of that is not the column it was summed by: nothing. */
const OF_NOTHING = { month: "", area: "", unit: "", caller: "", matter: "" };

/**
 * The same cells summed by one column, so that a page costs no more the more months, places and matters there are. What decides whether a
 * cell counts (mode and outcome), and whether whoever called or was called answers for it, stays apart.
 */
export async function sumCells(tx: Tx, filter: CellFilter, by: Grouping): Promise<Cells> {
  const column = by === "month" ? sql`to_char(c.month, 'YYYY-MM')` : sql`${sql.ref(`c.${by}`)}::text`;
  const appeals = await sql<Partial<RateCell>>`
    select ${column} as ${sql.ref(by)}, c.mode, c.outcome, sum(c.dispatched) as dispatched, sum(c.contacted_in_time) as "contactedInTime",
      sum(c.judged) as judged, sum(c.responded) as responded, sum(c.solved) as solved, sum(c.satisfied) as satisfied
    from appeals.rate_cell c where ${within(tx, filter)} group by 1, 2, 3`.execute(tx.db);
  const caller = by === "unit" ? sql`c.caller` : sql`''`;
  const calls = await sql<Partial<CallCell>>`
    select ${column} as ${sql.ref(by)}, ${caller} as caller, sum(c.called) as called, sum(c.reported_in_time) as "reportedInTime",
      sum(c.helped) as helped, sum(c.refused) as refused
    from appeals.call_cell c where ${within(tx, filter)} group by 1, 2`.execute(tx.db);
  const whole = <Row>(row: Partial<Row>) => ({ ...OF_NOTHING, ...row }) as Nameless<Row>;
  return await named(tx, appeals.rows.map(whole<RateCell>), calls.rows.map(whole<CallCell>));
}

type Nameless<Row> = Omit<Row, "areaName" | "unitName" | "matterName" | "callerName">;

async function named(tx: Tx, appeals: readonly Nameless<RateCell>[], calls: readonly Nameless<CallCell>[]): Promise<Cells> {
  const cells = [...appeals, ...calls];
  const distinct = (values: readonly string[]) => [...new Set(values)].filter((value) => value !== "");
  const areas = await namesBy(
    sql<Name>`select path::text as key, name from divisions.v_area
    where path = any(${distinct(cells.map(({ area }) => area))}::ltree[]) and (tenant_id is null or tenant_id = ${tx.tenantId})`,
    tx,
  );
  const units = await namesBy(
    sql<Name>`select id::text as key, name from organizations.v_organization
    where tenant_id = ${tx.tenantId} and id = any(${distinct([...cells.map(({ unit }) => unit), ...calls.map(({ caller }) => caller)])}::uuid[])`,
    tx,
  );
  const matters = await namesBy(
    sql<Name>`select code as key, name from rules.v_matter
    where tenant_id = ${tx.tenantId} and code = any(${distinct(cells.map(({ matter }) => matter))}::text[])`,
    tx,
  );
  const names = ({ area, unit, matter }: Pick<RateCell, "area" | "unit" | "matter">) => ({
    areaName: areas.get(area) ?? "",
    unitName: units.get(unit) ?? "",
    matterName: matters.get(matter) ?? "",
  });
  return {
    appeals: appeals.map((cell) => ({ ...cell, ...names(cell) })),
    calls: calls.map((cell) => ({ ...cell, ...names(cell), callerName: units.get(cell.caller) ?? "" })),
  };
}

type Name = { key: string; name: string };

async function namesBy(query: RawBuilder<Name>, tx: Tx): Promise<ReadonlyMap<string, string>> {
  const { rows } = await query.execute(tx.db);
  return new Map(rows.map(({ key, name }) => [key, name]));
}

function within(tx: Tx, { from, to, area, matter }: CellFilter) {
  const all = [
    sql`c.tenant_id = ${tx.tenantId}`,
    sql`c.month between ${from}::date and ${to}::date`,
    ...(area ? [sql`c.area <@ ${area}::ltree`] : []),
    ...(matter ? [sql`c.matter = ${matter}`] : []),
  ];
  return sql.join(all, sql` and `);
}

/** Months that were counted, the newest first, and when the last of them was. */
export async function findCountedMonths(
  tx: Tx,
): Promise<{ readonly months: readonly string[]; readonly countedAt: Date | undefined }> {
  const { rows } = await sql<{ month: string; counted_at: Date }>`
    select to_char(month, 'YYYY-MM') as month, counted_at from appeals.rate_month where tenant_id = ${tx.tenantId} order by month desc`.execute(
    tx.db,
  );
  const countedAt = rows.reduce<Date | undefined>(
    (last, row) => (last === undefined || row.counted_at > last ? row.counted_at : last),
    undefined,
  );
  return { months: rows.map(({ month }) => month), countedAt };
}
