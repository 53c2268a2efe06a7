import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { legalDaySql } from "#platform/legal-day.ts";
import type { RULE_LEVELS } from "../contract/rule-views.ts";

/** National defaults and a place's own rules together are some dozens. */
const MOST_RULES = 1_000;

export type RuleLevel = (typeof RULE_LEVELS)[number];

export type ListedRuleRow = {
  readonly id: string;
  readonly title: string;
  readonly title_en: string;
  readonly level: RuleLevel;
  readonly area: string;
  readonly version: number | null;
  readonly valid_from: string | null;
};

/** Rules with their version in force today, the highest level first. */
export async function listRuleRows(
  tx: Tx,
  filter: { readonly q?: string | undefined; readonly level?: string | undefined },
): Promise<readonly ListedRuleRow[]> {
  const today = legalDaySql(tx.now);
  const { rows } = await sql<ListedRuleRow>`
    select r.id, r.title, r.title_en, r.level, coalesce(d.name, '') as area, v.version, v.valid_from
    from rules.rule r
    left join rules.version v on v.tenant_id = r.tenant_id and v.rule_id = r.id and v.valid_from <= ${today} and (v.valid_to is null or v.valid_to > ${today})
    left join lateral (select name from divisions.v_area a where a.path = r.division_path and (a.tenant_id is null or a.tenant_id = r.tenant_id) limit 1) d on true
    where r.tenant_id = ${tx.tenantId} and ${filter.level ? sql`r.level = ${filter.level}` : sql`true`}
      and ${filter.q ? sql`(position(${filter.q} in r.title) > 0 or position(lower(${filter.q}) in lower(r.title_en)) > 0 or position(${filter.q} in coalesce(v.text, '')) > 0)` : sql`true`}
    order by array_position(array['national', 'provincial', 'city', 'county', 'township', 'village'], r.level), r.title, r.id limit ${MOST_RULES}`.execute(
    tx.db,
  );
  return rows;
}

export type RuleRow = {
  readonly id: string;
  readonly key: string;
  readonly title: string;
  readonly title_en: string;
  readonly level: RuleLevel;
  readonly division_path: string;
  readonly area: string;
};

export async function findRule(tx: Tx, id: string, lock: "read" | "lock" = "read"): Promise<RuleRow | undefined> {
  const { rows } = await sql<RuleRow>`
    select id, key, title, title_en, level, division_path::text as division_path,
      coalesce((select name from divisions.v_area a where a.path = rule.division_path and (a.tenant_id is null or a.tenant_id = ${tx.tenantId}) limit 1), '') as area
    from rules.rule where tenant_id = ${tx.tenantId} and id = ${id} ${lock === "lock" ? sql`for update` : sql``}`.execute(tx.db);
  return rows[0];
}

/** The rule with this key of a place, or of the nearest larger area that has one. */
export async function findRuleOfKey(
  tx: Tx,
  key: string,
  path: string,
): Promise<Pick<RuleRow, "id" | "title" | "division_path"> | undefined> {
  const { rows } = await sql<Pick<RuleRow, "id" | "title" | "division_path">>`
    select id, title, division_path::text as division_path from rules.rule
    where tenant_id = ${tx.tenantId} and key = ${key} and division_path @> ${path}::ltree order by nlevel(division_path) desc limit 1`.execute(
    tx.db,
  );
  return rows[0];
}

export type VersionRow = {
  readonly version: number;
  readonly text: string;
  readonly parameters: unknown;
  readonly citations: readonly { readonly source: string; readonly article: string }[];
  readonly valid_from: string;
  readonly valid_to: string | null;
  readonly source: string;
  readonly enacted_at: Date;
  /** Public name of whoever enacted it; empty where the house did, or where they hold no public post any more. */
  readonly enacted_by: string;
};

/** Every version of a rule, the one that begins last first. */
export async function findVersions(tx: Tx, ruleId: string): Promise<readonly VersionRow[]> {
  const { rows } = await sql<VersionRow>`
    select v.version, v.text, v.parameters, v.citations, v.valid_from, v.valid_to, v.source, v.enacted_at, coalesce(p.public_name, '') as enacted_by
    from rules.version v left join register.v_person p on p.tenant_id = v.tenant_id and p.id = v.enacted_by
    where v.tenant_id = ${tx.tenantId} and v.rule_id = ${ruleId} order by v.valid_from desc limit 200`.execute(tx.db);
  return rows;
}

export type HeldVersion = { readonly title: string; readonly version: number; readonly valid_from: string };

/** The version of every rule that held in a place on a legal day: its own and those of the levels above. */
export async function listVersionsOn(
  tx: Tx,
  { path, to }: { readonly path: string; readonly to: string },
): Promise<readonly HeldVersion[]> {
  const { rows } = await sql<HeldVersion>`
    select r.title, v.version, v.valid_from from rules.rule r join rules.version v on v.tenant_id = r.tenant_id and v.rule_id = r.id
    where r.tenant_id = ${tx.tenantId} and r.division_path @> ${path}::ltree and v.valid_from <= ${to}::date and (v.valid_to is null or v.valid_to > ${to}::date)
    order by r.title, r.id limit 190`.execute(tx.db);
  return rows;
}
