import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { Citation } from "./find-rule.ts";

/** Everything official of a version, and nothing that changes later: a later version ends this one. */
export type OfficialVersion = {
  readonly subject: string;
  readonly content: {
    readonly title: string;
    readonly titleEn: string;
    readonly key: string;
    readonly level: string;
    readonly area: string;
    readonly version: number;
    readonly text: string;
    readonly parameters: never;
    readonly citations: readonly Citation[];
    readonly from: string;
    readonly source: string;
  };
};

/** Versions by `<rule>/<version>`: those named, or a page of all in that order. */
export async function findOfficialVersions(
  tx: Tx,
  which: { readonly subjects: readonly string[] } | { readonly after: string; readonly limit: number },
): Promise<readonly OfficialVersion[]> {
  const chosen =
    "subjects" in which ? sql`v.subject = any(${[...which.subjects]}::text[])` : sql`v.subject collate "C" > ${which.after}`;
  const { rows } = await sql<OfficialVersion>`
    select v.subject, jsonb_build_object('title', r.title, 'titleEn', r.title_en, 'key', r.key, 'level', r.level, 'area', r.division_path::text,
      'version', v.version, 'text', v.text, 'parameters', v.parameters, 'citations', v.citations, 'from', v.valid_from::text, 'source', v.source) as content
    from (select *, rule_id || '/' || version as subject from rules.version where tenant_id = ${tx.tenantId}) v
      join rules.rule r on r.tenant_id = v.tenant_id and r.id = v.rule_id
    where ${chosen} order by v.subject collate "C" limit ${"limit" in which ? which.limit : which.subjects.length}`.execute(
    tx.db,
  );
  return rows;
}
