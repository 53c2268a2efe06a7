import { sql, type RawBuilder } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { Course } from "../domain/course.ts";

export type ItemStep = "due" | "drafting" | "review" | "reviewed" | "fixed" | "published";

export type ItemRow = {
  readonly id: string;
  readonly division_path: string;
  readonly area: string;
  readonly entry: string;
  readonly subject: string;
  readonly title: string;
  readonly why: "period" | "happened" | "forced";
  readonly period: string;
  readonly starts_on: string;
  readonly ends_on: string;
  readonly due_on: string;
  readonly owner: string | null;
  readonly owner_name: string;
  readonly barred: readonly string[];
  readonly article: string;
  readonly rule_id: string;
  readonly rule_version: number;
  readonly course: Course;
  readonly step: ItemStep;
  readonly sent_on: string | null;
  readonly review_due: string | null;
  readonly verdict: "passed" | "objected" | null;
  readonly reviewed_on: string | null;
  readonly reviewed_by: string | null;
  readonly opinion: string;
  readonly fixed_on: string | null;
  readonly reference: string;
  readonly correcting: string;
  readonly versions: number;
  readonly first_on: string | null;
  readonly published_on: string | null;
  readonly shown_until: string | null;
  readonly objections_until: string | null;
  readonly taken_down_on: string | null;
  readonly order_due: string | null;
  readonly initiative_id: string | null;
  readonly reminded: "" | "near" | "late";
};

const COLUMNS = sql`i.id, i.division_path::text as division_path, coalesce(a.name, '') as area, i.entry, i.subject, i.title, i.why, i.period, i.starts_on, i.ends_on,
  i.due_on, i.owner, coalesce(o.name, '') as owner_name, i.barred, i.article, i.rule_id, i.rule_version, i.course, i.step, i.sent_on, i.review_due, i.verdict,
  i.reviewed_on, i.reviewed_by, i.opinion, i.fixed_on, i.reference, i.correcting, i.versions, i.first_on, i.published_on, i.shown_until, i.objections_until,
  i.taken_down_on, i.order_due, i.initiative_id, i.reminded`;
const NAMES = sql`left join lateral (select name from divisions.v_area v where v.path = i.division_path and (v.tenant_id is null or v.tenant_id = i.tenant_id) limit 1) a on true
  left join organizations.v_organization o on o.tenant_id = i.tenant_id and o.id = i.owner`;

/** Rows of a condition on `i`, in an order, at most so many. */
export async function selectItems(
  tx: Tx,
  { where, order, limit }: { readonly where: RawBuilder<unknown>; readonly order: RawBuilder<unknown>; readonly limit: number },
): Promise<readonly ItemRow[]> {
  const { rows } = await sql<ItemRow>`select ${COLUMNS} from disclosure.item i ${NAMES}
    where i.tenant_id = ${tx.tenantId} and ${where} order by ${order} limit ${limit}`.execute(tx.db);
  return rows;
}

export async function findItem(tx: Tx, id: string): Promise<ItemRow | undefined> {
  const [row] = await selectItems(tx, { where: sql`i.id = ${id}`, order: sql`i.id`, limit: 1 });
  return row;
}

/** Locked: its steps are taken one after another. */
export async function lockItem(tx: Tx, id: string): Promise<ItemRow | undefined> {
  await sql`select 1 from disclosure.item where tenant_id = ${tx.tenantId} and id = ${id} for update`.execute(tx.db);
  return await findItem(tx, id);
}

export type NewItem = Pick<
  ItemRow,
  | "id"
  | "entry"
  | "subject"
  | "title"
  | "why"
  | "period"
  | "starts_on"
  | "ends_on"
  | "due_on"
  | "owner"
  | "article"
  | "rule_id"
  | "rule_version"
  | "course"
> & { readonly path: string; readonly initiative_id?: string };

/** @returns how many were not there before */
export async function insertItems(tx: Tx, items: readonly NewItem[]): Promise<number> {
  if (items.length === 0) return 0;
  const { rows } = await sql`
    insert into disclosure.item (tenant_id, id, division_path, entry, subject, title, why, period, starts_on, ends_on, due_on, owner, barred, article, rule_id, rule_version,
      course, initiative_id)
    select ${tx.tenantId}::uuid, n.id, n.path, n.entry, n.subject, n.title, n.why, n.period, n.starts_on, n.ends_on, n.due_on, n.owner,
      array_remove(array[n.owner], null), n.article, n.rule_id, n.rule_version, n.course, n.initiative_id
    from jsonb_to_recordset(${JSON.stringify(items)}::jsonb) as n(id uuid, path ltree, entry text, subject text, title text, why text, period text, starts_on date,
      ends_on date, due_on date, owner uuid, article text, rule_id uuid, rule_version integer, course jsonb, initiative_id uuid)
    on conflict on constraint item_once do nothing returning 1`.execute(tx.db);
  return rows.length;
}

export type ItemPatch = Partial<
  Omit<
    ItemRow,
    "id" | "division_path" | "area" | "owner_name" | "course" | "rule_id" | "rule_version" | "why" | "period" | "barred"
  >
>;

export async function changeItem(tx: Tx, id: string, patch: ItemPatch): Promise<void> {
  const sets = Object.entries(patch).map(([column, value]) => sql`${sql.ref(column)} = ${value}`);
  await sql`update disclosure.item set ${sql.join(sets)} where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}

/** From now on this person does not review it: they wrote in it. */
export async function barFromReview(tx: Tx, id: string, personId: string): Promise<void> {
  await sql`update disclosure.item set barred = barred || ${personId}::uuid, reviewed_by = nullif(reviewed_by, ${personId}::uuid)
    where tenant_id = ${tx.tenantId} and id = ${id} and not (${personId}::uuid = any(barred))`.execute(tx.db);
}

/** The end of the last period that has a duty already, by place and entry: whoever was away catches up from the day after. */
export async function findLastEnds(tx: Tx): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ path: string; entry: string; ends_on: string }>`
    select division_path::text as path, entry, max(ends_on)::date as ends_on from disclosure.item where tenant_id = ${tx.tenantId} and why = 'period'
    group by division_path, entry`.execute(tx.db);
  return new Map(rows.map(({ path, entry, ends_on }) => [`${path} ${entry}`, ends_on]));
}

export async function countItems(tx: Tx, where: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from disclosure.item i where i.tenant_id = ${tx.tenantId} and ${where}`.execute(tx.db);
  return rows[0]?.n ?? 0;
}

export async function findForced(tx: Tx, initiativeId: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from disclosure.item where tenant_id = ${tx.tenantId} and initiative_id = ${initiativeId}`.execute(tx.db);
  return rows[0]?.id;
}
