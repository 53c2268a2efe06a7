import { sql } from "kysely";
import type { ActionContext } from "#platform/capability.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { AppealRow } from "./appeal-row.ts";

export type RelationRow = {
  readonly id: string;
  readonly kind: "related" | "merged";
  /** The number of the one it stands with. */
  readonly number: string;
  readonly other_id: string;
  /** Of the two merged, the other one leads. */
  readonly led: boolean;
};

/** Whom an appeal stands with now, from its own side and from the other. */
export async function findRelations(tx: Tx, appealId: string): Promise<readonly RelationRow[]> {
  const { rows } = await sql<RelationRow>`
    select r.id, r.kind, a.number, a.id as other_id, r.kind = 'merged' and r.appeal_id = ${appealId} as led
    from appeals.relation r join appeals.appeal a on a.tenant_id = r.tenant_id and a.id = case when r.appeal_id = ${appealId} then r.other_id else r.appeal_id end
    where r.tenant_id = ${tx.tenantId} and (r.appeal_id = ${appealId} or r.other_id = ${appealId}) and r.ended_at is null order by r.id limit 200`.execute(
    tx.db,
  );
  return rows;
}

/** Duplicates an appeal leads, still in hand: what its answer is written into. */
export async function findMerged(tx: Tx, leadId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select a.id from appeals.relation r join appeals.appeal a on a.tenant_id = r.tenant_id and a.id = r.appeal_id
    where r.tenant_id = ${tx.tenantId} and r.other_id = ${leadId} and r.kind = 'merged' and r.ended_at is null and a.state = 'handling'
    order by a.id`.execute(tx.db);
  return rows.map(({ id }) => id);
}

/** @returns false where the two stand together already, or the duplicate has one that leads it. */
export async function insertRelation(
  context: ActionContext,
  id: string,
  appeal: AppealRow,
  other: AppealRow,
  kind: "related" | "merged",
): Promise<boolean> {
  const { tx, actor, post } = context;
  const barred = [...new Set([...appeal.barred, ...other.barred])];
  const { numAffectedRows } =
    await sql`insert into appeals.relation (tenant_id, id, appeal_id, other_id, kind, division_path, barred, made_by, made_by_post, made_at)
    values (${tx.tenantId}, ${id}, ${appeal.id}, ${other.id}, ${kind}, ${appeal.division_path}, ${barred}::uuid[], ${actor.personId ?? null}, ${post?.postId ?? null},
      ${tx.now}) on conflict do nothing`.execute(tx.db);
  return numAffectedRows === 1n;
}

export async function endRelation(tx: Tx, id: string): Promise<void> {
  await sql`update appeals.relation set ended_at = ${tx.now} where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}
