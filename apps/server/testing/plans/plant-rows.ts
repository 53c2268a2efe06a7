import { columnsOf, readTables } from "../rights/tables.ts";
import type { TestHouse } from "../start-test-house.ts";

/**
 * Copies of every appeal of the demo's town with its case, first task, first event, words and release, each copy three hours older than the
 * one before. Half of the copies stand as their model does, half are done with.
 */
export async function plantCopies(house: TestHouse, copies: number): Promise<void> {
  const { admin } = house;
  const id = (salt: string) => `md5('${salt}' || n || old)::uuid`;
  await admin(`create temp table copies as select ${id("a")} as a, ${id("c")} as c, * from (
    select x.tenant_id, x.id as old, x.case_id as old_case, n, n * interval '3 hours' as ago, n % 2 = 0 as done
      from appeals.appeal x join platform.tenant t on t.id = x.tenant_id, generate_series(1, ${copies}) n
      where t.slug = 'qinghe' and x.case_id is not null) one`);
  await admin("analyze copies");
  // Foreign keys are not asked row by row: what is copied keeps them.
  await admin("set session_replication_role = replica");
  await copy(house, "cases.case", "k.old_case", "id", {
    id: "k.c",
    number: "'C' || k.n || x.number",
    subject_id: "k.a",
    state: "case when k.done then 'ended' else x.state end",
    opened_at: "x.opened_at - k.ago",
    ended_at: "x.ended_at - k.ago",
  });
  await copy(house, "appeals.appeal", "k.old", "id", {
    id: "k.a",
    number: "'C' || k.n || x.number",
    case_id: "k.c",
    source_key: "null",
    state: "case when k.done then 'closed' else x.state end",
    raised_at: "x.raised_at - k.ago",
    due_at: "x.due_at - k.ago",
  });
  await copy(house, "appeals.appeal_personal", "k.old", "appeal_id", { appeal_id: "k.a" });
  await copy(house, "appeals.release", "k.old", "appeal_id", { appeal_id: "k.a", released_at: "x.released_at - k.ago" });
  for (const table of ["cases.task", "cases.event"] as const) {
    const own: Readonly<Record<string, string>> =
      table === "cases.event"
        ? { at: "x.at - k.ago" }
        : {
            state: "case when k.done and x.state = 'open' then 'done' else x.state end",
            done_at: "case when k.done and x.state = 'open' then x.opened_at else x.done_at end",
            due_at: "x.due_at - k.ago",
          };
    await copy(house, table, "k.old_case", "case_id", { id: id("t"), case_id: "k.c", ...own }, "order by x.id desc limit 1");
  }
  await admin("set session_replication_role = origin");
  await admin("drop table copies");
}

type Changes = Readonly<Record<string, string>>;

/** One row of a table for each copy: the model's own, with these columns otherwise. */
async function copy(house: TestHouse, table: string, model: string, key: string, columns: Changes, of = ""): Promise<void> {
  const changed = Object.entries(columns).map(([column, value]) => `'${column}', ${value}`);
  const shape = (await readTables(house)).find(({ name }) => name === table);
  if (shape === undefined) throw new Error(`there is no ${table}`);
  const own = columnsOf(shape);
  await house.admin(`insert into ${table} (${own}) select r.* from copies k
    cross join lateral (select x.* from ${table} x where x.tenant_id = k.tenant_id and x.${key} = ${model} ${of}) x
    cross join lateral (select ${own} from jsonb_populate_record(null::${table}, to_jsonb(x) || jsonb_build_object(${changed.join(", ")}))) r`);
}

/** As a table stands that was just loaded: PostgreSQL has not counted it yet. */
export async function forgetStatistics({ admin }: TestHouse): Promise<void> {
  const tables = `select c.oid from pg_class c where c.relnamespace in ('cases'::regnamespace, 'appeals'::regnamespace) and c.relkind = 'r'`;
  await admin(`delete from pg_statistic where starelid in (${tables})`);
  await admin(`update pg_class set reltuples = -1, relpages = 0 where oid in (${tables})`);
}
