import type { Soundness } from "@gongzhi/procedure";
import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

export type DraftRow = {
  readonly id: string;
  readonly key: string;
  /** Of a procedure that is not there yet. */
  readonly title: string | null;
  readonly title_en: string | null;
  readonly rule_key: string | null;
  readonly bpmn: string;
  readonly forms: Readonly<Record<string, unknown>>;
  readonly division_path: string;
  readonly made_at: Date;
  /** Public name of whoever made it; empty where they hold no public post any more. */
  readonly made_by: string;
  /** What a job found of a net that could not be judged at once. */
  readonly proof: Proof | null;
  /** When that job was begun. */
  readonly proving_since: Date | null;
};

export type Proof = Pick<Soundness, "verdict" | "states" | "violations"> & { readonly milliseconds: number };

/** Shown at once: twenty of each procedure at most, of some dozens of procedures. */
const MOST_SHOWN = 200;

export async function findDraft(tx: Tx, id: string): Promise<DraftRow | undefined> {
  const { rows } = await sql<DraftRow>`
    select d.id, d.key, d.title, d.title_en, d.rule_key, d.bpmn, d.forms, d.division_path::text, d.made_at, coalesce(p.public_name, '') as made_by, d.proof, d.proving_since
    from cases.draft d left join register.v_person p on p.tenant_id = d.tenant_id and p.id = d.made_by
    where d.tenant_id = ${tx.tenantId} and d.id = ${id}`.execute(tx.db);
  return rows[0];
}

/** The newest first, without their drawings. */
export async function listDrafts(
  tx: Tx,
): Promise<readonly Omit<DraftRow, "bpmn" | "forms" | "division_path" | "proof" | "proving_since" | "title_en" | "rule_key">[]> {
  const { rows } = await sql<DraftRow>`
    select d.id, d.key, d.title, d.made_at, coalesce(p.public_name, '') as made_by
    from cases.draft d left join register.v_person p on p.tenant_id = d.tenant_id and p.id = d.made_by
    where d.tenant_id = ${tx.tenantId} order by d.made_at desc, d.id desc limit ${MOST_SHOWN}`.execute(tx.db);
  return rows;
}

/** The drawings of a procedure's drafts. */
export async function findDraftBpmn(tx: Tx, key: string): Promise<readonly string[]> {
  const { rows } = await sql<{
    bpmn: string;
  }>`select bpmn from cases.draft where tenant_id = ${tx.tenantId} and key = ${key}`.execute(tx.db);
  return rows.map(({ bpmn }) => bpmn);
}

export async function countDrafts(tx: Tx, key: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from cases.draft where tenant_id = ${tx.tenantId} and key = ${key}`.execute(tx.db);
  return rows[0]?.count ?? 0;
}

export type DraftToInsert = Pick<DraftRow, "id" | "key" | "bpmn" | "forms"> & {
  readonly path: string;
  readonly madeBy: string | undefined;
  /** What a procedure that is not there yet is called, and the rule of its deadlines. */
  readonly opens?: { readonly title: string; readonly titleEn: string; readonly ruleKey: string } | undefined;
};

export async function insertDraft(tx: Tx, made: DraftToInsert): Promise<void> {
  await sql`insert into cases.draft (tenant_id, id, key, division_path, bpmn, forms, made_at, made_by, title, title_en, rule_key)
    values (${tx.tenantId}, ${made.id}, ${made.key}, ${made.path}::ltree, ${made.bpmn}, ${JSON.stringify(made.forms)}, ${tx.now}, ${made.madeBy ?? null},
      ${made.opens?.title ?? null}, ${made.opens?.titleEn ?? null}, ${made.opens?.ruleKey ?? null})`.execute(tx.db);
}

/** Whoever deletes the row has the draft: of two who enact or discard it at once the second finds nothing. */
export async function takeDraft(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql`delete from cases.draft where tenant_id = ${tx.tenantId} and id = ${id} returning id`.execute(tx.db);
  return rows.length === 1;
}

export async function setProving(tx: Tx, id: string): Promise<void> {
  await sql`update cases.draft set proving_since = ${tx.now} where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}

export async function setProof(tx: Tx, id: string, proof: Proof): Promise<void> {
  await sql`update cases.draft set proof = ${JSON.stringify(proof)} where tenant_id = ${tx.tenantId} and id = ${id}`.execute(
    tx.db,
  );
}
