import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { Citation } from "./find-rule.ts";

/** Two versions of a rule on one day break on this. */
export const VERSIONS_CONSTRAINT = "version_tenant_id_rule_id_daterange_excl";
export const RULE_KEY_CONSTRAINT = "rule_tenant_id_key_division_path_key";

export type VersionToEnact = {
  readonly ruleId: string;
  readonly text: string;
  readonly parameters: unknown;
  readonly citations: readonly Citation[];
  readonly validFrom: string;
  readonly source: string;
  readonly enactedBy: string | undefined;
};

/** Adds a version from a day on and ends the open one with the day before. @returns its number. */
export async function insertVersion(tx: Tx, made: VersionToEnact): Promise<number> {
  await sql`update rules.version set valid_to = ${made.validFrom}::date
    where tenant_id = ${tx.tenantId} and rule_id = ${made.ruleId} and valid_to is null and valid_from < ${made.validFrom}::date`.execute(
    tx.db,
  );
  const { rows } = await sql<{ version: number }>`
    insert into rules.version (tenant_id, rule_id, version, text, parameters, citations, valid_from, source, enacted_at, enacted_by)
    select ${tx.tenantId}, ${made.ruleId}, 1 + coalesce(max(version), 0), ${made.text}, ${JSON.stringify(made.parameters)}::jsonb, ${JSON.stringify(made.citations)}::jsonb,
      ${made.validFrom}::date, ${made.source}, ${tx.now}, ${made.enactedBy ?? null}::uuid
    from rules.version where tenant_id = ${tx.tenantId} and rule_id = ${made.ruleId}
    returning version`.execute(tx.db);
  return rows[0]?.version ?? 0;
}
