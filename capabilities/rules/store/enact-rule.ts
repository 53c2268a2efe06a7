import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { Citation } from "./find-rule.ts";

export type RuleToEnact = {
  readonly id: string;
  readonly key: string;
  readonly title: string;
  readonly titleEn: string;
  readonly level: string;
  readonly path: string;
  readonly text: string;
  readonly parameters: unknown;
  readonly citations: readonly Citation[];
  readonly validFrom: string;
  readonly source: string;
  /** Who enacted it; left out, the house itself with its defaults. */
  readonly enactedBy?: string | undefined;
};

/** Enacts the first version of a rule. A second version on the same days breaks on the table's own constraint. */
export async function insertRule(tx: Tx, rule: RuleToEnact): Promise<void> {
  await sql`
    with r as (insert into rules.rule (tenant_id, id, key, title, title_en, level, division_path)
      values (${tx.tenantId}, ${rule.id}, ${rule.key}, ${rule.title}, ${rule.titleEn}, ${rule.level}, ${rule.path}))
    insert into rules.version (tenant_id, rule_id, version, text, parameters, citations, valid_from, source, enacted_at, enacted_by)
    values (${tx.tenantId}, ${rule.id}, 1, ${rule.text}, ${JSON.stringify(rule.parameters)}, ${JSON.stringify(rule.citations)}, ${rule.validFrom}, ${rule.source}, ${tx.now}, ${rule.enactedBy ?? null})`.execute(
    tx.db,
  );
}

/** Is there a rule of this key for all of an area, whether in force or ended? */
export async function hasRuleFor(tx: Tx, key: string, path: string): Promise<boolean> {
  const { rows } =
    await sql`select from rules.rule where tenant_id = ${tx.tenantId} and key = ${key} and division_path @> ${path}::ltree limit 1`.execute(
      tx.db,
    );
  return rows.length > 0;
}

export type MatterToAdd = {
  readonly code: string;
  readonly parentCode: string | null;
  readonly name: string;
  readonly nameEn: string;
  readonly keywords: readonly string[];
};

export async function hasMatters(tx: Tx): Promise<boolean> {
  return (await sql`select from rules.matter where tenant_id = ${tx.tenantId} limit 1`.execute(tx.db)).rows.length > 0;
}

export async function addMatters(tx: Tx, matters: readonly MatterToAdd[]): Promise<void> {
  for (const matter of matters) {
    await sql`insert into rules.matter (tenant_id, code, parent_code, name, name_en, keywords)
      values (${tx.tenantId}, ${matter.code}, ${matter.parentCode}, ${matter.name}, ${matter.nameEn}, ${[...matter.keywords]}::text[])`.execute(
      tx.db,
    );
  }
}

export type PowerToGrant = {
  readonly id: string;
  readonly organizationId: string;
  readonly matterCode: string;
  readonly act: "handle" | "enforce" | "decide" | "assist";
  readonly level: "county" | "township" | "village";
  readonly path: string;
  readonly means: string;
  readonly ruleTitle: string;
  readonly article: string;
  readonly validFrom: string;
};

/** Enters a power into the powers list. */
export async function insertPower(tx: Tx, power: PowerToGrant): Promise<void> {
  await sql`insert into rules.power (tenant_id, id, organization_id, matter_code, act, level, division_path, means, rule_title, article, valid_from)
    values (${tx.tenantId}, ${power.id}, ${power.organizationId}, ${power.matterCode}, ${power.act}, ${power.level}, ${power.path}, ${power.means}, ${power.ruleTitle},
      ${power.article}, ${power.validFrom})`.execute(tx.db);
}
