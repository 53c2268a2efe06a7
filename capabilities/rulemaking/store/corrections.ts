import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

export type CorrectionRow = {
  readonly id: string;
  readonly number: string;
  readonly article: number;
  readonly against: string;
  readonly against_article: string;
  readonly why: string;
  readonly ordered_on: string;
  readonly due_on: string;
  readonly done_on: string | null;
};

export async function findCorrections(tx: Tx, number: string): Promise<readonly CorrectionRow[]> {
  const { rows } = await sql<CorrectionRow>`
    select id, number, article, against, against_article, why, ordered_on, due_on, done_on from rulemaking.correction
    where tenant_id = ${tx.tenantId} and number = ${number} order by id limit 100`.execute(tx.db);
  return rows;
}

export type NewCorrection = Omit<CorrectionRow, "done_on"> & { readonly path: string; readonly ruleKey: string };

export async function insertCorrection(tx: Tx, made: NewCorrection): Promise<void> {
  await sql`insert into rulemaking.correction (tenant_id, id, number, division_path, rule_key, article, against, against_article, why, ordered_on, due_on)
    values (${tx.tenantId}, ${made.id}, ${made.number}, ${made.path}::ltree, ${made.ruleKey}, ${made.article}, ${made.against}, ${made.against_article}, ${made.why},
      ${made.ordered_on}::date, ${made.due_on}::date)`.execute(tx.db);
}

/** A later text of the same rule was enacted: what was ordered before is put right. */
export async function closeCorrections(
  tx: Tx,
  { path, ruleKey, on }: { readonly path: string; readonly ruleKey: string; readonly on: string },
) {
  await sql`update rulemaking.correction set done_on = ${on}::date
    where tenant_id = ${tx.tenantId} and division_path = ${path}::ltree and rule_key = ${ruleKey} and done_on is null`.execute(
    tx.db,
  );
}

type LateCorrection = {
  readonly number: string;
  readonly title: string;
  readonly area: string;
  readonly organization: string;
  readonly due_on: string;
};

/** Ordered and not put right by a day that is over. */
export async function listLateCorrections(
  tx: Tx,
  path: string,
  today: string,
  limit: number,
): Promise<readonly LateCorrection[]> {
  const { rows } = await sql<LateCorrection>`
    select c.number, p.title, coalesce(a.name, '') as area, coalesce(o.name, '') as organization, c.due_on
    from rulemaking.correction c join rulemaking.draft p on p.tenant_id = c.tenant_id and p.number = c.number
    left join organizations.v_organization o on o.tenant_id = p.tenant_id and o.id = p.organization_id
    left join lateral (select name from divisions.v_area v where v.path = c.division_path and (v.tenant_id is null or v.tenant_id = c.tenant_id) limit 1) a on true
    where c.tenant_id = ${tx.tenantId} and c.division_path <@ ${path}::ltree and c.done_on is null and c.due_on < ${today}::date
    order by c.due_on, c.id limit ${limit}`.execute(tx.db);
  return rows;
}
