import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { VersionRow } from "./find-procedure.ts";

export type ProcedureToInsert = {
  readonly key: string;
  readonly version: number;
  readonly title: string;
  readonly titleEn: string;
  readonly bpmn: string;
  readonly forms: Readonly<Record<string, unknown>>;
  readonly ruleKey: string;
  readonly validFrom: string;
  /** States looked at until it was proved sound. */
  readonly states: number;
  /** What its trial on past cases said; left out where there were none to try. */
  readonly tried?: VersionRow["tried"];
  readonly enactedBy: string | undefined;
};

/** @returns false where somebody else enacted that version, or one for that day, at the same time. */
export async function insertProcedure(tx: Tx, made: ProcedureToInsert): Promise<boolean> {
  const { rows } =
    await sql`insert into cases.procedure (tenant_id, key, version, title, title_en, bpmn, valid_from, soundness, rule_key, forms, enacted_at, enacted_by)
    values (${tx.tenantId}, ${made.key}, ${made.version}, ${made.title}, ${made.titleEn}, ${made.bpmn}, ${made.validFrom},
      ${JSON.stringify({ verdict: "sound", states: made.states, ...(made.tried ? { tried: made.tried } : {}) })}, ${made.ruleKey}, ${JSON.stringify(made.forms)}, ${tx.now}, ${made.enactedBy ?? null})
    on conflict do nothing returning version`.execute(tx.db);
  return rows.length === 1;
}

export type NewestVersion = Pick<VersionRow, "key" | "version" | "title" | "title_en" | "rule_key" | "valid_from">;

/** The versions of a procedure, the newest first, kept from changing: of two who enact one at once the second sees the first's. */
export async function lockVersions(tx: Tx, key: string): Promise<readonly NewestVersion[]> {
  await sql`select version from cases.procedure where tenant_id = ${tx.tenantId} and key = ${key} order by version for update`.execute(
    tx.db,
  );
  const { rows } = await sql<NewestVersion>`
    select key, version, title, title_en, rule_key, valid_from from cases.procedure
    where tenant_id = ${tx.tenantId} and key = ${key} order by version desc`.execute(tx.db);
  return rows;
}

/** A version no longer holds from a day on. */
export async function endVersion(tx: Tx, { key, version }: NewestVersion, day: string): Promise<void> {
  await sql`update cases.procedure set valid_to = ${day}::date where tenant_id = ${tx.tenantId} and key = ${key} and version = ${version}`.execute(
    tx.db,
  );
}
