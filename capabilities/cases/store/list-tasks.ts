import { sql, type Expression, type RawBuilder, type SqlBool } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

/** Counting stops here: a desk with more is told "10,000+". */
export const COUNT_CAP = 10_000;

export type TaskFilter = {
  readonly due?: "overdue" | "today" | "week" | undefined;
  readonly whose?: "mine" | "free" | undefined;
  readonly kind?: string | undefined;
  readonly unit?: string | undefined;
};

/** Ends of today and of the seventh day from now, as legal days end: at 24:00 in Chinese time. */
export type DayEnds = { readonly today: Date; readonly week: Date };

export type TaskPosition = { readonly dueAt: string | null; readonly id: string };

export type ListedTaskRow = {
  readonly id: string;
  readonly case_number: string;
  readonly kind: string;
  readonly subject_id: string;
  readonly name: string;
  readonly action: string;
  readonly duty: string;
  readonly division_path: string;
  readonly barred: readonly string[];
  readonly organization_id: string | null;
  readonly unit: string;
  readonly opened_at: Date;
  readonly due_at: Date | null;
  readonly provisional: boolean;
  readonly hour_kept: boolean;
  readonly extended: number;
  readonly holder_post: string | null;
  readonly taken_by: string;
};

export type TaskList = {
  /** The policy's own condition on `t`; row-level security stands behind it. */
  readonly visible: Expression<SqlBool>;
  /** Posts whose tasks are "mine": one's own and those one stands in for. */
  readonly posts: readonly string[];
  readonly ends: DayEnds;
};

/** The post that took a task, while it is in force: with its post a taking ends, and the task is everybody's again. */
export function joinHolder(tx: Tx): RawBuilder<unknown> {
  return sql`left join organizations.v_post h on h.tenant_id = t.tenant_id and h.id = t.post_id and h.valid_from <= ${tx.now} and (h.valid_to is null or h.valid_to > ${tx.now})`;
}

const JOIN_CASE = sql`join cases.case c on c.tenant_id = t.tenant_id and c.id = t.case_id`;

/**
 * One page of open tasks, what is due first on top, what has no date last. The page is cut before its rows are named: what is joined to
 * every open task costs with their number (docs/query-plans.md).
 */
export async function listTaskRows(
  tx: Tx,
  list: TaskList,
  filter: TaskFilter,
  after: TaskPosition | undefined,
  size: number,
): Promise<readonly ListedTaskRow[]> {
  const beyond =
    after === undefined
      ? sql`true`
      : after.dueAt === null
        ? sql`t.due_at is null and t.id > ${after.id}::uuid`
        : sql`(t.due_at > ${after.dueAt}::timestamptz or (t.due_at = ${after.dueAt}::timestamptz and t.id > ${after.id}::uuid) or t.due_at is null)`;
  const { rows } = await sql<ListedTaskRow>`
    select t.id, c.number as case_number, c.kind, c.subject_id, t.name, t.action, t.duty, t.division_path::text, t.barred, t.organization_id, coalesce(o.name, '') as unit,
      t.opened_at, t.due_at, coalesce((t.due_by->>'provisional')::boolean, false) as provisional,
      coalesce((t.due_by->>'hourKept')::boolean, false) as hour_kept, t.extended, h.id as holder_post,
      concat_ws(' ', nullif(h.title, ''), nullif(p.public_name, '')) as taken_by
    from (select t.* from cases.task t ${filter.kind ? JOIN_CASE : sql``} ${filter.whose === undefined ? sql`` : joinHolder(tx)}
      where ${open(tx, list)} and ${chosen(list, tx.now, filter)} and ${beyond} order by t.due_at nulls last, t.id limit ${size}) t
    ${JOIN_CASE} ${joinHolder(tx)}
    left join register.v_person p on p.tenant_id = h.tenant_id and p.id = h.person_id
    left join organizations.v_organization o on o.tenant_id = t.tenant_id and o.id = t.organization_id
    order by t.due_at nulls last, t.id`.execute(tx.db);
  return rows;
}

