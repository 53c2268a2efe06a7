import { sql, type RawBuilder } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { legalDaySql } from "#platform/legal-day.ts";

export type ObjectionRow = {
  readonly id: string;
  readonly item_id: string;
  readonly division_path: string;
  readonly owner: string | null;
  readonly version: number;
  readonly step: "waiting" | "answered" | "upward" | "ruled";
  readonly made_on: string;
  readonly reply_due: string | null;
  readonly reply: string;
  readonly replied_on: string | null;
  readonly upward_on: string | null;
  readonly upward_due: string | null;
  readonly upheld: boolean | null;
  readonly ruling: string;
  readonly ruled_on: string | null;
  /** Null for whoever may not read its words. */
  readonly person_id: string | null;
  readonly objection: string | null;
  readonly upward_why: string | null;
};

const COLUMNS = sql`o.id, o.item_id, o.division_path::text as division_path, i.owner, o.version, o.step, o.made_on, o.reply_due, o.reply, o.replied_on, o.upward_on,
  o.upward_due, o.upheld, o.ruling, o.ruled_on, p.person_id, p.objection, p.upward_why`;
const FROM = sql`disclosure.objection o join disclosure.item i on i.tenant_id = o.tenant_id and i.id = o.item_id
  left join disclosure.objection_personal p on p.tenant_id = o.tenant_id and p.objection_id = o.id`;

/** Rows of a condition on `o`, its item `i` and its words `p`. */
export async function selectObjections(tx: Tx, where: RawBuilder<unknown>, limit: number): Promise<readonly ObjectionRow[]> {
  const { rows } = await sql<ObjectionRow>`
    select ${COLUMNS} from ${FROM} where o.tenant_id = ${tx.tenantId} and ${where} order by o.made_on, o.id limit ${limit}`.execute(
    tx.db,
  );
  return rows;
}

export async function lockObjection(tx: Tx, id: string): Promise<ObjectionRow | undefined> {
  await sql`select 1 from disclosure.objection where tenant_id = ${tx.tenantId} and id = ${id} for update`.execute(tx.db);
  const [row] = await selectObjections(tx, sql`o.id = ${id}`, 1);
  return row;
}

export type NewObjection = {
  readonly id: string;
  readonly itemId: string;
  readonly path: string;
  readonly version: number;
  readonly replyDue: string | null;
  readonly upwardDue: string | null;
  readonly personId: string;
  readonly text: string;
};

/** With a day for the township it goes there at once. */
export async function insertObjection(tx: Tx, made: NewObjection): Promise<void> {
  const today = legalDaySql(tx.now);
  await sql`insert into disclosure.objection (tenant_id, id, item_id, division_path, version, step, made_on, reply_due, upward_on, upward_due)
    values (${tx.tenantId}, ${made.id}, ${made.itemId}, ${made.path}::ltree, ${made.version}, ${made.upwardDue === null ? "waiting" : "upward"}, ${today},
      ${made.replyDue}::date, ${made.upwardDue === null ? null : today}, ${made.upwardDue}::date)`.execute(tx.db);
  await sql`insert into disclosure.objection_personal (tenant_id, objection_id, division_path, person_id, objection)
    values (${tx.tenantId}, ${made.id}, ${made.path}::ltree, ${made.personId}, ${made.text})`.execute(tx.db);
}

export type ObjectionPatch = Partial<
  Pick<ObjectionRow, "step" | "reply" | "replied_on" | "upward_on" | "upward_due" | "upheld" | "ruling" | "ruled_on">
>;

export async function changeObjection(tx: Tx, id: string, patch: ObjectionPatch): Promise<void> {
  const sets = Object.entries(patch).map(([column, value]) => sql`${sql.ref(column)} = ${value}`);
  await sql`update disclosure.objection set ${sql.join(sets)} where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}

export async function putUpwardWhy(tx: Tx, id: string, why: string): Promise<void> {
  await sql`update disclosure.objection_personal set upward_why = ${why} where tenant_id = ${tx.tenantId} and objection_id = ${id}`.execute(
    tx.db,
  );
}

/** How many somebody has made about one item. */
export async function countOwn(tx: Tx, itemId: string, personId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from disclosure.objection o join disclosure.objection_personal p on p.tenant_id = o.tenant_id and p.objection_id = o.id
    where o.tenant_id = ${tx.tenantId} and o.item_id = ${itemId} and p.person_id = ${personId}`.execute(tx.db);
  return rows[0]?.n ?? 0;
}