export type TaskCounts = {
  readonly all: number;
  readonly overdue: number;
  readonly today: number;
  readonly mine: number;
  readonly free: number;
};

/** How many there are in all, and of what sort; the first `COUNT_CAP` in the list's own order are counted. */
export async function countTasks(tx: Tx, list: TaskList): Promise<TaskCounts> {
  const { rows } = await sql<TaskCounts>`
    select count(*) as all, count(*) filter (where due_at <= ${tx.now}) as overdue, count(*) filter (where due_at > ${tx.now} and due_at <= ${list.ends.today}) as today,
      count(*) filter (where holder = any(${[...list.posts]}::uuid[])) as mine, count(*) filter (where holder is null) as free
    from (select t.due_at, h.id as holder from cases.task t ${joinHolder(tx)} where ${open(tx, list)} order by t.due_at nulls last, t.id limit ${COUNT_CAP}) counted`.execute(
    tx.db,
  );
  return rows[0] ?? { all: 0, overdue: 0, today: 0, mine: 0, free: 0 };
}

/** A mark of the list as it stands: another one when a task comes, goes, is taken, given on or put off. */
export async function markTasks(tx: Tx, list: TaskList): Promise<string> {
  const { rows } = await sql<{ mark: string | null }>`
    select md5(string_agg(concat_ws(' ', t.id, t.due_at, t.organization_id, t.post_id, t.extended), ' ' order by t.id)) as mark
    from (select t.* from cases.task t where ${open(tx, list)} order by t.due_at nulls last, t.id limit ${COUNT_CAP}) t`.execute(
    tx.db,
  );
  return rows[0]?.mark ?? "";
}

export type TaskChoices = {
  readonly kinds: readonly string[];
  readonly units: readonly { readonly id: string; readonly name: string }[];
};

/** The kinds of matter and the units that the reader's open tasks are of. */
export async function findTaskChoices(tx: Tx, list: TaskList): Promise<TaskChoices> {
  const { rows } = await sql<{ kind: string; id: string | null; name: string | null }>`
    select distinct c.kind, o.id, o.name from (select t.tenant_id, t.case_id, t.organization_id from cases.task t where ${open(tx, list)} limit ${COUNT_CAP}) t
    join cases.case c on c.tenant_id = t.tenant_id and c.id = t.case_id
    left join organizations.v_organization o on o.tenant_id = t.tenant_id and o.id = t.organization_id order by c.kind, o.name`.execute(
    tx.db,
  );
  const units = new Map(rows.flatMap(({ id, name }) => (id === null ? [] : [[id, { id, name: name ?? "" }] as const])));
  return { kinds: [...new Set(rows.map(({ kind }) => kind))], units: [...units.values()] };
}

function open(tx: Tx, list: TaskList): RawBuilder<unknown> {
  return sql`t.tenant_id = ${tx.tenantId} and t.state = 'open' and ${list.visible}`;
}

function chosen({ posts, ends }: TaskList, now: Date, filter: TaskFilter): RawBuilder<unknown> {
  const dueUntil = filter.due === "overdue" ? now : filter.due === "today" ? ends.today : ends.week;
  const dueAfter = filter.due === "overdue" ? "-infinity" : now;
  return sql.join(
    [
      sql`true`,
      ...(filter.due === undefined ? [] : [sql`t.due_at > ${dueAfter}::timestamptz and t.due_at <= ${dueUntil}`]),
      ...(filter.whose === "mine" ? [sql`h.id = any(${[...posts]}::uuid[])`] : []),
      ...(filter.whose === "free" ? [sql`h.id is null`] : []),
      ...(filter.kind ? [sql`c.kind = ${filter.kind}`] : []),
      ...(filter.unit ? [sql`t.organization_id = ${filter.unit}::uuid`] : []),
    ],
    sql` and `,
  );
}
